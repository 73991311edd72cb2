"""A letter is checked before it leaves: found, decided on by those who may, and let go as a copy without what was found."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse

from holdfast.desk.disclosure.pages import warnings
from holdfast.disclosure import deciding, gate, readers
from holdfast.disclosure.models import CheckDecision, DocumentCheck, Release
from holdfast.disclosure.papers import Paper
from holdfast.disclosure.types import SERVICE, Recipient
from holdfast.disclosure.wrong_reader import doubts
from holdfast.kernel.errors import Faulty, NotHere, Refused
from holdfast.records import actions as records
from holdfast.records.models import Child, Relationship
from holdfast.records.types import RelationKind
from holdfast.work.models import Duty

pytestmark = pytest.mark.django_db
LETTER = "Dear Donna,\n\nKyle was seen with Daz Pike. Intelligence suggests that he stays nearby.\n\nKyle enjoys football."


@pytest.fixture
def case(person: Any, looking: Any) -> dict[str, Any]:
    """A child, his mother, who may be told, his father, and somebody of concern."""
    by = person("mash-screener")
    looking(by)
    child = records.create_child(by=by, given="Kyle", family="Barnes")
    people = {}
    for key, kind, given, family in (
        ("mother", RelationKind.MOTHER, "Donna", "Barnes"),
        ("father", RelationKind.FATHER, "Dominic", "Barnes"),
        ("concern", RelationKind.OF_CONCERN, "Darren", "Pike"),
    ):
        who = {"given": given, "family": family, "known_as": "Daz" if key == "concern" else ""}
        people[key] = records.relate(by=by, child_id=child.pk, kind=kind, person=who)
    records.tell(by=by, child_id=child.pk, person_id=people["mother"].person_id, answer="yes", why="She came to the meeting.")
    return {"by": by, "child": child, **people}


def put(case: dict[str, Any], words: str = LETTER, who: str = "mother") -> DocumentCheck:
    person_id = case[who].person_id
    return deciding.put(by=case["by"], child_id=case["child"].pk, reader="person", person_id=person_id, words=words)


def keys(case: dict[str, Any], row: DocumentCheck) -> dict[str, str]:
    return {one.kind: key for key, one in deciding.looked(case["by"], row.pk).things.items()}


def test_nothing_leaves_while_something_is_undecided_and_some_of_it_never_does(case: dict[str, Any]) -> None:
    row = put(case)
    found = keys(case, row)
    assert set(found) == {"name", "intelligence"}
    with pytest.raises(Refused, match="Decide on each"):
        deciding.let_go(by=case["by"], paper_id=row.pk, address="By hand", confirmed=True)
    with pytest.raises(Refused, match="never go"):
        deciding.decide(by=case["by"], paper_id=row.pk, key=found["intelligence"], choice="keep", reason="She knows.")
    with pytest.raises(Refused, match="Only a manager"):
        deciding.decide(by=case["by"], paper_id=row.pk, key=found["name"], choice="keep", reason="She knows.")
    with pytest.raises(Refused, match="itself something"):
        deciding.decide(by=case["by"], paper_id=row.pk, key=found["name"], choice="replace", words="Darren")
    assert not Release.objects.filter(template="checked-letter").exists()


def test_the_copy_holds_none_of_it_and_stands_in_the_register(case: dict[str, Any]) -> None:
    row = put(case)
    found = keys(case, row)
    deciding.decide(by=case["by"], paper_id=row.pk, key=found["intelligence"], choice="remove")
    deciding.decide(by=case["by"], paper_id=row.pk, key=found["name"], choice="replace", words="an older man")
    with pytest.raises(Refused, match="tick that you did"):
        deciding.let_go(by=case["by"], paper_id=row.pk, address="By hand", confirmed=False)
    gone = deciding.let_go(by=case["by"], paper_id=row.pk, address="By hand at the meeting", confirmed=True)
    assert "seen with an older man." in gone.copy_words
    assert "Pike" not in gone.copy_words
    assert "ntelligence" not in gone.copy_words
    release = Release.objects.get(pk=gone.release_id)
    assert (release.recipient, release.address, release.child_id) == ("family", "By hand at the meeting", case["child"].pk)
    with pytest.raises(Refused, match="let go already"):
        deciding.decide(by=case["by"], paper_id=row.pk, key=found["name"], choice="remove")


def test_a_manager_keeps_a_name_with_a_reason_and_it_is_remembered(case: dict[str, Any], person: Any, looking: Any) -> None:
    row = put(case, "Dear Donna, Kyle was seen with Daz Pike.")
    manager = person("mash-manager")
    looking(manager)
    (key,) = deciding.looked(manager, row.pk).things
    deciding.decide(by=manager, paper_id=row.pk, key=key, choice="keep", reason="She told us of him herself.")
    gone = deciding.let_go(by=manager, paper_id=row.pk, address="12 Widemarsh Court", confirmed=True)
    assert "Daz Pike" in gone.copy_words
    assert CheckDecision.objects.get(checked=row).reason == "She told us of him herself."


def test_a_parent_who_may_not_be_told_gets_nothing_and_the_page_says_why(case: dict[str, Any]) -> None:
    row = put(case, "Kyle enjoys football.", who="father")
    said = doubts(case["by"], case["child"].pk, case["father"].person_id, "Dear Donna, Kyle enjoys football.")
    assert any("may safely be told" in one for one in said)
    assert any("somebody else's name" in one for one in said)
    with pytest.raises(Refused, match="may safely be told"):
        deciding.let_go(by=case["by"], paper_id=row.pk, address="By post", confirmed=True)


def test_a_paper_with_a_leak_in_what_is_attached_does_not_pass_the_gate(case: dict[str, Any]) -> None:
    from tests.factories import leaks

    reader = readers.relative(case["by"], case["child"].pk, case["mother"].person_id)
    assert reader is not None
    to = Recipient("family", "By post", person_id=case["mother"].person_id, child_id=case["child"].pk, channel="letter")
    given = {"by": case["by"], "child_id": case["child"].pk, "reader": reader, "recipient": to}
    leaking = Paper("letter", "Kyle enjoys football.", files=(("notes.docx", leaks.word(comment="Darren Pike")),))
    with pytest.raises(Refused, match="there is 1 thing in it"):
        gate.clear_document(**given, paper=leaking)
    cleared = gate.clear_document(**given, paper=Paper("letter", "Kyle enjoys football.", files=(("a.docx", leaks.word()),)))
    assert Release.objects.get(pk=cleared.release_id).template == "letter"


def test_where_a_life_is_at_risk_it_goes_at_once_and_is_looked_at_afterwards(case: dict[str, Any]) -> None:
    given = {
        "by": case["by"],
        "child_id": case["child"].pk,
        "reader": readers.OUTSIDE,
        "paper": Paper("letter", "Find Daz Pike."),
    }
    with pytest.raises(Refused, match="to nobody else"):
        gate.clear_document(**given, recipient=Recipient("outside", "x", channel="letter"), emergency="He has taken her now.")
    with pytest.raises(Refused, match="why it cannot wait"):
        gate.clear_document(**given, recipient=Recipient(SERVICE, "999", channel="letter"), emergency="Now")
    gate.clear_document(**given, recipient=Recipient(SERVICE, "999", channel="letter"), emergency="He has taken her now.")
    assert Duty.objects.filter(kind="disclosure.emergency").exists()


def test_somebody_to_whom_the_record_is_closed_finds_neither_document_nor_check(
    case: dict[str, Any], person: Any, looking: Any
) -> None:
    row = put(case)
    other = person("social-worker")
    looking(other)
    with pytest.raises(NotHere):
        deciding.looked(other, row.pk)
    with pytest.raises(NotHere):
        deciding.put(by=other, child_id=case["child"].pk, reader="outside", words="Kyle")


def test_the_pages_show_each_finding_in_its_place_and_keep_what_was_decided(case: dict[str, Any], client_for: Any) -> None:
    client = client_for(case["by"])
    begin = reverse("check-before-sending", args=[case["child"].pk])
    assert client.get(begin).status_code == 200
    reader = f"person:{case['mother'].person_id}"
    assert client.post(begin, {"reader": reader, "words": ""}).status_code == 422
    made = client.post(begin, {"reader": reader, "words": LETTER})
    assert made.status_code == 302
    page = client.get(made["Location"]).content.decode()
    assert page.count("<mark") == 2
    row = DocumentCheck.objects.get()
    key = keys(case, row)["intelligence"]
    decide = reverse("checked-paper-decide", args=[row.pk])
    refused = client.post(decide, {"key": key, "choice": "keep", "reason": "x"})
    assert refused.status_code == 422
    assert "never go to this reader" in refused.content.decode()
    assert client.post(decide, {"key": key, "choice": "remove"}).status_code == 302
    assert Relationship.objects.count() == 3
    assert Child.objects.count() == 1


def test_somebody_without_contact_gets_nothing_but_by_a_manager_and_nothing_goes_where_somebody_else_is(
    case: dict[str, Any], person: Any, looking: Any
) -> None:
    row = put(case, "Dear Donna, Kyle enjoys football.")
    case["father"].person.change(seen=None, email="dominic@home.example")
    with pytest.raises(Refused, match="somebody else of this case"):
        deciding.let_go(by=case["by"], paper_id=row.pk, address="dominic@home.example", confirmed=True)
    told = {"contact": "no", "contact_since": dt.date(2026, 3, 2)}
    change = {"by": case["by"], "child_id": case["child"].pk, "relationship_id": case["mother"].pk, "seen": None}
    with pytest.raises(Faulty):
        records.change_relationship(**change, **told)
    records.change_relationship(**change, **told, contact_why="An order of the family court.")
    (said,) = [one for one in doubts(case["by"], case["child"].pk, case["mother"].person_id, "") if "no contact" in one]
    assert "2 March 2026" in said
    assert "An order of the family court." in said
    with pytest.raises(Refused, match="Ask a manager"):
        deciding.let_go(by=case["by"], paper_id=row.pk, address="By hand", confirmed=True)
    manager = person("mash-manager")
    looking(manager)
    gone = deciding.let_go(by=manager, paper_id=row.pk, address="By hand", confirmed=True)
    assert gone.released_at is not None
    assert warnings(deciding.looked(manager, row.pk)) == []
