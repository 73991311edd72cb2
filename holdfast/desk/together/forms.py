"""The forms of the plans beside the safety plan."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from holdfast.kernel.time import today
from holdfast.plans.around_models import OtherPlan, RegularContact, SupportPlan, Transition
from holdfast.rules.plan_together import KINDS, MODES, SUBJECTS
from holdfast.rules.transition import PROMPTS, STATES
from holdfast.ui.forms import DateField, GovukForm, LongTextField, OneChoice, PhoneField, TextField

_STATES = [(one.key, one.label) for one in STATES]


class SaysForm(GovukForm):
    """What a plan says on the subjects on which plans may differ. Left is not said."""

    marks_optional = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for subject in SUBJECTS:
            choices = [("", "The plan does not say"), *((one.key, one.label) for one in subject.options)]
            self.fields[f"says-{subject.key}"] = OneChoice(label=subject.label, choices=choices, as_list=True, required=False)

    def says(self) -> dict[str, str]:
        return {one.key: str(self.cleaned_data.get(f"says-{one.key}") or "") for one in SUBJECTS}

    def says_boxes(self) -> list[Any]:
        return [self[f"says-{one.key}"] for one in SUBJECTS]

    def plain_boxes(self) -> list[Any]:
        return [self[name] for name in self.fields if not name.startswith("says-")]

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if not name.startswith("says-")}


def begin_says(says: Mapping[str, str]) -> dict[str, str]:
    return {f"says-{key}": answer for key, answer in says.items()}


class SupportForm(SaysForm):
    aims = LongTextField(label="What the work is for", limit=2000, rows=3, required=False)
    child_chose = LongTextField(
        label="What the child chose",
        hint="How they want to be met, rung or written to, in their words.",
        limit=1000,
        rows=3,
        required=False,
    )
    reach = LongTextField(
        label="How and when the child may safely be reached",
        hint="Which number, which days and times, what to say first.",
        limit=1500,
        rows=4,
    )
    never = LongTextField(
        label="What is never done",
        hint="Such as ringing the house, or writing anything in a message.",
        limit=1000,
        rows=3,
        required=False,
    )
    answers = LongTextField(label="If somebody else answers", limit=1000, rows=2, required=False)
    cut_off = LongTextField(label="If a call breaks off, or the child cannot talk", limit=1000, rows=2, required=False)
    review_on = DateField(label="Agreed again on", required=False)

    @staticmethod
    def begin(row: SupportPlan | None) -> dict[str, Any]:
        names = ("aims", "child_chose", "reach", "never", "answers", "cut_off", "review_on")
        return {name: getattr(row, name) for name in names} | begin_says(row.says) if row else {}


class OtherForm(SaysForm):
    kind = OneChoice(label="Which plan?", choices=[(one.key, one.label) for one in KINDS])
    lead = TextField(label="Who leads it?")
    agency = TextField(label="Of which agency?", required=False)
    purpose = LongTextField(label="What it is for", limit=2000, rows=3, required=False)
    review_on = DateField(label="Next review", required=False)
    from_date = DateField(label="Since", required=False)
    until = DateField(label="Ended on", hint="Leave it while the plan stands.", required=False, latest=today)

    @staticmethod
    def begin(row: OtherPlan | None) -> dict[str, Any]:
        names = ("kind", "lead", "agency", "purpose", "review_on", "from_date", "until")
        return {name: getattr(row, name) for name in names} | begin_says(row.says) if row else {}


class ContactForm(GovukForm):
    marks_optional = True

    plan = OneChoice(label="For which plan?", choices=[])
    who = TextField(label="Who comes, rings or writes?")
    agency = TextField(label="Of which agency?")
    mode = OneChoice(label="How?", choices=[(one.key, one.label) for one in MODES])
    every_days = TextField(
        label="Every how many days?", hint="7 for each week, 14 for each fortnight.", width="3", inputmode="numeric"
    )
    first_on = DateField(label="First on", hint="The days after it are counted from here.")
    at = TextField(label="Agreed time", hint="Such as after school, or Thursdays at 4pm.", required=False)
    purpose = LongTextField(label="What for", limit=1000, rows=2, required=False)
    until = DateField(label="Last on", hint="Leave it while it goes on.", required=False)

    @staticmethod
    def begin(row: RegularContact | None) -> dict[str, Any]:
        names = ("who", "agency", "mode", "every_days", "first_on", "at", "purpose", "until")
        return (
            {name: getattr(row, name) for name in names} | {"plan": str(row.other_id or "support")}
            if row
            else {"plan": "support"}
        )

    def clean_every_days(self) -> int:
        """A whole number; the action says what is too many."""
        typed = str(self.cleaned_data.get("every_days") or "").strip()
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 5 else 0


class TransitionForm(GovukForm):
    """Growing up: the lead, then each prompt with a state and words."""

    marks_optional = False

    lead = TextField(label="Who leads on the adult side?", hint="A named person, not a team.", required=False)
    lead_agency = TextField(label="Of which adult service?", required=False)
    lead_telephone = PhoneField(label="Telephone", required=False)
    young_person_says = LongTextField(
        label="What the young person wants", hint="In their words.", limit=4000, rows=4, required=False
    )
    after_18 = LongTextField(
        label="What goes on after eighteen, and who does it",
        hint="Nothing ends by itself on a birthday.",
        limit=4000,
        rows=4,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for prompt in PROMPTS:
            self.fields[f"state-{prompt.key}"] = OneChoice(
                label=prompt.label, hint=prompt.hint, choices=_STATES, as_list=True, required=False
            )
            self.fields[f"words-{prompt.key}"] = LongTextField(
                label="What was found, by whom, when", limit=2000, rows=2, required=False
            )

    def prompts(self) -> list[tuple[Any, Any, str]]:
        return [(self[f"state-{one.key}"], self[f"words-{one.key}"], str(one.source)) for one in PROMPTS]

    def plain_boxes(self) -> list[Any]:
        return [self[name] for name in self.fields if not name.startswith(("state-", "words-"))]

    def values(self) -> dict[str, Any]:
        sent = self.cleaned_data
        plain = {name: str(value or "") for name, value in sent.items() if not name.startswith(("state-", "words-"))}
        answers = {
            one.key: {"state": str(sent.get(f"state-{one.key}") or ""), "words": str(sent.get(f"words-{one.key}") or "")}
            for one in PROMPTS
        }
        return plain | {"answers": answers}

    @staticmethod
    def begin(row: Transition | None) -> dict[str, Any]:
        if row is None:
            return {}
        plain = {name: getattr(row, name) for name in ("lead", "lead_agency", "lead_telephone", "young_person_says", "after_18")}
        for key, answer in row.answers.items():
            plain |= {f"state-{key}": answer.get("state", ""), f"words-{key}": answer.get("words", "")}
        return plain


class MeetingForm(GovukForm):
    """What a meeting did with the plan."""

    reviewed = OneChoice(
        label="Did this meeting review the safety plan?", choices=(("yes", "Yes"), ("no", "No")), reveals={"no": "by_date"}
    )
    by_date = DateField(label="By which day will it be reviewed?", required=False)
    words = LongTextField(label="What was found, or why it was not reviewed", limit=4000, rows=4)
