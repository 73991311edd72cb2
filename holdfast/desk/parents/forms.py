"""Giving a pack, wording its papers, and taking what a parent wrote into the plan."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from holdfast.missing.actions.giving import BOTH, OURS, THEIRS
from holdfast.missing.parent_models import Means
from holdfast.missing.parent_queries import Paper, ProposedLine, Relative
from holdfast.ui.formats import phone
from holdfast.ui.forms import GovukForm, LongTextField, ManyChoices, OneChoice, TextField

TO_EMPTY = ((THEIRS, "Put it into the plan"), (OURS, "Leave it out"))
TO_FILLED = ((BOTH, "Add it to what is there"), (THEIRS, "Put it in place of what is there"), (OURS, "Leave the plan as it is"))


class GiveForm(GovukForm):
    """Who, what and how. Only those who may safely be told can be chosen."""

    person = OneChoice(label="Who is given it?", choices=())
    papers = ManyChoices(label="Which papers?", choices=())
    means = OneChoice(label="How?", choices=Means.choices)

    def __init__(self, *args: Any, relatives: Iterable[Relative], papers: Iterable[Paper], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        safe = [one for one in relatives if one.safe]
        self.fill(
            "person",
            [(str(one.person.pk), f"{one.person.name} ({one.relation.lower()})") for one in safe],
            {str(one.person.pk): _reached(one) for one in safe},
        )
        self.fill("papers", [(paper.key, paper.title) for paper in papers])


def _reached(one: Relative) -> str:
    ways = [one.email, phone(one.texts_to) if one.texts_to else ""]
    return "Goes to: " + ", ".join(way for way in ways if way) if any(ways) else "No e-mail address or mobile on the record"


class WordsForm(GovukForm):
    seen = forms.CharField(widget=forms.HiddenInput(), required=False)
    title = TextField(label="Title", limit=120)
    body = LongTextField(
        label="Words",
        hint="Leave a line empty between paragraphs. Begin a heading with “# ” and each line of a list with “- ”.",
        limit=12_000,
        rows=24,
    )


class TakeForm(GovukForm):
    """One choice for each line that the parent wrote."""

    marks_optional = False
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, lines: Iterable[ProposedLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for line in lines:
            choices = TO_FILLED if line.ours else TO_EMPTY
            self.fields[line.key] = OneChoice(label=f"What becomes of it: {line.label.rstrip('?').lower()}?", choices=choices)

    def choices(self) -> dict[str, str]:
        return {name: str(value) for name, value in self.cleaned_data.items() if name != "version"}
