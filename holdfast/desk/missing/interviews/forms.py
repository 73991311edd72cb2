"""The forms of a return home interview. What is asked of whom stands in `rules.return_interview` and `rules.remote_contact`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms

from holdfast.missing.interview_types import CarerAsked, LeadKind, Mode, Outcome
from holdfast.records.types import Audience, RelationKind
from holdfast.rules.remote_contact import CHECKS
from holdfast.rules.return_interview import CARER, CHILD, Asked, Part
from holdfast.ui.forms import GovukForm, LongTextField, ManyChoices, MomentField, OneChoice, TextField, YesNoField

YES_NO = (("yes", "Yes"), ("no", "No"))
NOBODY_LISTED = ""


class AboutForm(GovukForm):
    """What is done may be about several episodes of the child at once; each keeps its own clock and result."""

    about = ManyChoices(label="Which episodes is it about?", choices=())

    def __init__(self, *args: Any, episodes: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = list(episodes)
        self.fill("about", self.offered)
        if len(self.offered) == 1:
            del self.fields["about"]

    def interviews(self) -> list[UUID]:
        """The ones ticked; where there is one alone, that one."""
        return [UUID(one) for one in self.cleaned_data.get("about", [key for key, _ in self.offered])]


class AllocateForm(GovukForm):
    user = OneChoice(label="Who offers and holds it?", choices=(), as_list=True)
    reason = LongTextField(
        label="If they work with the child, why is it they?",
        hint="Somebody independent holds it, unless the child clearly prefers somebody they trust.",
        rows=3,
        limit=1000,
        required=False,
    )

    def __init__(self, *args: Any, people: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fill("user", people)


class OfferForm(AboutForm):
    mode = OneChoice(label="How was it put to the child?", choices=Mode.choices)
    at = MomentField(label="When, if it was not now?", required=False)
    answer = OneChoice(
        label="What did the child say?",
        choices=(("yes", "Yes"), ("wait", "Nothing yet"), ("no", "No"), ("others-no", "Somebody else said no")),
        hints={
            "no": "Write below why, in the child's own words",
            "others-no": "That is not a no of the child's: the interview stays due",
        },
    )
    words = LongTextField(label="What was said", rows=3, limit=2000, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("answer") in ("no", "others-no") and not cleaned.get("words", "").strip():
            self.add_warning("words", "Write why, in the child's own words where you can")
        return cleaned


class AttemptForm(AboutForm):
    mode = OneChoice(label="How did you try?", choices=Mode.choices)
    at = MomentField(label="When, if it was not now?", required=False)
    outcome = OneChoice(
        label="What came of it?",
        choices=Outcome.choices,
        hints={Outcome.UNSAFE: "Those on duty are told at once", Outcome.REFUSED_FOR: "The interview stays due"},
    )
    words = LongTextField(label="What happened, and what is tried next", rows=3, limit=2000)


class GiveUpForm(AboutForm):
    words = LongTextField(label="Why was it not held, and what is done instead?", rows=3, limit=2000)


class PoliceForm(GovukForm):
    first = YesNoField(label="Do the police talk with the child first?", choices=YES_NO)
    words = LongTextField(label="Why, and what was agreed with the police", rows=3, limit=2000)
    done_at = MomentField(label="When the police had talked with the child, if they have", required=False)


class BeginForm(AboutForm):
    mode = OneChoice(label="How do you talk?", choices=Mode.choices)
    held_at = MomentField(label="When, if it was not now?", required=False)
    place = TextField(
        label="Where?", hint="A neutral, safe place. At a distance: where the child is, as they say it.", required=False
    )
    police = LongTextField(
        label="What was agreed with the police",
        hint="A serious crime may have happened: the police talk with the child first, and this fits round it.",
        rows=3,
        limit=2000,
        required=False,
    )

    def __init__(self, *args: Any, police_first: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not police_first:
            del self.fields["police"]


class CheckForm(GovukForm):
    """Before anything is asked at a distance (H15)."""

    cut_off = LongTextField(
        label="What if you are cut off?",
        hint="Who rings whom, how often, and when others are told.",
        rows=2,
        limit=500,
        required=False,
    )
    words = LongTextField(label="Anything you saw or heard", rows=2, limit=2000, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for check in CHECKS:
            choices = [(answer.key, answer.label) for answer in check.answers]
            self.fields[check.key] = OneChoice(label=check.label, hint=check.hint, choices=choices)
        self.order_fields([check.key for check in CHECKS])

    def answers(self) -> dict[str, str]:
        return {check.key: self.cleaned_data[check.key] for check in CHECKS}


def _asked(question: Asked) -> forms.Field:
    if question.options:
        choices = [(option.key, option.label) for option in question.options]
        kind = ManyChoices if question.several else OneChoice
        return kind(label=question.label, hint=question.hint, choices=choices, required=False)
    return LongTextField(
        label=question.label,
        hint=question.hint,
        limit=question.limit,
        rows=3,
        required=False,
        prompts_wording=not question.own_words,
    )


class SaidForm(GovukForm):
    """What somebody said, by a table of questions, and who may read it. Nothing must be answered while it is a draft."""

    marks_optional = False
    parts: tuple[Part, ...] = ()
    readers = OneChoice(
        label="Who may read this?",
        choices=(
            (Audience.PROFESSIONALS.value, "The professionals who work with the child"),
            (Audience.NAMED.value, "Only the people ticked here, and whoever wrote it"),
        ),
    )
    named = ManyChoices(label="People who may read it", choices=(), required=False)
    not_for = ManyChoices(label="People it is kept from", choices=(), required=False)

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for part in self.parts:
            for question in part.questions:
                self.fields[question.key] = _asked(question)
        for name in ("named", "not_for"):
            self.fill(name, people)
            if not people:
                del self.fields[name]

    def shown(self) -> list[tuple[Part, list[Any]]]:
        """The questions as the page shows them: by part."""
        return [(part, [self[question.key] for question in part.questions]) for part in self.parts]

    def reading(self) -> list[Any]:
        return [self[name] for name in ("readers", "named", "not_for") if name in self.fields]

    def answers(self) -> dict[str, Any]:
        return {question.key: self.cleaned_data.get(question.key) for part in self.parts for question in part.questions}

    def values(self) -> dict[str, Any]:
        """Who may read it, as the actions take it."""
        return {
            "audience": [self.cleaned_data["readers"]],
            "named": [UUID(one) for one in self.cleaned_data.get("named", [])],
            "not_for": [UUID(one) for one in self.cleaned_data.get("not_for", [])],
        }


class TalkForm(SaidForm):
    parts = CHILD
    summary = LongTextField(
        label="What may be told",
        hint="A few sentences that the child has heard, safe for others to know. Nobody is told them before the child says so. "
        "What police must know is written as a line for police, and never here.",
        rows=4,
        limit=4000,
        required=False,
    )


class AccountForm(SaidForm):
    parts = CARER


class CarerForm(GovukForm):
    """Whose account it is. Nobody is asked of whom it is recorded that they must never be told."""

    person = OneChoice(label="Who?", choices=(), as_list=True, required=False)
    name = TextField(label="Or somebody else: their name", limit=120, required=False)
    relation = TextField(label="What are they to the child?", limit=120, required=False)
    mode = OneChoice(label="How do you talk?", choices=Mode.choices)
    held_at = MomentField(label="When, if it was not now?", required=False)

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fill("person", [(NOBODY_LISTED, "Somebody who is not on the record"), *people])

    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        chosen = data.pop("person")
        return {**data, "person_id": UUID(chosen) if chosen else None}


class CarerNotForm(GovukForm):
    answer = OneChoice(
        label="What came of it?",
        choices=[one for one in CarerAsked.choices if one[0] in {"declined", "not-safe", "nobody"}],
    )
    words = LongTextField(label="Why?", rows=3, limit=2000)


class SayForm(GovukForm):
    """What the child says about one person being told these words (H23)."""

    person = OneChoice(label="Who would be told?", choices=(), as_list=True)
    may = YesNoField(label="Does the child say yes?", choices=YES_NO)
    words = TextField(label="In the child's own words", limit=500, required=False)

    def __init__(self, *args: Any, people: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fill("person", people)


class GiveForm(GovukForm):
    person = OneChoice(label="Who was told?", choices=(), as_list=True)
    how = TextField(
        label="How?",
        hint="Told, shown or handed over; for a copy, where it is kept and who might find it. “No copy, talked through” will do.",
        limit=500,
    )

    def __init__(self, *args: Any, people: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fill("person", people)


class LeadForm(GovukForm):
    kind = OneChoice(
        label="Where does it go?",
        choices=LeadKind.choices,
        hints={
            LeadKind.INTELLIGENCE: "Read by the police and by you alone; it stands in no copy",
            LeadKind.PLACE: "It can be put into the trigger plan",
            LeadKind.PERSON: "They can be put on the child's record",
        },
    )
    words = LongTextField(label="What is there to follow?", rows=4, limit=4000)
    source = OneChoice(
        label="What does it come from?",
        hint="Whoever reads that reads this.",
        choices=(),
        required=False,
    )
    owner = OneChoice(label="Who follows it?", choices=(), as_list=True, required=False)

    def __init__(
        self, *args: Any, people: Iterable[tuple[str, str]] = (), sources: Sequence[tuple[str, str]] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fill("owner", [("", "The child's worker, or I"), *people])
        self.fill("source", sources)
        if not sources:
            del self.fields["source"]

    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        what, _, key = str(data.get("source") or "").partition(":")
        source: Mapping[str, UUID] = {f"{what}_id": UUID(key)} if key else {}
        return {
            "kind": data["kind"],
            "words": data["words"],
            "owner_id": UUID(data["owner"]) if data.get("owner") else None,
            **source,
        }


class FollowForm(GovukForm):
    """What came of a lead; and, by its kind, what it became."""

    came_of = LongTextField(label="So what was done?", hint="What you did, and what it led to.", rows=3, limit=2000)
    into_plan = LongTextField(
        label="Words for the places of the trigger plan",
        hint="Leave empty where it does not belong there.",
        rows=2,
        limit=600,
        required=False,
    )
    name = TextField(
        label="Their name, to put them on the child's record", hint="Leave empty where they do not belong there.", required=False
    )
    relation = OneChoice(
        label="What are they to the child?",
        choices=[("", "Choose"), *((key, label) for key, label in RelationKind.choices)],
        as_list=True,
        required=False,
    )
    reference = TextField(label="Reference of the referral", limit=40, required=False)
    OF_KIND: Mapping[str, tuple[str, ...]] = {
        LeadKind.PLAN.value: ("into_plan",),
        LeadKind.PLACE.value: ("into_plan",),
        LeadKind.PERSON.value: ("name", "relation"),
        LeadKind.REFERRAL.value: ("reference",),
    }

    def __init__(self, *args: Any, kind: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wanted = self.OF_KIND.get(kind, ())
        for name in ("into_plan", "name", "relation", "reference"):
            if name not in wanted:
                del self.fields[name]
        if kind == LeadKind.PLAN:
            self.fields["into_plan"].label = "Words for the safety plan: who does what, and by when"

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("name") and not cleaned.get("relation"):
            self.add_warning("relation", "Choose what they are to the child")
        return cleaned
