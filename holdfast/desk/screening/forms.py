"""The forms of MASH. Each asks one thing; what is needed says so in a sentence."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from holdfast.access.models import Agency, User
from holdfast.kernel.time import today
from holdfast.rules.lawful_basis import LAWFUL_BASES
from holdfast.rules.outcomes import DECIDING, OUTCOMES
from holdfast.screening.types import Consent, Protection, Rating, Trace
from holdfast.ui.forms import (
    GovukForm,
    LongTextField,
    ManyChoices,
    MomentField,
    OneChoice,
    PhoneField,
    TextField,
)

NOBODY = "nobody"
SPEEDS = (
    ("routine", "Routine"),
    ("soon", "Soon: within the day"),
    ("urgent", "Urgent: at once"),
)
WEIGHED = tuple((choice.value, choice.label) for choice in Consent if choice != Consent.RETURNED)
YES_NO = (("yes", "Yes"), ("no", "No"))


class SeenForm(GovukForm):
    """A form that remembers which version of the screening its writer had before them."""

    version = forms.IntegerField(widget=forms.HiddenInput(), required=False)

    @property
    def seen(self) -> int | None:
        version: int | None = self.cleaned_data.get("version")
        return version


class RateForm(SeenForm):
    """Red, amber or green, with the reason."""

    rating = OneChoice(label="How soon must this child be looked at?", choices=Rating.choices)
    reason = LongTextField(label="Reason", hint="What you know that makes it so.", limit=4000, rows=4, prompts_wording=True)

    def __init__(self, *args: Any, limits: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fill("rating", Rating.choices, limits)


class PeopleForm(GovukForm):
    """Somebody to give something to."""

    def offer(self, name: str, people: Iterable[User], nobody: str) -> None:
        """Fill a list with people; `nobody` words the choice to leave it to everybody."""
        chosen = [("", "Choose somebody"), *((str(one.pk), one.name) for one in people), (NOBODY, nobody)]
        self.fill(name, chosen)


class AssignForm(PeopleForm):
    to = OneChoice(label="Who is to screen this child?", as_list=True)
    note = LongTextField(label="Note for them", required=False, limit=2000, rows=3)

    def __init__(self, *args: Any, people: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("to", people, "Nobody yet: leave it to all screeners")


class HandOverForm(PeopleForm):
    to = OneChoice(label="Who takes over?", as_list=True)
    note = LongTextField(
        label="What must they know?", hint="It goes with every child you hand over.", required=False, limit=4000, rows=5
    )

    def __init__(self, *args: Any, people: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("to", people, "All screeners: nobody by name")


NEW_RECORD = "new"


class RecordForm(GovukForm):
    """Which record the child is, or a new one."""

    record = OneChoice(label="Whose record is this?")
    why = LongTextField(label="Why?", hint="What makes you sure. Somebody else must be able to check it.", limit=2000, rows=3)

    def __init__(self, *args: Any, matches: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(str(match.child_id), f"{match.name}, born {match.born or 'not known'}") for match in matches]
        hints = {
            str(match.child_id): f"{match.strength.label}: {', '.join(match.reasons)}. {' '.join(match.warnings)}".strip()
            for match in matches
        }
        self.fill("record", [*offered, (NEW_RECORD, "None of these: make a new record")], hints)


class ReasonForm(GovukForm):
    """One reason, for one thing done."""

    reason = LongTextField(label="Reason", limit=4000, rows=4)

    def __init__(self, *args: Any, label: str = "Reason", hint: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label, self.fields["reason"].help_text = label, hint


class InstructForm(GovukForm):
    what = LongTextField(label="What is to be checked?", limit=2000, rows=3)
    with_whom = TextField(label="With whom?", required=False)
    due_at = MomentField(label="By when?", hint="For example, 24 11 2026 at 4pm")


class AnswerInstructionForm(GovukForm):
    done = OneChoice(label="Was this done?", choices=(("yes", "Yes, done"), ("no", "No, not done")), inline=True)
    outcome = LongTextField(label="What was found, or why it was not done", limit=8000, prompts_wording=True)


class ConsentForm(GovukForm):
    outcome = OneChoice(label="How did you weigh agreement?", choices=WEIGHED)
    reason = LongTextField(
        label="Reason", hint="If you override it: why, for example because asking would put the child at risk.", limit=4000
    )
    lawful_basis = OneChoice(
        label="Lawful basis for sharing",
        hint="This is not the same as agreement. It rests on the law, whatever the family says.",
        choices=tuple((option.key, option.label) for option in LAWFUL_BASES),
        hints={option.key: option.hint for option in LAWFUL_BASES if option.hint},
    )
    basis_note = TextField(label="More about the basis", required=False, limit=500)


class CallBackForm(GovukForm):
    number = PhoneField(label="Number you called", hint="Not one from the form: the agency's switchboard, or one you know.")
    number_from = TextField(label="Where you found the number")
    spoke_to = TextField(label="Whom you spoke to")
    called_at = MomentField(label="When?", latest=today)
    confirmed = OneChoice(label="Is the referrer who they say they are?", choices=YES_NO, inline=True)
    note = LongTextField(label="Note", required=False, limit=2000, rows=3)


class ChecksForm(GovukForm):
    """A question to several agencies at once."""

    agencies = ManyChoices(label="Which agencies?")
    about = ManyChoices(label="About whom?", hint="The agency sees these people's names, dates of birth and addresses.")
    question = LongTextField(
        label="The question", hint="The agency sees this question and not the referral.", limit=4000, rows=4, prompts_wording=True
    )
    proportionality = LongTextField(
        label="Why asking is needed and fair to these people", hint="Kept with the request.", limit=2000, rows=3
    )
    speed = OneChoice(label="How fast is an answer needed?", choices=SPEEDS)
    may_contact = OneChoice(
        label="May the agency contact the family?",
        choices=(("no", "No: do not contact the family"), ("yes", "Yes")),
        reveals={"yes": "contact_note"},
        initial="no",
    )
    contact_note = LongTextField(label="Whom may they contact, and what may be said?", required=False, limit=1000, rows=2)

    def __init__(self, *args: Any, agencies: Iterable[Agency], people: list[dict[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fill("agencies", [(str(one.pk), one.name) for one in agencies])
        self.fill("about", [(person["key"], f"{person['name']} ({person['relation'].lower()})") for person in people])


class AnswerCheckForm(GovukForm):
    trace = OneChoice(label="Are these people known to you?", choices=Trace.choices)
    text = LongTextField(
        label="What you know, as far as the question asks",
        hint="Your answer is used for this decision only.",
        required=False,
        limit=20_000,
        rows=8,
        prompts_wording=True,
    )
    worker = TextField(label="Who in your agency works with them, and how to reach them", required=False, limit=400)


class ProtectForm(GovukForm):
    step = OneChoice(
        label="What are you doing now?",
        choices=Protection.choices,
        hints={
            Protection.POLICE_NOW.value: "Ring 999 first. Recording it here calls nobody.",
            Protection.STRATEGY.value: "Police, health and social care are called at once.",
        },
    )
    reason = LongTextField(label="Why now?", hint="A few words are enough: you can add to it later.", limit=4000, rows=3)
    at = MomentField(label="When, if not now", required=False, latest=today)


class WorkerForm(GovukForm):
    new_harm = OneChoice(
        label="Does it report new significant harm?",
        choices=(("yes", "Yes: MASH screens it as well"), ("no", "No: it is news for the worker")),
    )
    note = LongTextField(label="Note for the worker and manager", required=False, limit=2000, rows=3)


class ProposeForm(SeenForm):
    """Level, outcome and rationale for one child."""

    level = OneChoice(label="Level of need")
    outcome = OneChoice(
        label="Outcome",
        choices=[(outcome.value, OUTCOMES[outcome].label) for outcome in DECIDING],
        hints={outcome.value: OUTCOMES[outcome].meaning for outcome in DECIDING},
    )
    rationale = LongTextField(
        label="Rationale", hint="What you weighed, and why this outcome.", limit=20_000, rows=8, prompts_wording=True
    )

    def __init__(self, *args: Any, levels: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fill("level", levels)


class CorrectForm(ProposeForm):
    """A decision that supersedes an earlier one."""

    correction_reason = LongTextField(label="What was wrong with the decision?", limit=4000, rows=3)
    field_order = ("correction_reason",)


class RatifyForm(GovukForm):
    answer = OneChoice(label="Do you ratify this decision?", choices=(("ratify", "Yes, ratify it"), ("back", "No, send it back")))
    note = LongTextField(label="Note", hint="If you send it back: what is missing.", required=False, limit=4000, rows=4)


class TellForm(GovukForm):
    words = LongTextField(label="What the referrer is told", limit=8000, rows=6, prompts_wording=True)


class LookForm(GovukForm):
    view = LongTextField(label="What do you make of it?", limit=4000, rows=4)


class StepForm(GovukForm):
    note = LongTextField(label="What was done?", limit=8000, rows=4, prompts_wording=True)


class DisagreeForm(GovukForm):
    text = LongTextField(label="What do you disagree with, and what should happen?", limit=8000, prompts_wording=True)
    raised_for = TextField(label="Who disagrees, if it is not you", required=False)


class ReferrerDisagreesForm(GovukForm):
    """A referrer says with which child's decision they do not agree, and why."""

    child = OneChoice(label="About which child?")
    text = LongTextField(label="What do you disagree with, and what should happen?", limit=8000, prompts_wording=True)

    def __init__(self, *args: Any, children: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fill("child", children)


class PursueForm(GovukForm):
    """The referrer after an answer: it is settled, or it goes a stage up."""

    kind = OneChoice(label="Is it settled?", choices=(("settled", "Yes, it is settled"), ("raised", "No: take it a stage up")))
    text = LongTextField(label="Why?", limit=8000)


class StageForm(GovukForm):
    """What is said at a stage of a disagreement."""

    kind = OneChoice(
        label="What is this?",
        choices=(("answered", "An answer"), ("raised", "It is not settled: take it a stage up"), ("settled", "It is settled")),
    )
    text = LongTextField(label="What is said", limit=8000)
