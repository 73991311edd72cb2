"""A setting is changed, and what it bears on is reckoned anew at once."""

from __future__ import annotations

from datetime import date
from typing import Any

from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.time import today
from holdfast.kernel.viewer import Viewer
from holdfast.missing.jobs import ask_to_reckon
from holdfast.partnership.actions import set_value
from holdfast.partnership.models import Setting
from holdfast.rules.missing import KEYS


@action
def change_setting(
    *, by: Viewer, key: str, value: Any, reason: str, valid_from: date | None = None, seen: str | None = None
) -> Setting:
    """Set a figure. One of the count of missing episodes that holds from today has every child reckoned by it straight away.

    One that holds from a later day is reckoned by soon after that day has begun.
    """
    row = set_value(by=by, key=key, value=value, reason=reason, valid_from=valid_from, seen=seen)
    if key in KEYS and row.valid_from <= today():
        ask_to_reckon(by.here)
        record(by, "missing.reckon-asked", row, key=key)
    return row
