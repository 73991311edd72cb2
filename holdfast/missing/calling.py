"""A child's pattern calls for a meeting: one is opened, what comes after joins it, and a change that undoes it is flagged.

All of it stands in the transaction of the change that called for it, with the child held (`history.hold_child`), and the database
itself keeps a second open meeting out. Nothing here ends a meeting: a person holds, declines or cancels it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from holdfast.audit.record import record
from holdfast.kernel.reference import new_reference
from holdfast.kernel.time import now, today
from holdfast.kernel.viewer import Viewer
from holdfast.kernel.writing import write
from holdfast.records.models import Child, ChronologyEntry
from holdfast.records.queries import allocated_workers
from holdfast.records.types import Audience
from holdfast.rules.missing import Absence, Counts
from holdfast.rules.missing_intervention import Call, called, holds
from holdfast.work.actions import open_duties, withdraw
from holdfast.work.clocks import reckon
from holdfast.work.models import Clock, Duty
from holdfast.work.types import LIVE, Responsible

from .histories import History
from .lateness import Lateness
from .models import Intervention, InterventionEpisode
from .telling import people_of, send_open_now

JOB = "missing.pattern"
CONVENE, KNOW, LOOK = "missing.convene", "missing.pattern-known", "missing.pattern-undone"
LOWERED = "missing.count-lowered"
RULE, LADDER = "missing.intervention", "missing-pattern"
CONVENER, POLICE, MANAGER = "mash-manager", "missing-coordinator", "mash-manager"
SOURCE = "missing.intervention"
WORDS = {
    CONVENE: "A child's missing episodes call for a missing intervention meeting. Convene it, or say which meeting takes it.",
    KNOW: "A child's missing episodes call for a missing intervention meeting. Say that the police know.",
    LOWERED: "A change no manager made leaves a child with fewer missing episodes counted. Say that it is right, or mend it.",
    LOOK: "What called for a missing intervention meeting was changed. Hold the meeting all the same, or say why not.",
}
Children = Mapping[UUID, Counts]


@dataclass
class _Work:
    """What is to be written of several children at once."""

    at: dt.datetime
    due: Clock
    raised: list[Intervention] = field(default_factory=list)
    episodes: list[InterventionEpisode] = field(default_factory=list)
    flagged: list[Intervention] = field(default_factory=list)


def follow(job: Viewer, counts: Children, known: Mapping[UUID, History], late: Lateness, why: str) -> None:
    """Call for what these children's patterns call for now. why: the reason given for the change that led here."""
    standing = {one.child_id: one for one in open_of(job, counts)}
    over = {one: call for one, call in _called(job, counts, known).items() if call is not None}
    if not (standing or over):
        return
    work = _Work(now(), reckon(by=job, rule_key=RULE, at=now()))
    reasons = late.reasons([(one, call.crossing) for one, call in over.items()])
    for child_id, call in over.items():
        held = standing.get(child_id)
        if held is None:
            held = _raise(job, work, child_id, call, reasons.get((child_id, call.crossing.day), ""))
        elif held.called_on is None:
            held.change(seen=None, **_because(call, reasons.get((child_id, call.crossing.day), "")))
        _join(job, work, held, known[child_id], call.absences)
    write(work.raised)
    write(work.episodes)
    for child_id, held in standing.items():
        _weigh(job, work, held, counts[child_id], known[child_id], why)
    _tell(job, work)
    if work.raised:
        record(job, "missing.intervention.raised", interventions=[str(one.pk) for one in work.raised])


def open_of(viewer: Viewer, child_ids: Iterable[UUID]) -> list[Intervention]:
    """The meetings that are open for these children."""
    rows = Intervention.objects.filter(partnership_id=viewer.here, child_id__in=list(child_ids), state="open", joined_to=None)
    return list(rows.order_by("pk"))


