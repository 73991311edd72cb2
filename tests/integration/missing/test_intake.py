"""A file of missing episodes is taken in: row by row, once, with history; and what it says of each child is known at once."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from holdfast.audit.models import Event
from holdfast.kernel.acting import tell_database
from holdfast.kernel.viewer import Viewer
from holdfast.missing.actions import void_episode
from holdfast.missing.changed_words import moved
from holdfast.missing.intake.lines import COLUMNS
from holdfast.missing.models import Crossing, Episode, EpisodeChange
from holdfast.missing.sender_names import called_otherwise
from holdfast.records.models import Child, Identifier
from holdfast.work.models import Duty

pytestmark = pytest.mark.usefixtures("db")
HEADER = ",".join(COLUMNS)


def line(ref: str, started: str, ended: str = "", child: str = "C1", **values: str) -> str:
    row = {
        "episode_ref": ref, "child_ref": child, "given_name": "Robin", "family_name": "Fell", "date_of_birth": "2011-05-04",
        "category": "M", "started": started, "ended": ended, "reported": started, "police_ref": "", "risk_grade": "Medium",
        **values,
    }  # fmt: skip
    return ",".join(row[column] for column in COLUMNS)


def four(child: str = "C1", before: str = "E") -> list[str]:
    days = ("2026-01-10", "2026-02-10", "2026-03-01", "2026-03-03")
    return [line(f"{before}{n}", f"{day}T20:00", f"{day}T22:00", child) for n, day in enumerate(days, 1)]


@pytest.fixture
def house(partnership: Any) -> Any:
    return partnership


@pytest.fixture
def bring(house: Any, tmp_path: Path) -> Callable[..., dict[str, Any]]:
    """Take in these lines through the command, as a person at a console does."""

    def take(*rows: str, content: bytes | None = None, **options: Any) -> dict[str, Any]:
        path = tmp_path / "episodes.csv"
        path.write_bytes(content if content is not None else "\n".join([HEADER, *rows, ""]).encode())
        found = json.loads(run("import", str(path), house, **options))
        tell_database(Viewer.job("tests", house.pk))
        assert set(found) == {"created", "corrected", "unchanged", "rejected"}
        return found

    return take


def run(what: str, argument: str, house: Any, **options: Any) -> str:
    said = StringIO()
    words = ["missing", what, *([argument] if argument else []), "--json", "--partnership", house.slug]
    with suppress(SystemExit):
        call_command(*words, stdout=said, stderr=StringIO(), **options)
    tell_database(Viewer.job("tests", house.pk))
    return said.getvalue()


def triggers(house: Any, moment: str) -> list[dict[str, Any]]:
    said = StringIO()
    call_command("missing", "triggers", "--as-of", moment, "--json", "--partnership", house.slug, stdout=said)
    tell_database(Viewer.job("tests", house.pk))
    return json.loads(said.getvalue())


def history(house: Any, child: str = "C1") -> list[dict[str, Any]]:
    return json.loads(run("history", child, house))


def test_a_file_is_taken_in_once_and_a_changed_row_is_a_correction_with_history(bring: Any) -> None:
    assert bring(*four()) == {"created": 4, "corrected": 0, "unchanged": 0, "rejected": []}
    assert bring(*four()) == {"created": 0, "corrected": 0, "unchanged": 4, "rejected": []}
    mended = [line("E1", "2026-01-11T20:00", "11/01/2026 22:00"), *four()[1:]]
    assert bring(*mended) == {"created": 0, "corrected": 1, "unchanged": 3, "rejected": []}
    change = EpisodeChange.objects.get(episode__episode_ref="E1")
    assert (change.before["started_at"], change.after["started_at"]) == ("2026-01-10T20:00:00+00:00", "2026-01-11T20:00:00+00:00")
    assert Child.objects.count() == 1
    assert Identifier.objects.get(kind="sender").value == "C1"


def test_what_was_put_right_here_stands_until_the_sender_says_otherwise(bring: Any) -> None:
    bring(*four())
    Episode.objects.filter(episode_ref="E2").update(category="H")
    assert bring(*four())["unchanged"] == 4
    assert Episode.objects.get(episode_ref="E2").category == "H"
    assert bring(line("E2", "2026-02-10T20:00", "2026-02-10T23:00"))["corrected"] == 1
    assert Episode.objects.get(episode_ref="E2").category == "H"


FAULTS = [
    ("an unknown category", line("E9", "2026-01-10T20:00", category="X"), "no category"),
    ("an end before the start", line("E9", "2026-01-10T20:00", "2026-01-10T19:00"), "ended before it started"),
    ("a start that is to come", line("E9", "2099-01-10T20:00"), "started is in the future"),
    ("an end that is to come", line("E9", "2026-01-10T20:00", "2099-01-10T19:00"), "ended is in the future"),
    ("an hour that was not", line("E9", "2026-03-29T01:30"), "clocks went forward"),
    ("a day that is not", line("E9", "31/02/2026 10:00"), "no such date"),
    ("a day without a time", line("E9", "2026-01-10"), "Give a time"),
    ("no reference", line("", "2026-01-10T20:00"), "episode_ref is empty"),
    ("no child", line("E9", "2026-01-10T20:00", child=""), "child_ref is empty"),
    ("too few values", "E9,C1", "fewer values"),
    ("an open quotation mark", line("E9", "2026-01-10T20:00", given_name='"Robin'), "quotation marks"),
    ("a reference twice", line("E1", "2026-04-10T20:00"), "already, on line 2"),
]


@pytest.mark.parametrize(("what", "faulty", "reason"), FAULTS, ids=[row[0] for row in FAULTS])
def test_a_faulty_row_is_kept_with_its_line_and_stops_no_other(
    what: str, faulty: str, reason: str, bring: Any, tmp_path: Path
) -> None:
    found = bring(four()[0], faulty, four()[1])
    assert (found["created"], [one["row"] for one in found["rejected"]]) == (2, [3]), what
    assert reason in found["rejected"][0]["reason"]
    kept = tmp_path / "episodes.rejected.csv"
    assert kept.read_text() == f"{HEADER}\n{faulty}\n"
    assert kept.stat().st_mode & 0o077 == 0, "rows about children are their owner's alone"


def test_the_exit_code_says_whether_a_row_was_rejected(house: Any, tmp_path: Path) -> None:
    path = tmp_path / "one.csv"
    path.write_text(f"{HEADER}\n{four()[0]}\n")
    call_command("missing", "import", str(path), "--json", "--partnership", house.slug, stdout=StringIO(), stderr=StringIO())
    path.write_text(f"{HEADER}\nE9\n")
    with pytest.raises(SystemExit) as left:
        call_command("missing", "import", str(path), "--json", "--partnership", house.slug, stdout=StringIO(), stderr=StringIO())
    assert left.value.code == 2


def test_letters_that_are_no_letters_stop_their_own_row_alone(bring: Any) -> None:
    good, bad = four()[0].encode(), line("E9", "2026-01-10T20:00").encode().replace(b"Robin", b"R\xf3bin")
    found = bring(content=b"\xef\xbb\xbf" + b"\r\n".join([HEADER.encode(), bad, good]))
    assert (found["created"], found["rejected"][0]["row"]) == (1, 2)
    assert "UTF-8" in found["rejected"][0]["reason"]


def test_a_file_without_a_column_is_refused_whole_with_a_sentence(bring: Any) -> None:
    found = bring(content=HEADER.replace(",category", "").encode() + b"\n")
    assert found["rejected"] == [{"row": 1, "reason": "The column is missing: category."}]


def test_a_trial_changes_nothing(bring: Any, tmp_path: Path) -> None:
    found = bring(*four(), line("E9", "never"), dry_run=True)
    assert (found["created"], len(found["rejected"])) == (4, 1)
    assert not Episode.objects.exists()
    assert not Child.objects.exists()
    assert not (tmp_path / "episodes.rejected.csv").exists()


def test_one_audited_action_names_every_row_of_a_batch(bring: Any) -> None:
    bring(*four(), *four("C2", "F"))
    event = Event.objects.get(verb="missing.import")
    assert set(event.detail["created"]) == {str(pk) for pk in Episode.objects.values_list("pk", flat=True)}
    assert event.detail["rows"] == 8


def test_triggers_say_who_was_over_and_who_one_short_by_what_is_known_now(bring: Any, house: Any) -> None:
    bring(*four("C2", "F")[:3], *four())
    found = triggers(house, "2026-03-31T23:59")
    assert [(one["child_ref"], one["state"], one["count"], one["episodes"]) for one in found] == [
        ("C1", "triggered", 4, ["E1", "E2", "E3", "E4"]),
        ("C2", "approaching", 3, ["F1", "F2", "F3"]),
    ]
    assert (found[0]["window_start"], found[0]["window_end"]) == ("2026-01-01", "2026-03-31")
    assert [one["state"] for one in triggers(house, "2026-03-03T19:59")] == ["approaching", "approaching"]


def test_history_tells_the_day_when_it_was_known_and_whether_it_still_holds(bring: Any, house: Any) -> None:
    bring(*four()[:3])
    assert history(house) == []
    bring(four()[3])
    crossed = history(house)
    assert [(one["crossed_on"], one["count"], one["still_true"]) for one in crossed] == [("2026-03-03", 4, True)]
    assert crossed[0]["known_at"] > "2026-03-03"
    bring(line("E1", "2025-10-10T20:00", "2025-10-10T22:00"))
    undone = history(house)
    assert [(one["crossed_on"], one["still_true"]) for one in undone] == [("2026-03-03", False)]
    assert undone[0]["known_at"] == crossed[0]["known_at"]


def test_a_void_lowers_the_count_and_leaves_the_crossing_in_history(bring: Any, house: Any) -> None:
    bring(*four())
    by = Viewer.job("tests", house.pk)
    void_episode(by=by, episode_id=Episode.objects.get(episode_ref="E2").pk, reason="It was a visit to an aunt.")
    assert Crossing.objects.get().still_true is False
    assert triggers(house, "2026-03-31T23:59")[0]["state"] == "approaching"


def test_a_child_who_may_have_a_record_already_is_put_to_a_person_and_never_merged(bring: Any) -> None:
    bring(*four())
    bring(line("F1", "2026-01-10T20:00", child="C2"), line("G1", "2026-01-10T20:00", child="C3", given_name="Max"))
    assert Child.objects.count() == 3
    duty = Duty.objects.get(kind="missing.likely-same")
    assert duty.child_id == Identifier.objects.get(value="C2").child_id
    assert list(duty.seats.values_list("holder", flat=True)) == ["role:mash-screener"]


def test_a_reference_seen_before_is_that_child_and_a_person_is_asked_once_where_the_name_is_another(bring: Any) -> None:
    def asked() -> list[Any]:
        return list(Duty.objects.filter(kind="missing.reference-differs"))

    slip = line("E5", "2026-03-05T20:00", given_name="Robyn", date_of_birth="2011-04-05")
    assert bring(*four(), slip)["created"] == 5
    assert asked() == []
    other = line("E6", "2026-03-07T20:00", given_name="Max", family_name="Stone", date_of_birth="2009-01-01")
    assert bring(other) == {"created": 1, "corrected": 0, "unchanged": 0, "rejected": []}
    child = Child.objects.get()
    assert (child.given, Episode.objects.get(episode_ref="E6").child_id) == ("Robin", child.pk)
    duty = asked()[0]
    assert (duty.child_id, list(duty.seats.values_list("holder", flat=True))) == (child.pk, ["role:mash-screener"])
    assert "Max" not in duty.what, "no name travels with a duty"
    assert bring(other)["unchanged"] == 1
    assert bring(other.replace("E6", "E7").replace("03-07", "03-09"))["created"] == 1
    assert asked() == [duty], "one question at a time"
    Duty.objects.update(state="done")
    assert bring(other)["unchanged"] == 1
    assert asked() == [duty], "what was answered is not asked again"
    assert bring(other.replace("E6", "E8").replace("03-07", "03-11"))["created"] == 1
    assert len(asked()) == 2


def test_a_name_or_birthday_put_right_is_a_correction_with_history_and_a_question_and_renames_nobody(
    bring: Any, house: Any
) -> None:
    bring(*four())
    renamed = [
        line(f"E{n}", *four()[n - 1].split(",")[6:8], given_name="Robyn", date_of_birth="04/05/2010") for n in (1, 2, 3, 4)
    ]
    assert bring(*renamed) == {"created": 0, "corrected": 4, "unchanged": 0, "rejected": []}
    change = EpisodeChange.objects.get(episode__episode_ref="E1")
    assert (change.before, change.after) == (
        {"given": "Robin", "born": "2011-05-04"},
        {"given": "Robyn", "born": "2010-05-04"},
    )
    assert [(one.what, one.before, one.after) for one in moved(change)] == [
        ("First name, by the sender", "Robin", "Robyn"),
        ("Date of birth, by the sender", "Wednesday 4 May 2011", "Tuesday 4 May 2010"),
    ]
    child = Child.objects.get()
    assert (child.given, str(child.born)) == ("Robin", "2011-05-04"), "no file renames a child"
    assert Duty.objects.get(kind="missing.reference-differs").child_id == child.pk
    otherwise = called_otherwise(Viewer.job("tests", house.pk), child)
    assert [(one.name, str(one.born), len(one.references)) for one in otherwise] == [("Robyn Fell", "2010-05-04", 4)]
    assert bring(*renamed)["unchanged"] == 4
    Duty.objects.update(state="done")
    Child.objects.update(given="Robyn", born_earliest="2010-05-04", born_latest="2010-05-04")
    assert called_otherwise(Viewer.job("tests", house.pk), Child.objects.get()) == []
    assert bring(*four())["corrected"] == 4, "and back again asks again"
    assert Duty.objects.filter(kind="missing.reference-differs").count() == 2


def test_two_names_for_one_new_reference_are_one_child_and_a_question(bring: Any) -> None:
    other = line("E2", "2026-03-07T20:00", given_name="Max", family_name="Stone", date_of_birth="2009-01-01")
    assert bring(line("E1", "2026-03-05T20:00"), other)["created"] == 2
    assert Duty.objects.get(kind="missing.reference-differs").child_id == Child.objects.get().pk


def test_a_row_moved_to_another_child_counts_there_and_no_longer_here(bring: Any, house: Any) -> None:
    bring(*four(), *four("C2", "F")[:3])
    elsewhere = four()[3].replace(",C1,", ",C2,")
    assert bring(elsewhere)["corrected"] == 1
    states = {one["child_ref"]: one["state"] for one in triggers(house, "2026-03-31T23:59")}
    assert states == {"C1": "approaching", "C2": "triggered"}
    assert [one["still_true"] for one in history(house)] == [False]
