"""A meeting is convened in a minute: its type, then one page."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from holdfast.access.queries import colleagues
from holdfast.access.visibility import visible
from holdfast.journeys.meetings import Origin, convene_for, origin
from holdfast.journeys.plan_review import put_plan_before
from holdfast.kernel.errors import Faulty, NotHere, Refused
from holdfast.kernel.routes import viewer_of
from holdfast.kernel.viewer import Viewer
from holdfast.meetings import actions, policies, times
from holdfast.meetings.models import Meeting
from holdfast.meetings.suggesting import Suggestion, lacking, suggested
from holdfast.meetings.video import NOTHING
from holdfast.records.models import Child
from holdfast.rules import meetings as rules
from holdfast.rules.meetings import MeetingType, Type

from .forms import ConveneForm


def choose(request: HttpRequest, child_id: UUID | None = None) -> HttpResponse:
    """Which type: about this child, or about none."""
    viewer = viewer_of(request)
    policies.check_can_convene(viewer, child_id)
    wanted = [one for one in rules.TYPES.values() if one.about_child == (child_id is not None)]
    return render(request, "meetings/choose.html", {"kinds": wanted, "child_id": child_id})


def convene(request: HttpRequest, kind: str, child_id: UUID | None = None) -> HttpResponse:
    """Whom, when, where: suggested, and changed where it is wrong. Those ticked are called; the invitations go if asked."""
    viewer = viewer_of(request)
    policies.check_can_convene(viewer, child_id)
    if kind not in set(Type) or rules.of(kind).about_child != (child_id is not None):
        raise NotHere
    chosen = rules.of(kind)
    offered = suggested(viewer, child_id, chosen) if child_id else _staff(viewer)
    cause = _cause(request, viewer, kind, child_id)
    form = _form(request, viewer, chosen, child_id, offered)
    if request.method == "POST" and form.is_valid():
        meeting = _made(viewer, child_id, form, cause)
        if meeting is not None:
            _invite(request, viewer, meeting, asked=form.cleaned_data["invite"])
            return redirect("meeting", meeting_id=meeting.pk)
    ticked = set(form["people"].value() or []) if form.is_bound else {one.key for one in offered if one.ticked}
    revealed = {name for field in form.fields.values() for name in getattr(field, "reveals", {}).values()}
    context = {
        "form": form,
        "asked": [bound for bound in form if bound.name not in revealed],
        "kind": chosen,
        "child_id": child_id,
        "child": visible(viewer, Child).filter(pk=child_id).first() if child_id else None,
        "lacking": lacking(chosen, [one for one in offered if one.key in ticked]),
    }
    return render(request, "meetings/convene.html", context, status=422 if form.is_bound and form.errors else 200)


def _staff(viewer: Viewer) -> list[Suggestion]:
    """For a meeting about no child: the colleagues one's own agency and its partners have here."""
    from holdfast.meetings.types import Kind

    return [
        Suggestion(f"user-{one.pk}", Kind.STAFF, None, one.name, one.job_title, ticked=False, user_id=one.pk, email=one.email)
        for one in colleagues(viewer)[:120]
    ]


def _form(
    request: HttpRequest, viewer: Viewer, kind: MeetingType, child_id: UUID | None, offered: list[Suggestion]
) -> ConveneForm:
    ticked = [one.key for one in offered if one.ticked]
    people = [one.user_id for one in offered if one.ticked and one.user_id]
    suits = times.that_suit(viewer, child_id, people, kind.minutes)
    chairs = actions.chairs_to_choose(viewer, kind)
    begin: dict[str, Any] = {
        "people": ticked,
        "time": suits[0].isoformat() if suits else "",
        "minutes": str(kind.minutes),
        "video": NOTHING,
        "chair_id": str(viewer.me) if viewer.me in {one.pk for one in chairs} else "",
        "invite": True,
    }
    return ConveneForm(
        request.POST if request.method == "POST" else None,
        initial=begin,
        kind=kind,
        times=suits,
        chairs=chairs,
        takers=takers(viewer),
        offered=offered,
    )


def takers(viewer: Viewer) -> list[Any]:
    """Who may take the minutes."""
    return list(colleagues(viewer, "minute-taker", "business-support", "chair", "social-worker", "exploitation-manager"))


def _cause(request: HttpRequest, viewer: Viewer, kind: str, child_id: UUID | None) -> Origin | None:
    """What called for it, where the page was opened from there: MASH's step, or the missing intervention."""
    source, _, typed = request.GET.get("for", "").partition(":")
    if not source:
        return None
    try:
        found = origin(viewer, source, UUID(typed))
    except ValueError:
        raise NotHere from None
    if found.kind.value != kind or found.child_id != child_id:
        raise NotHere
    return found


def _made(viewer: Viewer, child_id: UUID | None, form: ConveneForm, cause: Origin | None) -> Meeting | None:
    try:
        if cause is not None:
            return convene_for(
                by=viewer, source=cause.source, source_id=cause.source_id, said=form.said(), people=form.chosen(),
                late_reason=form.cleaned_data["purpose"],
            )  # fmt: skip
        made = actions.convene(by=viewer, child_id=child_id, said=form.said(), people=form.chosen())
        put_plan_before(by=viewer, meeting=made)
        return made
    except Faulty as faulty:
        form.add_faults(faulty)
    except Refused as refused:
        form.add_warning(None, refused.sentence)
    return None


def _invite(request: HttpRequest, viewer: Viewer, meeting: Meeting, *, asked: bool) -> None:
    if not asked:
        messages.success(request, "The meeting is planned. Nobody has been told yet.")
        return
    told = actions.invite(by=viewer, meeting_id=meeting.pk)
    messages.success(request, summary(told))


def summary(told: actions.Told) -> str:
    """What came of inviting, in a sentence or two; who was not told is on the page, by name."""
    words = f"Invitations on their way: {told.sent}. They can be stopped for a minute."
    if told.by_hand or told.not_told:
        words += f" To be told by somebody: {len(told.by_hand) + len(told.not_told)}; the page says whom, and why."
    return words
