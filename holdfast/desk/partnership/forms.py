"""One form for every setting, made from its row in the table."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms

from holdfast.kernel.time import today
from holdfast.rules.config import Setting, Unit, Weekday
from holdfast.ui.forms import DateField, GovukForm, LongTextField, ManyChoices, OneChoice, PhoneField, TextField

UNITS: dict[Unit, str] = {
    Unit.MINUTES: "minutes",
    Unit.HOURS: "hours",
    Unit.MASH_HOURS: "MASH working hours",
    Unit.WORKING_DAYS: "working days",
    Unit.DAYS: "days",
    Unit.WEEKS: "weeks",
    Unit.MONTHS: "months",
    Unit.YEARS: "years",
}


class SettingForm(GovukForm):
    """The value, the day from which it holds, and why."""

    seen = forms.CharField(widget=forms.HiddenInput(), required=False)
    valid_from = DateField(label="From which day?", hint="Today, when you leave it empty", earliest=today, required=False)
    reason = LongTextField(label="Reason", hint="It stands in the history beside the value.", limit=1000, rows=3)

    def __init__(self, *args: Any, setting: Setting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.setting = setting
        self.fields["value"] = value_field(setting)
        self.order_fields(["seen", "value", "valid_from", "reason"])

    def value(self) -> Any:
        """The value as it is kept: whole numbers, text and lists of text."""
        given = self.cleaned_data["value"]
        if self.setting.unit.is_number:
            return int(given) if given.lstrip("-").isdigit() else given
        if self.setting.unit is Unit.DATES:
            return [line.strip() for line in given.splitlines() if line.strip()]
        return given


def value_field(setting: Setting) -> forms.Field:
    """The box a setting is typed in."""
    label, hint = setting.label, setting.help
    common: dict[str, Any] = {"label": label, "hint": hint, "required": not setting.may_be_blank}
    if setting.unit.is_number:
        words = UNITS.get(setting.unit, "a whole number")
        bounds = f"{setting.at_least:,} to {setting.at_most:,} {words}."
        return TextField(**{**common, "hint": f"{bounds} {hint}".strip(), "width": "5", "inputmode": "numeric"})
    if setting.unit is Unit.WEEKDAYS:
        return ManyChoices(choices=[(str(day), str(day).capitalize()) for day in Weekday], **common)
    if setting.unit is Unit.CHOICE:
        return OneChoice(choices=[(option.key, option.label) for option in setting.options], **common)
    if setting.unit in (Unit.DATES, Unit.LONG_TEXT):
        return LongTextField(limit=5000, **common)
    if setting.unit is Unit.PHONE:
        return PhoneField(**common)
    return TextField(width="5" if setting.unit is Unit.TIME else "", **common)


def as_typed(setting: Setting, value: Any) -> Any:
    """A kept value as it goes back into its box."""
    return "\n".join(value) if setting.unit is Unit.DATES else value


def as_read(setting: Setting, value: Any) -> str:
    """A kept value as a sentence part: "24 MASH working hours", "Monday, Tuesday", "None"."""
    if setting.unit is Unit.CHOICE:
        return next((option.label for option in setting.options if option.key == value), str(value))
    if isinstance(value, list):
        return ", ".join(_item(item) for item in value) or "None"
    return f"{value:,} {UNITS.get(setting.unit, '')}".strip() if isinstance(value, int) else str(value or "Empty")


def _item(item: str) -> str:
    try:
        day = dt.date.fromisoformat(item[:10])
    except ValueError:
        return item.capitalize()
    return f"{day.day} {day:%B %Y}{f' ({item[11:]})' if item[11:] else ''}"


class SitePageForm(GovukForm):
    seen = forms.CharField(widget=forms.HiddenInput(), required=False)
    title = TextField(label="Title")
    body = LongTextField(
        label="Words",
        hint="Leave a line empty between paragraphs. Begin a heading with “# ” and each line of a list with “- ”.",
        limit=20_000,
        rows=24,
    )
