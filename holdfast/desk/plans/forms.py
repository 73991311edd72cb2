"""The forms of a trigger plan: its part 1 from the table of questions, and the pictures."""

from __future__ import annotations

from typing import Any

from django import forms

from holdfast.kernel.time import today
from holdfast.missing.plan_models import PictureKind, PictureReaders
from holdfast.rules.trigger_plan import PARTS, QUESTIONS, Asked
from holdfast.ui.forms import DateField, FileField, GovukForm, LongTextField, OneChoice, TextField

TURNS = (("0", "As it is"), ("90", "A quarter to the right"), ("180", "Upside down"), ("270", "A quarter to the left"))
CUTS: dict[str, tuple[int, int, int, int]] = {
    "none": (0, 0, 0, 0),
    "middle": (20, 10, 20, 10),
    "top": (15, 0, 15, 40),
    "left": (0, 0, 50, 0),
    "right": (50, 0, 0, 0),
}
CUT_WORDS = (
    ("none", "Do not cut"),
    ("top", "Keep the upper middle: head and shoulders of a standing person"),
    ("middle", "Keep the middle"),
    ("left", "Keep the left half"),
    ("right", "Keep the right half"),
    ("numbers", "By numbers: so many per cent off each side"),
)
SIDES = ("left", "top", "right", "bottom")


class PlanForm(GovukForm):
    """Part 1. Nothing must be answered at once: what is not written is shown as not written."""

    marks_optional = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in QUESTIONS:
            self.fields[question.key] = _field(question)

    def parts(self) -> list[tuple[str, list[Any]]]:
        """The questions as the page shows them: by part."""
        return [(part.title, [self[question.key] for question in part.questions]) for part in PARTS]

    def answers(self) -> dict[str, str]:
        return {name: str(value or "") for name, value in self.cleaned_data.items()}

    def typed(self) -> dict[str, str]:
        """As it was typed, faults and all: for a draft."""
        return {question.key: str(self.data.get(question.key, "")).replace("\x00", "")[:5000] for question in QUESTIONS}


def _field(question: Asked) -> forms.Field:
    if question.options:
        choices = [(option.key, option.label) for option in question.options]
        return OneChoice(label=question.label, hint=question.hint, choices=choices, required=False)
    rows = 4 if question.limit > 400 else 2
    return LongTextField(label=question.label, hint=question.hint, limit=question.limit, rows=rows, required=False)


class PictureForm(GovukForm):
    """What a picture shows, when it was taken and who sees it."""

    kind = OneChoice(label="What does it show?", choices=PictureKind.choices)
    taken_on = DateField(
        label="When was it taken?", hint="As near as you know. Leave it if nobody knows.", latest=today, required=False
    )
    readers = OneChoice(
        label="Who sees it?",
        hint="The police see it while the child is missing, whichever you choose.",
        choices=PictureReaders.choices,
    )


class NewPictureForm(PictureForm):
    """A picture from a telephone's camera or from a file."""

    camera = FileField(
        label="Take a picture now",
        hint="On a telephone this opens the camera.",
        widget=forms.ClearableFileInput({"accept": "image/*", "capture": "environment"}),
        required=False,
    )
    picture = FileField(
        label="Or choose one there is",
        hint="JPEG, PNG, GIF, WebP or HEIC. Where and when it was taken is removed from it.",
        widget=forms.ClearableFileInput({"accept": "image/*,.heic,.heif"}),
        required=False,
    )
    field_order = ("camera", "picture", "kind", "taken_on", "readers")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("camera") and not cleaned.get("picture") and not self.errors.keys() & {"camera", "picture"}:
            self.add_warning("picture", "Take a picture, or choose one")
        return cleaned

    @property
    def upload(self) -> Any:
        return self.cleaned_data.get("camera") or self.cleaned_data["picture"]


class ChangePictureForm(PictureForm):
    """Turning and cutting without a script: by words, or by numbers."""

    turn = OneChoice(label="Turn it", choices=TURNS)
    cut = OneChoice(label="Cut it", choices=CUT_WORDS)
    left = TextField(label="Per cent off the left", width="3", inputmode="numeric", required=False)
    top = TextField(label="Per cent off the top", width="3", inputmode="numeric", required=False)
    right = TextField(label="Per cent off the right", width="3", inputmode="numeric", required=False)
    bottom = TextField(label="Per cent off the bottom", width="3", inputmode="numeric", required=False)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("cut") == "numbers":
            for side in SIDES:
                cleaned[side] = self._per_cent(side, str(cleaned.get(side) or "0"))
        else:
            cleaned |= dict(zip(SIDES, CUTS.get(str(cleaned.get("cut")), CUTS["none"]), strict=True))
        return cleaned

    def _per_cent(self, side: str, typed: str) -> int:
        words = typed.strip().removesuffix("%").strip()
        if words.isascii() and words.isdigit() and int(words) <= 90:
            return int(words)
        self.add_warning(side, "Enter a whole number from 0 to 90")
        return 0
