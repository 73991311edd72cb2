"""Reading a child's pattern: the count and why, what stands out, the meetings, and the children who are over or one short."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from holdfast.access.visibility import visible
from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import NotHere
from holdfast.kernel.questions import question
from holdfast.kernel.time import london_date, now, today
from holdfast.kernel.viewer import Viewer
from holdfast.partnership.queries import figures
from holdfast.records.models import Child
from holdfast.rules import missing as rules
from holdfast.rules.missing import Absence, Category, Report, Standing, State
from holdfast.rules.missing_explained import Explanation, Why, explain
from holdfast.rules.missing_marks import Away, Mark, marks
from holdfast.work.models import Clock

from . import intervention_policies as policies
from .calling import RULE
from .models import Episode, EpisodeReport, Intervention, InterventionAsk, InterventionEpisode, LogEntry, Return
from .pattern import JOB, history
from .sender_names import Otherwise, called_otherwise
from .together import Together, together
from .triggers import Known, Stands, crossed, standing_at

PAGE = 25
MOST = 100
LONGEST_BACK = dt.timedelta(days=3660)


@dataclass(frozen=True)
class Line:
    """One report and what became of it, with the episode it is."""

    report: Report
    episode_id: UUID
    reference: str
    why: Why
    words: str
    end_inferred: bool

    @property
    def counted(self) -> bool:
        return self.why is Why.COUNTED


@dataclass(frozen=True)
class Meeting:
    """A meeting that was called for or asked for, with the episodes it answers for and who asked."""

    row: Intervention
    episodes: Sequence[InterventionEpisode]
    asks: Sequence[InterventionAsk]


@dataclass(frozen=True)
class PatternPage:
    """Everything about one child's pattern as it stands on a day."""

    child_id: UUID
    name: str
    record: bool
    day: dt.date
    explained: Explanation
    lines: Sequence[Line]
    marks: Sequence[Mark]
    together: Sequence[Together]
    meetings: Sequence[Meeting]
    asked: Sequence[InterventionAsk]
    crossings: Sequence[Known]
    last: UUID | None
    otherwise: Sequence[Otherwise]
    may_convene: bool
    may_decline: bool

    @property
    def late(self) -> list[Known]:
        """The newest days that were known only afterwards, and hold."""
        return [one for one in self.crossings if one.late_why and one.still_true][:3]

    @property
    def open(self) -> Meeting | None:
        return next((one for one in self.meetings if one.row.open), None)


def check_can_read(viewer: Viewer, child_id: UUID) -> bool:
    """Whether the record opens too. Raises NotHere where neither the record nor an episode of the child does."""
    record = visible(viewer, Child).filter(pk=child_id).exists()
    if not (record or visible(viewer, Episode).filter(child_id=child_id).exists()):
        raise NotHere
    return record


def pattern_page(viewer: Viewer, child_id: UUID, *, day: dt.date | None = None) -> PatternPage:
    """How the child stands on a day, today where none is given, and why."""
    record = check_can_read(viewer, child_id)
    looked = min(max(day or today(), today() - LONGEST_BACK), today())
    with acting_as(Viewer.job(JOB, viewer.here)) as job:
        # Whoever reads one episode of a child reads all of them; the rule for a child in care is the system's to know.
        known = history(job, child_id)
        child = Child.objects.only("given", "family", "known_as", "unborn", "born_earliest", "born_latest").get(
            partnership_id=viewer.here, pk=child_id
        )
        crossings = list(crossed(job, child_id))
    explained = explain(known.reports, known.editions, looked)
    references = dict(visible(viewer, Episode).filter(child_id=child_id).values_list("episode_ref", "reference"))
    lines = [
        Line(one.report, known.ids[one.report.ref], references.get(one.report.ref, ""), one.why, one.words, one.end_inferred)
        for one in explained.lines
    ]
    meetings = _meetings(viewer, child_id)
    ids = [known.ids[report.ref] for absence in explained.standing.absences for report in absence.reports]
    first = meetings[0].row if meetings else None
    return PatternPage(
        child_id=child_id,
        name=child.name,
        record=record,
        day=looked,
        explained=explained,
        lines=lines[::-1][:MOST],
        marks=_marks(viewer, known.ids, explained.standing, _ever(known.reports, explained.standing), child.born_earliest),
        together=together(viewer, child_id, ids),
        meetings=meetings,
        asked=_asked(viewer, child_id),
        crossings=crossings[::-1][:MOST],
        last=lines[-1].episode_id if lines else None,
        otherwise=called_otherwise(viewer, child) if record else (),
        may_convene=first is not None and policies.can_convene(viewer, first),
        may_decline=first is not None and policies.can_decline(viewer, first),
    )


