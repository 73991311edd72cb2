"""Somebody says that a child is missing: an episode begins, or the report joins the one that is open."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from holdfast.access import asking
from holdfast.access.roles import Grant
from holdfast.access.visibility import visible
from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import Fault, Faulty, NotHere
from holdfast.kernel.time import now, today
from holdfast.kernel.viewer import Viewer
from holdfast.partnership.queries import figures
from holdfast.records.actions import create_child
from holdfast.records.glass import sought
from holdfast.records.models import Child, Placement

from .. import policies
from ..authorities import agency_called
from ..history import change_kept, hold_child
from ..models import Episode, EpisodeReport, LogEntry, ReportDraft
from ..questions import known
from ..types import AlertKind, Category, ChangeKind, LogKind, PoliceCalled, ReporterKind, When
from .alerting import ask_who_it_is, raise_here
from .opening import faults_in, open_episode

JOB = "missing.look"
KEPT = dt.timedelta(days=7)


@dataclass(frozen=True)
class Said:
    """What somebody says when they report a child missing. facts: by the keys of `questions`."""

    police_called: str
    category: str
    last_seen: When
    reporter_kind: str
    police_ref: str = ""
    told_by: str = ""
    telephone: str = ""
    given_name: str = ""
    family_name: str = ""
    date_of_birth: dt.date | None = None
    host_name: str = ""
    authority_name: str = ""
    facts: dict[str, str] = field(default_factory=dict)


@action
def report(*, by: Viewer, said: Said, child_id: UUID | None = None) -> EpisodeReport:
    """Keep a report, and tell those responsible. Another report of an absence that is open joins it.

    child_id: the record, where it is known; police who give exactly its name and day of birth need not know it. Else a record
    of its own is made of what was typed, and a person is asked whether the child is known already: the reporter is told nothing
    of that (H11).
    """
    policies.check_can_report(by)
    if faults := _faults(said, child_id):
        raise Faulty(faults)
    if child_id is not None and not visible(by, Child).filter(pk=child_id).exists():
        raise NotHere
    job, edition = Viewer.job(JOB, by.here), figures(by.here)
    with acting_as(job, alone=False):
        recorded = child_id or _known_to_police(by, said)
        whose = recorded or _of_its_own(job, said)
        hold_child(whose)
        episode = _open(by, whose)
        joins = episode is not None
        episode = episode or _begin(by, said, whose)
        made = _keep(by, said, episode)
        if joins:
            _add_to(by, episode, made)
        else:
            raise_here(by=by, job=job, episode=episode, kind=AlertKind.NEW, occasion="new", edition=edition, fresh=True)
        if recorded is None:
            ask_who_it_is(by=by, episode=episode)
    record(by, "missing.report", made, child_id=whose, joins=joins)
    return made


def _faults(said: Said, child_id: UUID | None) -> list[Fault]:
    faults = faults_in(said.last_seen, None, said.category)
    if said.police_called not in PoliceCalled.values:
        faults.append(Fault("police_called", "Say first whether the police have been called. If not, ring them now: 999 or 101."))
    if said.reporter_kind not in ReporterKind.values:
        faults.append(Fault("reporter_kind", "Say who reports that the child is missing."))
    if child_id is None and not said.given_name.strip():
        faults.append(Fault("given_name", "Enter the child's first name, or what they are called."))
    return faults


def _known_to_police(by: Viewer, said: Said) -> UUID | None:
    """The one record of exactly this name and day of birth, where the police report: the plan opens in the same step.

    A record that is closed to them is as though there were none; they open it by break-glass.
    """
    if not (by.is_person and by.may(Grant.LOOK_FOR_MISSING) and said.date_of_birth and said.family_name.strip()):
        return None
    given, family = said.given_name.strip(), said.family_name.strip()
    found = sought(by, given=given, family=family, born=said.date_of_birth, number="")
    if found is None:
        return None
    open_to_them = Child.objects.filter(asking.not_closed(by, "pk"), partnership_id=by.here, pk=found)
    return open_to_them.values_list("pk", flat=True).first()


def _of_its_own(job: Viewer, said: Said) -> UUID:
    born = said.date_of_birth
    days = {"born_earliest": born, "born_latest": born} if born else {}
    return create_child(by=job, given=said.given_name, family=said.family_name, **days).pk


def _open(by: Viewer, child_id: UUID) -> Episode | None:
    """The absence of this child that is open now."""
    rows = Episode.objects.filter(partnership_id=by.here, child_id=child_id, ended_at=None, voided_at=None, joined_to=None)
    return rows.order_by("started_at", "pk").first()


def _begin(by: Viewer, said: Said, child_id: UUID) -> Episode:
    # A police officer who reports it knows; so does whoever gives the police's own reference.
    police = said.police_called == PoliceCalled.IS_POLICE and by.may("grade-missing")
    place = _placed_outside(by, child_id)
    values: dict[str, Any] = {
        "police_know_at": now() if police else None,
        "police_know_by_id": by.person_id if police else None,
        "out_of_area": bool(said.host_name.strip() or said.authority_name.strip() or place),
        "host_name": said.host_name.strip(),
        "authority_name": said.authority_name.strip(),
        "host_id": agency_called(by.here, said.host_name),
        "authority_id": agency_called(by.here, said.authority_name),
    }
    if said.police_ref.strip():
        values["police_know_at"] = now()
    return open_episode(
        by=by,
        child_id=child_id,
        category=said.category,
        started=said.last_seen,
        police_ref=said.police_ref,
        facts=known(said.facts),
        held=True,
        **values,
    )


def _placed_outside(by: Viewer, child_id: UUID) -> bool:
    return Placement.objects.filter(
        partnership_id=by.here, child_id=child_id, out_of_area=True, from_date__lte=today(), until=None
    ).exists()


def _keep(by: Viewer, said: Said, episode: Episode) -> EpisodeReport:
    return EpisodeReport.objects.create(
        partnership_id=by.here,
        episode=episode,
        child_id=episode.child_id,
        reporter_id=by.person_id,
        agency_id=by.agency_id,
        reporter_kind=said.reporter_kind,
        told_by=said.told_by.strip(),
        telephone=said.telephone.strip(),
        reported_at=now(),
        police_called=said.police_called,
        police_ref=said.police_ref.strip(),
        given_name=said.given_name.strip(),
        family_name=said.family_name.strip(),
        date_of_birth=said.date_of_birth,
        last_seen_at=said.last_seen.at,
        last_seen_words=said.last_seen.words.strip(),
        facts=known(said.facts),
    )


def _add_to(by: Viewer, episode: Episode, made: EpisodeReport) -> None:
    """What the other report knows fills what was not known; where the two differ, both stand, and the log says so."""
    facts = {**made.facts, **episode.facts}
    values: dict[str, object] = {"facts": facts}
    if made.police_ref and not episode.police_ref:
        values |= {"police_ref": made.police_ref, "police_know_at": episode.police_know_at or now()}
    change_kept(by, episode, ChangeKind.FACTS, seen=None, reason="Another report of the same absence.", **values)
    kind = ReporterKind(made.reporter_kind).label.lower()
    LogEntry.objects.create(
        partnership_id=by.here,
        episode=episode,
        child_id=episode.child_id,
        kind=LogKind.ACTION,
        at=now(),
        words=f"Reported again ({kind}). It joins this episode: {Category(episode.category).label.lower()}.",
        agency_id=by.agency_id,
        written_by_id=by.person_id,
    )


@action
def keep_draft(
    *, by: Viewer, answers: dict[str, Any], child_id: UUID | None = None, draft: ReportDraft | None = None
) -> ReportDraft:
    """Keep what somebody has typed and not sent. Nothing of it has been reported, and nobody has been told."""
    policies.check_can_report(by)
    until = now() + KEPT
    if draft is None:
        draft = ReportDraft.objects.create(
            partnership_id=by.here, owner_id=by.me, child_id=child_id, answers=answers, expires_at=until
        )
    else:
        draft.change(seen=None, answers=answers, expires_at=until)
    record(by, "missing.draft", draft)
    return draft


@action
def discard_draft(*, by: Viewer, draft: ReportDraft) -> None:
    """Throw away a draft: it was sent, or is not wanted."""
    record(by, "missing.draft.discard", draft)
    visible(by, ReportDraft).filter(pk=draft.pk).delete()
