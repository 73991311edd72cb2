"""A whole team works with a child: whoever is in it today opens the record, and whoever has left it does not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from holdfast.access.models import Membership, Team, TeamPlace
from holdfast.access.visibility import visible
from holdfast.kernel.errors import Faulty, NotHere, Refused
from holdfast.kernel.time import today
from holdfast.kernel.viewer import Viewer
from holdfast.records import actions
from holdfast.records.models import Child, ChronologyEntry

DAY = timedelta(days=1)


@pytest.fixture
def team(mash: Viewer, agency: Any) -> Team:
    return Team.objects.create(partnership_id=mash.here, agency=agency, name="Duty team")


@pytest.fixture
def opens(looking: Callable[[Viewer], None]) -> Callable[[Viewer, Child], bool]:
    def asked(viewer: Viewer, child: Child) -> bool:
        looking(viewer)
        return visible(viewer, Child).filter(pk=child.pk).exists()

    return asked


def test_every_member_of_today_opens_the_record_and_a_leaver_loses_it_with_their_post(
    mash: Viewer, make_child: Any, person: Any, team: Team, opens: Any, looking: Any
) -> None:
    child, other = make_child(), make_child("Noah", "Other")
    member, joiner, outsider = person("social-worker", team=team), person("practitioner"), person("social-worker")
    actions.give_team_place(by=mash, child_id=child.pk, team_id=team.pk, reason="Duty")
    assert [opens(one, child) for one in (member, joiner, outsider)] == [True, False, False]
    assert not opens(member, other)
    looking(mash)
    Membership.objects.filter(user_id=joiner.me).update(team=team)
    assert opens(joiner, child)
    looking(mash)
    Membership.objects.filter(user_id=member.me).update(until=today() - DAY)
    assert not opens(member, child)


def test_a_restricted_record_opens_to_no_team(
    mash: Viewer, make_child: Any, worker_of: Any, person: Any, team: Team, opens: Any, looking: Any
) -> None:
    child, member, manager = make_child(), person("social-worker", team=team), person("mash-manager")
    actions.give_team_place(by=mash, child_id=child.pk, team_id=team.pk, reason="Duty")
    actions.involve(by=mash, child_id=child.pk, user_id=manager.me, role="Manager")
    looking(manager)
    actions.restrict(by=manager, child_id=child.pk, reason="A relative works here")
    assert not opens(member, child)
    looking(manager)
    with pytest.raises(Refused, match="opens to no whole team"):
        actions.give_team_place(by=manager, child_id=child.pk, team_id=team.pk, reason="Duty")


def test_a_place_is_given_once_for_a_reason_and_ends_at_once(
    mash: Viewer, make_child: Any, person: Any, team: Team, opens: Any, looking: Any
) -> None:
    child, member = make_child(), person("social-worker", team=team)
    with pytest.raises(Faulty):
        actions.give_team_place(by=mash, child_id=child.pk, team_id=team.pk, reason=" ")
    place = actions.give_team_place(by=mash, child_id=child.pk, team_id=team.pk, reason="Duty")
    with pytest.raises(Faulty):
        actions.give_team_place(by=mash, child_id=child.pk, team_id=team.pk, reason="Duty again")
    looking(member)
    with pytest.raises(Refused, match="opens this record to somebody else"):
        actions.give_team_place(by=member, child_id=child.pk, team_id=team.pk, reason="Duty")
    looking(mash)
    with pytest.raises(NotHere):
        actions.end_team_place(by=mash, child_id=make_child("Noah", "Other").pk, place_id=place.pk, why="Done")
    actions.end_team_place(by=mash, child_id=child.pk, place_id=place.pk, why="The work is done")
    assert not opens(member, child)
    looking(mash)
    assert ChronologyEntry.objects.filter(child_id=child.pk, kind__startswith="team.").count() == 2


def test_the_page_gives_a_place_says_so_in_a_sentence_and_ends_it(
    mash: Viewer, make_child: Any, person: Any, team: Team, client_for: Any, looking: Any
) -> None:
    child, client = make_child(), client_for(mash)
    person("social-worker", team=team, name="Ada First")
    page = reverse("child-access", args=[child.pk])
    form = {"team": str(team.pk), "reason": "Direct work"}
    assert client.post(reverse("child-team", args=[child.pk]), {**form, "team": ""}).status_code == 200
    assert client.post(reverse("child-team", args=[child.pk]), form).headers["Location"] == page
    words = client.get(page).content.decode()
    assert "because the whole of Duty team works with this child since" in words
    assert "(Direct work), and they are in it today" in words
    assert "whoever is in the team opens this record" in words
    looking(mash)
    place = TeamPlace.objects.get(child_id=child.pk)
    ended = client.post(reverse("child-team-end", args=[child.pk, place.pk]), {"why": "The work is done"})
    assert ended.headers["Location"] == page
    assert "Ada First" not in client.get(page).content.decode()