def _ever(reports: Sequence[Report], standing: Standing) -> int:
    return len(rules.absences(reports, standing.edition.categories))


def _meetings(viewer: Viewer, child_id: UUID) -> list[Meeting]:
    rows = visible(viewer, Intervention).filter(child_id=child_id).select_related("raised_by", "booked_by", "ended_by")
    found = list(rows.order_by("-raised_at", "-pk")[:PAGE])
    answers: dict[UUID, list[InterventionEpisode]] = {one.pk: [] for one in found}
    of_them = visible(viewer, InterventionEpisode).filter(intervention_id__in=answers).select_related("episode")
    for row in of_them.order_by("episode__started_at", "pk")[:1000]:
        answers[row.intervention_id].append(row)
    asks: dict[UUID | None, list[InterventionAsk]] = {}
    for ask in _asked(viewer, child_id):
        asks.setdefault(ask.intervention_id, []).append(ask)
    return [Meeting(one, answers[one.pk], asks.get(one.pk, [])) for one in found]


def _asked(viewer: Viewer, child_id: UUID) -> list[InterventionAsk]:
    rows = visible(viewer, InterventionAsk).filter(child_id=child_id).select_related("asked_by")
    return list(rows.order_by("-at", "-pk")[:PAGE])


def _marks(viewer: Viewer, ids: Mapping[str, UUID], standing: Standing, ever: int, born: dt.date | None) -> list[Mark]:
    pks = [ids[report.ref] for absence in standing.absences for report in absence.reports]
    here = Q(episode_id__in=pks)
    returns = {one.episode_id: one for one in visible(viewer, Return).filter(here)}
    facts = dict(visible(viewer, Episode).filter(pk__in=pks).values_list("pk", "facts"))
    places: dict[UUID, list[str]] = {}
    for episode_id, place in visible(viewer, LogEntry).filter(here).exclude(place="").values_list("episode_id", "place")[:500]:
        places.setdefault(episode_id, []).append(place)
    aways = [_away(absence, ids, returns, facts, places) for absence in standing.absences]
    return marks(aways, ever=ever, born=born, at=now(), day=standing.window[1], settings=figures(viewer.here))


def _away(
    absence: Absence,
    ids: Mapping[str, UUID],
    returns: Mapping[UUID, Return],
    facts: Mapping[UUID, Mapping[str, str]],
    places: Mapping[UUID, Sequence[str]],
) -> Away:
    pks = [ids[report.ref] for report in absence.reports]
    back = [returns[pk] for pk in pks if pk in returns]
    ended = [report.ended for report in absence.reports]
    return Away(
        absence.ref,
        absence.started,
        None if None in ended else max(one for one in ended if one is not None),
        tuple(words for pk in pks for words in places.get(pk, ())) + tuple(one.found_where for one in back),
        tuple(facts.get(pk, {}).get("companions", "") for pk in pks),
        next((one.found_with for one in back if one.found_with), ""),
    )


# -- the header of a record, and the list -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Lately:
    """How often a child was missing in the days that count now."""

    count: int
    days: int
    state: State


