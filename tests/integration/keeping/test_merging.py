"""Two records made one, and parted again with everything back where it was."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from holdfast.keeping.actions.merging import merge, undo_merge
from holdfast.keeping.models import Merge
from holdfast.keeping.moving import columns
from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import Faulty, NotHere, Refused
from holdfast.kernel.viewer import Viewer
from holdfast.records import actions as records
from holdfast.records.models import Child, ChildName, Relationship, SearchKey
from holdfast.records.search import search

PARTS = ("address", "number", "school", "summary", "mother", "each-other", "third", "involve", "restrict", "tell")


def _fill(desk: Any, child: Child, other: Child, third: Child, part: str) -> None:
    """One more part on a record."""
    by, pk = desk.screener, child.pk
    if part == "address":
        records.add_part(
            by=by, part="address", child_id=pk, kind="home", lines="1 High Street", town="Ledbury", postcode="HR8 1AA"
        )
    elif part == "number":
        records.add_part(by=by, part="number", child_id=pk, kind="council", value="C-77")
    elif part == "school":
        records.add_part(by=by, part="school", child_id=pk, kind="school", name="High School")
    elif part == "summary":
        records.write_summary(by=by, child_id=pk, seen=None, worried="W", working_well="G", needs="N")
    elif part == "mother":
        records.relate(by=by, child_id=pk, kind="mother", person={"given": "Mia", "family": "Underhill"})
    elif part == "each-other":
        records.relate(by=by, child_id=pk, kind="sibling", other_child_id=other.pk)
    elif part == "third":
        records.relate(by=by, child_id=third.pk, kind="friend", other_child_id=pk)
    elif part == "involve":
        records.involve(by=by, child_id=pk, user_id=desk.worker.person_id, role="Social worker", allocated=True)
    elif part == "tell":
        records.tell(by=by, child_id=pk, person_id=None, answer="yes", why="Asked.")


def _state(desk: Any) -> dict[str, Any]:
    """Which row names which record, everywhere; and by which words each is found."""
    with acting_as(Viewer.job("tests", desk.partnership.pk)):
        rows = {
            one.key: sorted(one.model._default_manager.values_list("pk", one.attribute), key=str)
            for one in columns()
            if one.key != "records_childname.child_id"
        }
        names = sorted(ChildName.objects.filter(removed_at=None).values_list("pk", "child_id"), key=str)
        keys = sorted(SearchKey.objects.values_list("key", "child_id"), key=str)
        aside = sorted(Child.objects.values_list("pk", "set_aside_at"), key=str)
    return {**rows, "names": names, "keys": keys, "aside": aside}


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    first=some.sets(some.sampled_from([one for one in PARTS if one != "restrict"])),
    second=some.sets(some.sampled_from([one for one in PARTS if one != "restrict"])),
)
def test_merged_and_parted_again_everything_is_where_it_was(
    desk: Any, make_child: Any, looking: Any, first: set[str], second: set[str]
) -> None:
    with transaction.atomic():
        ada, ida, third = make_child("Ada"), make_child("Ida"), make_child("Tim")
        looking(desk.screener)
        for part in sorted(first):
            _fill(desk, ada, ida, third, part)
        for part in sorted(second):
            _fill(desk, ida, ada, third, part)
        before = _state(desk)
        looking(desk.screener)
        made = merge(by=desk.screener, kind="child", survivor_id=ada.pk, merged_id=ida.pk, why="Same mother and school.")
        with acting_as(Viewer.job("tests", desk.partnership.pk)):
            assert not Relationship.objects.filter(child_id=ada.pk, other_child_id=ada.pk).exists()
        looking(desk.screener)
        undo_merge(by=desk.screener, made=made, why="Two children after all.")
        assert _state(desk) == before
        transaction.set_rollback(True)


def test_the_merged_record_is_found_by_its_name_and_its_old_address_leads_to_the_survivor(
    desk: Any, make_child: Any, looking: Any, client_for: Any
) -> None:
    ada, ida = make_child("Ada"), make_child("Iduna")
    looking(desk.screener)
    _fill(desk, ida, ada, ada, "address")
    made = merge(by=desk.screener, kind="child", survivor_id=ada.pk, merged_id=ida.pk, why="Same mother and school.")
    assert [found.child_id for found in search(desk.screener, "Iduna Underhill").found][:1] == [ada.pk]
    mash, stranger = client_for(desk.screener), client_for(desk.worker)
    old = reverse("child-people", kwargs={"child_id": ida.pk})
    led = mash.get(old)
    assert led.status_code == 302
    assert led["Location"] == reverse("child-people", kwargs={"child_id": ada.pk})
    assert stranger.get(old).status_code == 404
    looking(desk.screener)
    undo_merge(by=desk.screener, made=made, why="Two children after all.")
    assert mash.get(old).status_code == 200


def test_people_are_merged_too_and_a_row_nobody_may_change_moves(desk: Any, make_child: Any, looking: Any) -> None:
    ada, ida = make_child("Ada"), make_child("Ida")
    looking(desk.screener)
    one = records.relate(by=desk.screener, child_id=ada.pk, kind="mother", person={"given": "Mia", "family": "Underhill"}).person
    two = records.relate(by=desk.screener, child_id=ida.pk, kind="mother", person={"given": "Mya", "family": "Underhill"}).person
    told = records.tell(by=desk.screener, child_id=ida.pk, person_id=two.pk, answer="never", why="He reads her telephone.")
    made = merge(by=desk.screener, kind="person", survivor_id=one.pk, merged_id=two.pk, why="One mother.")
    told.refresh_from_db()
    assert told.person_id == one.pk
    looking(desk.officer)
    undo_merge(by=desk.officer, made=Merge.objects.get(pk=made.pk), why="Two women.")
    looking(desk.screener)
    told.refresh_from_db()
    assert told.person_id == two.pk


def test_only_mash_and_information_governance_merge_and_only_with_a_reason(desk: Any, make_child: Any, looking: Any) -> None:
    ada, ida = make_child("Ada"), make_child("Ida")
    looking(desk.worker)
    with pytest.raises(Refused, match="Only MASH"):
        merge(by=desk.worker, kind="child", survivor_id=ada.pk, merged_id=ida.pk, why="Same.")
    looking(desk.screener)
    with pytest.raises(Faulty):
        merge(by=desk.screener, kind="child", survivor_id=ada.pk, merged_id=ida.pk, why=" ")
    with pytest.raises(Refused, match="one record already"):
        merge(by=desk.screener, kind="child", survivor_id=ada.pk, merged_id=ada.pk, why="Same.")
    merge(by=desk.screener, kind="child", survivor_id=ada.pk, merged_id=ida.pk, why="Same.")
    with pytest.raises(NotHere):
        merge(by=desk.screener, kind="child", survivor_id=ida.pk, merged_id=ada.pk, why="Same.")


def test_the_function_moves_nothing_without_a_merge(desk: Any) -> None:
    with pytest.raises(DatabaseError, match="no such merge"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT keeping_move(gen_random_uuid(), false)")


def test_both_records_are_shown_side_by_side_before_anything_moves(desk: Any, make_child: Any, client_for: Any) -> None:
    ada, ida = make_child("Ada"), make_child("Ida")
    officer = client_for(desk.officer)
    form = {"kind": "child", "survivor": f"https://x.example/children/{ada.pk}/", "merged": f"/children/{ida.pk}/people/"}
    assert officer.post(reverse("merge-compare"), {**form, "merged": "Ida"}).status_code == 422
    shown = officer.post(reverse("merge-compare"), form, follow=True)
    page = shown.content.decode()
    assert "(differs)" in page
    assert "Ida" in page
    address = reverse("merge", kwargs={"kind": "child", "survivor_id": ada.pk, "merged_id": ida.pk})
    assert officer.post(address, {"why": "Same mother."}).status_code == 302
    assert "One record" in officer.get(reverse("merges")).content.decode()
    assert client_for(desk.worker).get(address).status_code == 403
