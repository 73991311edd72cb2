"""The forms of a meeting before it is held. Whom and what it asks hangs on the type of the meeting."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.forms import ClearableFileInput, HiddenInput

from holdfast.kernel.time import now
from holdfast.meetings.actions import Convened, Drawn, Gathered, How
from holdfast.meetings.models import AgendaItem, Meeting
from holdfast.meetings.suggesting import Suggestion
from holdfast.meetings.types import DrawingReaders, Means, Offer, Video, ViewHow
from holdfast.meetings.video import NOTHING, set_up
from holdfast.rules import meetings as rules
from holdfast.rules.meeting_views import FACES, QUESTIONS, SCALE
from holdfast.rules.meetings import MeetingType
from holdfast.ui.formats import long_moment
from holdfast.ui.forms import (
    EmailField,
    FileField,
    GovukForm,
    LongTextField,
    ManyChoices,
    MomentField,
    OneChoice,
    PhoneField,
    TextField,
    TickField,
)

OTHER = "other"
FACE_CHOICES = [(str(number), f"{picture} {words}") for number, picture, words in SCALE]


class TimeForm(GovukForm):
    """When, where, by which link, and who runs it."""

    time = OneChoice(label="When?", choices=(), reveals={OTHER: "starts_at"})
    starts_at = MomentField(label="Another day and time", required=False)
    minutes = TextField(label="For how many minutes?", width="3", inputmode="numeric")
    place = TextField(label="Room or address", limit=200, required=False, hint="Behind each person's own link; in no message.")
    video = OneChoice(label="Video", choices=(), required=False, reveals={Video.PASTED.value: "video_link"})
    video_link = TextField(label="The link", limit=500, required=False, hint="Nobody is sent it: each person waits to be let in.")
    chair_id = OneChoice(label="Who chairs?", choices=(), as_list=True, required=False)
    chair_reason = TextField(
        label="If the chair is the child's own worker or supervises them: why do they chair?", limit=500, required=False
    )
    minute_taker_id = OneChoice(label="Who takes the minutes?", choices=(), as_list=True, required=False)
    purpose = LongTextField(label="Why do we meet?", limit=2000, rows=3, required=False, prompts_wording=True)
    closed = TickField(label="A part without the family is planned", required=False)

    def __init__(
        self,
        *args: Any,
        kind: MeetingType,
        times: Sequence[datetime],
        chairs: Sequence[Any],
        takers: Sequence[Any],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        choices = [(one.isoformat(), long_moment(one)) for one in times]
        self.fill("time", [*choices, (OTHER, "Another day and time")])
        self.fill("video", set_up())
        self.fill("chair_id", [("", "Not chosen yet"), *((str(one.pk), one.name) for one in chairs)])
        self.fill("minute_taker_id", [("", "Not chosen yet"), *((str(one.pk), one.name) for one in takers)])
        if not kind.closed:
            del self.fields["closed"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("time") == OTHER and cleaned.get("starts_at") is None and "starts_at" not in self.errors:
            self.add_warning("starts_at", "Enter the day and the time")
        minutes = str(cleaned.get("minutes", ""))
        if "minutes" not in self.errors and not (minutes.isascii() and minutes.isdigit() and 5 <= int(minutes) <= 720):
            self.add_warning("minutes", "Enter a number of minutes from 5 to 720")
        return cleaned

    def said(self, **more: Any) -> Convened:
        given = self.cleaned_data
        starts = given["starts_at"] if given["time"] == OTHER else datetime.fromisoformat(given["time"])
        return Convened(
            self.kind.key.value,
            starts_at=starts,
            ends_at=starts + timedelta(minutes=int(given["minutes"])),
            place=given["place"],
            video="" if given["video"] == NOTHING else given["video"],
            video_link=given["video_link"],
            purpose=given["purpose"],
            closed=bool(given.get("closed")),
            chair_id=UUID(given["chair_id"]) if given["chair_id"] else None,
            chair_reason=given["chair_reason"],
            minute_taker_id=UUID(given["minute_taker_id"]) if given["minute_taker_id"] else None,
            **more,
        )


class ConveneForm(TimeForm):
    """The whole of it on one page: whom to call, when, where, and whether the invitations go now."""

    people = ManyChoices(label="Whom to call", choices=(), required=False)
    invite = TickField(label="Send the invitations now", required=False, hint="They wait a minute, in which you can stop them.")
    field_order = ("people", "time", "starts_at", "minutes", "place", "video", "video_link", "chair_id", "chair_reason")

    def __init__(self, *args: Any, offered: Sequence[Suggestion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = {one.key: one for one in offered}
        self.fill("people", [(one.key, one.name) for one in offered], {one.key: _about(one) for one in offered})
        if not offered:
            del self.fields["people"]

    def chosen(self) -> list[Suggestion]:
        return [self.offered[key] for key in self.cleaned_data.get("people", ())]


def _about(one: Suggestion) -> str:
    words = one.role
    if one.safe is False:
        words += ". Not recorded as safe to tell: called, but not sent anything until it is."
    return words


class ChangeForm(TimeForm):
    """The same questions about a meeting that there is."""

    version = TextField(label="Version", widget=HiddenInput(), required=False)


def begun(meeting: Meeting) -> dict[str, Any]:
    """How a meeting stands now, for the form that changes it."""
    length = (meeting.ends_at - meeting.starts_at) if meeting.starts_at and meeting.ends_at else None
    return {
        "time": OTHER,
        "starts_at": meeting.starts_at or now(),
        "minutes": str(int(length.total_seconds() // 60)) if length else str(rules.of(meeting.kind).minutes),
        "place": meeting.place,
        "video": meeting.video or NOTHING,
        "video_link": meeting.video_link if meeting.video == Video.PASTED else "",
        "chair_id": str(meeting.chair_id or ""),
        "chair_reason": meeting.chair_reason,
        "minute_taker_id": str(meeting.minute_taker_id or ""),
        "purpose": meeting.purpose,
        "closed": meeting.closed,
        "version": str(meeting.version),
    }


class AgendaForm(GovukForm):
    """One more thing to speak of, and whom it is for."""

    title = TextField(label="What is to be spoken of?", limit=200)
    prompt = TextField(label="A sentence to go with it", limit=500, required=False)
    readers = OneChoice(
        label="Whom is it for?",
        choices=(
            ("everybody", "Everybody who comes"),
            ("professionals", "Professionals"),
            ("police", "Police alone"),
        ),
    )
    closed = TickField(label="It is spoken of without the family", required=False)

    def __init__(self, *args: Any, kind: MeetingType, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kind.by_child:
            self.fields[
                "title"
            ].help_text = "No child's name: everybody who is called reads this. Put a child on the agenda instead."


class WhyForm(GovukForm):
    why = TextField(label="Why is it not held?", limit=500)


class CallForm(GovukForm):
    """More people of the team, and the family."""

    people = ManyChoices(label="Whom to call", choices=())

    def __init__(self, *args: Any, offered: Sequence[Suggestion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = {one.key: one for one in offered}
        self.fill("people", [(one.key, one.name) for one in offered], {one.key: _about(one) for one in offered})

    def chosen(self) -> list[Suggestion]:
        return [self.offered[key] for key in self.cleaned_data["people"]]


class HowForm(GovukForm):
    """How somebody is told."""

    means = OneChoice(label="How are they told?", choices=Means.choices)
    email = EmailField(label="E-mail address", required=False)
    telephone = PhoneField(label="Mobile number", required=False)
    address = LongTextField(label="Address for a letter", rows=4, limit=500, required=False)

    def how(self) -> How:
        given = self.cleaned_data
        return How(given["means"], given["email"] or "", given["telephone"] or "", given["address"] or "")


class SomebodyForm(HowForm):
    """A professional without an account, an advocate or an interpreter."""

    kind = OneChoice(
        label="Who is it?",
        choices=(
            ("professional", "A professional of another agency"),
            ("advocate", "An advocate"),
            ("interpreter", "An interpreter"),
        ),
    )
    name = TextField(label="Name", limit=120)
    role = TextField(label="Agency and role", limit=120, required=False)
    field_order = ("kind", "name", "role", "means", "email", "telephone", "address")


class KeepOutForm(GovukForm):
    part = OneChoice(label="Out of what?", choices=(("closed", "The part without the family"), ("whole", "The whole meeting")))
    reason = LongTextField(label="Why?", limit=1000, rows=3, hint="Read by you and whoever takes the minutes, and nobody else.")


class ReasonForm(GovukForm):
    reason = LongTextField(label="Why?", limit=1000, rows=3)


class AnswerForm(GovukForm):
    reply = OneChoice(label="Do you come?", choices=(("yes", "Yes"), ("perhaps", "Perhaps"), ("no", "No")), inline=True)
    words = TextField(label="Anything to add, such as who comes instead", limit=500, required=False)


class WithheldForm(GovukForm):
    nothing = TickField(label="There is nothing that the family must not hear", required=False)
    words = LongTextField(
        label="What must the family not hear, and why?", limit=4000, rows=5, required=False,
        hint="Read by the chair and whoever takes the minutes. It stands in no copy of the minutes.",
    )  # fmt: skip


class ViewForm(GovukForm):
    """What the child or a relative says, written down by a worker as they said it."""

    marks_optional = False
    how = OneChoice(label="How did they say it?", choices=[one for one in ViewHow.choices if one[0] != ViewHow.FORM])

    def __init__(self, *args: Any, whose: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for face in FACES:
            field = OneChoice(label=face.words(whose), choices=FACE_CHOICES, inline=True, required=False)
            self.fields[f"face_{face.key}"] = field
        for one in QUESTIONS:
            self.fields[one.key] = LongTextField(label=one.words(whose), limit=8000, rows=3, required=False)
        self.fields["note"] = LongTextField(
            label="Anything else: a silence, how it was said, who was there", limit=8000, rows=3, required=False
        )
        self.fields["drawing"] = FileField(
            label="What they drew, if they drew something",
            hint="A photograph or a scan of it: JPEG, PNG, GIF, WebP or HEIC. Where and when it was taken is removed from it.",
            widget=ClearableFileInput({"accept": "image/*,.heic,.heif"}),
            required=False,
        )
        self.fields["drawing_says"] = LongTextField(
            label="What do they say it shows?",
            hint="In their own words. Whoever cannot see it reads this instead.",
            limit=1000,
            rows=2,
            required=False,
        )
        self.fields["drawing_readers"] = OneChoice(
            label="Whom do they let see it?", hint="Ask them.", choices=DrawingReaders.choices, required=False
        )
        self.fields["advocate"] = OneChoice(label="An advocate", choices=Offer.choices, as_list=True, required=False)
        self.fields["interpreter"] = OneChoice(label="An interpreter", choices=Offer.choices, as_list=True, required=False)

    def gathered(self) -> Gathered:
        given = self.cleaned_data
        faces = {one.key: int(given[f"face_{one.key}"]) for one in FACES if given[f"face_{one.key}"]}
        answers = {one.key: given[one.key] for one in QUESTIONS}
        upload = given["drawing"]
        drawn = Drawn(upload, given["drawing_says"], given["drawing_readers"]) if upload else None
        return Gathered(given["how"], answers, faces, given["note"], given["advocate"], given["interpreter"], drawn)


class ReportForm(GovukForm):
    """An agency's report: under each heading its words, and who may have them."""

    marks_optional = False

    def __init__(
        self,
        *args: Any,
        kind: MeetingType,
        relatives: Sequence[tuple[str, str]],
        children: Sequence[AgendaItem] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.children = {item_key(one.pk): one for one in children}
        self.sections = [one for one in kind.sections if one.reported and one.key != kind.by_child]
        for key, child in self.children.items():
            self._ask(key, child.title, "Those who hear of this child, unless you tick something.", _readers(kind, ()))
        for one in self.sections:
            choices = [("police", "Police alone")] if one.closed else _readers(kind, relatives)
            self._ask(one.key, one.title, "Professionals at the meeting, unless you tick something.", choices)

    def _ask(self, key: str, title: str, hint: str, choices: Sequence[tuple[str, str]]) -> None:
        self.fields[key] = LongTextField(label=title, limit=8000, rows=5, required=False, prompts_wording=True)
        self.fields[f"{key}_for"] = ManyChoices(
            label=f"Who may have this: {title}", hint=hint, choices=choices, required=False
        )  # fmt: skip

    def pairs(self) -> list[tuple[Any, Any]]:
        return [(self[key], self[f"{key}_for"]) for key in (*self.children, *(one.key for one in self.sections))]


def item_key(item_id: UUID) -> str:
    """How a form names a child's item."""
    return f"item-{item_id.hex}"


def _readers(kind: MeetingType, relatives: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    family = [("child", "Professionals, and the child"), *((key, f"Professionals, and {name}") for key, name in relatives)]
    return [("police", "Police alone"), *(family if kind.family else ())]
