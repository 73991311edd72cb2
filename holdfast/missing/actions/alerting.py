"""Those responsible are told, and each answers for itself (H6). What nobody answers climbs.

Everything stands in the transaction of what happened: an alert is raised once for an occasion, each seat is asked once, and its
messages are rows that leave after the change is safe. A process killed at any moment leaves all of it or none, and whatever a
channel does, the duty stands on My work and goes up its ladder.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import Fault, Faulty, NotHere, Refused
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.kernel.writing import write
from holdfast.partnership.queries import figures
from holdfast.records.queries import allocated_worker
from holdfast.rules import working
from holdfast.rules.config import value
from holdfast.work import actions as work
from holdfast.work.models import Duty
from holdfast.work.types import Responsible

from ..history import change_kept
from ..models import Acknowledgement, Alert, AlertTo, Episode
from ..telling import people_of_each, send_open_now, write_to_council
from ..types import AlertKind, ChangeKind

JOB = "missing.look"
DUTY, MATCH = "missing.alert", "missing.match"
POLICE, WORKER, DUTY_TEAM, PLACING, HOST = "police", "worker", "duty", "placing", "host"
SEATS = {
    POLICE: "Police missing co-ordinator",
    WORKER: "The child's worker",
    DUTY_TEAM: "Children's social care, on duty",
    PLACING: "The council responsible for the child",
    HOST: "The council where the child lives",
}
WORDS = {
    AlertKind.NEW: "A child is reported missing. Say that you have it, and who.",
    AlertKind.REGRADE: "The police grade of a missing child has changed.",
    AlertKind.CHALLENGE: "Somebody challenges the police grade of a missing child. Answer it.",
    AlertKind.FOUND: "A missing child is found. Say who goes on with it.",
    AlertKind.BACK: "A missing child is back. Say who goes on with it.",
    AlertKind.REVIEW: "The review of a missing child is overdue.",
}
RING = "Ring the other council about a missing child, and say whom you told. The number is on the episode."
MATCH_WORDS = "A missing child was reported by name. Say whether there is a record of this child already."


@dataclass(frozen=True)
class Asked:
    """One seat that an alert goes to, who sits in it, and the ladder it climbs. council: one that has no accounts here."""

    seat: str
    on: Responsible
    ladder: str
    agency_id: UUID | None = None
    council: str = ""


@action
def raise_alert(*, by: Viewer, episode: Episode, kind: AlertKind, occasion: str) -> Alert:
    """Tell those responsible of something that happened, once; whoever has become responsible since is told too."""
    with acting_as(Viewer.job(JOB, by.here)) as job:
        return raise_here(by=by, job=job, episode=episode, kind=kind, occasion=occasion, edition=figures(by.here))


@action
def raise_here(
    *,
    by: Viewer,
    job: Viewer,
    episode: Episode,
    kind: AlertKind,
    occasion: str,
    edition: Mapping[str, Any],
    fresh: bool = False,
) -> Alert:
    """The same where the database has been told of the job already, and the partnership's figures are at hand.

    fresh: the episode has just begun, so nobody was told of it yet.
    """
    values = {"child_id": episode.child_id, "raised_by_id": by.person_id, "at": now()}
    once: dict[str, Any] = {"partnership_id": by.here, "episode": episode, "kind": kind, "occasion": occasion}
    if fresh:
        alert, made = Alert.objects.create(**once, **values), True
    else:
        alert, made = Alert.objects.get_or_create(**once, defaults=values)
    asked = set() if made else set(AlertTo.objects.filter(partnership_id=by.here, alert=alert).values_list("seat", flat=True))
    told = _ask(job, alert, episode, [one for one in seats_of(by, episode, kind, edition) if one.seat not in asked], edition)
    record(by, "missing.alert", alert, child_id=episode.child_id, alert=str(kind), made=made, seats=len(told))
    return alert


def seats_of(by: Viewer, episode: Episode, kind: AlertKind, edition: Mapping[str, Any]) -> list[Asked]:
    """Who must know: police, the child's worker or whoever is on duty, and each council concerned."""
    police = Asked(POLICE, Responsible(role="missing-coordinator"), "missing-police")
    if kind is AlertKind.CHALLENGE:
        return [police]
    worker = allocated_worker(episode.child_id, by.here)
    seats = [police]
    if worker is not None:
        seats.append(Asked(WORKER, Responsible(user_id=worker.user_id), "missing", worker.agency_id))
    is_open = working.is_open(now(), edition)
    on_duty_now = Responsible(role="mash-screener" if is_open else "emergency-duty")
    if worker is None or not is_open:
        seats.append(Asked(DUTY_TEAM, on_duty_now, "missing"))
    for seat, agency_id, name in (
        (PLACING, episode.authority_id, episode.authority_name),
        (HOST, episode.host_id, episode.host_name),
    ):
        if agency_id is not None:
            seats.append(Asked(seat, Responsible(agency_id=agency_id), "missing", agency_id))
        elif name:
            # It has no accounts here: it is written to where the book has its address, and somebody rings it in any case.
            seats.append(Asked(seat, on_duty_now, "missing", council=name))
    return seats


