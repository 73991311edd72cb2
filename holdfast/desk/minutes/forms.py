"""The forms of a minute: one line, the rulings of the chair, and how a copy is given."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from holdfast.kernel.time import today
from holdfast.meetings.minute_models import MinuteCopy, MinuteLine
from holdfast.meetings.minute_types import CodeWay
from holdfast.meetings.minuting.copies import is_family, means_for
from holdfast.meetings.minuting.writing import MOST, STANDS, Written, exceptions_for
from holdfast.meetings.models import AgendaItem, Invitee
from holdfast.rules.exploitation import LEVEL_OPTIONS
from holdfast.rules.minutes import LINE_LABELS, LineKind
from holdfast.ui.forms import DateField, GovukForm, LongTextField, ManyChoices, OneChoice, PhoneField

NOBODY = ("", "Nobody in particular")


class LineForm(GovukForm):
    """One line. Without a click it is what was said, for whom its part of the agenda is for."""

    marks_optional = False

    item = OneChoice(label="Part of the agenda", as_list=True)
    text = LongTextField(label="What was said", limit=MOST, rows=3, prompts_wording=True)
    who = OneChoice(label="Who may read it", as_list=True, required=False)
    named = ManyChoices(label="People named", hint="Only where the line is for people named.", required=False)
    speaker = OneChoice(label="Who said it", as_list=True, required=False)
    kind = OneChoice(label="What it is", as_list=True, choices=[(kind.value, words) for kind, words in LINE_LABELS.items()])
    owner = OneChoice(label="For an action: who does it", as_list=True, required=False)
    due_on = DateField(label="For an action: by when", earliest=today, required=False)
    level = OneChoice(label="For a level of risk: which", as_list=True, required=False)

    def __init__(self, *args: Any, items: Sequence[AgendaItem] = (), people: Sequence[Invitee] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        called = [one for one in people if one.comes]
        self.fill("item", [(str(one.pk), one.title) for one in items if one.removed_at is None])
        self.fill("who", exceptions_for(called))
        self.fill("named", [(str(one.pk), one.name) for one in called if one.user_id])
        self.fill("speaker", [NOBODY, *_named(called)])
        self.fill("owner", [NOBODY, *_named(called)])
        self.fill("level", [("", "Not agreed here"), *((one.key, one.label) for one in LEVEL_OPTIONS)])

    def written(self, **more: Any) -> Written:
        given = self.cleaned_data
        return Written(
            text=given["text"],
            kind=given["kind"] or LineKind.SAID,
            who=given["who"],
            named=tuple(UUID(one) for one in given["named"]),
            speaker_id=UUID(given["speaker"]) if given["speaker"] else None,
            owner_id=UUID(given["owner"]) if given["owner"] else None,
            due_on=given["due_on"],
            level=given["level"],
            **more,
        )


def _named(people: Iterable[Invitee]) -> list[tuple[str, str]]:
    return [(str(one.pk), f"{one.name}, {one.role}" if one.role else one.name) for one in people]


class ChangeLineForm(LineForm):
    """A line that stands: also in words for the child."""

    for_child = LongTextField(
        label="For the child, in words the child can use",
        hint="Where it says nothing, the child's version says the line as it stands.",
        limit=MOST,
        rows=3,
        required=False,
    )

    def __init__(self, *args: Any, line: MinuteLine, people: Sequence[Invitee] = (), **kwargs: Any) -> None:
        super().__init__(*args, people=people, initial=begun_from(line, people), **kwargs)
        self.fill("item", [(str(line.item_id), "Where it stands")])
        if self.initial["who"] == STANDS:
            self.fill("who", [(STANDS, "Those it is for now"), *exceptions_for([one for one in people if one.comes])])

    def written(self, **more: Any) -> Written:
        return super().written(for_child=self.cleaned_data["for_child"], **more)


def begun_from(line: MinuteLine, people: Sequence[Invitee]) -> dict[str, Any]:
    """The answers of a line that stands. Whom it is for is chosen again where it was an exception."""
    return {
        "item": str(line.item_id),
        "text": line.text,
        "for_child": line.for_child,
        "who": exception_of(line, people),
        "named": [str(one.pk) for one in people if one.user_id in line.named],
        "speaker": str(line.speaker_id or ""),
        "kind": line.kind,
        "owner": str(line.owner_id or ""),
        "due_on": line.due_on,
        "level": line.level,
    }


def exception_of(line: MinuteLine, people: Sequence[Invitee]) -> str:
    """Which exception a line stands under: "" where it is for whom its section is, STANDS where no exception says it."""
    if not line.exception:
        return ""
    keys = set(line.audience)
    for plain in ("police", "named", "professionals"):
        if keys == {plain}:
            return "child" if plain == "professionals" and "child" in line.asked else plain
    if keys == {"professionals", "child"}:
        return "child"
    left_out = next((one for one in people if {one.user_id, one.person_id} & set(line.not_for) - {None}), None)
    if left_out is not None:
        return f"not:{left_out.pk}"
    only = [one for one in people if one.person_id in line.family]
    if keys == {"professionals", "family"} and len(only) == len(line.family) == 1:
        return f"only:{only[0].pk}"
    child = next((one for one in people if one.kind == "child"), None)
    everybody = {one.person_id for one in people if one.comes and one.person_id}
    if child is not None and keys == {"professionals", "family"} and set(line.family) == everybody:
        return f"not:{child.pk}"
    return STANDS


class RulingForm(GovukForm):
    """The chair gives a reader something, or keeps it from them, and says why."""

    gives = OneChoice(
        label="What do you decide?", choices=(("yes", "This reader has it"), ("no", "This reader does not have it"))
    )
    reason = LongTextField(label="Why?", limit=1000, rows=3)


class ReasonForm(GovukForm):
    """Why something is sent back, or opened again."""

    reason = LongTextField(label="Why?", limit=2000, rows=3)


class GiveForm(GovukForm):
    """How a copy is given. To somebody at home, where it will be kept is asked first (H14)."""

    means = OneChoice(label="How do they get it?")
    code_way = OneChoice(label="How does the code reach them?", choices=CodeWay.choices, required=False)
    telephone = PhoneField(label="Mobile number for the code", required=False)
    kept_where = LongTextField(label="Where will they keep it?", limit=500, rows=2, required=False)
    found_by = LongTextField(label="Who might find it there?", limit=500, rows=2, required=False)
    why = LongTextField(label="Anything to remember about how it was given", limit=1000, rows=2, required=False)

    def __init__(self, *args: Any, copy: MinuteCopy, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fill("means", means_for(copy))
        if not is_family(copy):
            del self.fields["kept_where"], self.fields["found_by"]
        if copy.invitee.user_id is not None:
            for name in ("code_way", "telephone", "why"):
                del self.fields[name]

    def given(self) -> dict[str, str]:
        return {name: str(value or "") for name, value in self.cleaned_data.items()}


class RecallForm(GovukForm):
    """A copy is recalled. First who is in danger, then who has it."""

    in_danger = LongTextField(
        label="Who may be in danger because of it, and who is warning them now?",
        hint="If nobody is, say why you are sure.",
        limit=2000,
        rows=3,
    )
    holder = LongTextField(label="Who has it, and what did you ask them to do?", limit=2000, rows=3)
    why = LongTextField(label="What is wrong with it?", limit=2000, rows=3)


class DoneForm(GovukForm):
    """What came of an action."""

    words = LongTextField(label="What did you do, and what came of it?", limit=2000, rows=4, prompts_wording=True)


class EndForm(GovukForm):
    """The meeting is over."""

    quorum_words = LongTextField(
        label="If not everybody was there who must be: what did the chair decide, and why?", limit=1000, rows=3, required=False
    )
