"""Until when each record is kept, read from what is in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Max, Q

from holdfast.kernel.time import london_date, today
from holdfast.kernel.viewer import Viewer
from holdfast.partnership.queries import figures
from holdfast.records.models import CarePeriod, Child, ChronologyEntry, Involvement, LegalStatus, Placement
from holdfast.records.types import LegalKind
from holdfast.referrals.models import ReferredChild
from holdfast.rules import retention
from holdfast.rules.retention import CLASSES, From, Kept, Known, RecordClass
from holdfast.screening.models import Decision, Screening
from holdfast.screening.types import OPEN

MOST_TOGETHER = 200
IN_CARE = frozenset(
    {
        LegalKind.ACCOMMODATED,
        LegalKind.INTERIM_CARE,
        LegalKind.FULL_CARE,
        LegalKind.PLACEMENT_ORDER,
        LegalKind.EMERGENCY,
        LegalKind.POLICE_PROTECTION,
        LegalKind.REMANDED,
        LegalKind.CARE_LEAVER,
    }
)
BY_OUTCOME = {
    "assessment": RecordClass.CHILD_IN_NEED,
    "strategy": RecordClass.CHILD_IN_NEED,
    "early_help": RecordClass.EARLY_HELP,
}


@dataclass
class Found:
    """What a record holds that decides how long it is kept."""

    child: Child
    classes: set[RecordClass] = field(default_factory=set)
    contacts: list[date] = field(default_factory=list)
    open: bool = False

    def known(self) -> Known:
        born = self.child.born_latest or (self.child.due_on if self.child.unborn else None)
        last = max([london_date(self.child.created_at), *self.contacts])
        return Known(frozenset(self.classes), born, last, self.child.died_on, self.open)


@dataclass(frozen=True)
class Standing:
    """A record, the others that go with it because a referral names them too, and until when all of them are kept."""

    child: Child
    kept: Kept
    together: tuple[Child, ...] = ()


def standing(job: Viewer, child_ids: Collection[UUID]) -> dict[UUID, Standing]:
    """Until when these records are kept, each with those it is bound to. `job` reads every record of the partnership."""
    bound = _bound(job, child_ids)
    everybody = {child_id for group in bound.values() for child_id in group}
    settings = figures(job.here)
    found = {pk: (one, retention.kept(one.known(), settings)) for pk, one in _found(job, everybody).items()}
    return {child_id: _together(child_id, bound[child_id], found) for child_id in child_ids if child_id in found}


def _together(child_id: UUID, group: frozenset[UUID], found: Mapping[UUID, tuple[Found, Kept]]) -> Standing:
    """Records that a referral binds together go together, when the last of them may."""
    own, kept = found[child_id]
    others = [found[pk] for pk in sorted(group - {child_id}) if pk in found]
    longest = max((each for _, each in [(own, kept), *others]), key=lambda one: one.until or date.max)
    if longest is not kept and longest.until != kept.until:
        words = f"{kept.reason} It stays with another child's record, because a referral names both. {longest.reason}"
        kept = Kept(kept.record_class, longest.until, words)
    return Standing(own.child, kept, tuple(one.child for one, _ in others))


def _bound(job: Viewer, child_ids: Iterable[UUID]) -> dict[UUID, frozenset[UUID]]:
    """For each child, every child bound to it by referrals, and by theirs."""
    groups: dict[UUID, set[UUID]] = {child_id: {child_id} for child_id in child_ids}
    fresh = set(groups)
    neighbours: dict[UUID, set[UUID]] = defaultdict(set)
    seen: set[UUID] = set()
    while fresh:
        seen |= fresh
        for one, other in _named_together(job, fresh):
            neighbours[one].add(other)
            neighbours[other].add(one)
        fresh = {other for one in fresh for other in neighbours[one]} - seen
    return {child_id: frozenset(_reach(child_id, neighbours)) for child_id in groups}


def _reach(start: UUID, neighbours: Mapping[UUID, set[UUID]]) -> set[UUID]:
    reached, waiting = {start}, [start]
    while waiting and len(reached) < MOST_TOGETHER:
        waiting += (new := neighbours.get(waiting.pop(), set()) - reached)
        reached |= new
    return reached


def _named_together(job: Viewer, child_ids: set[UUID]) -> list[tuple[UUID, UUID]]:
    rows = ReferredChild.objects.filter(
        partnership_id=job.here, child_id__in=child_ids, referral__children__child_id__isnull=False
    ).values_list("child_id", "referral__children__child_id")
    return [(one, other) for one, other in rows if one and other and one != other]


def _found(job: Viewer, child_ids: set[UUID]) -> dict[UUID, Found]:
    rows = Child.objects.filter(partnership_id=job.here, pk__in=child_ids)
    found = {row.pk: Found(row) for row in rows}
    _from_law(job, found)
    _from_decisions(job, found)
    _from_work(job, found)
    return found


def _of(job: Viewer, model: Any, found: Mapping[UUID, Found], column: str = "child_id") -> Any:
    return model.objects.filter(**{"partnership_id": job.here, f"{column}__in": list(found)})


def _from_law(job: Viewer, found: dict[UUID, Found]) -> None:
    for model in (CarePeriod, Placement):
        for child_id, until in _of(job, model, found).values_list("child_id", "until"):
            found[child_id].classes.add(RecordClass.LOOKED_AFTER)
            _lasts(found[child_id], until)
    for child_id, kind, until in _of(job, LegalStatus, found).values_list("child_id", "kind", "until"):
        if kind in IN_CARE:
            found[child_id].classes.add(RecordClass.LOOKED_AFTER)
        elif kind == LegalKind.CHILD_PROTECTION:
            found[child_id].classes.add(RecordClass.CHILD_PROTECTION)
        elif kind == LegalKind.CHILD_IN_NEED:
            found[child_id].classes.add(RecordClass.CHILD_IN_NEED)
        _lasts(found[child_id], until)


def _lasts(one: Found, until: date | None) -> None:
    """Something that has no end yet, or ends later than today, is contact today."""
    one.contacts.append(min(until or today(), today()))


def _from_decisions(job: Viewer, found: dict[UUID, Found]) -> None:
    for child_id, outcome, at in _of(job, Decision, found, "child_record").values_list("child_record", "outcome", "created_at"):
        if outcome in BY_OUTCOME:
            found[child_id].classes.add(BY_OUTCOME[outcome])
        found[child_id].contacts.append(london_date(at))
    waiting = _of(job, Screening, found, "child_record").filter(state__in=[state.value for state in OPEN])
    for child_id in waiting.values_list("child_record", flat=True):
        found[child_id].open = True


def _from_work(job: Viewer, found: dict[UUID, Found]) -> None:
    for child_id, until in _of(job, Involvement, found).values_list("child_id", "until"):
        found[child_id].open |= until is None or until >= today()
        _lasts(found[child_id], until)
    newest = _of(job, ChronologyEntry, found).values("child_id").annotate(last=Max("at"))
    for row in newest:
        found[row["child_id"]].contacts.append(london_date(row["last"]))


def may_be_due(job: Viewer) -> Q:
    """A condition that holds for every record whose time can be over; what it lets through is then reckoned exactly."""
    settings = figures(job.here)
    births = [int(settings[row.setting]) for row in CLASSES if row.counted_from is From.BIRTH]
    contacts = [int(settings[row.setting]) for row in CLASSES if row.counted_from is From.LAST_CONTACT]
    young = _years_ago(min(births))
    quiet = _years_ago(min(contacts))
    return Q(born_latest__lte=young) | Q(due_on__lte=young) | Q(died_on__isnull=False) | Q(created_at__date__lte=quiet)


def _years_ago(years: int) -> date:
    return today() - timedelta(days=years * 365)
