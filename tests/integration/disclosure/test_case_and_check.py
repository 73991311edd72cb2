"""A case comes in, goes out as it came, and a file is checked against it from the console."""

from __future__ import annotations

import hashlib
import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from holdfast.disclosure.models import Release
from holdfast.kernel.errors import Refused
from holdfast.kernel.viewer import Viewer
from holdfast.records.intake import giving, taking
from holdfast.records.models import Address, CasePerson, Person
from holdfast.rules import case as rules
from tests.factories import leaks

CASE: dict[str, Any] = json.loads((Path(__file__).parent / "case.json").read_text())

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(partnership: Any, looking: Any) -> Viewer:
    viewer = Viewer.job("case.import", partnership.pk)
    looking(viewer)
    return viewer


def test_a_case_goes_out_as_it_came_in_and_the_same_again_changes_nothing(by: Viewer) -> None:
    assert taking.take_in(by=by, document=CASE).state == "created"
    assert giving.give(by=by, child_ref="C-1001") == CASE
    assert taking.take_in(by=by, document=CASE).state == "unchanged"
    assert Person.objects.count() == len(CASE["people"])


def test_more_than_the_schema_knows_is_named_and_not_kept_and_the_rest_comes_in_and_leaves_by_the_register(
    by: Viewer, partnership: Any, tmp_path: Path
) -> None:
    more = {"shoe": "4", "seen_with": "Mateusz Nowakowski"}
    sent = {**CASE, "notes": "Anything.", "child": {**CASE["child"], **more}, "people": [{**CASE["people"][0], **more}]}
    file, out, named = tmp_path / "case.json", io.StringIO(), io.StringIO()
    file.write_text(json.dumps(sent))
    for state in ("created", "unchanged"):
        call_command("case", "import", str(file), "--partnership", partnership.slug, stdout=out, stderr=named)
        assert f"C-1001: {state}." in out.getvalue()
    for place in ("/notes", "/child/shoe", "/people/0/seen_with"):
        assert f"{place}: not kept" in named.getvalue()
    back = io.StringIO()
    call_command("case", "export", "C-1001", "--partnership", partnership.slug, stdout=back)
    assert json.loads(back.getvalue()) == {**CASE, "people": CASE["people"][:1]}
    assert "Nowakowski" not in back.getvalue()
    release = Release.objects.get(template="case-export")
    assert (release.recipient, release.address, release.released_by_system) == ("service", "At the console", "case.export")


def test_the_childs_address_stands_on_the_page_of_the_record_once_and_ends_when_it_is_given_no_longer(by: Viewer) -> None:
    def here() -> list[tuple[str, str, bool, bool]]:
        rows = Address.objects.filter(child__family="Barnes").order_by("created_at")
        return [(one.lines, one.postcode, one.confidential, one.until is None) for one in rows]

    taking.take_in(by=by, document=CASE)
    first = ("12 Widemarsh Court, Hereford", "HR4 9EU", False, True)
    assert here() == [first]
    taking.take_in(by=by, document=CASE)
    assert here() == [first]
    moved = {"of": "C-1001", "lines": ["The Mill", "Kington"], "postcode": "HR5 3BX", "audience": ["professionals"]}
    assert taking.take_in(by=by, document={**CASE, "addresses": [moved]}).state == "changed"
    assert here() == [(*first[:3], False), ("The Mill\nKington", "HR5 3BX", True, True)]


def test_nothing_of_a_case_is_taken_in_where_some_of_it_cannot_be(by: Viewer, monkeypatch: Any) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise Refused("No.")

    monkeypatch.setattr(taking.homes, "keep", broken)
    with pytest.raises(Refused), transaction.atomic():
        taking.take_in(by=by, document=CASE)
    assert not CasePerson.objects.exists()


