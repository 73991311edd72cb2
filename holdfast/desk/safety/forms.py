"""The forms of a safety plan: its parts from the table of questions, the level, signing, looking again and ending."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms

from holdfast.kernel.time import today
from holdfast.plans.actions import ItemGiven
from holdfast.plans.models import PlanItem
from holdfast.plans.types import CopyMeans, Reached, Signed, SignedHow, TookPart, WhyClosed
from holdfast.rules.exploitation import LEVELS as LEVEL_NAMES
from holdfast.rules.plans import BOTH, CHILD, EVIDENCE, FAMILY, WHOSE, Asked, Part
from holdfast.ui.forms import DateField, GovukForm, LongTextField, ManyChoices, OneChoice, TextField

READERS = (
    ("professionals", "Every professional of the child's circle"),
    ("police", "The police alone"),
    ("named", "You, and the colleagues ticked"),
)
# What somebody said is a quotation, which no prompt touches (H25).
QUOTED = frozenset({"child_says", "parents_say"})
COLLEAGUES = (
    ("named", "Colleagues", "Only where you chose colleagues above."),
    ("not_for", "Colleagues who must not read it", ""),
)
WHOSE_CHOICES = [(one.key, one.label) for one in WHOSE]
LEVEL_CHOICES = [(level.value, label) for level, label in LEVEL_NAMES.items()]


class Slot:
    """One answer on the page: its question, and the row it comes from; none for a new one."""

    def __init__(self, question: Asked, row: PlanItem | None, name: str = "") -> None:
        self.question, self.row = question, row
        self.name = name or (str(row.pk) if row else f"new-{question.key}")


class PartForm(GovukForm):
    """The questions of one part, each with whose words they are and who gets them. A blank answer is no fault."""

    marks_optional = False

    def __init__(
        self,
        *args: Any,
        slots: Sequence[Slot],
        people: Sequence[tuple[str, str]],
        relatives: Sequence[tuple[str, str]],
        **kw: Any,
    ) -> None:
        super().__init__(*args, **kw)
        self.slots = list(slots)
        self.listed = {key for key, _ in people}
        for slot in self.slots:
            self._ask(slot, people, relatives)

    def _ask(self, slot: Slot, people: Sequence[tuple[str, str]], relatives: Sequence[tuple[str, str]]) -> None:
        one, name, row = slot.question, slot.name, slot.row
        rows, prompts = 2 if one.exact else 4, one.key not in QUOTED and not one.exact
        self.fields[f"{name}-words"] = LongTextField(
            label=one.label, hint=one.hint, limit=one.limit, rows=rows, required=False, prompts_wording=prompts,
            initial=row.words if row else "",
        )  # fmt: skip
        self.fields[f"{name}-whose"] = OneChoice(
            label="Whose words?", choices=WHOSE_CHOICES, as_list=True, required=False, initial=row.whose if row else "worker"
        )
        copies = self._copies(one, relatives)
        if copies:
            self.fields[f"{name}-copies"] = ManyChoices(
                label="Whose copy does it stand in?", choices=copies, required=False, initial=_copies_of(one, row)
            )
        begun = next((key for key in (row.audience if row else ()) if key in dict(READERS)), one.readers)
        self.fields[f"{name}-readers"] = OneChoice(
            label="Who reads it here?", choices=READERS, as_list=True, required=False, initial=begun
        )
        if people:
            for box, label, hint in COLLEAGUES:
                begun_with = [str(pk) for pk in getattr(row, box)] if row else []
                self.fields[f"{name}-{box}"] = ManyChoices(
                    label=label, hint=hint, choices=people, required=False, initial=begun_with
                )

    @staticmethod
    def _copies(one: Asked, relatives: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
        child = [] if CHILD in one.never else [(CHILD, "The child")]
        return [*child, *([] if FAMILY in one.never else relatives)]

    def shown(self) -> list[dict[str, Any]]:
        """Each answer with its boxes, as the page draws them."""
        boxes = ("words", "whose", "copies", "readers", "named", "not_for")
        return [
            {"slot": slot, "never": slot.question.never >= BOTH, "said": self._said(slot)}
            | {box: self[f"{slot.name}-{box}"] if f"{slot.name}-{box}" in self.fields else None for box in boxes}
            for slot in self.slots
        ]

    def _said(self, slot: Slot) -> str:
        """Who gets the answer, in a line that stands above the boxes."""
        copies = f"{slot.name}-copies"
        chosen = [str(one) for one in (self[copies].value() or [])] if copies in self.fields else []
        words = dict(self.fields[copies].choices) if copies in self.fields else {}  # type: ignore[attr-defined]
        readers = dict(READERS).get(str(self[f"{slot.name}-readers"].value()), READERS[0][1])
        return ", ".join([readers, *(str(words[one]) for one in chosen if one in words)])

    def given(self, seen: Mapping[str, int | None]) -> list[ItemGiven]:
        """What was sent, for the action. seen: by slot, the version that was on the screen."""
        return [self._given(slot, seen.get(slot.name)) for slot in self.slots]

    def _given(self, slot: Slot, seen: int | None) -> ItemGiven:
        sent, name = self.cleaned_data, slot.name
        copies = sent.get(f"{name}-copies") or []
        return ItemGiven(
            slot=name,
            key=slot.question.key,
            words=sent.get(f"{name}-words") or "",
            whose=sent.get(f"{name}-whose") or "worker",
            readers=sent.get(f"{name}-readers") or slot.question.readers,
            child=CHILD in copies,
            relatives=tuple(UUID(one) for one in copies if one != CHILD),
            named=self._chosen(slot, "named"),
            not_for=self._chosen(slot, "not_for"),
            item_id=slot.row.pk if slot.row else None,
            seen=seen,
        )

    def _chosen(self, slot: Slot, box: str) -> tuple[UUID, ...]:
        """The colleagues ticked, and those chosen before whom the page does not list, such as the writer themself."""
        before = [pk for pk in getattr(slot.row, box) if str(pk) not in self.listed] if slot.row else []
        return (*before, *(UUID(one) for one in self.cleaned_data.get(f"{slot.name}-{box}") or ()))


def _copies_of(question: Asked, row: PlanItem | None) -> list[str]:
    """Whose copies an answer stands in; a new one, in those of the table."""
    if row is None:
        return [CHILD] if CHILD in question.copies else []
    return [*([CHILD] if CHILD in row.audience else []), *(str(pk) for pk in row.relatives)]


def slots_of(part: Part, rows: Sequence[PlanItem], more: str = "") -> list[Slot]:
    """One box for each answer there is, and one for each question without any; `more` asks one again."""
    made: list[Slot] = []
    for question in part.questions:
        own = [Slot(question, row) for row in rows if row.key == question.key]
        made += own
        if not own or more == question.key:
            made.append(Slot(question, None))
    return made


def sent_slots(part: Part, rows: Sequence[PlanItem], sent: Mapping[str, Any]) -> list[Slot]:
    """The boxes that somebody sends: of answers there were, and of new ones."""
    made: list[Slot] = []
    for question in part.questions:
        made += [Slot(question, row) for row in rows if row.key == question.key and f"{row.pk}-words" in sent]
        if f"new-{question.key}-words" in sent:
            made.append(Slot(question, None))
    return made


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
    how = OneChoice(label="How did they say so?", choices=[("", "Choose"), *SignedHow.choices], as_list=True, required=False)
    words = LongTextField(label="In their words", limit=2000, rows=3, required=False)
    on_date = DateField(label="On which day?", latest=today, required=False, hint="Leave it for today.")


class GiveForm(GovukForm):
    """Before a copy is given: where will it be kept, who might find it. No copy is a full answer."""

    means = OneChoice(
        label="How was the plan gone through?",
        choices=CopyMeans.choices,
        hints={"talked": "This is a full answer. Nothing is left that somebody could find."},
    )
    kept_where = TextField(label="Where will it be kept?", hint="Asked of whoever gets it.", required=False)
    found_by = TextField(label="Who might find it?", hint="Also who looks at their phone, bag or room.", required=False)
    words = LongTextField(label="What they said of it", limit=2000, rows=3, required=False)


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
