"""The ledger of agreement: what each person last said holds, nothing is ever changed, and sharing that rests on it stops."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from holdfast.kernel.errors import Faulty, NotHere, Refused
from holdfast.kernel.time import today
from holdfast.records import actions
from holdfast.records.agreements import check_may_share, ledger, may_share
from holdfast.records.types import MayShare

WORDS = {"capacity": "adult", "words_version": "Early help leaflet 3"}


@pytest.fixture
def child(make_child: Any) -> Any:
    return make_child()


@pytest.fixture
def parents(child: Any, mash: Any) -> dict[str, Any]:
    """The person ids of two parents on the record."""
    return {
        kind: actions.relate(by=mash, child_id=child.pk, kind=kind, person={"given": kind, "family": "Arkwright"}).person_id
        for kind in ("mother", "father")
    }


@pytest.fixture
def say(child: Any, mash: Any) -> Any:
    """`say("given", mother)`: one more line about early help."""

    def write(answer: str, person_id: Any = None, *, purpose: str = "early_help", **more: Any) -> Any:
        known = {"given": WORDS, "refused": {"capacity": "adult"}, "withdrawn": {"capacity": "adult"}}.get(answer, {})
        return actions.record_agreement(
            by=mash, child_id=child.pk, purpose=purpose, answer=answer, person_id=person_id, **{**known, **more}
        )

    return write


def test_nobody_asked_is_no_agreement(mash: Any, child: Any) -> None:
    assert may_share(mash, child.pk, "early_help") == MayShare.OPEN
    with pytest.raises(Refused, match="rests on agreement"):
        check_may_share(mash, child.pk, "early_help")
    check_may_share(mash, child.pk, "checks")  # to keep a child safe needs none


def test_a_withdrawal_ends_agreement_and_the_history_keeps_both(mash: Any, child: Any, parents: Any, say: Any) -> None:
    say("given", parents["mother"])
    check_may_share(mash, child.pk, "early_help")
    say("withdrawn", parents["mother"])
    with pytest.raises(Refused, match="does not agree"):
        check_may_share(mash, child.pk, "early_help")
    (standing,) = ledger(mash, child.pk)
    assert [(line.row.answer, line.holds) for line in standing.lines] == [("withdrawn", True), ("given", False)]


def test_one_parents_yes_is_not_the_others(mash: Any, child: Any, parents: Any, say: Any) -> None:
    say("refused", parents["father"])
    say("given", parents["mother"])
    assert may_share(mash, child.pk, "early_help") == MayShare.REFUSED
    say("given", parents["father"])
    assert may_share(mash, child.pk, "early_help") == MayShare.AGREED


def test_agreement_that_has_run_out_must_be_asked_again(mash: Any, child: Any, parents: Any, say: Any) -> None:
    say("given", parents["mother"], on_date=today() - timedelta(days=90), until=today() - timedelta(days=1))
    assert may_share(mash, child.pk, "early_help") == MayShare.OPEN


def test_a_refusal_is_overridden_only_after_it_and_with_a_basis_and_a_reason(
    mash: Any, child: Any, parents: Any, say: Any
) -> None:
    say("overridden", purpose="checks", lawful_basis="public_task", reason="Significant harm is suspected")
    say("refused", parents["mother"], purpose="checks")
    with pytest.raises(Refused, match="Record first why"):
        check_may_share(mash, child.pk, "checks")
    with pytest.raises(Faulty, match=r"lawful basis.*reason"):
        say("overridden", purpose="checks")
    say("overridden", purpose="checks", lawful_basis="public_task", reason="A serious crime may be prevented")
    check_may_share(mash, child.pk, "checks")


@pytest.mark.parametrize(
    ("answer", "more", "words"),
    [
        ("overridden", {"lawful_basis": "public_task", "reason": "x"}, "voluntary"),
        ("given", {"capacity": "not_weighed"}, "could decide"),
        ("given", {"capacity": "not_gillick"}, "cannot decide"),
        ("given", {"words_version": " "}, "which words"),
        ("not_asked", {}, "reason"),
        ("given", {"until": today() - timedelta(days=1)}, "last day"),
        ("refused", {"purpose": "everything"}, "what it is for"),
    ],
)
def test_what_is_missing_is_said(say: Any, answer: str, more: Any, words: str) -> None:
    with pytest.raises(Faulty, match=words):
        say(answer, **more)


def test_a_line_recorded_in_error_is_kept_and_no_longer_counts(mash: Any, child: Any, say: Any) -> None:
    row = say("given", capacity="gillick", capacity_note="Explained it back in her own words")
    actions.set_agreement_aside(by=mash, child_id=child.pk, agreement_id=row.pk, reason="It was her sister")
    assert may_share(mash, child.pk, "early_help") == MayShare.OPEN
    assert len(ledger(mash, child.pk)[0].lines) == 2


def test_the_database_itself_refuses_to_change_a_line(say: Any) -> None:
    row = say("given")
    for sql in ("UPDATE records_agreement SET answer = 'refused' WHERE id = %s", "DELETE FROM records_agreement WHERE id = %s"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, [row.pk])


def test_somebody_of_another_childs_record_cannot_agree_for_this_one(mash: Any, make_child: Any, say: Any) -> None:
    other = make_child("Other", "Child")
    theirs = actions.relate(by=mash, child_id=other.pk, kind="mother", person={"given": "Else"}).person_id
    with pytest.raises(NotHere):
        say("given", theirs)


def test_it_is_written_and_read_on_the_childs_page(client_for: Any, mash: Any, child: Any, parents: Any) -> None:
    client = client_for(mash)
    path = reverse("child-agreement", args=[child.pk])
    typed = {
        "purpose": "early_help", "answer": "given", "person_id": str(parents["mother"]), "capacity": "adult",
        "words_version": "Leaflet 3", "covers": "Maya alone",
    }  # fmt: skip
    wrong = client.post(path, {**typed, "words_version": ""}).content.decode()
    assert "Say which words they agreed to" in wrong
    assert "Maya alone" in wrong
    assert client.post(path, typed).status_code == 302
    words = client.get(reverse("child-people", args=[child.pk])).content.decode()
    assert "mother Arkwright: agrees" in words
    assert "Covers Maya alone. Words: Leaflet 3." in words
