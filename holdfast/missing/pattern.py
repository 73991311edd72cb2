"""A child's episodes as the rule counts them, by the edition of each day; and what is kept of the days that were crossed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from uuid import UUID

from holdfast.access.visibility import visible
from holdfast.kernel.acting import acting_as
from holdfast.kernel.time import now, today
from holdfast.kernel.viewer import Viewer
from holdfast.partnership.queries import changes_of
from holdfast.records.models import CarePeriod
from holdfast.rules import missing as rules
from holdfast.rules.missing import Category, Counts, Edition, Report
from holdfast.rules.missing import Crossing as Crossed
from holdfast.rules.missing_intervention import lowers

from . import calling
from .histories import History
from .lateness import Lateness
from .models import Crossing, Episode

JOB = "missing.pattern"
_COLUMNS = ("child_id", "pk", "episode_ref", "category", "started_at", "ended_at", "voided_at", "joined_to_id")


def histories(viewer: Viewer, child_ids: Collection[UUID]) -> dict[UUID, History]:
    """The histories of several children, in three statements however many they are."""
    rows = list(visible(viewer, Episode).filter(child_id__in=child_ids).values_list(*_COLUMNS))
    refs = {pk: ref for _, pk, ref, *_ in rows}
    reports: dict[UUID, list[Report]] = {child_id: [] for child_id in child_ids}
    ids: dict[UUID, dict[str, UUID]] = {child_id: {} for child_id in child_ids}
    for child_id, pk, ref, category, started, ended, voided, joined in rows:
        said = Report(ref, Category(category), started, ended, voided is not None, refs.get(joined, ""))
        reports[child_id].append(said)
        ids[child_id][ref] = pk
    editions = _editions(viewer, child_ids)
    return {one: History(tuple(reports[one]), editions[one], ids[one]) for one in child_ids}


def history(viewer: Viewer, child_id: UUID) -> History:
    return histories(viewer, [child_id])[child_id]


def _editions(viewer: Viewer, child_ids: Collection[UUID]) -> dict[UUID, tuple[Edition, ...]]:
    """The rule for each child. Times in care are looked up only where the partnership has a count of its own for them."""
    changes = changes_of(viewer, rules.KEYS)
    care: dict[UUID, list[tuple[dt.date, dt.date | None]]] = {}
    if any(settings.get(rules.COUNT_IN_CARE) for _, settings in changes):
        # Whoever counts a child's episodes counts them by the child's own rule, though they read nothing else of the record.
        with acting_as(Viewer.job(JOB, viewer.here)):
            rows = CarePeriod.objects.filter(partnership_id=viewer.here, child_id__in=child_ids)
            for child_id, first, last in rows.values_list("child_id", "from_date", "until"):
                care.setdefault(child_id, []).append((first, last))
    plain = tuple(rules.editions(changes))
    return {one: tuple(rules.editions(changes, care[one])) if one in care else plain for one in child_ids}


# -- what is kept -----------------------------------------------------------------------------------------------------


def counts_of(by: Viewer, child_ids: Collection[UUID]) -> dict[UUID, Counts]:
    """The counts of children on any day, whoever asks: whether a change makes them less is no secret to be kept from a rule."""
    with acting_as(Viewer.job(JOB, by.here).with_(request_id=by.request_id)) as job:
        return {one: Counts(known.reports, known.editions) for one, known in histories(job, child_ids).items()}


def look_again(
    by: Viewer, child_ids: Iterable[UUID], *, why: str = "", cause: str = "", before: Mapping[UUID, Counts] | None = None
) -> None:
    """Reckon the pattern of these children anew, in the transaction of the change that called for it.

    Whoever made the change need not be able to read what came before it, so the system reads in their stead.
    why: the reason given for the change. cause: what the change was, where no episode itself was changed. before: the counts
    before it, where no manager made it: one that is less now is put before a manager (H4).
    """
    children = sorted(set(child_ids))
    if not children:
        return
    with acting_as(Viewer.job(JOB, by.here).with_(request_id=by.request_id), alone=False) as job:
        found = histories(job, children)
        counts = {one: Counts(found[one].reports, found[one].editions) for one in children}
        late = Lateness(job, found, cause)
        _keep_crossings(job, {one: counts[one].crossings() for one in children}, late, why, by.person_id)
        calling.follow(job, counts, found, late, why)
        lowered = [one for one, was in (before or {}).items() if one in counts and lowers(was, counts[one], today())]
        calling.look_at_lowered(job, lowered)


def _keep_crossings(job: Viewer, found: Mapping[UUID, Sequence[Crossed]], late: Lateness, why: str, who: UUID | None) -> None:
    """Write what was crossed and was not known, what holds no more, and what holds again; nothing is taken away."""
    held = {
        (one.child_id, one.crossed_on): one
        for one in Crossing.objects.filter(partnership_id=job.here, child_id__in=list(found)).order_by("pk")
    }
    at = now()
    new: list[tuple[UUID, Crossed]] = []
    changed: list[Crossing] = []
    for child_id, crossed in found.items():
        for one in crossed:
            known = held.pop((child_id, one.day), None)
            if known is None:
                new.append((child_id, one))
            elif _differs(known, one):
                changed.append(known)
    for gone in held.values():
        if gone.undone_at is None:
            gone.undone_at, gone.undone_why, gone.undone_by_id = at, why, who
            changed.append(gone)
    for kept in changed:
        kept.version, kept.changed_at = kept.version + 1, at
    reasons = late.reasons(new)
    Crossing.objects.bulk_create([_new(job, one, at, reasons) for one in new], batch_size=500)
    Crossing.objects.bulk_update(changed, _CHANGED, batch_size=200)


_CHANGED = ["counted", "refs", "rule", "undone_at", "undone_why", "undone_by", "version", "changed_at"]


def _new(job: Viewer, crossed: tuple[UUID, Crossed], at: dt.datetime, reasons: Mapping[tuple[UUID, dt.date], str]) -> Crossing:
    child_id, one = crossed
    return Crossing(
        partnership_id=job.here, child_id=child_id, crossed_on=one.day, known_at=at, counted=len(one.absences), refs=one.refs,
        rule=str(one.edition), late_why=reasons.get((child_id, one.day), ""),
    )  # fmt: skip


def _differs(kept: Crossing, one: Crossed) -> bool:
    """Bring what is kept up to what is reckoned now; whether that changed anything."""
    now_said = (len(one.absences), one.refs, str(one.edition), None)
    if (kept.counted, kept.refs, kept.rule, kept.undone_at) == now_said:
        return False
    kept.counted, kept.refs, kept.rule, kept.undone_at = now_said
    kept.undone_why, kept.undone_by_id = "", None
    return True
