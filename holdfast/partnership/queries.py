"""What a partnership has set, on a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from holdfast.kernel.time import today

from .models import Partnership, Setting, System


def system() -> System | None:
    """The mark this system was born with; None before its birth."""
    return System.objects.filter(pk=1).first()


def is_demonstration() -> bool:
    mark = system()
    return mark is not None and mark.demonstration


def partnership_of_public(slug: str = "") -> UUID | None:
    """The partnership a visitor without an account writes to: the one they chose, or the first there is."""
    rows = list(Partnership.objects.order_by("created_at", "pk").values_list("slug", "pk")[:50])
    return next((pk for key, pk in rows if key == slug), rows[0][1] if rows else None)


def figures(partnership_id: UUID, on: date | None = None) -> Mapping[str, Any]:
    """Every figure in force on a London date: the partnership's own where it has set one, else the default.

    The newest row whose day has come wins. Keys are those of `rules.config`.
    """
    from holdfast.rules import config as rules_config

    day = on or today()
    rows = (
        Setting.objects.filter(partnership_id=partnership_id, valid_from__lte=day)
        .order_by("key", "-valid_from", "-created_at", "-pk")
        .distinct("key")
        .values_list("key", "value")
    )
    return {**rules_config.defaults(), **dict(rows)}


def name_of(partnership_id: UUID) -> str:
    """What the partnership calls itself."""
    return Partnership.objects.filter(pk=partnership_id).values_list("name", flat=True).first() or ""
