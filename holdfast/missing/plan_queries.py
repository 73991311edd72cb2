"""Reading a trigger plan: what is kept ready, what is known tonight, how full and how old it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from holdfast.access.visibility import visible
from holdfast.kernel.acting import acting_as
from holdfast.kernel.questions import question
from holdfast.kernel.time import now, today
from holdfast.kernel.viewer import Viewer
from holdfast.partnership.queries import figures
from holdfast.records.models import Child
from holdfast.records.policies import that_opens
from holdfast.records.queries import kept_open, opens
from holdfast.rules.config import value
from holdfast.rules.trigger_plan import PARTS, Fullness, fullness, old_picture

from .models import Episode, Return
from .plan_models import PictureKind, PlanDraft, PlanPicture, PlanVersion, TriggerPlan
from .plan_policies import NOW, can_keep, check_can_read
from .questions import QUESTIONS

JOB = "missing.look"
MOST_PICTURES = 8
MOST_FOUND = 8
MOST_VERSIONS = 25


@dataclass(frozen=True)
class Who:
    """Who the child of a plan is: nothing else of the record comes with it."""

    name: str
    born: date | None
    born_words: str
    known_as: str
    sex: str


@dataclass(frozen=True)
class Line:
    """A question and its answer; "" where nothing is written."""

    label: str
    words: str


@dataclass(frozen=True)
class Section:
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Found:
    """Where a child was found, from an episode that is over."""

    at: datetime
    where: str
    with_whom: str


@dataclass(frozen=True)
class Picture:
    """A picture as the plan shows it. old: it may not be like the child any more."""

    row: PlanPicture
    old: bool

    @property
    def words(self) -> str:
        return PictureKind(self.row.kind).label


@dataclass(frozen=True)
class PlanPage:
    """Everything the plan says to one reader. tonight: part 2, none where the child is not missing.

    record: whether the child's record opens to them too.
    """

    child_id: UUID
    who: Who
    plan: TriggerPlan | None
    sections: tuple[Section, ...]
    pictures: tuple[Picture, ...]
    found: tuple[Found, ...]
    full: Fullness
    episode: Episode | None
    tonight: tuple[Line, ...]
    late: bool
    may_keep: bool
    record: bool

    @property
    def face(self) -> Picture | None:
        return next((one for one in self.pictures if one.row.kind == PictureKind.FACE), None)


def plan_page(viewer: Viewer, child_id: UUID) -> PlanPage:
    """The plan, in the same few statements however much it holds. Raises NotHere where it does not open."""
    check_can_read(viewer, child_id)
    plan = plan_of(viewer, child_id)
    episode = open_episode_of(viewer, child_id)
    answers = plan.answers if plan else {}
    pictures = pictures_of(viewer, child_id)
    return PlanPage(
        child_id,
        who_is(viewer, child_id),
        plan,
        sections_of(answers),
        pictures,
        found_before(viewer, child_id),
        fullness(answers, picture=any(one.row.kind == PictureKind.FACE for one in pictures)),
        episode,
        tonight_of(episode),
        bool(plan and plan.review_at < now()),
        can_keep(viewer, child_id),
        opens(viewer, child_id),
    )


def asked_by_plan(viewer: Viewer, child_id: UUID) -> list[partial[Any]]:
    """What the page of a plan asks, all of which can be asked together."""
    asked = (that_opens, _plan, _open_episode, _pictures, _found_before, kept_open)
    return [partial(one, viewer, child_id) for one in asked]


def plan_of(viewer: Viewer, child_id: UUID) -> TriggerPlan | None:
    found = _plan(viewer, child_id)
    return found[0] if found else None


@question
def _plan(viewer: Viewer, child_id: UUID) -> QuerySet[TriggerPlan]:
    return visible(viewer, TriggerPlan).filter(child_id=child_id).select_related("saved_by").order_by("pk")[:1]


def open_episode_of(viewer: Viewer, child_id: UUID) -> Episode | None:
    """The episode the child is missing in, the latest where reports overlap."""
    found = _open_episode(viewer, child_id)
    return found[0] if found else None


@question
def _open_episode(viewer: Viewer, child_id: UUID) -> QuerySet[Episode]:
    return visible(viewer, Episode).filter(NOW, child_id=child_id).order_by("-started_at", "pk")[:1]


def who_is(viewer: Viewer, child_id: UUID) -> Who:
    """Name and birth, for whoever the plan opens to: asked by the system, because police open nothing else of the record."""
    with acting_as(Viewer.job(JOB, viewer.here), alone=False):
        child = Child.objects.get(partnership_id=viewer.here, pk=child_id)
        return Who(child.name, child.born, child.born_words, child.known_as, child.get_sex_display())


def sections_of(answers: Mapping[str, str]) -> tuple[Section, ...]:
    """Part 1 with every question, also those that nobody has answered."""
    return tuple(
        Section(part.title, tuple(Line(one.label, one.words(answers.get(one.key, ""))) for one in part.questions))
        for part in PARTS
    )


def tonight_of(episode: Episode | None) -> tuple[Line, ...]:
    """Part 2: what the missing record says of tonight, in the order in which it is asked."""
    if episode is None:
        return ()
    return tuple(Line(one.label, words) for one in QUESTIONS if (words := str(episode.facts.get(one.key, "")).strip()))


def pictures_of(viewer: Viewer, child_id: UUID) -> tuple[Picture, ...]:
    """The face first."""
    months = int(value(figures(viewer.here), "missing.plan_picture"))
    return tuple(Picture(row, old_picture(row.taken_on, today(), months)) for row in _pictures(viewer, child_id))


@question
def _pictures(viewer: Viewer, child_id: UUID) -> QuerySet[PlanPicture]:
    rows = visible(viewer, PlanPicture).filter(child_id=child_id, taken_off_at=None)
    return rows.order_by("kind", "-created_at", "pk")[:MOST_PICTURES]


def found_before(viewer: Viewer, child_id: UUID) -> tuple[Found, ...]:
    """Where the child was found, the latest first, from episodes that are over and stand."""
    return tuple(Found(*row) for row in _found_before(viewer, child_id))


@question
def _found_before(viewer: Viewer, child_id: UUID) -> QuerySet[Return, Any]:
    rows = visible(viewer, Return).filter(
        child_id=child_id, episode__ended_at__isnull=False, episode__voided_at=None, episode__joined_to=None
    )
    rows = rows.exclude(found_where="").order_by("-episode__ended_at", "pk")
    return rows.values_list("episode__ended_at", "found_where", "found_with")[:MOST_FOUND]


def draft_of(viewer: Viewer, child_id: UUID) -> PlanDraft | None:
    """What the viewer has written and not saved."""
    if not viewer.is_person:
        return None
    return visible(viewer, PlanDraft).filter(child_id=child_id, owner_id=viewer.me).first()


@dataclass(frozen=True)
class Change:
    """One version, and what differs from the one before: question, before, after."""

    row: PlanVersion
    differs: tuple[tuple[str, str, str], ...]


def changes_of(viewer: Viewer, child_id: UUID) -> list[Change]:
    """The versions of a plan, the newest first, each with what was changed in it."""
    check_can_read(viewer, child_id)
    rows = visible(viewer, PlanVersion).filter(child_id=child_id).select_related("saved_by")
    found = list(rows.order_by("-created_at", "-pk")[: MOST_VERSIONS + 1])
    before: list[Mapping[str, str]] = [*(row.answers for row in found[1:]), {}][: len(found)]
    made = [Change(row, differences(earlier, row.answers)) for row, earlier in zip(found, before, strict=True)]
    return made[:MOST_VERSIONS]


def differences(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[tuple[str, str, str], ...]:
    """The questions whose answer is another one now."""
    questions = [question for part in PARTS for question in part.questions]
    told = [(one.label, one.words(before.get(one.key, "")), one.words(after.get(one.key, ""))) for one in questions]
    return tuple((label, was, now_said) for label, was, now_said in told if was != now_said)