def _ask(job: Viewer, alert: Alert, episode: Episode, seats: Sequence[Asked], edition: Mapping[str, Any]) -> list[AlertTo]:
    """A duty for each seat, and each person who sits in one is written to once."""
    asked = [
        AlertTo(
            partnership_id=job.here,
            alert=alert,
            child_id=alert.child_id,
            seat=one.seat,
            agency_id=one.agency_id,
            duty_id=alert.pk,
        )
        for one in seats
    ]
    wanted = [
        work.Wanted(
            recipient, one.on, RING if by_telephone(one.seat, one.agency_id) else WORDS[AlertKind(alert.kind)], one.ladder
        )
        for recipient, one in zip(asked, seats, strict=True)
    ]
    due = now() + timedelta(minutes=int(value(edition, "ladder.missing")))
    duties = work.open_each(
        by=job, kind=DUTY, wanted=wanted, due_at=due, child_id=alert.child_id, reference=episode.reference, using=edition
    )
    for recipient, duty in zip(asked, duties, strict=True):
        recipient.duty_id = duty.pk
    write(asked)
    send_open_now(job, people_of_each(job, [one.on for one in seats]), episode.reference)
    for council in sorted({one.council for one in seats if one.council}):
        write_to_council(job, council, episode.reference)
    return asked


def by_telephone(seat: str, agency_id: UUID | None) -> bool:
    """Whether a council is told by telephone, by somebody here, because it has no accounts."""
    return seat in (PLACING, HOST) and agency_id is None


@action
def ask_who_it_is(*, by: Viewer, episode: Episode) -> Duty:
    """A child typed by name may have a record already: MASH looks, at night the emergency duty team. No machine joins them."""
    edition = figures(by.here)
    is_open = working.is_open(now(), edition)
    return work.open_duty(
        by=Viewer.job(JOB, by.here),
        kind=MATCH,
        subject=episode,
        what=MATCH_WORDS,
        responsible=Responsible(role="mash-screener" if is_open else "emergency-duty"),
        due_at=now() + timedelta(minutes=int(value(edition, "ladder.missing"))),
        child_id=episode.child_id,
        reference=episode.reference,
        urgent=True,
        needs_ack=True,
        ladder="missing",
        using=edition,
    )


@action
def acknowledge_alert(*, by: Viewer, recipient_id: UUID, held_by: str, note: str = "") -> Acknowledgement:
    """A named person of the agency says who has it. It stops climbing for that agency alone, and for no other (H6)."""
    if not held_by.strip():
        raise Faulty([Fault("held_by", "Name who has it: the person somebody can ring.")])
    with acting_as(Viewer.job(JOB, by.here)):
        recipient = AlertTo.objects.select_related("alert__episode").filter(partnership_id=by.here, pk=recipient_id).first()
        if recipient is None:
            raise NotHere
        duty = Duty.objects.select_for_update().get(partnership_id=by.here, pk=recipient.duty_id)
        before = Acknowledgement.objects.filter(partnership_id=by.here, recipient=recipient).first()
    if before is not None:
        raise Refused(f"This has been answered: {before.held_by} has it.")
    work.acknowledge(by=by, duty=duty)
    with acting_as(Viewer.job(JOB, by.here)) as job:
        made = Acknowledgement.objects.create(
            partnership_id=by.here,
            recipient=recipient,
            child_id=recipient.child_id,
            held_by=held_by.strip(),
            note=note.strip(),
            answered_by_id=by.me,
            at=now(),
        )
        work.finish(by=job, subject=recipient, kind=DUTY)
        if recipient.seat == POLICE:
            _police_know(by, recipient.alert.episode)
    record(by, "missing.acknowledge", made, child_id=recipient.child_id, seat=recipient.seat)
    return made


def _police_know(by: Viewer, episode: Episode) -> None:
    if episode.police_know_at is None:
        values = {"police_know_at": now(), "police_know_by_id": by.person_id}
        change_kept(by, episode, ChangeKind.FACTS, seen=None, reason="A police user has it.", **values)
