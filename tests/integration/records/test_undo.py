"""An ordinary edit of the record is taken back with one button, for a day, by whoever made it, unless somebody edited since."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from holdfast.access.models import Circle
from holdfast.kernel.errors import NotHere, Refused
from holdfast.kernel.time import now, today
from holdfast.records import actions, queries
from holdfast.records.models import Edit, SearchKey

UNDO = re.compile(r'action="(/children/[0-9a-f-]+/undo/[0-9a-f-]+/)"')


@pytest.fixture
def child(mash: Any, make_child: Any) -> Any:
    made = make_child(language="Polish")
    actions.write_summary(
        by=mash, child_id=made.pk, seen=None, worried="Older friends", working_well="Grandmother", needs="A mentor"
    )
    return made


def edited(by: Any, child: Any, kind: str, change: Any, **values: Any) -> Edit:
    """Make an edit as its page does, and give what was kept of it."""
    before = {"child": queries.child, "summary": queries.summary}[kind](by, child.pk)
    after = change(by=by, child_id=child.pk, seen=before.version, **values)
    kept = actions.keep_replaced(by=by, kind=kind, child_id=child.pk, before=before, after=after)
    assert kept is not None
    return kept


def test_the_page_after_an_edit_offers_to_take_it_back_and_does(mash, child, client_for) -> None:
    client = client_for(mash)
    summary = queries.summary(mash, child.pk)
    typed = {"worried": "Typed over it", "working_well": "Grandmother", "needs": "A mentor", "version": summary.version}
    page = client.post(reverse("child-summary", args=[child.pk]), typed, follow=True).content.decode()
    assert "Typed over it" in page
    answer = client.post(UNDO.search(page)[1], follow=True).content.decode()
    assert "Taken back. It stands as it did before." in answer
    assert "Older friends" in answer
    assert "Typed over it" not in answer
    again = client.post(UNDO.search(page)[1], follow=True).content.decode()
    assert "This has been taken back already." in again


def test_a_name_taken_back_is_searched_by_as_before(mash, child) -> None:
    def keys() -> set[str]:
        return set(SearchKey.objects.filter(child_id=child.pk).values_list("key", flat=True))

    before = keys()
    kept = edited(mash, child, "child", actions.change_child, given="Zuzanna")
    assert keys() != before
    actions.take_back(by=mash, edit=kept)
    assert keys() == before
    assert queries.child(mash, child.pk).given == child.given


@pytest.mark.parametrize(("part", "first", "second"), [
    ("school", {"kind": "school", "name": "Marle High", "from_date": today()}, {"name": "Wye High", "from_date": None}),
    ("address", {"lines": "1 Mill Lane"}, {"lines": "2 Mill Lane", "town": "Marle", "from_date": today()}),
])  # fmt: skip
def test_a_row_of_a_list_is_taken_back_whole(part, first, second, mash, child) -> None:
    row = actions.add_part(by=mash, part=part, child_id=child.pk, **first)
    held = {name: getattr(row, name) for name in (*first, *second)}
    before = type(row).objects.get(pk=row.pk)
    after = actions.change_part(by=mash, part=part, child_id=child.pk, part_id=row.pk, seen=row.version, **second)
    kept = actions.keep_replaced(by=mash, kind=part, child_id=child.pk, before=before, after=after)
    actions.take_back(by=mash, edit=kept)
    row.refresh_from_db()
    assert {name: getattr(row, name) for name in held} == held


def test_an_address_that_was_made_confidential_stays_so(mash, child) -> None:
    row = actions.add_part(by=mash, part="address", child_id=child.pk, lines="1 Mill Lane")
    before = type(row).objects.get(pk=row.pk)
    after = actions.change_part(
        by=mash, part="address", child_id=child.pk, part_id=row.pk, seen=row.version, confidential=True, kept_from="Her father"
    )
    kept = actions.keep_replaced(by=mash, kind="address", child_id=child.pk, before=before, after=after)
    with pytest.raises(Refused, match="kept from you"):
        actions.take_back(by=mash, edit=kept)
    assert type(row).objects.get(pk=row.pk).confidential


def test_what_a_professional_does_is_taken_back_and_so_is_what_it_opened(mash, child, person, client_for) -> None:
    worker = person("social-worker")
    row = actions.involve(by=mash, child_id=child.pk, user_id=worker.me, role="Social worker", allocated=True)
    client = client_for(mash)
    typed = {"name": row.name, "role": "Duty worker", "telephone": "", "version": row.version}
    page = client.post(reverse("child-involvement", args=[child.pk, row.pk]), typed, follow=True).content.decode()
    assert not Circle.objects.get(child_id=child.pk, user_id=worker.me).allocated
    assert "Taken back" in client.post(UNDO.search(page)[1], follow=True).content.decode()
    row.refresh_from_db()
    assert (row.role, row.allocated) == ("Social worker", True)
    assert Circle.objects.get(child_id=child.pk, user_id=worker.me).allocated


def test_somebody_said_to_have_left_the_household_by_mistake_lives_there_again(mash, child, client_for) -> None:
    house = actions.join_household(by=mash, child_id=child.pk, name="Home")
    member = house.members.get(child_id=child.pk)
    day, client = today(), client_for(mash)
    typed = {"until_day": day.day, "until_month": day.month, "until_year": day.year, "version": member.version}
    address = reverse("child-household-leave", args=[child.pk, member.pk])
    page = client.post(address, typed, follow=True).content.decode()
    member.refresh_from_db()
    assert member.until == day
    assert "Taken back" in client.post(UNDO.search(page)[1], follow=True).content.decode()
    member.refresh_from_db()
    assert member.until is None


def test_an_edit_that_changed_nothing_offers_nothing(mash, child) -> None:
    row = queries.child(mash, child.pk)
    assert actions.keep_replaced(by=mash, kind="child", child_id=child.pk, before=row, after=row) is None


def test_what_somebody_else_saved_since_is_not_lost(mash, child, person, looking) -> None:
    kept = edited(mash, child, "child", actions.change_child, language="Welsh")
    other = person("mash-screener")
    looking(other)
    actions.change_child(by=other, child_id=child.pk, seen=kept.after, language="Romani")
    looking(mash)
    with pytest.raises(Refused, match="Somebody has changed it since"):
        actions.take_back(by=mash, edit=kept)
    assert queries.child(mash, child.pk).language == "Romani"


def test_nobody_else_takes_it_back_or_finds_it(mash, child, person, looking, client_for) -> None:
    kept = edited(mash, child, "child", actions.change_child, language="Welsh")
    other = person("mash-manager")
    address = reverse("child-undo", args=[child.pk, kept.pk])
    assert client_for(other).post(address).status_code == 404
    looking(other)
    assert not Edit.objects.exists()
    with pytest.raises(NotHere):
        actions.take_back(by=other, edit=kept)


def test_after_a_day_it_stands_and_what_it_replaced_is_let_go(mash, child, frozen_at) -> None:
    kept = edited(mash, child, "child", actions.change_child, language="Welsh")
    frozen_at(now() + timedelta(days=1, minutes=1))
    with pytest.raises(Refused, match="for a day"):
        actions.take_back(by=mash, edit=kept)
    edited(mash, child, "child", actions.change_child, language="Romani")
    assert not Edit.objects.filter(pk=kept.pk).exists()
