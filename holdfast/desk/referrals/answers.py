"""From the question table to the fields of a page, and from what was typed to the answers of a document.

A field is named by its answer's place: `/children/0/given_name` is `children-0-given_name`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict

from holdfast.kernel.time import today
from holdfast.referrals import paths
from holdfast.rules import referral as rules
from holdfast.rules.local import TimeUnclear, in_london, parse
from holdfast.rules.question import Kind, Question
from holdfast.ui import forms as ui
from holdfast.ui.dates import NotADate
from holdfast.ui.formats import plain_date

FEW = 8
AUTOCOMPLETE = {
    "/referrer/name": "name",
    "/referrer/phone": "tel",
    "/referrer/email": "email",
    "/referrer/role": "organization-title",
}
TEXTUAL = {Kind.PHONE: "tel", Kind.EMAIL: "email", Kind.NUMBER: "text"}


@dataclass(frozen=True)
class Asked:
    """One question at one place of the document."""

    place: str
    question: Question

    @property
    def name(self) -> str:
        return name_of(self.place)


def name_of(place: str) -> str:
    """The name of a place's field."""
    return place[1:].replace("/", "-")


def place_of(name: str) -> str:
    """The place a field's name stands for."""
    return "/" + name.replace("-", "/")


def ask(questions: Iterable[Question], number: int | None = None) -> list[Asked]:
    """Questions at their places; `number` is the child, person or agency meant by `*`."""
    return [Asked(question.path.replace("*", str(number), 1), question) for question in questions]


def field_for(asked: Asked, children: list[str]) -> forms.Field:
    """The field of one question. Nothing is required here: what is needed to send is asked for at the end."""
    question = asked.question
    shared: dict[str, Any] = {"label": question.label, "hint": question.hint, "required": False}
    match question.kind:
        case Kind.LONG_TEXT:
            return ui.LongTextField(limit=question.max_length, prompts_wording=question.wording_prompts, **shared)
        case Kind.LINES:
            return ui.LongTextField(limit=question.max_length * 10, rows=3, **shared)
        case Kind.CHOICE | Kind.YES_NO | Kind.YES_NO_UNKNOWN:
            return _one(question, shared)
        case Kind.CHOICES:
            return ui.ManyChoices(choices=question.choices, hints=_hints(question), **shared)
        case Kind.CHILDREN:
            return ui.ManyChoices(choices=[(str(n), name) for n, name in enumerate(children)], **shared)
        case Kind.DATE:
            latest = None if question.key == "expected_date" else today
            return ui.DateField(latest=latest, **shared)
        case Kind.INSTANT:
            return ui.MomentField(latest=today, **shared)
    return _line(asked, shared)


def _one(question: Question, shared: dict[str, Any]) -> forms.Field:
    few = len(question.options) <= FEW
    choices = question.choices if few else [("", "Not answered"), *question.choices]
    inline = question.kind in (Kind.YES_NO, Kind.YES_NO_UNKNOWN) or question.key == "state"
    return ui.OneChoice(choices=choices, hints=_hints(question), as_list=not few, inline=inline, **shared)


def _hints(question: Question) -> dict[str, str]:
    return {option.key: option.hint for option in question.options if option.hint}


def _line(asked: Asked, shared: dict[str, Any]) -> forms.Field:
    question = asked.question
    field = ui.TextField(
        limit=question.max_length,
        input_type=TEXTUAL.get(question.kind, "text"),
        inputmode="numeric" if question.kind is Kind.NUMBER else "",
        width="5" if question.kind is Kind.NUMBER else "10" if question.kind is Kind.POSTCODE else "",
        autocomplete=AUTOCOMPLETE.get(asked.place, "off"),
        **shared,
    )
    field.validators.append(_checked_by(question))
    return field


def _checked_by(question: Question) -> Any:
    def check(value: str) -> None:
        message = NOT_A_NUMBER if question.kind is Kind.NUMBER and not _is_number(value) else rules.check_answer(question, value)
        if message:
            raise ValidationError(message)

    return check


NOT_A_NUMBER = "Write a whole number, such as 13."


def _is_number(typed: str) -> bool:
    """Plain digits alone: a raised 2 is a digit to Python and no number."""
    return typed.isascii() and typed.isdigit()


def shown(question: Question, value: Any) -> Any:
    """An answer of the document as its field begins with it."""
    if value is None:
        return None
    if question.kind is Kind.LINES:
        return "\n".join(str(line) for line in value) if isinstance(value, list) else value
    if question.kind is Kind.DATE:
        return _date(value)
    if question.kind is Kind.INSTANT:
        return _instant(value)
    if question.kind is Kind.CHILDREN:
        return [str(number) for number in value]
    return value


def _date(value: Any) -> dt.date | None:
    try:
        return dt.date.fromisoformat(str(value))
    except ValueError:
        return None


def _instant(value: Any) -> dt.datetime | None:
    try:
        return in_london(parse(str(value)))
    except TimeUnclear:
        return None


