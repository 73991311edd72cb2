"""The forms of leads: what there is to follow, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from holdfast.missing.interview_types import LeadKind
from holdfast.records.types import RelationKind
from holdfast.ui.forms import GovukForm, LongTextField, OneChoice, TextField


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
