"""Form fields as people answer them, drawn by `ui/fields.html` in GOV.UK markup.

    class CallForm(GovukForm):
        name = TextField(label="Name of the caller")
        happened = DateField(label="When did it happen?", latest=today, required=False)
        born = RoughDateField(label="Date of birth", hint="Or say roughly, for example: about 13")
        rung_at = MomentField(label="When did they ring?")
        safe = YesNoField(label="Is the child safe now?")
        kind = OneChoice(label="...", choices=..., hints={"x": "..."}, reveals={"other": "other_kind"})
        seen = ManyChoices(label="...", choices=...)
        note = LongTextField(label="What is the worry?", limit=5000, prompts_wording=True)

In a template: {% from "ui/fields.html" import field, error_summary with context %} {{ field(form.name) }}.

A question that was not answered says what to do ("Enter name of the caller"), never "invalid".
Dates are typed in three parts, times as people write them; what was typed is shown again as it was typed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, ProhibitNullCharactersValidator

from holdfast.kernel.errors import Faulty
from holdfast.kernel.time import LONDON
from holdfast.ui import formats
from holdfast.ui.dates import NotADate, RoughDate, read_date, read_rough_date, read_time

Day = dt.date | Callable[[], dt.date]
YES_NO = (("yes", "Yes"), ("no", "No"), ("not_known", "Not known"))
DJANGO_REQUIRED = forms.Field.default_error_messages["required"]


def _lower_first(label: str) -> str:
    """The label inside a sentence: "Date of birth" becomes "date of birth", "NHS number" stays."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


class GovukForm(forms.Form):
    """A form whose every error is a sentence a practitioner can act on. Browsers' own bubbles are not used.

    marks_optional: whether questions that may be left are marked "(optional)"; off where most may be.
    """

    use_required_attribute = False
    marks_optional = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = field.label or formats.first_upper(name.replace("_", " "))
            if str(field.error_messages.get("required")) == str(DJANGO_REQUIRED):
                field.error_messages["required"] = unanswered(field)

    def fill(self, name: str, choices: Iterable[tuple[str, str]], hints: Mapping[str, str] | None = None) -> None:
        """What a question of choices offers, where it depends on who asks or on what there is."""
        field = self.fields[name]
        assert isinstance(field, OneChoice | ManyChoices)
        field.choices = list(choices)
        field.hints = hints if hints is not None else field.hints

    def asked_outright(self) -> list[forms.BoundField]:
        """The questions in order, without those that a choice reveals: these are drawn under their choice."""
        revealed = {name for field in self.fields.values() for name in getattr(field, "reveals", {}).values()}
        return [bound for bound in self if bound.name not in revealed]

    def add_warning(self, name: str | None, words: str) -> None:
        """Put a sentence beside a question, or above the form when `name` is None."""
        self.add_error(name, ValidationError(words))

    def add_faults(self, faulty: Faulty) -> None:
        """Put every fault an action found beside its question, or above the form where it has none."""
        for fault in faulty.faults:
            self.add_warning(fault.path if fault.path in self.fields else None, fault.message)


def subject(label: str) -> str:
    """The label as the subject of a sentence; a question becomes "Your answer to ..."."""
    return f"Your answer to “{label}”" if label.endswith("?") else label


def unanswered(field: forms.Field) -> str:
    """What to do about a question left empty: "Enter ...", "Choose ..."; a question is quoted."""
    label = str(field.label).strip()
    if isinstance(field, forms.BooleanField):
        return f"Tick the box if this is so: “{label}”"
    if label.endswith("?"):
        return f"Answer “{label}”"
    verb = "Choose" if isinstance(field, forms.ChoiceField) else "Enter"
    return f"{'Choose a file for' if isinstance(field, forms.FileField) else verb} {_lower_first(label)}"


class Shown:
    """What a field tells the page beside its answer. Mixed into every field below."""

    hints: Mapping[str, str] = {}
    reveals: Mapping[str, str] = {}
    width: str = ""
    prompts_wording: bool = False
    limit: int | None = None


class LengthSentence(MaxLengthValidator):
    """Says how long the text is and how long it may be, in characters people can count."""

    def __init__(self, label: str, limit: int) -> None:
        self.label = label
        super().__init__(limit)

    def __call__(self, value: Any) -> None:
        used, limit = len(str(value)), int(self.limit_value)
        if used > limit:
            raise ValidationError(
                f"{subject(self.label)} must be {limit:,} characters or fewer. You have used {used:,}.",
                code="max_length",
            )


