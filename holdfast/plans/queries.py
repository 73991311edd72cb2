"""Reading a safety plan: what holds, what is being written, what differs between versions, and the level over time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from holdfast.access.visibility import visible
from holdfast.kernel.errors import NotHere
from holdfast.kernel.questions import question
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.records import policies as records
from holdfast.rules.plans import ORDER, PARTS, Part, not_written
from holdfast.rules.word_changes import Piece, word_changes

from .around_models import CopyGiven
from .models import LevelGiven, PlanClosing, PlanItem, SafetyPlan, SafetyVersion, Signing, VersionItem
from .page_models import CopyPage, whose
from .policies import can_approve, can_close, can_write
from .types import Standing

MOST = 200
MOST_VERSIONS = 25


@dataclass(frozen=True)
class Section:
    """A part of a plan with its answers, in the order of the table."""

    part: Part
    items: tuple[PlanItem | VersionItem, ...]


@dataclass(frozen=True)
class PlanPage:
    """A child's plan as one reader sees it. holds: the version in force; waiting: the one to be answered.

    hidden: how many answers of the version in force are for other readers. without: what is needed and not written.
    """

    child_id: UUID
    plan: SafetyPlan | None
    holds: SafetyVersion | None
    waiting: SafetyVersion | None
    sections: tuple[Section, ...]
    hidden: int
    without: tuple[str, ...]
    signings: tuple[Signing, ...]
    copies: tuple[CopyGiven, ...]
    closing: PlanClosing | None
    late: bool
    may_write: bool
    may_answer: bool
    may_close: bool


def plan_page(viewer: Viewer, child_id: UUID) -> PlanPage:
    """The plan that stands open, else the last that ended; the same few statements however much it holds."""
    records.check_can_read(viewer, child_id)
    plan = visible(viewer, SafetyPlan).filter(child_id=child_id).order_by("-created_at", "-pk").first()
    versions = versions_of(viewer, plan) if plan else []
    holds = next((one for one in versions if plan and one.number == plan.approved), None)
    waiting = next((one for one in versions if standing(one) == Standing.WAITING), None)
    items = items_of(viewer, holds) if holds else []
    open_now = plan is not None and plan.closed_at is None
    return PlanPage(
        child_id,
        plan,
        holds,
        waiting,
        sections_of(items),
        _hidden(viewer, holds, items),
        not_written(frozenset(one.key for one in items)) if holds else (),
        tuple(signings_of(viewer, holds)) if holds else (),
        tuple(copies_given(viewer, child_id)) if holds else (),
        visible(viewer, PlanClosing).filter(plan=plan).select_related("closed_by").first() if plan and not open_now else None,
        bool(plan and plan.review_at and plan.review_at < now()),
        can_write(viewer, child_id),
        waiting is not None and can_approve(viewer, waiting),
        open_now and can_close(viewer, child_id),
    )


def versions_of(viewer: Viewer, plan: SafetyPlan) -> list[SafetyVersion]:
    """The newest first, each with what was answered."""
    rows = visible(viewer, SafetyVersion).filter(plan=plan).select_related("put_forward_by", "answer__answered_by")
    return list(rows.order_by("-number")[: MOST_VERSIONS + 1])


def standing(version: SafetyVersion) -> Standing:
    answer = getattr(version, "answer", None)
    if answer is None:
        return Standing.WAITING
    return Standing.APPROVED if answer.approved else Standing.SENT_BACK


def items_of(viewer: Viewer, version: SafetyVersion) -> list[VersionItem]:
    """The answers of a version that are for this reader."""
    return list(visible(viewer, VersionItem).filter(version_of=version).order_by("place", "pk")[:MOST])


def _hidden(viewer: Viewer, version: SafetyVersion | None, seen: Sequence[VersionItem]) -> int:
    """How many answers there are beside those seen; nothing of what they say."""
    if version is None:
        return 0
    return VersionItem.objects.filter(partnership_id=viewer.here, version_of=version).count() - len(seen)


def sections_of(items: Iterable[PlanItem | VersionItem]) -> tuple[Section, ...]:
    by_key: dict[str, list[PlanItem | VersionItem]] = {}
    for item in items:
        if item.words:
            by_key.setdefault(item.key, []).append(item)
    made = [Section(part, tuple(i for one in part.questions for i in by_key.get(one.key, ()))) for part in PARTS]
    return tuple(one for one in made if one.items)


def signings_of(viewer: Viewer, version: SafetyVersion) -> list[Signing]:
    rows = visible(viewer, Signing).filter(version_of=version).select_related("person", "recorded_by")
    return list(rows.order_by("-created_at", "-pk")[:MOST])


def copies_given(viewer: Viewer, child_id: UUID) -> list[CopyGiven]:
    """Who has a copy, of which version, and who was taken through the plan without one."""
    rows = visible(viewer, CopyGiven).filter(child_id=child_id).select_related("person", "given_by", "page")
    return list(rows.order_by("-created_at", "-pk")[:20])


def pages_open(viewer: Viewer, child_id: UUID, person_id: UUID | None) -> list[CopyPage]:
    """The private pages of one reader that stand open."""
    rows = visible(viewer, CopyPage).filter(child_id=child_id, closed_at=None, **whose("given__person_id", person_id))
    return list(rows.select_related("given").order_by("created_at", "pk"))


# -- what is being written --------------------------------------------------------------------------------------------


def open_plan(viewer: Viewer, child_id: UUID) -> SafetyPlan:
    """The plan that stands open. Raises NotHere where none does."""
    records.check_can_read(viewer, child_id)
    plan = visible(viewer, SafetyPlan).filter(child_id=child_id, closed_at=None).first()
    if plan is None:
        raise NotHere
    return plan


def written(viewer: Viewer, plan: SafetyPlan) -> list[PlanItem]:
    """The answers that this reader may see of what is being written."""
    return [row for row in items_being_written(viewer, plan) if row.words]


def items_being_written(viewer: Viewer, plan: SafetyPlan) -> list[PlanItem]:
    """The same with those that were taken out, which have no words."""
    rows = list(visible(viewer, PlanItem).filter(plan=plan).order_by("created_at", "pk")[:MOST])
    return sorted(rows, key=lambda row: ORDER.get(row.key, MOST))


# -- versions ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Changed:
    """An answer that is new, gone or worded otherwise, word by word. readers: what is said of who reads it, before and now."""

    key: str
    pieces: tuple[Piece, ...]
    readers: tuple[str, str]


@dataclass(frozen=True)
class Compared:
    """A version, and what differs from the approved one it was written from."""

    version: SafetyVersion
    standing: Standing
    level_before: str
    changes: tuple[Changed, ...]


def compared(viewer: Viewer, child_id: UUID) -> list[Compared]:
    """Every version of the newest plan, the newest first, each against the version that held when it was put forward."""
    records.check_can_read(viewer, child_id)
    plan = visible(viewer, SafetyPlan).filter(child_id=child_id).order_by("-created_at", "-pk").first()
    if plan is None:
        return []
    versions = versions_of(viewer, plan)
    rows = visible(viewer, VersionItem).filter(version_of__in=[one.pk for one in versions]).order_by("place", "pk")
    items: dict[UUID, list[VersionItem]] = {}
    for row in rows[: MOST * MOST_VERSIONS]:
        items.setdefault(row.version_of_id, []).append(row)
    by_number = {one.number: one for one in versions}
    made = []
    for one in versions[:MOST_VERSIONS]:
        earlier = by_number.get(one.before)
        changes = differences(items.get(earlier.pk, []) if earlier else [], items.get(one.pk, []))
        made.append(Compared(one, standing(one), earlier.level if earlier else "", changes))
    return made


def differences(before: Sequence[VersionItem], after: Sequence[VersionItem]) -> tuple[Changed, ...]:
    """What differs between two versions, answer by answer, in the order of the table."""
    old, new = {one.item_id: one for one in before}, {one.item_id: one for one in after}
    found = []
    for item_id in dict.fromkeys([*new, *old]):
        a, b = old.get(item_id), new.get(item_id)
        shown = b or a
        pair = (readers_of(a) if a else "", readers_of(b) if b else "")
        if shown and (a is None or b is None or a.words != b.words or pair[0] != pair[1]):
            found.append(Changed(shown.key, word_changes(a.words if a else "", b.words if b else ""), pair))
    return tuple(sorted(found, key=lambda one: ORDER.get(one.key, MOST)))


READER_WORDS: Mapping[str, str] = {
    "professionals": "professionals of the circle",
    "police": "police alone",
    "named": "named colleagues alone",
    "child": "the child",
    "family": "chosen relatives",
}


def readers_of(item: PlanItem | VersionItem) -> str:
    """Who reads an answer, in words. Which relatives is said with their number, so that a change of choice is seen."""
    words = [READER_WORDS.get(key, key) for key in item.audience]
    return ", ".join(f"{one} ({len(item.relatives)})" if one == READER_WORDS["family"] else one for one in words)


# -- the level over time ----------------------------------------------------------------------------------------------


@question
def levels_given(viewer: Viewer, child_id: UUID) -> QuerySet[LevelGiven]:
    """Every level given by plans and meetings, the latest first."""
    return visible(viewer, LevelGiven).filter(child_id=child_id).select_related("recorded_by").order_by("-at", "-pk")[:MOST]


def levels_of_child(viewer: Viewer, child_id: UUID) -> list[tuple[str, datetime]]:
    return [(row.level, row.at) for row in levels_given(viewer, child_id)]
