"""Children who were missing together: shown only to those who may see both, and only where something joins the two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import Q

from holdfast.access.visibility import visible
from holdfast.kernel.viewer import Viewer
from holdfast.records.models import Child, Relationship
from holdfast.rules.missing_marks import plain

from .models import Episode, Return

MOST = 200  # absences of other children at the same time that are looked through
_NEAR = timedelta(days=30)  # how long before an absence another may have begun


@dataclass(frozen=True)
class Together:
    """Another child who was missing at the same time, and what joins the two."""

    child_id: UUID
    name: str
    why: str
    episode_id: UUID
    reference: str


@dataclass(frozen=True)
class _Said:
    """What was written of an absence that may join it to another's."""

    where: str
    found_with: str
    companions: str


def together(viewer: Viewer, child_id: UUID, episode_ids: Sequence[UUID]) -> list[Together]:
    """Other children's absences at the time of these, where the same place, the same person or a name joins them."""
    mine = list(visible(viewer, Episode).filter(pk__in=episode_ids).only("pk", "started_at", "ended_at", "facts"))
    if not mine:
        return []
    times = Q()
    for one in mine:
        begins = Q(started_at__lt=one.ended_at) if one.ended_at else Q()
        times |= begins & (Q(ended_at=None) | Q(ended_at__gt=one.started_at)) & Q(started_at__gte=one.started_at - _NEAR)
    theirs = visible(viewer, Episode).filter(times, voided_at=None, joined_to=None).exclude(child_id=child_id)
    found = list(theirs.order_by("-started_at", "pk")[:MOST])
    if not found:
        return []
    children = {one.pk: one for one in visible(viewer, Child).filter(pk__in={child_id, *(one.child_id for one in found)})}
    said = _said(viewer, [*mine, *found])
    related = _related(viewer, child_id)
    listed: dict[UUID, Together] = {}
    for one in found:
        other = children.get(one.child_id)
        if other is None or one.child_id in listed:
            continue
        near = [row for row in mine if _overlap(row, one)]
        why = _why(children.get(child_id), other, [said[row.pk] for row in near], said[one.pk], one.child_id in related)
        if near and why:
            listed[one.child_id] = Together(one.child_id, other.name, why, one.pk, one.reference)
    return list(listed.values())


def _overlap(mine: Episode, theirs: Episode) -> bool:
    before = mine.ended_at is None or theirs.started_at < mine.ended_at
    return before and (theirs.ended_at is None or mine.started_at < theirs.ended_at)


def _said(viewer: Viewer, episodes: Sequence[Episode]) -> dict[UUID, _Said]:
    rows = visible(viewer, Return).filter(episode_id__in=[one.pk for one in episodes])
    back = {row.episode_id: row for row in rows}
    made: dict[UUID, _Said] = {}
    for one in episodes:
        row = back.get(one.pk)
        words = (row.found_where, row.found_with) if row else ("", "")
        made[one.pk] = _Said(plain(words[0]), plain(words[1]), plain(one.facts.get("companions", "")))
    return made


def _related(viewer: Viewer, child_id: UUID) -> set[UUID]:
    rows = visible(viewer, Relationship).filter(Q(child_id=child_id) | Q(other_child_id=child_id), other_child__isnull=False)
    pairs = rows.values_list("child_id", "other_child_id")[:MOST]
    return {one for pair in pairs for one in pair if one is not None and one != child_id}


def _why(me: Child | None, other: Child, mine: Sequence[_Said], theirs: _Said, related: bool) -> str:
    for said in mine:
        if said.where and said.where == theirs.where:
            return "Found in the same place."
        if said.found_with and said.found_with == theirs.found_with:
            return "Found with the same person."
        mine_names_them = _names(other, said.companions, said.found_with)
        if mine_names_them or (me is not None and _names(me, theirs.companions, theirs.found_with)):
            return "One is named as the other's companion."
    return "Missing at the same time, and linked in the record." if related else ""


def _names(child: Child, *words: str) -> bool:
    """Whether both names of a child stand in what was written."""
    name = [plain(child.given), plain(child.family)]
    return all(name) and any(all(part in text.split() for part in " ".join(name).split()) for text in words)
