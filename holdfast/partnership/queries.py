"""What a partnership has set, on a day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from holdfast.kernel.acting import current_viewer
from holdfast.kernel.questions import question
from holdfast.kernel.time import london_date, today
from holdfast.kernel.viewer import Viewer
from holdfast.rules import config

from .models import Partnership, Setting, SitePage, System

PAGE = 100
WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def system() -> System | None:
    """The mark this system was born with; None before its birth."""
    return System.objects.filter(pk=1).first()


def is_demonstration() -> bool:
    mark = system()
    return mark is not None and mark.demonstration


_born: dict[str, bool] = {}


def born_a_demonstration() -> bool:
    """As `is_demonstration`. The mark is made at birth and never changes, so a process asks until it is born, and never again."""
    name = str(connection.settings_dict["NAME"])
    if name not in _born:
        mark = system()
        if mark is None:
            return False
        _born[name] = mark.demonstration
    return _born[name]


# A demonstration loaded longer ago than this no longer looks alive: everything in it is late.
DAYS_FRESH = 7


def days_stale(partnership_id: UUID) -> int:
    """How many days ago an invented county was loaded, once it looks its age; 0 before that, and in a real system."""
    if not born_a_demonstration():
        return 0
    made = Partnership.objects.filter(pk=partnership_id).values_list("created_at", flat=True).first()
    days = (today() - london_date(made)).days if made else 0
    return days if days > DAYS_FRESH else 0


def partnership_of_public(slug: str = "") -> UUID | None:
    """The partnership a visitor without an account writes to: the one they chose, or the first there is."""
    rows = list(Partnership.objects.order_by("created_at", "pk").values_list("slug", "pk")[:50])
    return next((pk for key, pk in rows if key == slug), rows[0][1] if rows else None)


def figures(partnership_id: UUID | None, on: date | None = None) -> Mapping[str, Any]:
    """Every figure in force on a London date: the partnership's own where it has set one, else the default.

    The newest row whose day has come wins. Keys are those of `rules.config`.
    """
    return {**config.defaults(), **own_figures(partnership_id, on)}


def own_figures(partnership_id: UUID | None, on: date | None = None) -> dict[str, Any]:
    """The figures the partnership has set itself, in force on a London date. A visitor without a partnership has none."""
    if partnership_id is None:
        return {}
    read, asked = _read.get(), (partnership_id, on or today(), current_viewer())
    if read is None:
        return dict(_figures(Viewer(partnership_id=partnership_id), asked[1]))
    if asked not in read:
        read[asked] = dict(_figures(Viewer(partnership_id=partnership_id), asked[1]))
    return dict(read[asked])


# The figures already read in the request that is being answered, by who looked; None outside of one.
_read: ContextVar[dict[tuple[UUID, date, Viewer], dict[str, Any]] | None] = ContextVar("figures_read", default=None)


@contextmanager
def figures_read_once() -> Iterator[None]:
    """For the answer to one request: the figures of a day are read when they are first asked for, and again once one is set."""
    token = _read.set({})
    try:
        yield
    finally:
        _read.reset(token)


def read_figures_again() -> None:
    """One was set in this very request."""
    read = _read.get()
    if read is not None:
        read.clear()


@question
def _figures(viewer: Viewer, day: date) -> QuerySet[Setting, tuple[str, Any]]:
    return _in_force(viewer.here, day).values_list("key", "value")


def name_of(partnership_id: UUID) -> str:
    """What the partnership calls itself today: the name it set, else the one it was founded with."""
    rows = _in_force(partnership_id, today()).filter(key="names.partnership")
    return (
        rows.values_list("value", flat=True).first()
        or Partnership.objects.filter(pk=partnership_id).values_list("name", flat=True).first()
        or ""
    )


def _in_force(partnership_id: UUID, day: date) -> QuerySet[Setting]:
    """The newest row of each key whose day has come."""
    return (
        Setting.objects.filter(partnership_id=partnership_id, valid_from__lte=day)
        .order_by("key", "-valid_from", "-created_at", "-pk")
        .distinct("key")
    )


def contacts(figures: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The numbers that stand on every page, receipt and printed form: danger first, then who answers when."""
    listed: list[tuple[str, str, str, bool]] = [
        ("In danger now", figures["contacts.emergency"], "police, ambulance, fire", True),
        ("MASH", figures["contacts.mash"], hours(figures), False),
        ("Emergency duty team", figures["contacts.emergency_duty"], "when MASH is closed", False),
        ("Police", figures["contacts.police"], "not an emergency", False),
        (figures["contacts.support_1_name"], figures["contacts.support_1"], "", False),
        (figures["contacts.support_2_name"], figures["contacts.support_2"], "", False),
    ]
    return [
        {"label": label, "number": number, "note": note, "urgent": urgent} for label, number, note, urgent in listed if number
    ]


def hours(figures: Mapping[str, Any]) -> str:
    """When MASH is open, in words: "Monday to Friday, 9am to 5pm"."""
    days = [str(day).capitalize() for day in figures["mash.days"]]
    run = list(WEEK[WEEK.index(days[0]) : WEEK.index(days[0]) + len(days)]) if days else []
    spoken = f"{days[0]} to {days[-1]}" if len(days) > 2 and days == run else " and ".join(days)
    return f"{spoken}, {_spoken_time(figures['mash.opens'])} to {_spoken_time(figures['mash.closes'])}"


def _spoken_time(clock: str) -> str:
    hour, minute = (int(part) for part in clock.split(":"))
    half = "am" if hour < 12 else "pm"
    return f"{hour % 12 or 12}{f':{minute:02}' if minute else ''}{half}"


def changes_of(viewer: Viewer, keys: Sequence[str]) -> list[tuple[date | None, dict[str, Any]]]:
    """These settings through time, oldest first: as shipped, then as they stood from each day on which one of them was set."""
    rows = Setting.objects.filter(partnership_id=viewer.here, key__in=keys).order_by("valid_from", "created_at", "pk")
    stood: dict[str, Any] = {key: config.setting(key).default for key in keys}
    changes: list[tuple[date | None, dict[str, Any]]] = [(None, dict(stood))]
    for row in rows:
        stood[row.key] = row.value
        if changes[-1][0] == row.valid_from:
            changes.pop()
        changes.append((row.valid_from, dict(stood)))
    return changes


def history(viewer: Viewer, key: str) -> list[Setting]:
    """Every value a setting has had or will have, the newest first."""
    rows = Setting.objects.filter(partnership_id=viewer.here, key=key).order_by("-valid_from", "-created_at", "-pk")
    return list(rows[:PAGE])


def to_come(viewer: Viewer) -> list[Setting]:
    """Changes whose day has not come."""
    rows = Setting.objects.filter(partnership_id=viewer.here, valid_from__gt=today()).order_by("valid_from", "key", "pk")
    return list(rows[:PAGE])


def site_page(partnership_id: UUID | None, key: str) -> SitePage | None:
    """The newest version of a page the partnership words itself; None while it stands as shipped."""
    if partnership_id is None:
        return None
    return SitePage.objects.filter(partnership_id=partnership_id, key=key).order_by("-created_at", "-pk").first()


def site_page_versions(viewer: Viewer, key: str) -> list[SitePage]:
    rows = SitePage.objects.filter(partnership_id=viewer.here, key=key).order_by("-created_at", "-pk")
    return list(rows[:PAGE])


def value_on(viewer: Viewer, key: str, day: date) -> Any:
    """What a setting is on a day; the shipped value where none was set."""
    row = _in_force(viewer.here, day).filter(key=key).first()
    return row.value if row else config.setting(key).default
