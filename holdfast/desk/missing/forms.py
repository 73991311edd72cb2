"""The forms of a missing episode. What is asked stands in `missing.questions`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.http import QueryDict

from holdfast.kernel.time import today
from holdfast.missing.questions import FIRST, ON_RETURN, QUESTIONS, Question
from holdfast.missing.types import Category, LogKind, PoliceCalled, ReporterKind, When
from holdfast.rules.missing_grades import list_on
from holdfast.ui.forms import (
    DateField,
    GovukForm,
    LongTextField,
    MomentField,
    OneChoice,
    TextField,
    YesNoField,
)

NONE_OF_THESE = "none"
# What is asked after what was seen: who says so, and which councils are concerned.
LAST = frozenset({"reporter_kind", "told_by", "telephone", "authority", "authority_name", "host", "host_name"})
RESPONSIBLE = "Council responsible for the child, if it is another"
LIVES = "Council where the child lives, if it is another"


def _asked(question: Question, limit: int = 4000) -> forms.Field:
    if question.long:
        return LongTextField(label=question.label, hint=question.hint, limit=limit, required=False)
    return TextField(label=question.label, hint=question.hint, limit=500, required=False)


class ReportForm(GovukForm):
    """A child is missing: what is known now. Little must be answered; the rest follows."""

    police_called = OneChoice(label="Have the police been called?", choices=PoliceCalled.choices, reveals={"yes": "police_ref"})
    police_ref = TextField(label="Police reference, if they gave one", limit=60, required=False)
    given_name = TextField(label="First name of the child", limit=100)
    family_name = TextField(label="Last name of the child", limit=100, required=False)
    date_of_birth = DateField(label="Date of birth", required=False, latest=today)
    which = OneChoice(label="Is it one of these children?", choices=(), required=False)
    category = OneChoice(label="What is it?", choices=Category.choices)
    last_seen = MomentField(label="When was the child seen last?", hint="The day and the time, as near as you can say.")
    last_seen_words = TextField(
        label="If the time is not sure, how was it said?",
        hint="For example: after the film, before midnight",
        required=False,
    )
    last_seen_latest = MomentField(label="The latest it can have been", required=False)
    reporter_kind = OneChoice(label="Who says so?", choices=ReporterKind.choices, as_list=True)
    told_by = TextField(label="Their name, if it is not you", limit=120, required=False)
    telephone = TextField(label="A number to ring back", limit=40, required=False, inputmode="tel")
    authority = OneChoice(label=RESPONSIBLE, choices=(), as_list=True, required=False)
    authority_name = TextField(label="Or its name, if it is not in the list", limit=120, required=False)
    host = OneChoice(label=LIVES, choices=(), as_list=True, required=False)
    host_name = TextField(label="Or the name of the council where the child lives", limit=120, required=False)

    def __init__(
        self,
        *args: Any,
        known: str = "",
        found: Iterable[tuple[str, str]] = (),
        councils: Iterable[str] = (),
        **kwargs: Any,
    ) -> None:
        """known: the name of the record it is about. found: records the reporter may open that it may be. councils: to choose."""
        super().__init__(*args, **kwargs)
        _offer_councils(self, councils)
        for question in FIRST:
            self.fields[question.key] = _asked(question)
        if known:
            for name in ("given_name", "family_name", "date_of_birth"):
                del self.fields[name]
        offered = list(found)
        if offered:
            self.fill("which", [*offered, (NONE_OF_THESE, "None of these")])
        else:
            del self.fields["which"]
        self.order_fields([name for name in self.fields if name not in LAST])

    def as_left(self) -> ReportForm:
        """As it was left: nothing is asked for before it is sent."""
        self._errors = ErrorDict()
        return self

    def when(self) -> When:
        at, latest = self.cleaned_data["last_seen"], self.cleaned_data.get("last_seen_latest")
        return When(at, self.cleaned_data["last_seen_words"], at if latest else None, latest)

    def facts(self) -> dict[str, str]:
        return {question.key: self.cleaned_data.get(question.key, "") for question in FIRST}

    def councils(self) -> dict[str, str]:
        return _councils_in(self.cleaned_data)


def _offer_councils(form: GovukForm, councils: Iterable[str]) -> None:
    """The councils there are to choose from; where there are none, their names are written."""
    names = list(councils)
    for field, label in (("authority", RESPONSIBLE), ("host", LIVES)):
        if names:
            form.fill(field, [("", "Ours, or not known"), *((name, name) for name in names)])
        else:
            del form.fields[field]
            form.fields[f"{field}_name"].label = label


def _councils_in(data: Mapping[str, Any]) -> dict[str, str]:
    """A name that was written counts before one that was chosen."""
    return {f"{field}_name": data[f"{field}_name"] or data.get(field, "") for field in ("authority", "host")}


class CouncilsForm(GovukForm):
    """Which other councils are concerned."""

    authority = OneChoice(label=RESPONSIBLE, choices=(), as_list=True, required=False)
    authority_name = TextField(label="Or its name, if it is not in the list", limit=120, required=False)
    host = OneChoice(label=LIVES, choices=(), as_list=True, required=False)
    host_name = TextField(label="Or the name of the council where the child lives", limit=120, required=False)

    def __init__(self, *args: Any, councils: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_councils(self, councils)

    def councils(self) -> dict[str, str]:
        return _councils_in(self.cleaned_data)


class FactsForm(GovukForm):
    """Everything of the MISPER record; each may be left."""

    marks_optional = False
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in QUESTIONS:
            self.fields[question.key] = _asked(question)

    def facts(self) -> dict[str, str]:
        return {question.key: self.cleaned_data[question.key] for question in QUESTIONS}


class LogForm(GovukForm):
    kind = OneChoice(label="What is it?", choices=LogKind.choices)
    words = LongTextField(label="What was seen, asked or done?", limit=4000)
    place = TextField(label="Where?", required=False)
    at = MomentField(label="When, if it was not now?", required=False)


class GradeForm(GovukForm):
    """The grades in force today, each with what it means."""

    level = OneChoice(label="How great is the risk?", choices=())
    reason = LongTextField(label="Why?", limit=2000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        levels = list_on(today()).levels
        self.fill("level", [(one.key, one.label) for one in levels], {one.key: one.means for one in levels})


class ViewForm(GradeForm):
    challenge = OneChoice(
        label="What is this?",
        choices=(("no", "My agency's view"), ("yes", "A challenge to the police grade: the police must answer")),
    )


class EndForm(GovukForm):
    """Found, or back: the moment, with the words where it is not sure."""

    at = MomentField(label="When?")
    words = TextField(label="If the time is not sure, how was it said?", required=False)

    def when(self) -> When:
        return When(self.cleaned_data["at"], self.cleaned_data["words"])


class ReasonForm(GovukForm):
    reason = LongTextField(label="Why?", limit=2000)


class JoinForm(ReasonForm):
    into = OneChoice(label="Which episode is it the same absence as?", choices=())

    def __init__(self, *args: Any, episodes: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fill("into", episodes)


class CorrectForm(ReasonForm):
    """What may have been written down wrong. What is left empty stays as it is."""

    marks_optional = False
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    category = OneChoice(label="What is it?", choices=Category.choices)
    started = MomentField(label="When did the child go missing?")
    started_words = TextField(label="If the time is not sure, how was it said?", required=False)
    ended = MomentField(label="When was the child found or back?", required=False)
    police_ref = TextField(label="Police reference", limit=60, required=False)


class ReviewForm(GovukForm):
    at = MomentField(label="When is this looked at again?")
    why = TextField(label="What is looked at?", required=False)


class PasteForm(GovukForm):
    text = LongTextField(
        label="Text from the other system",
        hint="Lines that begin with the words of our questions are read as their answers. Everything else goes into the log.",
        limit=20_000,
    )


class AnswerForm(GovukForm):
    held_by = TextField(label="Who has it?", hint="A name, and how to reach them.", limit=160)
    note = TextField(label="Anything the others should know", limit=500, required=False)


class RungForm(GovukForm):
    """Another council was told by telephone."""

    held_by = TextField(label="Whom did you tell there?", hint="Their name, and their team.", limit=160)
    note = TextField(label="Which number, and what did they say?", limit=500, required=False)


class ReturnForm(GovukForm):
    """How the child came back, and the first questions. What was not asked stays empty."""

    marks_optional = False
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    found_where = TextField(label="Where was the child found?", required=False)
    found_by = TextField(label="By whom?", required=False)
    found_with = TextField(label="Who was with them?", required=False)
    condition = LongTextField(label="How was the child?", required=False, limit=2000)
    injuries = LongTextField(label="Injuries that could be seen", required=False, limit=2000)
    brought_back_by = TextField(label="Who brought them back?", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in ON_RETURN:
            self.fields[question.key] = _asked(question)

    def answers(self) -> dict[str, str]:
        return {question.key: self.cleaned_data[question.key] for question in ON_RETURN}

    def values(self) -> dict[str, str]:
        names = ("found_where", "found_by", "found_with", "condition", "injuries", "brought_back_by")
        return {name: self.cleaned_data[name] for name in names}


class PreventionForm(GovukForm):
    done = YesNoField(label="Did the police speak with the child?", choices=(("yes", "Yes"), ("no", "No")))
    at = MomentField(label="When?", required=False)
    notes = LongTextField(label="What was said and done", limit=4000, required=False)
    why_not = TextField(label="If not, why, and what is tried next?", limit=500, required=False)


def typed_again(kept: Mapping[str, Any]) -> Any:
    """What was typed into a draft, as a form takes it."""
    data = QueryDict(mutable=True)
    for name, values in kept.items():
        data.setlist(name, list(values))
    return data
