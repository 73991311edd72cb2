"""Somebody asks to see a record: nothing is prepared before everything is checked, and what must not leave never does."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from holdfast.keeping.actions.copies import mark, prepare, sections
from holdfast.keeping.actions.requests import end_request, log_request, record_step, standing_gaps
from holdfast.keeping.items import FROM_POLICE, Item, Marked, Section, to_give
from holdfast.keeping.models import SubjectRequest
from holdfast.keeping.requests import BY_KIND
from holdfast.keeping.types import RequestState, StepKind
from holdfast.kernel.errors import Faulty, Refused
from holdfast.kernel.time import now, today
from holdfast.records import actions as records
from holdfast.records.models import Child
from holdfast.rules.disclosure.schedule import LIMITED
from holdfast.work.models import Clock, Duty
from tests.conftest import make_agency

CONFIDENTIAL = {"lines": "7 Hidden Mews", "town": "Ledbury", "postcode": "HR8 1ZZ", "confidential": True}


@pytest.fixture
def child(desk: Any, make_child: Any, looking: Any) -> Child:
    """A child of twelve with a confidential address, a mother, a friend, and a chronology that names both."""
    made = make_child("Ada", born_years_ago=12)
    looking(desk.screener)
    records.add_part(by=desk.screener, part="address", child_id=made.pk, kind="home", **CONFIDENTIAL)
    records.change_child(
        by=desk.screener, child_id=made.pk, seen=None, staff_safety="Ring first. They now live at 7, hidden mews (hr81zz)."
    )
    records.relate(by=desk.screener, child_id=made.pk, kind="friend", person={"given": "Wilhelmina", "family": "Frost"})
    records.write_summary(
        by=desk.screener,
        child_id=made.pk,
        seen=None,
        worried="Wilhelmina gives her lifts.",
        working_well="School.",
        needs="Talk.",
    )
    looking(desk.officer)
    return made


@pytest.fixture
def asked(desk: Any, child: Child) -> SubjectRequest:
    return log_request(
        by=desk.officer, child_id=child.pk, made_by="parent", name="Mia", reach="Telephone, mornings", received_at=now()
    )


def _check(desk: Any, looking: Any, request: SubjectRequest, **changes: str) -> None:
    """Every step, by whoever records it."""
    answers = {
        "identity": "checked",
        "authority": "responsibility",
        "child": "young",
        "best_interests": "yes",
        "serious_harm": "no",
    }
    for kind, answer in {**answers, **changes}.items():
        by = desk.screener if kind == "serious_harm" else desk.officer
        looking(by)
        record_step(by=by, request=request, kind=kind, answer=answer, words="Seen and asked.")
    looking(desk.officer)


def test_the_month_runs_from_when_it_came_and_a_social_worker_is_asked(asked: SubjectRequest) -> None:
    assert Clock.objects.get(subject_id=asked.pk).rule == "sar.response"
    assert {duty.kind for duty in Duty.objects.filter(subject_id=asked.pk)} == {"request.answer", "request.harm"}


def test_who_asks_and_what_entitles_them_come_first(desk: Any, asked: SubjectRequest) -> None:
    with pytest.raises(Refused, match="That comes first"):
        record_step(by=desk.officer, request=asked, kind="child", answer="agrees", words="Asked.")


def test_the_desk_does_not_judge_serious_harm_itself(desk: Any, asked: SubjectRequest) -> None:
    with pytest.raises(Refused, match="social-work professional"):
        record_step(by=desk.officer, request=asked, kind="serious_harm", answer="no", words="I think not.")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"child": "refuses"}, "does not agree"),
        ({"best_interests": "no"}, "not in the child's best interests"),
        ({"serious_harm": "yes"}, "likely to cause serious harm"),
        ({"child": "own"}, "the child did not ask for themselves"),
    ],
)
def test_an_answer_that_stops_it_prepares_nothing(
    desk: Any, asked: SubjectRequest, looking: Any, changes: dict[str, str], words: str
) -> None:
    _check(desk, looking, asked, **changes)
    assert any(words in gap for gap in standing_gaps(desk.officer, asked))
    with pytest.raises(Refused):
        prepare(by=desk.officer, request=asked)


def test_the_police_are_asked_before_anything_that_came_from_them_leaves(
    desk: Any, asked: SubjectRequest, child: Child, looking: Any
) -> None:
    _check(desk, looking, asked)
    assert standing_gaps(desk.officer, asked) == []
    looking(desk.screener)
    records.involve(
        by=desk.screener, child_id=child.pk, name="PC Ann Lane", role="Police officer",
        agency_id=make_agency(desk.partnership, "Police", "police").pk, from_date=today(),
    )  # fmt: skip
    looking(desk.officer)
    assert standing_gaps(desk.officer, asked) == [BY_KIND[StepKind.POLICE].missing]
    with pytest.raises(Refused, match="came from the police"):
        prepare(by=desk.officer, request=asked)
    for answer, goes in (("yes", False), ("part", True), ("no", True)):
        record_step(by=desk.officer, request=asked, kind="police", answer=answer, words="Sergeant Moss, by telephone.")
        assert (standing_gaps(desk.officer, asked) == []) is goes, answer


def test_what_the_police_sent_waits_for_a_person_where_they_said_that_parts_may_not_be_given() -> None:
    item = Item("one", (("Part", "What happened"),), others=True, why=FROM_POLICE)
    told = to_give([Section("Referral", (item,))], {})[0].items[0]
    assert told.lines == (("Withheld", LIMITED.reason),)
    assert "police" not in LIMITED.reason
    given = to_give([Section("Referral", (item,))], {"one": Marked(give=True, why="The police said so.")})[0].items[0]
    assert given.lines == item.lines


def test_nothing_confidential_leaves_and_what_is_about_others_waits_for_a_person(
    desk: Any, asked: SubjectRequest, looking: Any
) -> None:
    _check(desk, looking, asked)
    made = prepare(by=desk.officer, request=asked).files
    assert set(made) >= {"to-give/record.html", "to-give/record.pdf", "to-give/record.json", "for-review/record.json"}
    assert made["to-give/record.pdf"].startswith(b"%PDF")
    for name, content in made.items():
        for words in (b"Hidden", b"hidden mews", b"HR8", b"hr81zz"):
            assert words not in content or name.startswith("for-review"), f"{words!r} in {name}"
    given = made["to-give/record.html"].decode()
    assert "Wilhelmina" not in given
    assert "7 Hidden Mews" not in made["for-review/record.html"].decode()
    told = json.loads(made["for-review/record.json"])
    assert any(item["third_party"] for part in told["sections"] for item in part["items"])
    summary = next(item for part in sections(desk.officer, asked) for item in part.items if "records.Summary" in item.key)
    with pytest.raises(Faulty):
        mark(by=desk.officer, request=asked, item=summary.key, give=True, why="")
    mark(by=desk.officer, request=asked, item=summary.key, give=True, why="The mother wrote it with us.")
    given = prepare(by=desk.officer, request=asked).files["to-give/record.html"].decode()
    assert "[another young person] gives her lifts." in given
    assert "Wilhelmina" not in given


def test_what_was_typed_stays_words_in_the_copy_and_codes_are_spoken(
    desk: Any, asked: SubjectRequest, child: Child, looking: Any
) -> None:
    looking(desk.screener)
    records.change_child(
        by=desk.screener, child_id=child.pk, seen=None, communication='<script>alert("x")</script> =1+1', ethnicity="WBRI"
    )
    _check(desk, looking, asked)
    page = prepare(by=desk.officer, request=asked).files["to-give/record.html"].decode()
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "White: British" in page
    assert not re.search(r"WBRI|Created at|Born earliest|Safe to tells|Addresss", page)


def test_the_check_takes_out_what_nobody_may_give_and_a_schedule_says_why(
    desk: Any, asked: SubjectRequest, child: Child, looking: Any
) -> None:
    looking(desk.screener)
    told = "Uses Makaton. Intelligence suggests that an older man waits for him. Likes drawing."
    records.change_child(by=desk.screener, child_id=child.pk, seen=None, communication=told)
    _check(desk, looking, asked)
    made = prepare(by=desk.officer, request=asked).files
    page = made["to-give/record.html"].decode()
    assert "Uses Makaton. [removed] Likes drawing." in page
    assert "What was left out, and why" in page
    assert LIMITED.kind in page
    assert "ntelligence" not in page
    assert "older man" not in page
    assert b"older man" not in made["to-give/record.json"]
    assert "an older man waits" in made["for-review/record.html"].decode()


def test_a_confidential_address_is_given_by_nobodys_decision(desk: Any, asked: SubjectRequest, looking: Any) -> None:
    _check(desk, looking, asked)
    address = next(item for part in sections(desk.officer, asked) for item in part.items if "records.Address" in item.key)
    with pytest.raises(Refused, match="never leaves this way"):
        mark(by=desk.officer, request=asked, item=address.key, give=True, why="They asked nicely.")


def test_the_command_refuses_until_the_steps_are_recorded(
    desk: Any, child: Child, looking: Any, tmp_path: Path, asked: SubjectRequest
) -> None:
    out = tmp_path / "copy"
    with pytest.raises(CommandError, match="Check who is asking"):
        call_command("sar", "export", str(child.pk), "--out", str(out))
    assert not out.exists()
    _check(desk, looking, asked)
    call_command("sar", "export", str(child.pk), "--out", str(out))
    assert (out / "to-give" / "record.pdf").read_bytes().startswith(b"%PDF")
    with pytest.raises(CommandError, match="holds files already"):
        call_command("sar", "export", str(child.pk), "--out", str(out))
    looking(desk.officer)
    end_request(by=desk.officer, request=asked, state="given", words="Handed over and read through together.")
    with pytest.raises(CommandError, match="No request about this record is open"):
        call_command("sar", "export", str(child.pk), "--out", str(tmp_path / "again"))


def test_the_journey_on_the_pages(desk: Any, child: Child, client_for: Any) -> None:
    officer, worker = client_for(desk.officer), client_for(desk.manager)
    born = child.born_earliest
    assert born
    form = {"given": "Ada", "family": "Underhill", "made_by": "child", "name": "Ada", "reach": "At school"}
    form |= {"born_day": born.day, "born_month": born.month, "born_year": born.year}
    form |= {
        "received_at_day": now().day,
        "received_at_month": now().month,
        "received_at_year": now().year,
        "received_at_time": "0:00",
    }
    wrong = officer.post(reverse("request-new"), {**form, "family": "Nobody"})
    assert "No one record has this name" in wrong.content.decode()
    assert officer.post(reverse("request-new"), form).status_code == 302
    asked = SubjectRequest.objects.get()
    page = reverse("request", kwargs={"request_id": asked.pk})
    assert "Nothing is prepared yet" in officer.get(page).content.decode()
    for kind, answer in (("identity", "checked"), ("authority", "own"), ("child", "own")):
        step = reverse("request-step", kwargs={"request_id": asked.pk, "kind": kind})
        assert officer.post(step, {"answer": answer, "words": "Seen."}).status_code == 302, kind
    harm = reverse("request-step", kwargs={"request_id": asked.pk, "kind": "serious_harm"})
    assert worker.get(harm).status_code == 200
    assert worker.post(harm, {"answer": "part", "words": "Her friend's words would frighten her."}).status_code == 302
    assert officer.get(reverse("request-items", kwargs={"request_id": asked.pk})).status_code == 200
    copy = officer.post(reverse("request-copy", kwargs={"request_id": asked.pk}))
    assert copy["Content-Type"] == "application/zip"
    end = reverse("request-end", kwargs={"request_id": asked.pk})
    assert officer.post(end, {"state": "given", "words": "Read together."}).status_code == 302
    assert SubjectRequest.objects.get().state == RequestState.GIVEN
    assert client_for(desk.worker).get(page).status_code == 404
