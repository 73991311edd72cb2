"""The forms of a meeting about many children: finding a child, and one child's item with who hears it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.forms import HiddenInput

from holdfast.meetings.actions import Spoken
from holdfast.meetings.child_queries import presenters
from holdfast.meetings.circles import Place
from holdfast.meetings.models import AgendaItem
from holdfast.rules.meeting_circles import Ground
from holdfast.ui.forms import GovukForm, LongTextField, ManyChoices, OneChoice, TextField


class ItemForm(GovukForm):
    """One child's item. Ticked beforehand are those to whom the rule gives it; a person decides."""

    marks_optional = False
    worry = LongTextField(label="What is the worry, in a sentence?", limit=500, rows=2, prompts_wording=True)
    minutes = TextField(label="For how many minutes?", width="3", inputmode="numeric", required=False)
    presenter = OneChoice(label="Who presents it?", as_list=True, required=False)
    hears = ManyChoices(
        label="Who hears this item?",
        hint="Nobody else sees the item, the child's name, or that anything was left out: on the agenda, in papers, in minutes.",
        required=False,
    )
    why = LongTextField(
        label="If somebody hears it to whom the child's record does not open: why?", limit=1000, rows=2,
        hint="Read by those who run the meeting.", required=False,
    )  # fmt: skip
    version = TextField(label="Version", widget=HiddenInput(), required=False)

    def __init__(self, *args: Any, places: Sequence[Place], item: AgendaItem | None = None, **kwargs: Any) -> None:
        super().__init__(*args, initial=_begun(places, item), **kwargs)
        free = [one for one in places if one.ground not in (Ground.RUNS, Ground.CLOSED)]
        about = {str(one.invitee.pk): _about(one, new=item is None) for one in free}
        self.fill("hears", [(str(one.invitee.pk), one.invitee.name) for one in free], about)
        if not free:
            del self.fields["hears"], self.fields["why"]
        called = presenters(places)
        self.fill("presenter", [("", "Not said yet"), *((str(one.pk), one.name) for one in called)])

    def clean_minutes(self) -> str:
        typed = str(self.cleaned_data["minutes"]).strip()
        if typed and not (typed.isascii() and typed.isdigit() and len(typed) < 4):
            self.add_warning("minutes", "Enter a number of minutes, such as 15")
        return typed

    def said(self) -> Spoken:
        given = self.cleaned_data
        return Spoken(
            worry=given["worry"],
            minutes=int(given["minutes"]) if given["minutes"] else None,
            presenter_id=UUID(given["presenter"]) if given["presenter"] else None,
            hears=frozenset(UUID(key) for key in given.get("hears", ())),
            why=given.get("why", ""),
        )

    @property
    def seen(self) -> int | None:
        typed = str(self.cleaned_data.get("version", ""))
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else None


def _about(one: Place, *, new: bool) -> str:
    words = f"{one.invitee.role}. {one.words}" if one.invitee.role else one.words
    if one.why:
        words += f". Let in, because: {one.why}"
    return words if new or one.decided else f"{words}. Not decided yet"


def _begun(places: Sequence[Place], item: AgendaItem | None) -> dict[str, Any]:
    hears = [str(one.invitee.pk) for one in places if one.hears]
    if item is None:
        return {"hears": hears}
    return {
        "hears": hears,
        "worry": item.prompt,
        "minutes": "" if item.minutes is None else str(item.minutes),
        "presenter": str(item.presenter_id or ""),
        "version": str(item.version),
    }