def test_the_network_goes_two_relations_out_and_no_further(
    by: Viewer, partnership: Any, tmp_path: Path, monkeypatch: Any
) -> None:
    """A friend has a case of her own; her cousin is in that one. The cousin's friend stands in the cousin's case alone."""
    taking.take_in(by=by, document=CASE)
    for ref, given, family, other in (("P-4", "Grace", "O'Connell", "Q-1"), ("Q-1", "Tariq", "Anwar", "Q-2")):
        somebody = {"ref": other, "role": "cousin", "given_name": {"Q-1": "Tariq", "Q-2": "Bartosz"}[other]}
        somebody["family_name"] = {"Q-1": "Anwar", "Q-2": "Wilk"}[other]
        child = {"ref": ref, "given_name": given, "family_name": family, "aliases": [], "date_of_birth": None}
        taking.take_in(by=by, document={"child": child, "people": [somebody]})
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear Donna,\nTariq Anwar came with Bartosz Wilk.\n")
    _, answer = check(monkeypatch, partnership, letter, "--json")
    assert [(one["text"], one["known"], one["about"]) for one in answer["findings"]] == [
        ("Tariq Anwar", True, "Q-1"),
        ("Bartosz Wilk", False, None),
    ]


def test_who_may_have_contact_comes_in_and_goes_out_and_needs_a_reason(by: Viewer) -> None:
    said = {"contact": "no", "contact_why": "A non-molestation order.", "contact_since": "2026-05-01"}
    document = {**CASE, "people": [{**CASE["people"][0], **said}, *CASE["people"][1:]]}
    taking.take_in(by=by, document=document)
    assert giving.give(by=by, child_ref="C-1001") == document
    assert taking.take_in(by=by, document=document).state == "unchanged"
    faulty = {**CASE, "people": [{**CASE["people"][0], "contact": "no"}]}
    assert [one.path for one in rules.check(faulty)] == ["/people/0/contact_why"]


def test_another_document_with_the_same_reference_replaces_what_was_said(by: Viewer) -> None:
    taking.take_in(by=by, document=CASE)
    phones = [{"of": "P-1", "number": "01632 960001", "audience": []}]
    other = {**CASE, "people": CASE["people"][:2], "lines": [], "phones": phones}
    other["child"] = {**CASE["child"], "given_name": "Kyler", "aliases": []}
    taken = taking.take_in(by=by, document=other)
    assert set(taken.changed) == {"child", "names", "people", "details", "lines"}
    assert giving.give(by=by, child_ref="C-1001") == other


def test_the_same_reference_in_two_cases_is_somebody_of_each(by: Viewer) -> None:
    taking.take_in(by=by, document=CASE)
    taking.take_in(
        by=by,
        document={
            "child": {"ref": "C-2", "given_name": "Ada", "family_name": "Quill", "aliases": [], "date_of_birth": None},
            "people": [{"ref": "P-1", "role": "mother", "given_name": "Other", "family_name": "Quill"}],
        },
    )
    assert giving.give(by=by, child_ref="C-1001") == CASE
    assert CasePerson.objects.filter(ref="P-1").count() == 2


def check(monkeypatch: Any, partnership: Any, file: Path, *more: str, child: str = "C-1001", to: str = "P-1") -> tuple[int, Any]:
    out = io.StringIO()
    where = ("--partnership", partnership.slug)
    with pytest.raises(SystemExit) as ended:
        call_command("disclosure", "check", str(file), "--child", child, "--to", to, *where, *more, stdout=out, stderr=out)
    return int(ended.value.code or 0), json.loads(out.getvalue()) if "--json" in more else out.getvalue()