def kept(question: Question, value: Any) -> Any:
    """What a field was answered with, as the document keeps it."""
    if value is None or value == "":
        return None
    if question.kind is Kind.LINES:
        return [line.strip() for line in str(value).splitlines() if line.strip()]
    if question.kind is Kind.DATE:
        return value.isoformat() if isinstance(value, dt.date) else value
    if question.kind is Kind.INSTANT:
        return value.isoformat(timespec="minutes") if isinstance(value, dt.datetime) else value
    if question.kind is Kind.CHILDREN:
        return [int(number) for number in value if _is_number(number) and len(number) < 4]
    if question.kind is Kind.NUMBER and _is_number(str(value)) and len(str(value)) < 4:
        return int(value)
    return value


@dataclass(frozen=True)
class Group:
    """Some questions under a heading."""

    title: str
    intro: str
    names: tuple[str, ...]


class AnswersForm(ui.GovukForm):
    """The questions of one page, filled from a draft. Saving keeps whatever was typed, right or not."""

    marks_optional = False

    def __init__(
        self,
        asked: list[Asked],
        document: Mapping[str, Any],
        typed: Mapping[str, Any],
        data: MultiValueDict[str, str] | None = None,
    ) -> None:
        self.asked = {one.name: one for one in asked}
        self.document, self.typed = document, typed
        super().__init__(data, initial=dict(self._initial()))
        children = names_of_children(document)
        self.fields = {name: field_for(one, children) for name, one in self.asked.items()}
        for name, value in typed.items():
            if name in self.fields and not self.is_bound:
                self.initial[name] = value

    def _initial(self) -> Iterator[tuple[str, Any]]:
        for name, one in self.asked.items():
            yield name, shown(one.question, paths.get(self.document, one.place))

    def answers(self, changed: Iterable[str] | None = None) -> tuple[dict[str, Any], dict[str, Any]]:
        """What was answered, by place; and the parts of dates that are not dates yet, by field.

        changed: the names of the inputs that were sent, where only some were.
        """
        self.full_clean()
        only = None if changed is None else {self._field_of(name) for name in changed}
        found: dict[str, Any] = {}
        half: dict[str, Any] = {}
        for name, one in self.asked.items():
            if only is None or name in only:
                value, parts = self._answer(name, one.question)
                half[name] = parts
                if parts is None:
                    found[one.place] = value
        return found, half

    def _field_of(self, name: str) -> str:
        return name if name in self.asked else name.rpartition("_")[0]

    def _answer(self, name: str, question: Question) -> tuple[Any, list[str] | None]:
        if question.kind in (Kind.DATE, Kind.INSTANT):
            return self._parts(name, question)
        if name in self.cleaned_data:
            return kept(question, self.cleaned_data[name]), None
        raw = self[name].data
        return kept(question, _without_noughts(raw)), None

    def _parts(self, name: str, question: Question) -> tuple[Any, list[str] | None]:
        """A date: read where it is one; otherwise the parts as typed, with those that were not sent filled in."""
        field = self.fields[name]
        assert isinstance(field, ui.PartsField)
        before = self._parts_before(name, field)
        names = [f"{name}_{part}" for part in field.part_names]
        parts = [str(self.data.get(sent, old)).replace("\x00", "").strip()[:60] for sent, old in zip(names, before, strict=True)]
        if not any(parts):
            return None, None
        try:
            return kept(question, field.read(parts)), None
        except NotADate:
            return None, parts

    def _parts_before(self, name: str, field: ui.PartsField) -> list[str]:
        half = self.typed.get(name)
        value = half if isinstance(half, list) else field.widget.decompress(self.initial.get(name))
        return [str(part) if part is not None else "" for part in value]


def _without_noughts(raw: Any) -> Any:
    """What was typed without the one character that a database does not keep."""
    if isinstance(raw, list):
        return [str(one).replace("\x00", "") for one in raw]
    return raw.replace("\x00", "") if isinstance(raw, str) else raw


def names_of_children(document: Mapping[str, Any]) -> list[str]:
    """The children as the writer calls them; by number where they have no name yet."""
    return [called(child, number) for number, child in enumerate(document.get("children", []))]


def called(child: Mapping[str, Any], number: int) -> str:
    """What the writer's own pages call a child."""
    given = " ".join(part for key in ("given_name", "family_name") if (part := str(child.get(key) or "").strip()))
    if given:
        return given
    if child.get("unborn") == "yes":
        return "Unborn child" if number == 0 else f"Unborn child ({number + 1})"
    return f"Child {number + 1}"


def in_words(question: Question, value: Any, document: Mapping[str, Any] | None = None) -> str:
    """An answer as a person reads it."""
    if paths.is_empty(value):
        return ""
    if question.kind is Kind.DATE:
        read = _date(value)
        return plain_date(read) if read else str(value)
    if question.kind is Kind.CHILDREN:
        names = names_of_children(document or {})
        return ", ".join(names[n] for n in value if n < len(names))
    if isinstance(value, list):
        return "\n".join(question.label_of(one) for one in value)
    return question.label_of(value) if question.options else str(value)
