"""What is gathered before a meeting: each agency's report by section, what a family must not hear, and what the family says."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from holdfast.access.visibility import visible
from holdfast.kernel.errors import Faulty, NotHere, Refused
from holdfast.meetings import actions, queries
from holdfast.meetings.actions import Gathered, Said
from holdfast.meetings.models import AgencyReport, Invitee, Meeting, ReportLine, Withheld
from holdfast.partnership.queries import figures
from holdfast.rules import meetings as rules
from holdfast.work.models import Duty
from tests.factories.meetings import WHEN, convened

from .conftest import Team


@pytest.fixture
def meeting(team: Team, looking: Any) -> Meeting:
    looking(team.chair)
    made = convened(team.chair, team.child.pk, minute_taker_id=team.worker.me)
    actions.invite(by=team.chair, meeting_id=made.pk)
    return made


LINES = (
    Said("worries", "Seen at the station."),
    Said("closed", "A car is watched.", ("police",)),
    Said("working_well", "Came to school.", ("professionals", "family"), ()),
)


def read_by(viewer: Any, meeting: Meeting) -> set[str]:
    return {line.words for told in queries.reports(viewer, meeting.pk) for line in told.lines}


def test_each_line_of_a_report_opens_to_its_own_readers(team: Team, meeting: Meeting, looking: Any) -> None:
    looking(team.police)
    actions.write_report(by=team.police, meeting_id=meeting.pk, lines=LINES, give=False)
    looking(team.nurse)
    assert not visible(team.nurse, AgencyReport).exists()  # a draft is its writer's
    assert not ReportLine.objects.exists()
    looking(team.police)
    actions.write_report(by=team.police, meeting_id=meeting.pk, lines=LINES, give=True)
    everybody = {"Seen at the station.", "Came to school."}
    for viewer, words in (
        (team.nurse, everybody),
        (team.teacher, everybody),
        (team.police, everybody | {"A car is watched."}),
        (team.chair, everybody | {"A car is watched."}),
    ):
        looking(viewer)
        assert read_by(viewer, meeting) == words


def test_under_a_closed_heading_no_line_is_for_the_family_whatever_was_ticked(team: Team, meeting: Meeting, looking: Any) -> None:
    looking(team.police)
    asked = Said("closed", "Whose car it is.", ("child", "family"), (team.mother.pk,))
    open_one = Said("worries", "Late home.", ("professionals", "family"), (team.mother.pk, team.child.pk))
    actions.write_report(by=team.police, meeting_id=meeting.pk, lines=[asked, open_one], give=True)
    closed, said = ReportLine.objects.order_by("position")
    assert (closed.audience, closed.family) == (["professionals"], [])
    assert said.family == [team.mother.pk]  # only somebody who is called


def test_reports_and_papers_are_duties_and_the_papers_are_due_before_the_meeting(
    team: Team, meeting: Meeting, looking: Any
) -> None:
    due = rules.papers_by(rules.of("risk_management"), WHEN, figures(team.chair.here))
    assert due is not None
    assert WHEN - due >= dt.timedelta(days=1)
    duties = Duty.objects.filter(reference=meeting.reference, kind="meeting.report")
    assert {duty.user_id for duty in duties} == {team.worker.me, team.police.me, team.teacher.me, team.nurse.me}
    assert {duty.due_at for duty in duties} == {due}
    papers = Duty.objects.get(kind="meeting.papers")
    assert (papers.user_id, papers.due_at) == (team.worker.me, due)
    assert actions.share_papers(by=team.chair, meeting_id=meeting.pk) == 4
    papers.refresh_from_db()
    assert papers.state == "done"
    looking(team.teacher)
    actions.write_report(by=team.teacher, meeting_id=meeting.pk, lines=LINES[:1], give=True)
    assert Duty.objects.get(kind="meeting.report", user_id=team.teacher.me).state == "done"
    looking(team.chair)
    assert Duty.objects.get(kind="meeting.report", user_id=team.police.me).state == "open"


def test_the_chair_asks_each_what_the_family_must_not_hear_and_the_chair_alone_reads_it(
    team: Team, meeting: Meeting, looking: Any
) -> None:
    assert actions.ask_withheld(by=team.chair, meeting_id=meeting.pk) == 4
    assert actions.ask_withheld(by=team.chair, meeting_id=meeting.pk) == 0
    looking(team.police)
    row = queries.withheld(team.police, meeting.pk)[0]
    with pytest.raises(Faulty):
        actions.answer_withheld(by=team.police, withheld_id=row.pk, words=" ", nothing=False)
    actions.answer_withheld(by=team.police, withheld_id=row.pk, words="Who rang in.", nothing=False)
    looking(team.nurse)
    assert not visible(team.nurse, Withheld).exclude(words="").exists()
    assert not Withheld.objects.exclude(words="").exists()
    with pytest.raises(NotHere):
        actions.answer_withheld(by=team.nurse, withheld_id=row.pk, words="Not mine", nothing=False)
    looking(team.chair)
    assert [one.words for one in queries.withheld(team.chair, meeting.pk) if one.words] == ["Who rang in."]
    looking(team.worker)
    with pytest.raises(Refused, match="Only the chair"):
        actions.ask_withheld(by=team.worker, meeting_id=meeting.pk)


def test_views_are_those_of_the_family_and_gathered_by_whoever_is_called(team: Team, meeting: Meeting, looking: Any) -> None:
    looking(team.nurse)
    child = Invitee.objects.get(kind="child")
    said = Gathered("faces", faces={"safe": 2, "heard": 9}, advocate="wanted")
    view = actions.give_view(by=team.nurse, invitee_id=child.pk, gathered=said)
    assert (view.whose, view.faces, view.advocate) == ("child", {"safe": 2}, "wanted")
    # The child's is for the child and the professionals, and for no relative (H23).
    assert (view.audience, view.family) == (["professionals", "child"], [])
    assert not view.readers.opens_to(reader("family", team.mother.pk))
    assert view.readers.opens_to(reader("child"))
    with pytest.raises(Faulty):
        actions.give_view(by=team.nurse, invitee_id=child.pk, gathered=Gathered("note"))
    actions.give_view(by=team.nurse, invitee_id=child.pk, gathered=Gathered("declined"))
    own = Invitee.objects.get(user_id=team.police.me)
    with pytest.raises(Refused, match="child and of relatives"):
        actions.give_view(by=team.nurse, invitee_id=own.pk, gathered=said)


def reader(kind: str, *ids: Any) -> Any:
    from holdfast.rules.audience import Key, Reader

    return Reader(Key(kind), frozenset(ids))
