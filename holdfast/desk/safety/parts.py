"""One part of a safety plan as a form: a box for each answer, with whose words they are and who gets them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from holdfast.plans.actions import ItemGiven
from holdfast.plans.models import PlanItem
from holdfast.rules.plans import BOTH, CHILD, FAMILY, WHOSE, Asked, Part
from holdfast.ui.forms import GovukForm, LongTextField, ManyChoices, OneChoice

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