class TextField(Shown, forms.CharField):
    """One line of text."""

    def __init__(
        self,
        *,
        limit: int = 200,
        width: str = "",
        autocomplete: str = "",
        inputmode: str = "",
        spellcheck: bool | None = None,
        input_type: str = "text",
        **kwargs: Any,
    ) -> None:
        self.limit, self.width = limit, width
        given = {"autocomplete": autocomplete, "inputmode": inputmode, "spellcheck": _flag(spellcheck)}
        attrs = {key: value for key, value in given.items() if value}
        widget = forms.TextInput(attrs)
        widget.input_type = input_type
        kwargs.setdefault("widget", widget)
        kwargs.setdefault("help_text", kwargs.pop("hint", ""))
        super().__init__(**kwargs)
        self.validators = [v for v in self.validators if not isinstance(v, ProhibitNullCharactersValidator)]

    def clean(self, value: Any) -> Any:
        if isinstance(value, str) and "\x00" in value:
            raise ValidationError(f"{subject(str(self.label))} has a character that cannot be kept. Type it again.", code="null")
        cleaned = super().clean(value)
        if self.limit is not None:
            LengthSentence(str(self.label), self.limit)(cleaned)
        return cleaned


def _flag(value: bool | None) -> str:
    """An HTML attribute that is on, off or left out."""
    return "" if value is None else str(value).lower()


class EmailField(TextField):
    """An e-mail address, lower-cased."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("autocomplete", "email")
        super().__init__(input_type="email", spellcheck=False, **{"limit": 254, **kwargs})

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not cleaned:
            return cleaned
        name, at, host = cleaned.rpartition("@")
        if not (at and name and "." in host.strip(".")) or any(sign.isspace() for sign in cleaned):
            raise ValidationError("Enter an e-mail address in full, like name@example.com")
        return cleaned.lower()


class PhoneField(TextField):
    """A telephone number kept as typed; words beside it ("after 5pm, ask for Jo") are allowed."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("autocomplete", "tel")
        super().__init__(input_type="tel", width="20", **{"limit": 80, **kwargs})

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if cleaned and sum(sign.isdigit() for sign in cleaned) < 3:
            raise ValidationError("Enter a telephone number, like 01632 960 001 or 07700 900 982")
        return cleaned


class LongTextField(TextField):
    """Text of any length up to a limit that is shown; wording prompts on request (H25)."""

    def __init__(self, *, limit: int = 10_000, rows: int = 5, prompts_wording: bool = False, **kwargs: Any) -> None:
        super().__init__(limit=limit, widget=forms.Textarea({"rows": rows}), **kwargs)
        self.prompts_wording = prompts_wording


class OneChoice(Shown, forms.ChoiceField):
    """One of a few: radios, or a list when `as_list`. `reveals` shows another field under a choice."""

    def __init__(
        self,
        *,
        hints: Mapping[str, str] | None = None,
        reveals: Mapping[str, str] | None = None,
        as_list: bool = False,
        inline: bool = False,
        **kwargs: Any,
    ) -> None:
        self.hints, self.reveals, self.inline = hints or {}, reveals or {}, inline
        kwargs.setdefault("widget", forms.Select() if as_list else forms.RadioSelect())
        kwargs.setdefault("help_text", kwargs.pop("hint", ""))
        super().__init__(**kwargs)
        self.error_messages["invalid_choice"] = "Choose one of the answers listed"


class YesNoField(OneChoice):
    """Yes, No, Not known, side by side."""

    def __init__(self, *, choices: Iterable[tuple[str, str]] = YES_NO, **kwargs: Any) -> None:
        super().__init__(choices=tuple(choices), inline=True, **kwargs)


class ManyChoices(Shown, forms.MultipleChoiceField):
    """Any number of a list: checkboxes."""

    def __init__(
        self,
        *,
        hints: Mapping[str, str] | None = None,
        reveals: Mapping[str, str] | None = None,
        **kwargs: Any,
    ) -> None:
        self.hints, self.reveals = hints or {}, reveals or {}
        kwargs.setdefault("widget", forms.CheckboxSelectMultiple())
        kwargs.setdefault("help_text", kwargs.pop("hint", ""))
        super().__init__(**kwargs)
        self.error_messages["invalid_choice"] = "Choose from the answers listed"


class TickField(Shown, forms.BooleanField):
    """One box to tick, beside the sentence it agrees to."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", kwargs.pop("hint", ""))
        super().__init__(**kwargs)


class FileField(Shown, forms.FileField):
    """A file to attach. What kind it really is, and how large it may be, `documents` decides."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", kwargs.pop("hint", ""))
        super().__init__(**kwargs)
        self.error_messages["empty"] = "This file has nothing in it. Choose another."
        self.error_messages["missing"] = "Choose a file to attach"
        self.error_messages["invalid"] = "The file did not arrive. Choose it again."


