"""What calls for a meeting elsewhere is convened from there, and lives here: MASH's discussions, and missing interventions."""

from __future__ import annotations

import datetime as dt
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps

from holdfast.journeys import meetings as journeys
from holdfast.kernel.errors import Faulty, NotHere
from holdfast.meetings import actions, queries
from holdfast.meetings.models import AgendaItem, Meeting
from holdfast.meetings.suggesting import suggested
from holdfast.missing.models import Intervention
from holdfast.rules import meetings as rules
from holdfast.screening.models import OutcomeStep, Screening
from holdfast.work.models import Clock
from tests.factories.county import SmallCounty
from tests.factories.meetings import MONDAY, WHEN

from .conftest import Team

MIGRATION = import_module("holdfast.meetings.migrations.0004_called_for_elsewhere")


@pytest.fixture
def intervention(team: Team, looking: Any) -> Intervention:
    looking(team.system)
    return Intervention.objects.create(
        partnership_id=team.system.here, child=team.child, reference="R7K2-M4QX", raised_at=MONDAY,
        due_at=MONDAY + dt.timedelta(days=14), raised_by_id=team.worker.me,
    )  # fmt: skip


def convened_for(by: Any, team: Team, one: Any, **values: Any) -> Meeting:
    kind = rules.of("missing_intervention")
    people = [who for who in suggested(by, team.child.pk, kind) if who.ticked]
    said = actions.Convened("", **({"starts_at": WHEN, "chair_id": team.chair.me} | values))
    return journeys.convene_for(by=by, source=journeys.INTERVENTION, source_id=one.pk, said=said, people=people)


def test_an_intervention_is_convened_from_where_it_was_called_for_and_is_booked_by_it(
    team: Team, intervention: Intervention, looking: Any
) -> None:
    looking(team.worker)
    meeting = convened_for(team.worker, team, intervention)
    intervention.refresh_from_db()
    assert (intervention.meeting_id, intervention.meeting_reference) == (meeting.pk, meeting.reference)
    assert intervention.meeting_at == WHEN
    assert (meeting.kind, meeting.origin_id) == ("missing_intervention", intervention.pk)
    assert journeys.meeting_for(team.worker, journeys.INTERVENTION, intervention.pk) == meeting
    # Convened again it is the same meeting, at another time, and never a second.
    looking(team.worker)
    again = convened_for(team.worker, team, intervention, starts_at=WHEN + dt.timedelta(days=1))
    assert again.pk == meeting.pk
    assert Meeting.objects.count() == 1


def test_after_its_limit_only_with_a_reason(team: Team, intervention: Intervention, looking: Any) -> None:
    looking(team.worker)
    with pytest.raises(Faulty):
        convened_for(team.worker, team, intervention, starts_at=MONDAY + dt.timedelta(days=30))
    looking(team.worker)
    assert not Meeting.objects.exists()  # nothing is half there


def test_whoever_does_not_read_what_calls_for_it_finds_nothing(
    team: Team, intervention: Intervention, person: Any, looking: Any
) -> None:
    stranger = person("social-worker")
    looking(stranger)
    with pytest.raises(NotHere):
        journeys.origin(stranger, journeys.INTERVENTION, intervention.pk)
    with pytest.raises(NotHere):
        journeys.origin(stranger, "made-up", intervention.pk)


def test_meetings_that_were_open_or_held_when_they_came_to_live_here_are_brought_over_once(
    team: Team, intervention: Intervention, looking: Any
) -> None:
    looking(team.system)
    held = Intervention.objects.create(
        partnership_id=team.system.here, child=team.child, reference="H3LD-0001", raised_at=MONDAY, due_at=MONDAY,
        state="held", ended_at=MONDAY - dt.timedelta(days=2), ended_by_id=team.worker.me, ended_why="Decided.",
    )  # fmt: skip
    Intervention.objects.create(
        partnership_id=team.system.here, child=team.child, reference="D3C1-0001", raised_at=MONDAY, due_at=MONDAY,
        state="declined", ended_at=MONDAY, ended_by_id=team.worker.me, ended_why="Not needed.",
    )  # fmt: skip
    for _ in range(2):
        MIGRATION.bring_over(apps, None)
    rows = {row.origin_id: row for row in Meeting.objects.all()}
    assert set(rows) == {intervention.pk, held.pk}
    assert (rows[held.pk].state, rows[held.pk].starts_at) == ("held", held.ended_at)
    assert (rows[intervention.pk].state, rows[intervention.pk].starts_at) == ("planned", None)
    assert rows[intervention.pk].convened_by_id == team.worker.me
    intervention.refresh_from_db()
    assert intervention.meeting_id == rows[intervention.pk].pk
    assert AgendaItem.objects.filter(meeting=rows[held.pk]).count() == len(rules.of("missing_intervention").sections)
    looking(team.worker)
    assert [row.pk for row in queries.without_a_time(team.worker)] == [rows[intervention.pk].pk]
    # It is given a time by whoever it rests on.
    looking(team.worker)
    assert convened_for(team.worker, team, intervention).pk == rows[intervention.pk].pk


def test_a_discussion_that_mash_called_for_is_brought_over_and_convened_from_its_step(partnership: Any, looking: Any) -> None:
    county = SmallCounty(partnership)
    referral = county.referral("strategy")
    system = county.viewer("Priya Nair").with_(person_id=None, roles=frozenset(), grants=frozenset(), system="tests")
    looking(system)
    steps = OutcomeStep.objects.filter(screening__referral=referral, key="call_discussion").select_related("screening")
    step = steps.exclude(screening__child_record=None).first()
    assert step is not None
    for _ in range(2):
        MIGRATION.bring_over(apps, None)
    meeting = Meeting.objects.get(origin_id=step.pk)
    assert (meeting.kind, meeting.known, meeting.child_id) == ("strategy", "protecting", step.screening.child_record)
    # Its clock runs on where it began, and the meeting's page shows it (H3).
    manager = county.viewer("Helen Marsh")
    looking(manager)
    assert [clock.rule for clock in queries.clocks(manager, meeting)] == ["strategy.discussion"]
    assert Clock.objects.filter(subject_id=meeting.pk).count() == 0
    found = journeys.origin(manager, journeys.STEP, step.pk)
    assert (found.kind, found.meeting) == ("strategy", meeting)
    assert Screening.objects.filter(pk=step.screening_id).exists()