def test_a_file_is_checked_from_the_console(by: Viewer, partnership: Any, monkeypatch: Any, tmp_path: Path) -> None:
    taking.take_in(by=by, document=CASE)
    clear, review, blocked = tmp_path / "clear.txt", tmp_path / "review.txt", tmp_path / "blocked.txt"
    clear.write_text("Dear Donna,\nKyle enjoys football. Ring me on 07700 900456 if that is still your number.\n")
    review.write_bytes("Dear Donna,\r\nKyle was with W\u0456ll Hargr\u0435aves.\r\n".encode())
    blocked.write_text("Siân rang us.\n")
    assert check(monkeypatch, partnership, clear, "--json") == (0, {"verdict": "clear", "findings": []})
    code, answer = check(monkeypatch, partnership, review, "--json")
    assert (code, answer["verdict"]) == (1, "review")
    _, text = check(monkeypatch, partnership, review, "--text")
    (found,) = answer["findings"]
    assert set(found) == {"start", "end", "text", "kind", "known", "about", "reason", "where"}
    assert text[found["start"] : found["end"]] == found["text"] == "W\u0456ll Hargr\u0435aves"
    assert (found["known"], found["about"], found["where"]) == (True, "P-2", "text")
    assert check(monkeypatch, partnership, blocked, "--json")[0] == 2
    assert check(monkeypatch, partnership, tmp_path / "gone.txt")[0] == 3
    assert check(monkeypatch, partnership, clear, child="C-9")[0] == 3
    assert check(monkeypatch, partnership, clear, to="P-9")[0] == 3


def test_a_clean_copy_from_the_console_stands_in_the_register_and_one_that_cannot_be_made_does_not(
    by: Viewer, partnership: Any, looking: Any, tmp_path: Path
) -> None:
    taking.take_in(by=by, document=CASE)
    letter, picture = tmp_path / "letter.txt", tmp_path / "picture.jpg"
    letter.write_text("Dear Donna,\nKyle was with Will Hargreaves. Kyle enjoys football.\n")
    picture.write_bytes(leaks.picture())
    who = ("--child", "C-1001", "--to", "P-1", "--partnership", partnership.slug)
    for file, code in ((letter, 0), (picture, 2)):
        out, said = tmp_path / f"copy-{file.name}", io.StringIO()
        with pytest.raises(SystemExit) as ended:
            call_command("disclosure", "redact", str(file), *who, "--out", str(out), stdout=said, stderr=said)
        assert (ended.value.code, out.exists()) == (code, code == 0), said.getvalue()
    copy = (tmp_path / "copy-letter.txt").read_text()
    assert "Hargreaves" not in copy
    assert "Kyle enjoys football." in copy
    release = Release.objects.get(template="redacted-copy")
    assert (release.address, release.released_by_system) == ("At the console, for P-1", "disclosure.check")
    assert release.fingerprint == hashlib.sha256((tmp_path / "copy-letter.txt").read_bytes()).hexdigest()


def test_a_name_held_only_elsewhere_reads_like_one_that_is_held_nowhere(
    by: Viewer, partnership: Any, monkeypatch: Any, tmp_path: Path
) -> None:
    taking.take_in(by=by, document=CASE)
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear Donna,\nKyle was seen with Bartosz Wilk and with Tariq Anwar.\n")
    before = check(monkeypatch, partnership, letter, "--json")
    child = {"ref": "C-3", "given_name": "Bartosz", "family_name": "Wilk", "aliases": [], "date_of_birth": None}
    taking.take_in(by=by, document={"child": child})
    assert check(monkeypatch, partnership, letter, "--json") == before
    said = [(one["known"], one["about"], one["reason"]) for one in before[1]["findings"]]
    assert said == [(False, None, "A name to check.")] * 2


def test_what_does_not_hold_together_is_refused_with_its_place(partnership: Any, tmp_path: Path) -> None:
    file = tmp_path / "case.json"
    file.write_text(json.dumps({"child": {"ref": "C-1"}, "people": [{"ref": "P"}, {"ref": "P"}], "phones": []}))
    out = io.StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("case", "import", str(file), "--json", stdout=out)
    assert ended.value.code == 2
    assert [one["path"] for one in json.loads(out.getvalue())["errors"]] == ["/people/1/ref"]
    with pytest.raises((SystemExit, CommandError)):
        call_command("case", "export", "nobody", "--partnership", partnership.slug)
