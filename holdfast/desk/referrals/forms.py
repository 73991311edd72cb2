"""The smaller forms of referring: files, ways on, adding, withdrawing, sharing, codes, calls and reviews."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from holdfast.access.models import Agency, User
from holdfast.kernel.time import today
from holdfast.rules.exploitation import LEVELS, Level, RouteStep
from holdfast.ui import forms as ui

AGREED = (("yes", "Yes, they agree"), ("no", "No, they do not agree"), ("not_asked", "They have not been asked"))


class FileForm(ui.GovukForm):
    """One file, and what it is."""

    file = ui.FileField(
        label="Choose a file", hint="PDF, Word, Excel, PowerPoint, OpenDocument, text or a picture. 20 MB at most."
    )
    what = ui.TextField(label="What is it?", hint="For example: attendance record, early help assessment.", required=False)
    evidence = ui.TickField(
        label="This may be evidence: keep the original sealed for the police",
        hint="Others open a copy without what the file says about itself.",
        required=False,
    )


class OnwardForm(ui.GovukForm):
    """One way on from a level: whether the writer takes it, with the agreement it rests on."""

    wanted = ui.YesNoField(label="Will you do this?", choices=(("yes", "Yes"), ("no", "Not now")), required=False)
    agreed = ui.OneChoice(label="Do they agree?", choices=AGREED, required=False)
    reason = ui.LongTextField(label="If they do not, or were not asked: why?", required=False, limit=5000, rows=3)

    def __init__(self, step: RouteStep, chosen: Mapping[str, Any] | None, data: Any = None) -> None:
        self.step = step
        first = {**chosen, "wanted": "yes" if chosen.get("wanted") else "no"} if chosen else {}
        super().__init__(data, prefix=step.key, initial=first)
        if not step.needs_agreement:
            del self.fields["agreed"], self.fields["reason"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("wanted") == "yes" and self.step.needs_agreement and not given.get("agreed"):
            self.add_warning("agreed", "Say whether they agree.")
        elif given.get("wanted") == "yes" and given.get("agreed") in ("no", "not_asked") and not given.get("reason"):
            self.add_warning("reason", "Say why, so that the next person can follow it.")
        return given

    def answered(self) -> bool:
        return bool(self.cleaned_data.get("wanted"))

    def choice(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "wanted": given["wanted"] == "yes",
            "agreed": given.get("agreed", ""),
            "reason": given.get("reason", ""),
        }


class WorkerForm(ui.GovukForm):
    """The agency where the worker works, and who there may read this all the same."""

    agency = ui.OneChoice(
        label="Where do they work or volunteer?", as_list=True, required=False,
        hint="Nobody in this agency can read the referral, unless you choose them below.",
    )  # fmt: skip

    def __init__(self, agencies: Sequence[Agency], readers: Sequence[User], known: Mapping[str, Any], data: Any = None) -> None:
        super().__init__(data, initial=dict(known))
        listed = self.fields["agency"]
        assert isinstance(listed, forms.ChoiceField)
        listed.choices = [("", "Not in the list, or not known"), *((str(one.pk), one.name) for one in agencies)]
        if readers:
            self.fields["chosen"] = ui.ManyChoices(
                label="Who there may read it?",
                hint="They deal with worries about workers. If you choose nobody, and nobody outside that agency does, all do.",
                choices=[(str(user.pk), user.name) for user in readers],
                required=False,
            )


class ReadersForm(ui.GovukForm):
    """For a worry about a worker: where they work, and who there is let in by name."""

    agency = ui.OneChoice(label="Where does the person work or volunteer?", as_list=True, required=False)
    user = ui.OneChoice(label="Let somebody in by name", as_list=True, required=False, hint="They can then read and screen it.")

    def __init__(self, agencies: Sequence[Agency], users: Sequence[User], data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        choices = {
            "agency": [("", "Not known yet"), *((str(one.pk), one.name) for one in agencies)],
            "user": [("", "Nobody more"), *((str(one.pk), one.name) for one in users)],
        }
        for name, listed in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = listed


class AddForm(ui.GovukForm):
    """Something more to say, with a file or without."""

    words = ui.LongTextField(label="What do you want to add?", prompts_wording=True)
    file = ui.FileField(label="A file", required=False, hint="20 MB at most.")


class WithdrawForm(ui.GovukForm):
    reason = ui.LongTextField(label="Why do you withdraw it?", limit=5000, rows=3)


class ShareForm(ui.GovukForm):
    user = ui.OneChoice(label="With whom?", hint="They can read all of it, and add to it.")

    def __init__(self, users: Sequence[User], data: Any = None) -> None:
        super().__init__(data)
        listed = self.fields["user"]
        assert isinstance(listed, forms.ChoiceField)
        listed.choices = [(str(user.pk), f"{user.name}, {user.job_title}".rstrip(", ")) for user in users]


class EmailForm(ui.GovukForm):
    email = ui.EmailField(label="Your e-mail address", hint="We send a code to it. Use your work address if you have one.")


class CodeForm(ui.GovukForm):
    code = ui.TextField(
        label="The code from the e-mail", hint="6 digits. It works for 10 minutes.", width="5", inputmode="numeric",
        autocomplete="one-time-code", limit=20,
    )  # fmt: skip


class StatusForm(ui.GovukForm):
    reference = ui.TextField(label="Your reference", hint="On your receipt, such as R7K2-M4QX.", width="10", limit=20)
    email = ui.EmailField(label="The e-mail address you gave", hint="We send a code to it.")


class CallForm(ui.GovukForm):
    """A call to the advice line."""

    called_at = ui.MomentField(label="When did they ring?", latest=today)
    caller_name = ui.TextField(label="Who rang?", hint="Their name, or that they would not give it.")
    caller_role = ui.TextField(label="Their job or role", required=False)
    caller_agency = ui.TextField(label="Their agency", required=False)
    caller_phone = ui.PhoneField(label="Their phone number", required=False)
    caller_email = ui.EmailField(
        label="Their e-mail address", required=False, hint="The written referral is asked for at this address."
    )
    given_name = ui.TextField(label="The child's first name", required=False, hint="The child need not be named.")
    family_name = ui.TextField(label="The child's last name", required=False)
    date_of_birth = ui.DateField(label="Date of birth", required=False, latest=today)
    safe_now = ui.YesNoField(label="Is the child safe now?", required=False)
    worry = ui.LongTextField(label="What was the call about?", prompts_wording=True)
    advice = ui.LongTextField(label="What did you advise?", prompts_wording=True)


class ReviewForm(ui.GovukForm):
    """The exploitation manager's look at a level."""

    reason = ui.LongTextField(label="Why?", limit=5000, rows=4)

    def __init__(self, given: Level, data: Any = None) -> None:
        super().__init__(data)
        choices = [(level.value, LEVELS[level]) for level in Level if level.rank >= given.rank]
        choices[0] = (choices[0][0], f"Confirm {choices[0][1]}")
        choices[1:] = [(key, f"Raise to {label}") for key, label in choices[1:]]
        self.fields = {
            "level": ui.OneChoice(label="What level is it?", choices=choices, hint="A review never lowers a level."),
            **self.fields,
        }