def _called(job: Viewer, counts: Children, known: Mapping[UUID, History]) -> dict[UUID, Call | None]:
    day = today()
    unasked = {child_id: called(one, (), day) for child_id, one in counts.items()}
    over = [child_id for child_id, call in unasked.items() if call is not None]
    if not over:
        return {}
    answered = _answered(job, over)
    return {one: called(counts[one], _refs(known[one], answered.get(one, set())), day) for one in over}


def _answered(job: Viewer, child_ids: Sequence[UUID]) -> dict[UUID, set[UUID]]:
    """The episodes that a meeting answers for already, by child."""
    rows = InterventionEpisode.objects.filter(partnership_id=job.here, child_id__in=child_ids)
    found: dict[UUID, set[UUID]] = {}
    for child_id, episode_id in rows.values_list("child_id", "episode_id"):
        found.setdefault(child_id, set()).add(episode_id)
    return found


def _refs(known: History, episodes: set[UUID]) -> set[str]:
    return {ref for ref, pk in known.ids.items() if pk in episodes}


def _raise(job: Viewer, work: _Work, child_id: UUID, call: Call, late: str) -> Intervention:
    made = Intervention(
        partnership_id=job.here,
        child_id=child_id,
        reference=new_reference(),
        raised_at=work.at,
        due_at=work.due.due_at,
        **_because(call, late),
    )
    work.raised.append(made)
    return made


def begin(job: Viewer, child_id: UUID, *, raised_by: UUID | None) -> Intervention:
    """A meeting that somebody asks for, whatever the count: with its limit, and everybody told, as of any other."""
    work = _Work(now(), reckon(by=job, rule_key=RULE, at=now()))
    made = Intervention(
        partnership_id=job.here,
        child_id=child_id,
        reference=new_reference(),
        raised_at=work.at,
        raised_by_id=raised_by,
        due_at=work.due.due_at,
    )
    work.raised.append(made)
    write(work.raised)
    _tell(job, work)
    return made


def _because(call: Call, late: str) -> dict[str, object]:
    return {
        "called_on": call.crossing.day,
        "counted": len(call.crossing.absences),
        "rule": str(call.crossing.edition),
        "late_why": late,
    }


def _join(job: Viewer, work: _Work, held: Intervention, known: History, absences: Iterable[Absence]) -> None:
    """The meeting answers for these absences too."""
    wanted = {known.ids[report.ref] for absence in absences for report in absence.reports}
    has = set() if held in work.raised else set(held.episodes.values_list("episode_id", flat=True))
    work.episodes += [
        InterventionEpisode(
            partnership_id=job.here, intervention=held, episode_id=pk, child_id=held.child_id, at=work.at, created_at=work.at
        )
        for pk in sorted(wanted - has)
    ]


def _weigh(job: Viewer, work: _Work, held: Intervention, counts: Counts, known: History, why: str) -> None:
    """Flag an open meeting whose cause a change has undone; take the flag off where it holds again. It is never ended."""
    if held.called_on is None:
        return
    answers = _refs(known, set(held.episodes.values_list("episode_id", flat=True)))
    still = holds(counts, answers, held.called_on)
    if still and held.flagged_at is not None:
        held.change(seen=None, flagged_at=None, flagged_why="")
        withdraw(by=job, subject=held, kind=LOOK)
    elif not still and held.flagged_at is None:
        held.change(seen=None, flagged_at=work.at, flagged_why=why)
        work.flagged.append(held)


def look_at_lowered(job: Viewer, child_ids: Sequence[UUID]) -> None:
    """A manager looks at a count that went down by something no manager did: a child found later, a sender's correction (H4)."""
    if not child_ids:
        return
    asked = Duty.objects.filter(partnership_id=job.here, kind=LOWERED, subject_id__in=child_ids, state__in=LIVE)
    wanted = set(child_ids) - set(asked.values_list("subject_id", flat=True))
    children = list(Child.objects.filter(partnership_id=job.here, pk__in=wanted).order_by("pk"))
    if not children:
        return
    due = reckon(by=job, rule_key="check.routine", at=now()).due_at
    subjects = [(one, one.pk) for one in children]
    on = Responsible(role=MANAGER)
    open_duties(by=job, kind=LOWERED, subjects=subjects, what=WORDS[LOWERED], responsible=on, due_at=due, needs_ack=True)


