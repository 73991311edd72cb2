"""The page of somebody who is called to a meeting, by their own link: they answer, say what they think, and wait to be let in.

It names nobody and says nothing of what the meeting is about: whoever finds the link finds a time. What somebody typed is not
read back to them here, because the next to open the link may be somebody else.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from allauth.core.ratelimit import consume
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import Faulty, HoldfastError
from holdfast.kernel.viewer import Viewer
from holdfast.meetings import actions, links
from holdfast.meetings.actions.inviting import statement_of
from holdfast.meetings.models import Invitee, Meeting, Reach
from holdfast.meetings.types import Check, DrawingReaders, Kind, Offer, Reply, ViewHow
from holdfast.meetings.video import way_in
from holdfast.rules.meeting_views import FACES, QUESTIONS, SCALE

from .door import show, shut

REPLIES = ((Reply.YES, "I am coming"), (Reply.PERHAPS, "I do not know yet"), (Reply.NO, "I am not coming"))
DRAWING_READERS = (
    (DrawingReaders.CHAIR, "Only the people who run the meeting"),
    (DrawingReaders.MEETING, "Everybody who works with us, and whoever is asked to the meeting"),
)
NOT_SAID = "They did not say what it shows."
# What came of the last form, by the key in the address: words of ours alone.
CAME = {
    "answer": "Thank you. Your answer is kept.",
    "say": "Thank you. What you said is kept for the people who run the meeting.",
    "picture": "What you wrote is kept. The picture was not: send a photo (JPEG, PNG or HEIC) that is not too large.",
    "empty": "Nothing was sent: write something, choose a face, or send a photo of a drawing.",
    "closed": "Nothing was sent: the meeting does not begin yet, is over, or is not held.",
}


def called(request: HttpRequest, key: str) -> HttpResponse:
    """Their page; what they send is done, and the page is shown again."""
    if not consume(request, action="family_link"):
        return shut(request, status=429)
    reader = links.reader_of(key)
    found = links.called(reader, key) if reader else None
    if reader is None or found is None:
        return shut(request, reader)
    if request.method == "POST":
        came = _do(request, reader, *found)
        return _private(redirect(f"{reverse('called', kwargs={'key': key})}?came={came}"))
    return _private(_page(request, reader, *found))


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store, private"
    response["Referrer-Policy"] = "same-origin"
    return response


def _page(request: HttpRequest, reader: Viewer, meeting: Meeting, invitee: Invitee, reach: Reach) -> HttpResponse:
    whose = "child" if invitee.kind == Kind.CHILD else "relative"
    let_in = reach.let_in_at is not None and actions.may_wait(meeting)
    context: dict[str, Any] = {
        "meeting": meeting,
        "reply": invitee.reply,
        "replies": REPLIES,
        "family": invitee.is_family,
        "questions": [(one.key, one.words(whose)) for one in QUESTIONS] if invitee.is_family else [],
        "faces": [(one.key, one.words(whose)) for one in FACES] if invitee.is_family else [],
        "scale": SCALE,
        "drawing_readers": DRAWING_READERS,
        "statement": statement_of(meeting),
        "came": CAME.get(request.GET.get("came", ""), ""),
        "may_wait": actions.may_wait(meeting),
        "waiting": reach.waiting_at is not None and not let_in,
        "unsafe": reach.safety == Check.UNSAFE,
        "way_in": way_in(meeting, invitee) if let_in else "",
        "let_in": let_in,
    }
    return show(request, "called", reader, **context)


def _do(request: HttpRequest, reader: Viewer, meeting: Meeting, invitee: Invitee, reach: Reach) -> str:
    """One of the forms of the page; gives the key of what came of it."""
    what = request.POST.get("do", "")
    try:
        with acting_as(reader):
            if what == "answer" and request.POST.get("reply") in set(Reply):
                words = request.POST.get("words", "").replace("\x00", "")
                actions.answer(by=reader, invitee_id=invitee.pk, reply=request.POST["reply"], words=words)
            elif what == "say":
                return _say(request, reader, invitee)
            elif what == "wait":
                actions.wait(by=reader, reach_id=reach.pk, safe=_safe(request))
    except Faulty:
        return "empty"
    except HoldfastError:
        return "closed"
    return what if what in CAME else ""


def _say(request: HttpRequest, reader: Viewer, invitee: Invitee) -> str:
    """What they think, and what they drew. A picture that is not taken loses none of the words."""
    said = _gathered(request)
    try:
        actions.give_view(by=reader, invitee_id=invitee.pk, gathered=said)
    except Faulty:
        if said.drawn is None:
            raise
        how = ViewHow.FORM if said.how == ViewHow.DRAWING else said.how
        actions.give_view(by=reader, invitee_id=invitee.pk, gathered=replace(said, how=how, drawn=None))
        return "picture"
    return "say"


def _safe(request: HttpRequest) -> bool:
    """An answer that nobody gave is no "yes"."""
    return request.POST.get("alone") == "yes" and request.POST.get("talk") == "yes"


def _gathered(request: HttpRequest) -> actions.Gathered:
    typed = {one.key: request.POST.get(one.key, "").replace("\x00", "") for one in QUESTIONS}
    chosen = {one.key: request.POST.get(f"face_{one.key}", "") for one in FACES}
    faces = {key: int(mark) for key, mark in chosen.items() if mark in {"1", "2", "3", "4", "5"}}
    wrote, upload = any(words.strip() for words in typed.values()), request.FILES.get("drawing")
    how = ViewHow.FORM if wrote else ViewHow.FACES if faces else ViewHow.DRAWING if upload else ViewHow.FORM
    advocate, interpreter = (
        Offer.WANTED if request.POST.get(name) == "yes" else Offer.NOT_OFFERED for name in ("advocate", "interpreter")
    )
    return actions.Gathered(how, typed, faces, "", advocate, interpreter, _drawn(request, upload))


def _drawn(request: HttpRequest, upload: Any) -> actions.Drawn | None:
    """What they drew. Where they did not say who may see it, those who run the meeting alone do."""
    if not upload:
        return None
    readers = request.POST.get("drawing_readers", "")
    says = request.POST.get("drawing_says", "").replace("\x00", "").strip() or NOT_SAID
    return actions.Drawn(upload, says, readers if readers in DrawingReaders.values else DrawingReaders.CHAIR)
