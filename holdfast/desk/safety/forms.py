"""The forms of a safety plan beside its parts: the level, deciding, signing, going through it, looking again and ending."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from holdfast.kernel.time import today
from holdfast.plans.actions.signing import BY_A_WORKER
from holdfast.plans.types import CodeWay, CopyMeans, Reached, Signed, SignedHow, TookPart, WhyClosed
from holdfast.rules.exploitation import LEVELS as LEVEL_NAMES
from holdfast.rules.plans import EVIDENCE
from holdfast.ui.forms import DateField, EmailField, GovukForm, LongTextField, OneChoice, PhoneField, TextField

LEVEL_CHOICES = [(level.value, label) for level, label in LEVEL_NAMES.items()]


class EvidenceForm(GovukForm):
    """What shows that a child is safer: asked wherever a level is given, needed where it comes down."""

    marks_optional = False

    def __init__(self, *args: Any, begun: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for option in EVIDENCE:
            self.fields[f"evidence-{option.key}"] = LongTextField(
                label=option.label, limit=1000, rows=2, required=False, initial=(begun or {}).get(option.key, "")
            )

    def evidence(self) -> dict[str, str]:
        named = {option.key: str(self.cleaned_data.get(f"evidence-{option.key}") or "").strip() for option in EVIDENCE}
        return {key: words for key, words in named.items() if words}

    def evidence_boxes(self) -> list[Any]:
        return [self[f"evidence-{option.key}"] for option in EVIDENCE]


class LevelForm(EvidenceForm):
    """The level that the plan will be put forward with, and who took part in making it."""

    level = OneChoice(label="Level of risk", choices=LEVEL_CHOICES)
    why_level = LongTextField(label="Why this level?", limit=2000, rows=4, required=False)

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]] = (), made: Mapping[str, Any] | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.people = list(people)
        for number, (_key, name) in enumerate(self.people):
            begun = (made or {}).get(_key, {})
            self.fields[f"part-{number}"] = OneChoice(
                label=f"How {name} took part", choices=[("", "Not said"), *TookPart.choices], as_list=True, required=False,
                initial=begun.get("how", ""),
            )  # fmt: skip
        others = (made or {}).get("others", {})
        self.fields["others"] = LongTextField(
            label="Who else took part, and how", limit=1000, rows=2, required=False, initial=others.get("name", "")
        )

    def part_boxes(self) -> list[Any]:
        return [*(self[f"part-{number}"] for number in range(len(self.people))), self["others"]]

    def took_part(self) -> list[dict[str, str]]:
        made = [
            {"key": key, "name": name, "how": str(self.cleaned_data.get(f"part-{number}") or "")}
            for number, (key, name) in enumerate(self.people)
        ]
        others = str(self.cleaned_data.get("others") or "").strip()
        found = [one for one in made if one["how"]]
        return [*found, {"key": "others", "name": others, "how": TookPart.SPOKE.value}] if others else found


class AnswerForm(GovukForm):
    """Approve, or send back with what should be changed."""

    answer = OneChoice(
        label="What do you decide?",
        choices=(("approve", "Approve this version"), ("back", "Send it back")),
        reveals={"back": "why"},
    )
    why = LongTextField(label="What should be changed?", limit=2000, rows=4, required=False)


class SignForm(GovukForm):
    """What one person said of the version that holds."""

    who = OneChoice(label="Who?", choices=[], reveals={"professional": "name"})
    name = TextField(label="Which professional, and of which agency", required=False)
    answer = OneChoice(label="What did they say?", choices=Signed.choices)
    how = OneChoice(
        label="How did they say so?",
        choices=[("", "Choose"), *(one for one in SignedHow.choices if one[0] in BY_A_WORKER)],
        as_list=True,
        required=False,
    )
    words = LongTextField(label="In their words", limit=2000, rows=3, required=False)
    on_date = DateField(label="On which day?", latest=today, required=False, hint="Leave it for today.")


class GiveForm(GovukForm):
    """Before a copy is given: where will it be kept, who might find it. No copy is a full answer."""

    marks_optional = False  # what must be answered hangs on how the copy is given; each question says so

    means = OneChoice(
        label="How was the plan gone through?",
        choices=CopyMeans.choices,
        hints={"talked": "This is a full answer. Nothing is left that somebody could find."},
    )
    kept_where = TextField(
        label="If a copy is left: where will it be kept?",
        hint="Ask whoever gets it. A link is left on their phone.",
        required=False,
    )
    found_by = TextField(
        label="If a copy is left: who might find it?", hint="Also who looks at their phone, bag or room.", required=False
    )
    words = LongTextField(label="What they said of it, if anything", limit=2000, rows=3, required=False)
    email = EmailField(label="For a private page: the e-mail address that the link goes to", required=False)
    code_way = OneChoice(label="For a private page: how does the code reach them?", choices=CodeWay.choices, required=False)
    telephone = PhoneField(label="Mobile number for the code", required=False)


class LookForm(GovukForm):
    """The plan was looked at again and still holds."""

    found = LongTextField(
        label="What did you look at, with whom, and what did you find?",
        hint="With the child, if they will. If anything should be different, write it in the plan instead.",
        limit=4000,
        rows=5,
    )


class CloseForm(EvidenceForm):
    """How a plan ends."""

    why = OneChoice(label="Why does the plan end?", choices=WhyClosed.choices)
    reached = OneChoice(label="Did it reach what it was for?", choices=Reached.choices)
    what_changed = LongTextField(label="What has changed for the child?", limit=4000, rows=4)
    level = OneChoice(label="Level of risk as it ends", choices=LEVEL_CHOICES)
    child_said = LongTextField(
        label="What does the child say of the plan and of us?", hint="In their words. If not asked, say why.", limit=4000, rows=4
    )
    family_said = LongTextField(label="What do parents and carers say?", hint="If not asked, say why.", limit=4000, rows=4)
    professionals_said = LongTextField(label="What do the professionals say?", limit=4000, rows=3, required=False)
    carries_on = LongTextField(
        label="Who has the child in mind from now on, and what would bring the plan back?", limit=4000, rows=3
    )

    def plain_boxes(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if not name.startswith("evidence-")]
