"""What the pages of a safety plan ask of the record: who a copy may be for, which colleagues may be named."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.urls import reverse

from holdfast.desk.children.pages import level_name
from holdfast.kernel.viewer import Viewer
from holdfast.plans.actions.writing import relatives_of
from holdfast.plans.models import PlanItem, SafetyPlan
from holdfast.records import queries as records
from holdfast.records.models import Person
from holdfast.rules.plans import BY_KEY, PARTS, not_written


def name_of(person: Person | None) -> str:
    return person.name if person else "The child"


def relatives(viewer: Viewer, child_id: UUID) -> list[tuple[str, str]]:
    """Relatives to choose from, with what each is to the child."""
    named = {
        str(row.person_id): f"{name_of(row.person)} ({row.get_kind_display().lower()})" for row in relatives_of(viewer, child_id)
    }
    return list(named.items())


def colleagues(viewer: Viewer, child_id: UUID) -> list[tuple[str, str]]:
    """Whoever works with the child and has an account, but the viewer."""
    rows = records.involvements(viewer, child_id, current=True)
    return [
        (str(row.user_id), f"{row.name}, {row.role.lower()}") for row in rows if row.user_id and row.user_id != viewer.person_id
    ]


def network(viewer: Viewer, child_id: UUID) -> list[tuple[str, str]]:
    """Who may have taken part: the child, relatives, and those who work with the child."""
    worked = [
        (f"worker-{row.pk}", f"{row.name}, {row.role.lower()}") for row in records.involvements(viewer, child_id, current=True)
    ]
    return [("child", "the child"), *relatives(viewer, child_id), *worked]


def tasks(child_id: UUID, plan: SafetyPlan, rows: list[PlanItem]) -> list[dict[str, Any]]:
    """The parts of a plan, with how much of each is written."""
    keys = {row.key for row in rows}
    listed = []
    for part in PARTS:
        needed = [one for one in part.questions if one.needed]
        without = [one for one in needed if one.key not in keys]
        done = not without and any(one.key in keys for one in part.questions)
        begun = any(one.key in keys for one in part.questions)
        listed.append(
            {
                "text": part.title,
                "href": reverse("safety-plan-part", kwargs={"child_id": child_id, "part": part.key}),
                "done": done,
                "status": "Written" if done else "Begun" if begun else "Not begun",
                "tone": "amber" if begun else "grey",
                "hint": "Not yet: " + ", ".join(one.label.lower() for one in without) if without else "",
            }
        )
    level = {
        "text": "Level of risk, and who took part",
        "href": reverse("safety-plan-level", kwargs={"child_id": child_id}),
        "done": bool(plan.level and plan.why_level),
        "status": level_name(plan.level) if plan.level else "Not given",
        "tone": "grey",
        "hint": "",
    }
    return [*listed, level]


def without(rows: list[PlanItem]) -> tuple[str, ...]:
    return not_written(frozenset(row.key for row in rows))


def label_of(key: str) -> str:
    return BY_KEY[key].label if key in BY_KEY else key
