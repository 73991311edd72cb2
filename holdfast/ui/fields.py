"""What the form templates need to know of a Django field: its kind, its choices, its errors' links."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField

from holdfast.ui.forms import PartsInput

KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (PartsInput, "parts"),
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.CheckboxInput, "tick"),
    (forms.Select, "select"),
    (forms.Textarea, "textarea"),
    (forms.FileInput, "file"),
    (forms.PasswordInput, "password"),
    (forms.HiddenInput, "hidden"),
)


@dataclass(frozen=True)
class Option:
    """One choice as drawn: `reveals` is the question shown under it when it is chosen."""

    id: str
    value: str
    label: str
    chosen: bool
    hint: str = ""
    reveals: BoundField | None = None


def field_kind(bound: BoundField) -> str:
    """Which markup draws the field."""
    widget = bound.field.widget
    return next((kind for made, kind in KINDS if isinstance(widget, made)), "input")


def options(bound: BoundField) -> list[Option]:
    """The choices in order. The first has the field's own id, so that an error's link lands on it."""
    given = bound.value()
    chosen = {str(item) for item in (given if isinstance(given, list | tuple | set) else [given]) if item is not None}
    hints, reveals = getattr(bound.field, "hints", {}), getattr(bound.field, "reveals", {})
    return [
        Option(
            id=_option_id(bound, index),
            value=str(value),
            label=str(label),
            chosen=str(value) in chosen,
            hint=hints.get(str(value), ""),
            reveals=bound.form[reveals[str(value)]] if str(value) in reveals else None,
        )
        for index, (value, label) in enumerate(_flat(bound.field))
        if not (value in ("", None) and field_kind(bound) in ("radios", "checkboxes"))
    ]


def _option_id(bound: BoundField, index: int) -> str:
    """The id of one radio or checkbox."""
    return f"{bound.auto_id}_{index}" if index else str(bound.auto_id)


def _flat(field: Any) -> list[tuple[Any, Any]]:
    """The choices of a field without their groups."""
    listed: list[tuple[Any, Any]] = []
    for value, label in getattr(field, "choices", ()):
        listed.extend(label if isinstance(label, list | tuple) else [(value, label)])
    return listed


def part_value(bound: BoundField, index: int) -> str:
    """What stands in one box of a date: what was typed, or the part of the value the form began with."""
    value = bound.value()
    parts = value if isinstance(value, list | tuple) else bound.field.widget.decompress(value)
    return "" if index >= len(parts) or parts[index] is None else str(parts[index])


def first_id(bound: BoundField) -> str:
    """The id of the first box of the question."""
    widget = bound.field.widget
    return widget.id_for_label(bound.auto_id) if isinstance(widget, PartsInput) else str(bound.auto_id)


def described_by(bound: BoundField, *more: str) -> str:
    """The ids of the hint and error that a screen reader reads with the question."""
    hint = f"{bound.auto_id}-hint" if bound.help_text else ""
    error = f"{bound.auto_id}-error" if bound.errors else ""
    return " ".join(part for part in (hint, error, *more) if part)


def error_links(*forms_shown: forms.BaseForm) -> list[dict[str, str]]:
    """Every error of the forms, in the order of the questions, each a link to its question."""
    listed: list[dict[str, str]] = []
    for form in forms_shown:
        listed += [{"text": str(words), "href": ""} for words in form.non_field_errors()]
        for bound in form:
            listed += [{"text": str(words), "href": f"#{first_id(bound)}"} for words in bound.errors]
    return listed
