"""Which children are over the count of missing episodes, or one short of it; and when each was."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice
from uuid import UUID

from django.db.models import Count

from holdfast.access.visibility import visible
from holdfast.kernel.time import london_date
from holdfast.kernel.viewer import Viewer
from holdfast.partnership.queries import figures
from holdfast.records.models import Child, Identifier
from holdfast.records.types import IdentifierKind
from holdfast.rules import missing as rules
from holdfast.rules.missing import Standing, State

from .models import Crossing, Episode
from .pattern import histories, history

TOGETHER = 2_000  # children reckoned at a time


@dataclass(frozen=True)
class Stands:
    """A child over the count or one short of it, under the reference that a sender gave."""

    child_id: UUID
    child_ref: str
    standing: Standing


def standing_at(viewer: Viewer, moment: dt.datetime) -> list[Stands]:
    """Every child who is over or one short at a moment, by what is known now of it; in the order of their references."""
    found: list[Stands] = []
    children = iter(may_stand(viewer, moment))
    while several := list(islice(children, TOGETHER)):
        known = histories(viewer, several)
        stands = {one: rules.standing_at(known[one].reports, known[one].editions, moment) for one in several}
        over = {one: standing for one, standing in stands.items() if standing.state is not State.BELOW}
        refs = child_refs(viewer, over)
        found += [Stands(one, refs[one], standing) for one, standing in over.items()]
    return sorted(found, key=lambda one: one.child_ref)


def may_stand(viewer: Viewer, moment: dt.datetime) -> list[UUID]:
    """Children with at least as many reports in the window as the lowest count that says anything; no other need be reckoned."""
    day = london_date(moment)
    rules_of_day = _widest(viewer, day)
    first = dt.datetime.combine(day - dt.timedelta(days=rules_of_day.days), dt.time(), tzinfo=dt.UTC)
    rows = visible(viewer, Episode).filter(started_at__gte=first, started_at__lte=moment, voided_at=None)
    counted = rows.values("child_id").annotate(number=Count("pk")).filter(number__gte=max(rules_of_day.lowest, 1))
    return list(counted.order_by("child_id").values_list("child_id", flat=True))


@dataclass(frozen=True)
class _Widest:
    days: int
    lowest: int


def _widest(viewer: Viewer, day: dt.date) -> _Widest:
    """The longest window and the lowest count that hold on a day, for a child in care or for any other."""
    settings = figures(viewer.here, day)
    both = [rules.edition(settings), rules.edition(settings, in_care=True)]
    return _Widest(max(one.days for one in both), min(one.most for one in both))


def child_refs(viewer: Viewer, child_ids: Collection[UUID]) -> dict[UUID, str]:
    """What each child is called by whoever sends episodes, the first of several; our own id where nobody sent any."""
    refs = {one: str(one) for one in child_ids}
    rows = visible(viewer, Identifier).filter(child_id__in=list(child_ids), kind=IdentifierKind.SENDER, removed_at=None)
    refs.update(dict(rows.order_by("-created_at", "-pk").values_list("child_id", "value")))
    return refs


def child_called(viewer: Viewer, child_ref: str) -> UUID | None:
    """The child with a sender's reference, or with our own id."""
    rows = visible(viewer, Identifier).filter(kind=IdentifierKind.SENDER, value=child_ref, removed_at=None)
    found = rows.values_list("child_id", flat=True).first()
    if found is not None:
        return found
    try:
        return visible(viewer, Child).filter(pk=UUID(child_ref)).values_list("pk", flat=True).first()
    except ValueError:
        return None


@dataclass(frozen=True)
class Known:
    """A day on which the count was crossed, when that was known, and whether it still holds."""

    crossed_on: dt.date
    known_at: dt.datetime
    refs: list[str]
    rule: str
    still_true: bool
    late_why: str = ""
    undone_why: str = ""

    @property
    def late(self) -> bool:
        """Whether it was known only after the day: it should have been triggered then, and was not."""
        return london_date(self.known_at) > self.crossed_on


def crossed(viewer: Viewer, child_id: UUID) -> Iterator[Known]:
    """Every day on which a child's count was ever crossed, oldest first; those undone by a correction with the rest."""
    known = history(viewer, child_id)
    held = {one.crossed_on: one for one in visible(viewer, Crossing).filter(child_id=child_id)}
    reckoned = {one.day: one for one in rules.crossings(known.reports, known.editions)}
    for day in sorted(held.keys() | reckoned.keys()):
        kept, one = held.get(day), reckoned.get(day)
        if one is not None:
            # A change of the rule itself moves no row: what is reckoned now was knowable since its last report was kept.
            known_at = kept.known_at if kept else _last_known(viewer, child_id)
            yield Known(day, known_at, one.refs, str(one.edition), True, kept.late_why if kept else "")
        elif kept is not None:
            yield Known(day, kept.known_at, kept.refs, kept.rule, False, kept.late_why, kept.undone_why)


def _last_known(viewer: Viewer, child_id: UUID) -> dt.datetime:
    rows = visible(viewer, Episode).filter(child_id=child_id)
    return rows.order_by("-changed_at").values_list("changed_at", flat=True)[0]
