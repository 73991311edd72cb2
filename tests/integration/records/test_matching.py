"""Which records may be the child on a referral, shown to MASH with reasons and to nobody else."""

from __future__ import annotations

from datetime import date

import pytest

from holdfast.kernel.errors import Refused
from holdfast.records import actions, matching, queries, search
from holdfast.records.types import Strength, TypedChild

BORN = date(2012, 3, 4)


@pytest.mark.parametrize(
    ("typed", "strength", "reason"),
    [
        (TypedChild("Maya", "Arkwright", born=BORN), Strength.STRONG, "same date of birth"),
        (TypedChild("Mayah", "Arkright", born=BORN), Strength.STRONG, "first name sounds the same"),
        (TypedChild("Maia", "Arkright", born=BORN), Strength.LIKELY, "first name is spelt nearly the same"),
        (TypedChild("Maya", "Arkwright"), Strength.LIKELY, "same family name"),
        (
            TypedChild("Maya", "Arkwright", born=date(2012, 4, 3)),
            Strength.LIKELY,
            "date of birth differs in one part, or has day and month the other way round",
        ),
        (TypedChild("Ella", "Arkwright", born=BORN), Strength.SIBLING, "same family name"),
        (TypedChild("Nobody", "Else", nhs="943 476 5919"), Strength.STRONG, "same NHS number"),
    ],
)
def test_a_likeness_is_named_and_explained(mash, make_child, typed, strength, reason):
    child = make_child()
    actions.add_part(by=mash, part="number", child_id=child.pk, kind="nhs", value="9434765919")
    match = matching.likely(mash, typed)[0]
    assert (match.child_id, match.strength) == (child.pk, strength)
    assert reason in match.reasons


def test_a_twin_is_not_the_same_child_and_the_screener_is_warned(mash, make_child):
    make_child("Maya", "Arkwright")
    match = matching.likely(mash, TypedChild("Ella", "Arkwright", born=BORN))[0]
    assert match.strength is Strength.SIBLING
    assert "twin" in match.warnings[0]


def test_same_family_and_address_is_a_likely_sibling(mash, make_child):
    child = make_child("Maya", "Arkwright")
    actions.add_part(by=mash, part="address", child_id=child.pk, lines="1 Mill Lane", postcode="HR1 1AA")
    typed = TypedChild("Joseph", "Arkwright", born=date(2015, 1, 1), address="1 Mill Ln", postcode="HR11AA")
    match = matching.likely(mash, typed)[0]
    assert match.strength is Strength.SIBLING
    assert "brother or sister" in match.warnings[0]


def test_different_nhs_numbers_are_warned_of(mash, make_child):
    child = make_child()
    actions.add_part(by=mash, part="number", child_id=child.pk, kind="nhs", value="9434765919")
    match = matching.likely(mash, TypedChild("Maya", "Arkwright", born=BORN, nhs="401 023 2137"))[0]
    assert any("NHS numbers are different" in warning for warning in match.warnings)


def test_a_stranger_is_no_match(mash, make_child):
    make_child()
    assert matching.likely(mash, TypedChild("Winston", "Achebe", born=date(2010, 1, 1))) == []
    assert matching.likely(mash, TypedChild()) == []


@pytest.mark.parametrize("role", ["referring-professional", "social-worker", "agency-checker", "administrator", "police-officer"])
def test_nobody_outside_mash_is_shown_a_match(person, make_child, role):
    make_child()
    assert matching.likely(person(role), TypedChild("Maya", "Arkwright", born=BORN)) == []


class TestJoining:
    SOURCE = "referrals.referredchild"

    def test_what_was_typed_is_joined_and_parted_again(self, mash, make_child):
        from holdfast.kernel.ids import new_id
        from holdfast.kernel.time import now
        from holdfast.records import chronology

        wrong, right, typed = make_child(), make_child("Mya", "Arkright"), new_id()
        joined = actions.link(by=mash, source_kind=self.SOURCE, source_id=typed, child_id=wrong.pk)
        chronology.add(
            by=mash,
            child_id=wrong.pk,
            at=now(),
            kind="referral.received",
            text="A referral was received.",
            source_kind=self.SOURCE,
            source_id=typed,
        )
        assert [entry.kind for entry in queries.chronology(mash, wrong.pk).entries] == ["referral.received"]
        with pytest.raises(Refused, match="Undo that first"):
            actions.link(by=mash, source_kind=self.SOURCE, source_id=typed, child_id=right.pk)
        with pytest.raises(Refused, match="Say why"):
            actions.undo_link(by=mash, link=joined, why=" ")
        actions.undo_link(by=mash, link=joined, why="The dates of birth differ")
        assert queries.chronology(mash, wrong.pk).entries == ()
        actions.link(by=mash, source_kind=self.SOURCE, source_id=typed, child_id=right.pk)
        assert [entry.kind for entry in queries.chronology(mash, right.pk).entries] == ["referral.received"]
        assert queries.link_of(mash, self.SOURCE, typed).child_id == right.pk

    def test_one_thing_said_twice_of_one_source_stands_once(self, mash, make_child):
        from holdfast.kernel.ids import new_id
        from holdfast.kernel.time import now
        from holdfast.records import chronology

        child, typed, at = make_child(), new_id(), now()
        for _ in range(2):
            chronology.add(by=mash, child_id=child.pk, at=at, kind="referral.received", text="Received.", source_id=typed)
        assert len(queries.chronology(mash, child.pk).entries) == 1

    def test_a_record_made_of_what_was_typed_is_set_aside_when_that_is_undone(self, mash):
        from holdfast.kernel.ids import new_id

        typed = TypedChild("Nia", "Castell", born=BORN, nhs="9434765919", address="3 Weir End", postcode="hr2 6aa")
        joined = actions.make_from_typed(by=mash, typed=typed, source_kind=self.SOURCE, source_id=new_id())
        assert search.search(mash, "9434765919").found[0].name == "Nia Castell"
        actions.undo_link(by=mash, link=joined, why="A test referral")
        assert search.search(mash, "Nia Castell").found == ()

    @pytest.mark.parametrize("role", ["referring-professional", "social-worker", "exploitation-manager"])
    def test_only_mash_joins_or_makes_a_record(self, person, make_child, role):
        from holdfast.kernel.ids import new_id

        child = make_child()
        with pytest.raises(Refused, match="Only MASH"):
            actions.link(by=person(role), source_kind=self.SOURCE, source_id=new_id(), child_id=child.pk)
        with pytest.raises(Refused, match="Only MASH"):
            actions.create_child(by=person(role), given="A", family="B")
