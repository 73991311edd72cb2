"""A meeting is convened from the team round the child, at a time that suits, with a chair who may chair."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from holdfast.access.actions import record_absence
from holdfast.access.models import Membership, User
from holdfast.access.visibility import visible
from holdfast.kernel.errors import Faulty, NotHere, Refused, StaleEdit
from holdfast.meetings import actions, queries, times
from holdfast.meetings.models import AgendaItem, Invitee, KeptOut, Meeting, Reach
from holdfast.meetings.suggesting import lacking, suggested
from holdfast.records.models import ChronologyEntry
from holdfast.rules import meetings as rules
from holdfast.work.models import Clock, Duty
from tests.factories.meetings import WHEN, convened, relative_of

from .conftest import Team

HOUR = dt.timedelta(hours=1)


def faults(call: Any) -> set[str]:
    with pytest.raises(Faulty) as faulty:
        call()
    return {fault.path for fault in faulty.value.faults}


def test_the_team_is_suggested_and_the_family_is_offered_and_never_chosen_for_anybody(team: Team, looking: Any) -> None:
    concern = relative_of(team.system, team.child.pk, "of_concern", "Casper")
    looking(team.worker)
    found = suggested(team.worker, team.child.pk, rules.of("risk_management"))
    by_name = {one.name: one for one in found}
    # Who answers for an agency that is not in the team is offered too, and not ticked.
    assert (by_name["Chris Chair"].seat, by_name["Chris Chair"].ticked) == ("exploitation", False)
    assert {name for name, one in by_name.items() if one.ticked} == {"Asha Worker", "Pat Police", "Toni Teacher", "Nic Nurse"}
    assert [by_name[name].seat for name in ("Asha Worker", "Pat Police", "Toni Teacher")] == ["social_worker", "police", "school"]
    assert {one.name: one.safe for one in found if one.safe is not None} == {
        "Robin": True,
        "Marion Fell": True,
        "Frank Fell": False,
    }
    assert concern.name not in by_name
    assert lacking(rules.of("risk_management"), [one for one in found if one.ticked]) == [
        "Exploitation practitioner", "The child", "Parent or carer",
    ]  # fmt: skip
    # A strategy discussion offers nobody of the family at all (H12).
    assert all(one.safe is None for one in suggested(team.worker, team.child.pk, rules.of("strategy")))


def test_a_meeting_has_its_types_agenda_and_its_people_and_tells_nobody(team: Team, looking: Any) -> None:
    looking(team.chair)
    meeting = convened(team.chair, team.child.pk)
    assert (meeting.ends_at - meeting.starts_at, meeting.known) == (dt.timedelta(minutes=90), "circle")  # type: ignore[operator]
    agenda = {item.key: item for item in queries.agenda(team.chair, meeting.pk)}
    assert list(agenda)[:5] == ["welcome", "present", "purpose", "child_voice", "parent_voice"]
    assert (agenda["closed"].closed, agenda["closed"].audience) == (True, ["professionals"])
    # For the family means the relatives called, by name; each speaks for themselves, so that section names nobody yet.
    assert set(agenda["worries"].family) == {team.mother.pk, team.father.pk}
    assert agenda["parent_voice"].family == agenda["child_voice"].family == []
    assert not Invitee.objects.exclude(invited_at=None).exists()
    looking(team.worker)
    entry = visible(team.worker, ChronologyEntry).get(kind="meeting.planned")
    assert entry.title == "Risk management meeting is to be held."


def test_who_may_chair_is_set_by_type_and_an_own_worker_is_warned_or_refused(team: Team, person: Any, looking: Any) -> None:
    manager = person("exploitation-manager")
    Membership.objects.filter(user_id=team.worker.me).update(supervisor_id=manager.me)
    independent = person("reviewing-officer")
    looking(team.chair)
    child = team.child.pk
    assert faults(lambda: convened(team.chair, child, chair_id=team.police.me)) == {"chair_id"}
    assert faults(lambda: convened(team.chair, child, chair_id=manager.me)) == {"chair_reason"}
    assert convened(team.chair, child, chair_id=manager.me, chair_reason="Nobody else is there this week.").chair_reason
    assert faults(lambda: convened(team.chair, child, "initial_conference")) == {"chair_id"}
    assert convened(team.chair, child, "initial_conference", chair_id=independent.me).chair_id == independent.me
    Membership.objects.filter(user_id=team.worker.me).update(supervisor_id=independent.me)
    refused = {"chair_id": independent.me, "chair_reason": "All the same."}
    assert faults(lambda: convened(team.chair, child, "looked_after_review", **refused)) == {"chair_id"}


def test_a_clash_and_a_time_that_suits_never_tell_of_a_meeting_that_may_not_be_known(team: Team, looking: Any) -> None:
    looking(team.chair)
    review = convened(team.chair, team.child.pk, "core_group")
    secret = convened(team.chair, team.child.pk, "strategy", only=lambda one: one.name == "Pat Police")
    for viewer, known in (
        (team.chair, {review.pk, secret.pk}),
        (team.police, {review.pk, secret.pk}),
        (team.worker, {review.pk}),
    ):
        looking(viewer)
        near = times.near(viewer, team.child.pk, WHEN, WHEN + HOUR)
        assert {one.meeting.pk for one in near} == known
        assert all(one.overlaps for one in near)
    # Without the core group the worker is offered that very hour: nothing tells of the discussion.
    looking(team.chair)
    actions.cancel(by=team.chair, meeting_id=review.pk, why="Not needed.")
    looking(team.worker)
    before = WHEN - dt.timedelta(days=1)
    assert WHEN in times.that_suit(team.worker, team.child.pk, [team.police.me], 60, after=before)
    looking(team.chair)
    assert WHEN not in times.that_suit(team.chair, team.child.pk, [team.police.me], 60, after=before)
    looking(team.police)
    officer = User.objects.get(pk=team.police.me)
    record_absence(by=team.police, user=officer, from_date=WHEN.date(), until=WHEN.date())
    looking(team.chair)
    away = times.that_suit(team.chair, team.child.pk, [team.police.me], 60, after=before)
    assert WHEN.date() not in {one.date() for one in away}
    assert len(away) == times.OFFERED


def test_two_meetings_about_one_child_are_held_together(team: Team, looking: Any) -> None:
    looking(team.chair)
    group = convened(team.chair, team.child.pk, "core_group", place="Room 2")
    risk = convened(team.chair, team.child.pk, starts_at=WHEN + dt.timedelta(days=3))
    together = actions.hold_together(by=team.chair, meeting_id=risk.pk, with_id=group.pk)
    assert (together.starts_at, together.place, together.with_meeting_id) == (group.starts_at, "Room 2", group.pk)
    # One that the family may not know of is never held with one to which they come (H12).
    secret = convened(team.chair, team.child.pk, "strategy", only=lambda one: one.name == "Pat Police")
    with pytest.raises(Refused, match="held apart"):
        actions.hold_together(by=team.chair, meeting_id=risk.pk, with_id=secret.pk)


def test_whoever_runs_it_changes_it_and_two_who_do_so_at_once_are_both_shown(team: Team, looking: Any) -> None:
    looking(team.chair)
    meeting = convened(team.chair, team.child.pk)
    said = actions.Convened("risk_management", starts_at=WHEN + HOUR, chair_id=team.chair.me)
    actions.change(by=team.chair, meeting_id=meeting.pk, seen=meeting.version, said=said)
    with pytest.raises(StaleEdit):
        actions.change(by=team.chair, meeting_id=meeting.pk, seen=meeting.version, said=said)
    looking(team.worker)
    with pytest.raises(Refused, match="Those who run this meeting"):
        actions.change(by=team.worker, meeting_id=meeting.pk, seen=None, said=said)
    with pytest.raises(Refused):
        actions.cancel(by=team.worker, meeting_id=meeting.pk, why="No.")


def test_the_chair_keeps_somebody_out_and_nothing_tells_them(team: Team, looking: Any) -> None:
    looking(team.chair)
    meeting = convened(team.chair, team.child.pk)
    nurse = Invitee.objects.get(meeting=meeting, user_id=team.nurse.me)
    assert faults(lambda: actions.keep_out(by=team.chair, invitee_id=nurse.pk, part="whole", reason=" ")) == {"reason"}
    actions.keep_out(by=team.chair, invitee_id=nurse.pk, part="whole", reason="Knows the person of concern.")
    looking(team.nurse)
    assert not visible(team.nurse, Meeting).exists()
    assert not Meeting.objects.exists()  # nor does the database show it
    assert not KeptOut.objects.exists()
    with pytest.raises(NotHere):
        queries.meeting(team.nurse, meeting.pk)
    looking(team.worker)
    assert visible(team.worker, Meeting).exists()
    assert not visible(team.worker, KeptOut).exists()
    assert not KeptOut.objects.exists()  # why is the chair's alone
    looking(team.chair)
    actions.let_in(by=team.chair, invitee_id=nurse.pk, reason="It was somebody else of that name.")
    looking(team.nurse)
    assert visible(team.nurse, Meeting).exists()


def test_nobody_at_a_meeting_reads_anothers_address(team: Team, looking: Any) -> None:
    looking(team.chair)
    meeting = convened(team.chair, team.child.pk)
    assert Reach.objects.filter(meeting=meeting, email="marion@home.example").exists()
    for viewer in (team.worker, team.teacher, team.police):
        looking(viewer)
        assert visible(viewer, Invitee).filter(meeting=meeting).exists()
        assert not visible(viewer, Reach).exists()
        assert not Reach.objects.exists()


KNOWN = {
    # type: who reads it without being called: the child's worker; the manager who reads every child
    "risk_management": (True, True),
    "strategy": (False, True),
}


@pytest.mark.parametrize("kind", KNOWN)
def test_who_may_know_of_a_meeting_hangs_on_its_type(kind: str, team: Team, person: Any, looking: Any) -> None:
    manager, stranger = person("mash-manager"), person("social-worker")
    looking(team.chair)
    meeting = convened(team.chair, team.child.pk, kind, only=lambda one: one.name == "Toni Teacher")
    circle, whole = KNOWN[kind]
    for viewer, knows in ((team.worker, circle), (manager, whole), (team.teacher, True), (stranger, False)):
        looking(viewer)
        assert visible(viewer, Meeting).filter(pk=meeting.pk).exists() is knows
        assert Meeting.objects.filter(pk=meeting.pk).exists() is knows  # the database says the same
        assert visible(viewer, AgendaItem).filter(meeting=meeting).exists() is knows


def test_a_panel_is_known_to_its_people_alone(team: Team, person: Any, looking: Any) -> None:
    head = person("head-of-service")
    looking(team.chair)
    panel = actions.convene(by=team.chair, child_id=None, said=actions.Convened("panel", starts_at=WHEN, chair_id=team.chair.me))
    for viewer, knows in ((head, False), (team.worker, False), (team.chair, True)):
        looking(viewer)
        assert visible(viewer, Meeting).filter(pk=panel.pk).exists() is knows
        assert Meeting.objects.filter(pk=panel.pk).exists() is knows


def test_whoever_is_a_person_of_the_case_reads_nothing_though_they_were_called(team: Team, looking: Any) -> None:
    looking(team.chair)
    meeting = convened(team.chair, team.child.pk)
    looking(team.system)
    address = User.objects.get(pk=team.police.me).email
    relative_of(team.system, team.child.pk, "of_concern", "Pat", safe=False, family="Police", email=address)
    looking(team.police)
    assert not visible(team.police, Meeting).filter(pk=meeting.pk).exists()
    assert not Meeting.objects.filter(pk=meeting.pk).exists()


def test_a_role_that_arranges_no_meetings_is_refused_with_a_sentence(team: Team, looking: Any) -> None:
    looking(team.teacher)
    with pytest.raises(Refused, match="does not arrange meetings"):
        actions.convene(by=team.teacher, child_id=team.child.pk, said=actions.Convened("core_group"))


def test_what_was_held_calls_for_the_next_on_its_limit_and_a_discussion_only_where_enquiries_are_begun(
    team: Team, looking: Any
) -> None:
    looking(team.chair)
    meeting = convened(team.chair, team.child.pk)
    meeting.change(seen=None, state="held", began_at=WHEN)
    actions.after_it_was_held(team.chair, meeting)
    following = Meeting.objects.get(follows=meeting)
    assert (following.kind, following.starts_at, following.convened_by_id) == ("risk_management", None, team.chair.me)
    clock = Clock.objects.get(subject_id=following.pk)
    assert (clock.rule, clock.started_at, clock.child_id) == ("exploitation.meeting-review", WHEN, team.child.pk)
    duty = Duty.objects.get(subject_id=following.pk)
    assert (duty.kind, duty.user_id, duty.due_at) == ("meeting.time", team.chair.me, clock.due_at)
    actions.after_it_was_held(team.chair, meeting)  # twice, there is no second
    assert Meeting.objects.filter(follows=meeting).count() == 1
    # Convened, it is that one which is convened; held, its limit stops.
    later = convened(team.chair, team.child.pk, starts_at=WHEN + dt.timedelta(days=60))
    assert later.pk == following.pk
    duty.refresh_from_db()
    assert duty.state == "done"
    later.change(seen=None, state="held", began_at=WHEN + dt.timedelta(days=60))
    actions.after_it_was_held(team.chair, later)
    clock.refresh_from_db()
    assert clock.kept is True
    # A discussion calls for nothing by itself, and its own limits stand on no child's record (H12).
    talk = convened(team.chair, team.child.pk, "strategy", only=lambda one: one.name == "Pat Police")
    talk.change(seen=None, state="held", began_at=WHEN)
    actions.after_it_was_held(team.chair, talk)
    assert talk.told_child_id is None
    assert not Meeting.objects.filter(follows=talk).exists()
    conference = actions.begin_enquiries(by=team.chair, meeting_id=talk.pk)
    assert conference is not None
    assert (conference.kind, Clock.objects.get(subject_id=conference.pk).rule) == ("initial_conference", "s47.icpc")
    assert actions.begin_enquiries(by=team.chair, meeting_id=talk.pk) is None


def test_what_is_added_to_the_agenda_is_for_the_family_only_where_they_hear_it(team: Team, looking: Any) -> None:
    looking(team.chair)
    meeting = convened(team.chair, team.child.pk)
    heard = actions.add_item(by=team.chair, meeting_id=meeting.pk, title="Bus passes", readers="everybody")
    heard.refresh_from_db()
    assert (set(heard.audience), set(heard.family)) == (
        {"professionals", "family", "child"},
        {team.mother.pk, team.father.pk},
    )
    closed = actions.add_item(by=team.chair, meeting_id=meeting.pk, title="A car", readers="everybody", closed=True)
    closed.refresh_from_db()
    assert (closed.audience, closed.family) == (["professionals"], [])
    talk = convened(team.chair, team.child.pk, "strategy", only=lambda one: one.name == "Pat Police")
    assert actions.add_item(by=team.chair, meeting_id=talk.pk, title="More", readers="everybody").audience == ["professionals"]
    actions.take_off(by=team.chair, item_id=closed.pk)
    assert "A car" not in [item.title for item in queries.agenda(team.chair, meeting.pk)]
    assert queries.agenda(team.chair, meeting.pk)[-1].title == "Bus passes"
    looking(team.worker)
    with pytest.raises(Refused):
        actions.add_item(by=team.worker, meeting_id=meeting.pk, title="Mine", readers="professionals")