# -- who must know ----------------------------------------------------------------------------------------------------


def _tell(job: Viewer, work: _Work) -> None:
    """A clock for each meeting, somebody to convene it, the police, a line in the chronology; each person is written to once."""
    write([_clock(work.due, one) for one in work.raised])
    told: dict[UUID, str] = {}
    workers = allocated_workers({one.child_id for one in work.raised}, job.here) if work.raised else {}
    for on, several in _by_holder(work.raised, workers).items():
        told |= _put(job, CONVENE, on, several, work.due.due_at, LADDER)
    told |= _put(job, KNOW, Responsible(role=POLICE), work.raised, work.due.due_at, "")
    told |= _put(job, LOOK, Responsible(role=MANAGER), work.flagged, work.due.due_at, LADDER)
    _write_to(job, told)
    write([_entry(job, one, "missing.intervention", "A missing intervention meeting is called for.") for one in work.raised])


def _write_to(job: Viewer, told: Mapping[UUID, str]) -> None:
    """Each person is written to once, with the one reference they are told."""
    by_reference: dict[str, list[UUID]] = {}
    for user_id, reference in sorted(told.items()):
        by_reference.setdefault(reference, []).append(user_id)
    for reference, people in by_reference.items():
        send_open_now(job, people, reference)


def stand_again(job: Viewer, one: Intervention) -> None:
    """A meeting that had joined another waits for a person on its own again, until the day it always had."""
    clock = reckon(by=job, rule_key=RULE, at=one.raised_at)
    clock.due_at = one.due_at
    write([_clock(clock, one)])
    for on in _by_holder([one], allocated_workers({one.child_id}, job.here)):
        _write_to(job, _put(job, CONVENE, on, [one], one.due_at, LADDER))
    record(job, "missing.intervention.stands-again", one, child_id=one.child_id)


def _by_holder(raised: Sequence[Intervention], workers: Mapping[UUID, UUID]) -> dict[Responsible, list[Intervention]]:
    found: dict[Responsible, list[Intervention]] = {}
    for one in raised:
        worker = workers.get(one.child_id)
        on = Responsible(user_id=worker) if worker else Responsible(role=CONVENER)
        found.setdefault(on, []).append(one)
    return found


def _put(
    job: Viewer, kind: str, on: Responsible, several: Sequence[Intervention], due: dt.datetime, ladder: str
) -> dict[UUID, str]:
    """A duty for each, and who is to be written to, with one reference each."""
    if not several:
        return {}
    open_duties(
        by=job,
        kind=kind,
        subjects=[(one, one.child_id) for one in several],
        what=WORDS[kind],
        responsible=on,
        due_at=due,
        needs_ack=True,
        ladder=ladder,
        references=[one.reference for one in several],
    )
    return dict.fromkeys(people_of(job, on), several[0].reference)


def _clock(due: Clock, one: Intervention) -> Clock:
    return Clock(
        partnership_id=one.partnership_id,
        rule=due.rule,
        subject_kind=Intervention._meta.label_lower,
        subject_id=one.pk,
        child_id=one.child_id,
        started_at=due.started_at,
        due_at=due.due_at,
        source=due.source,
        steps=due.steps,
        edition=due.edition,
    )


def _entry(job: Viewer, one: Intervention, kind: str, words: str) -> ChronologyEntry:
    return ChronologyEntry(
        partnership_id=job.here,
        child_id=one.child_id,
        at=one.raised_at,
        kind=kind,
        title=f"{words} Reference {one.reference}.",
        source_kind=SOURCE,
        source_id=one.pk,
        audience=[Audience.PROFESSIONALS.value],
    )
