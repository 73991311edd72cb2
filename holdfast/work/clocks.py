"""Starts and stops time limits. A limit is reckoned once, when it starts, and keeps its arithmetic."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Model, QuerySet

from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.questions import question
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.partnership.queries import figures
from holdfast.rules import clock as rules_clock

from .models import Clock


@action
def start(
    *,
    by: Viewer,
    rule: str,
    subject: Model,
    at: datetime,
    child_id: UUID | None = None,
    using: Mapping[str, Any] | None = None,
) -> Clock:
    """Start a time limit on a subject. If the same limit already runs on it, that one stays.

    at: the instant it counts from, which may be earlier than now.
    using: the partnership's figures, where they are at hand.
    """
    running = _running(by, rule, subject)
    if running is not None:
        record(by, "clock.already-running", running, child_id=child_id, rule=rule)
        return running
    clock = reckon(by=by, rule_key=rule, at=at, using=using)
    clock.subject_kind, clock.subject_id, clock.child_id = subject._meta.label_lower, subject.pk, child_id
    clock.save(force_insert=True)
    record(by, "clock.start", clock, child_id=child_id, rule=rule)
    return clock


def reckon(*, by: Viewer, rule_key: str, at: datetime, using: Mapping[str, Any] | None = None) -> Clock:
    """The limit as it would run from an instant, not yet kept."""
    edition = using if using is not None else figures(by.here)
    due = rules_clock.due(rule_key, at, settings=edition)
    return Clock(
        partnership_id=by.here,
        rule=rule_key,
        started_at=at,
        due_at=due.due,
        source=str(due.source),
        steps=list(due.steps),
        edition=figures_used(rule_key, edition),
    )


CALENDAR = ("calendar.close_of_day", "calendar.extra_holidays", "mash.days", "mash.opens", "mash.closes")


def figures_used(rule_key: str, edition: Mapping[str, Any]) -> dict[str, Any]:
    """The figures a limit was reckoned with: its own, and those of the calendar."""
    keys = (rules_clock.rule(rule_key).setting, *CALENDAR)
    return {key: edition[key] for key in keys if key in edition}


@action
def stop(*, by: Viewer, subject: Model, rule: str, at: datetime | None = None) -> Clock | None:
    """Stop a running limit. None when it was not running: stopping twice is no fault."""
    clock = _running(by, rule, subject)
    if clock is None:
        record(by, "clock.not-running", subject, rule=rule)
        return None
    clock.change(seen=None, stopped_at=at or now(), stopped_by_id=by.person_id)
    record(by, "clock.stop", clock, child_id=clock.child_id, rule=rule)
    return clock


def running(by: Viewer, rule: str, subject: Model) -> Clock | None:
    """The limit of a rule that runs on a subject, for whoever goes on with it."""
    return Clock.objects.filter(partnership_id=by.here, subject_id=subject.pk, rule=rule, stopped_at__isnull=True).first()


@action
def count_again(*, by: Viewer, subject: Model, rule: str, at: datetime) -> Clock | None:
    """Count the newest limit of a rule on a subject from another instant, because the first was put right. Stopped, it stays so.

    The figures are those it was reckoned with. None when there is no such limit.
    """
    rows = Clock.objects.select_for_update().filter(partnership_id=by.here, subject_id=subject.pk, rule=rule)
    clock = rows.order_by("-created_at", "-pk").first()
    if clock is None:
        record(by, "clock.not-running", subject, rule=rule)
        return None
    made = reckon(by=by, rule_key=rule, at=at, using=clock.edition)
    clock.change(seen=None, started_at=made.started_at, due_at=made.due_at, steps=made.steps, source=made.source)
    record(by, "clock.count-again", clock, child_id=clock.child_id, rule=rule)
    return clock


def _running(by: Viewer, rule_key: str, subject: Model) -> Clock | None:
    return next(iter(_running_on(by, subject.pk, rule_key)), None)


@question
def _running_on(by: Viewer, subject_id: UUID, rule_key: str) -> QuerySet[Clock]:
    rows = Clock.objects.select_for_update().filter(partnership_id=by.here, subject_id=subject_id, rule=rule_key)
    return rows.filter(stopped_at__isnull=True).order_by("pk")[:1]


@action
def belongs_to(*, by: Viewer, subject: Model, child_id: UUID | None) -> int:
    """The limits of a subject belong to this child's record, or to none. How many."""
    rows = Clock.objects.filter(partnership_id=by.here, subject_id=subject.pk)
    moved = rows.update(child_id=child_id)
    record(by, "clock.belongs-to", subject, child_id=child_id, clocks=moved)
    return moved


@action
def stop_all(*, by: Viewer, subject: Model) -> int:
    """Stop every limit that runs on a subject, because it is settled. How many."""
    running = Clock.objects.select_for_update().filter(partnership_id=by.here, subject_id=subject.pk, stopped_at__isnull=True)
    stopped = 0
    for clock in running:
        clock.change(seen=None, stopped_at=now(), stopped_by_id=by.person_id)
        stopped += 1
    record(by, "clock.stop-all", subject, clocks=stopped)
    return stopped