def lately(viewer: Viewer, child_id: UUID) -> Lately:
    """By the rule for every child: the page of the pattern says it by the child's own, where it is another."""
    rule = rules.edition(figures(viewer.here))
    listed = reported(viewer, child_id)
    refs = {pk: ref for pk, ref, *_ in listed}
    reports = [
        Report(ref, Category(category), started, ended, voided is not None, refs.get(joined, ""))
        for _, ref, category, started, ended, voided, joined in listed
    ]
    found = rules.standing(reports, [rule], today())
    return Lately(found.count, rule.days, found.state)


@question
def reported(viewer: Viewer, child_id: UUID) -> QuerySet[Episode, Any]:
    """Every report of a child's absences, as far as the count needs it."""
    columns = ("pk", "episode_ref", "category", "started_at", "ended_at", "voided_at", "joined_to_id")
    return visible(viewer, Episode).filter(child_id=child_id).order_by("started_at", "pk").values_list(*columns)


@dataclass(frozen=True)
class Row:
    """A child who is over the count, or one short of it. meeting: the one that is open."""

    child_id: UUID
    name: str
    standing: Standing | None
    meeting: Intervention | None
    last: dt.date | None


@dataclass(frozen=True)
class Rows:
    rows: Sequence[Row]
    triggered: int
    approaching: int
    further: bool


def patterns(viewer: Viewer, *, show: str = "", start: int = 0) -> Rows:
    """Who is over the count or has an open meeting, then who is one short; the highest count first."""
    stands = {one.child_id: one for one in standing_at(viewer, now())}
    open_rows = visible(viewer, Intervention).filter(state="open", joined_to=None).order_by("due_at", "pk")
    meetings = {one.child_id: one for one in open_rows[:2000]}
    over = {one for one, row in stands.items() if row.standing.state is State.TRIGGERED} | meetings.keys()
    near = stands.keys() - over
    wanted = {"triggered": over, "approaching": near}.get(show, over | near)
    ordered = sorted(wanted, key=lambda one: (one not in over, -_count(stands.get(one)), str(one)))
    shown = ordered[start : start + PAGE]
    names = _names(viewer, shown)
    rows = [_row(one, names.get(one, ""), stands.get(one), meetings.get(one)) for one in shown]
    return Rows(rows, len(over), len(near), start + PAGE < len(ordered))


def _count(row: Stands | None) -> int:
    return row.standing.count if row else 0


def _row(child_id: UUID, name: str, stands: Stands | None, meeting: Intervention | None) -> Row:
    last = london_date(stands.standing.absences[-1].started) if stands else None
    return Row(child_id, name, stands.standing if stands else None, meeting, last)


def _names(viewer: Viewer, child_ids: Sequence[UUID]) -> dict[UUID, str]:
    """The names of the children whose episodes the viewer has been given."""
    with acting_as(Viewer.job(JOB, viewer.here)):
        children = Child.objects.filter(partnership_id=viewer.here, pk__in=child_ids).only("given", "family", "unborn")
        return {child.pk: child.name for child in children}


def intervention(viewer: Viewer, intervention_id: UUID) -> Intervention:
    found = visible(viewer, Intervention).filter(pk=intervention_id).first()
    if found is None:
        raise NotHere
    return found


def limit_of(viewer: Viewer, one: Intervention) -> Clock | None:
    """The clock of a meeting, with its arithmetic."""
    with acting_as(Viewer.job(JOB, viewer.here)):
        rows = Clock.objects.filter(partnership_id=viewer.here, subject_id=one.pk, rule=RULE)
        return rows.order_by("-created_at", "-pk").first()


def check_can_ask(viewer: Viewer, episode_id: UUID) -> UUID | None:
    """The child's id, where the episode opens to the viewer; None for whoever reported it and reads no more."""
    policies.check_can_ask(viewer, episode_id)
    return visible(viewer, Episode).filter(pk=episode_id).values_list("child_id", flat=True).first()


def my_report_of(viewer: Viewer, episode_id: UUID) -> UUID | None:
    rows = visible(viewer, EpisodeReport).filter(episode_id=episode_id, reporter_id=viewer.person_id)
    return rows.order_by("-reported_at").values_list("pk", flat=True).first()