class PartsInput(forms.MultiWidget):
    """Several small boxes answered together; each keeps what was typed in it."""

    def __init__(self, parts: Mapping[str, Mapping[str, str]]) -> None:
        super().__init__({name: forms.TextInput(dict(attrs)) for name, attrs in parts.items()})
        self.parts = tuple(parts)

    def decompress(self, value: Any) -> list[Any]:
        if value is None:
            return [None] * len(self.widgets)
        if isinstance(value, RoughDate):
            return value.parts()[: len(self.widgets)]
        shown = [value.day, value.month, value.year]
        moment = isinstance(value, dt.datetime) and len(self.widgets) > 3
        return [*shown, formats.clock_time(value)] if moment else shown

    def id_for_label(self, id_: str, index: str = "0") -> str:
        """The first box, so that an error's link lands in it."""
        return f"{id_}_{self.parts[0]}" if id_ else id_


NUMBER = {"inputmode": "numeric", "autocomplete": "off"}
DAY_MONTH_YEAR: dict[str, Mapping[str, str]] = {"day": NUMBER, "month": NUMBER, "year": NUMBER}


class PartsField(Shown, forms.MultiValueField):
    """A value typed in parts. `read` says what is wrong with it, in a sentence that names the question."""

    part_names: Mapping[str, Mapping[str, str]] = DAY_MONTH_YEAR

    def __init__(self, *, hint: str = "", **kwargs: Any) -> None:
        boxes = tuple(forms.CharField(required=False, max_length=200) for _ in self.part_names)
        kwargs.setdefault("widget", PartsInput(self.part_names))
        kwargs.setdefault("help_text", hint)
        super().__init__(fields=boxes, require_all_fields=False, **kwargs)

    def clean(self, value: Any) -> Any:
        typed = [str(part or "").replace("\x00", "").strip() for part in value or ()]
        if not any(typed):
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        typed += [""] * (len(self.part_names) - len(typed))
        try:
            read = self.read(typed)
        except NotADate as fault:
            raise ValidationError(fault.sentence(str(self.label)), code="date") from fault
        self.check(read)
        return read

    def compress(self, data_list: list[Any]) -> Any:
        return self.read([str(part or "") for part in data_list])

    def read(self, typed: list[str]) -> Any:
        """The value meant by what was typed, or NotADate."""
        raise NotADate("must be a real date")

    def check(self, read: Any) -> None:
        """Whether the value is sensible here; raises a sentence."""


class DateField(PartsField):
    """A day in three numbers (a month may be its name), with the earliest and latest that make sense."""

    def __init__(self, *, earliest: Day | None = None, latest: Day | None = None, **kwargs: Any) -> None:
        self.earliest, self.latest = earliest, latest
        super().__init__(**kwargs)

    def read(self, typed: list[str]) -> Any:
        return read_date(*typed[:3])

    def check(self, read: Any) -> None:
        _check_between(str(self.label), read, self.earliest, self.latest)


def _check_between(label: str, day: dt.date, earliest: Day | None, latest: Day | None) -> None:
    """Refuses a day outside what makes sense, and names the limit."""
    first = earliest() if callable(earliest) else earliest
    last = latest() if callable(latest) else latest
    if last is not None and day > last:
        raise ValidationError(f"{subject(label)} must be {formats.plain_date(last)} or earlier", code="late")
    if first is not None and day < first:
        raise ValidationError(f"{subject(label)} must be {formats.plain_date(first)} or later", code="early")


class MomentField(DateField):
    """A day and a time on London clocks; in the hour that happens twice, the first."""

    part_names = {**DAY_MONTH_YEAR, "time": {"autocomplete": "off"}}

    def read(self, typed: list[str]) -> Any:
        return dt.datetime.combine(read_date(*typed[:3]), read_time(typed[3]), tzinfo=LONDON)

    def check(self, read: Any) -> None:
        _check_between(str(self.label), formats.day_of(read), self.earliest, self.latest)


class RoughDateField(PartsField):
    """A date as far as it is known: a day, a month, a year, or words such as "about 13" kept as they are."""

    part_names = {**DAY_MONTH_YEAR, "words": {"autocomplete": "off"}}

    def __init__(self, *, latest: Day | None = None, **kwargs: Any) -> None:
        self.latest = latest
        super().__init__(**kwargs)

    def read(self, typed: list[str]) -> Any:
        return read_rough_date(*typed[:4])

    def check(self, read: Any) -> None:
        if read.earliest is not None:
            _check_between(str(self.label), read.earliest, None, self.latest)
