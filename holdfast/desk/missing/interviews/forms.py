"""The forms of a return home interview. What is asked of whom stands in `rules.return_interview` and `rules.remote_contact`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from holdfast.missing.interview_types import Mode, Outcome
from holdfast.rules.remote_contact import CHECKS
from holdfast.ui.forms import GovukForm, LongTextField, ManyChoices, MomentField, OneChoice, TextField, YesNoField

YES_NO = (("yes", "Yes"), ("no", "No"))


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
