"""Whose record a page shows, by what its address names: so that a page which is opened is a read, whoever wrote the page.

A view that knows more of what it shows records its own read; what none recorded is recorded here. Lists with people in them say
themselves whom they showed (`audit.record.listed`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Model
from django.http import HttpRequest, HttpResponseBase

from holdfast.audit.record import read, reads_recorded
from holdfast.kernel.routes import viewer_of

GetResponse = Callable[[HttpRequest], HttpResponseBase]
# A form that comes back with what was wrong, or with what somebody else saved meanwhile, shows the record again.
SHOWN_AGAIN = (409, 422)


@dataclass(frozen=True)
class Whose:
    """What a parameter of an address names. child: the way from there to the child's record, "" where there is none; where there
    are two, the second is gone where the first leads to nobody."""

    verb: str
    model: str
    child: str = ""


# By "route.parameter" where one word serves several, else by the parameter. The first that an address has counts.
WHOSE: dict[str, Whose | None] = {
    "child-closed.child_id": None,  # the same page for a record that is closed and for none: it shows nobody
    "meeting-child.meeting_id": None,  # the child it is about to speak of, and no other of the meeting
    "child_id": Whose("child.open", "records.Child", "pk"),
    "screening_id": Whose("screening.open", "screening.Screening", "child_record"),
    "instruction_id": Whose("screening.open", "screening.Instruction", "screening__child_record"),
    "protective-look.step_id": Whose("screening.open", "screening.ProtectiveStep", "screening__child_record"),
    "disagreement_id": Whose("screening.open", "screening.Disagreement", "screening__child_record"),
    "referral_id": Whose("referral.open", "referrals.Referral"),
    "missing-draft.draft_id": Whose("draft.open", "missing.ReportDraft"),
    "episode_id": Whose("missing.read", "missing.Episode", "child_id"),
    "intervention_id": Whose("missing.pattern-read", "missing.Intervention", "child_id"),
    "interview_id": Whose("missing.read", "missing.Interview", "child_id"),
    "conversation_id": Whose("interview.read", "missing.Conversation", "child_id"),
    "account_id": Whose("interview.account-read", "missing.CarerAccount", "child_id"),
    "lead_id": Whose("interview.lead-read", "missing.Lead", "child_id"),
    "recipient_id": Whose("missing.read", "missing.AlertTo", "child_id"),
    "report_id": Whose("missing.said", "missing.EpisodeReport", "child_id"),
    "meeting_id": Whose("meeting.open", "meetings.Meeting", "child_id"),
    "invitee_id": Whose("meeting.open", "meetings.Invitee", "meeting__child_id"),
    "drawing_id": Whose("meeting.open", "meetings.Drawing", "meeting__child_id"),
    "withheld_id": Whose("meeting.open", "meetings.Withheld", "meeting__child_id"),
    "item_id": Whose("meeting.item-open", "meetings.AgendaItem", "child_id"),
    "draft_id": Whose("draft.open", "referrals.Draft"),
    "review_id": Whose("floor-review.open", "referrals.FloorReview", "assessment__child_id"),
    "opening_id": Whose("opening.look", "access.BreakGlass", "child_id"),
    "file_id": Whose("document.look-at", "documents.StoredFile"),
    "request_id": Whose("request.open", "keeping.SubjectRequest", "child_id"),
    "disposal_id": Whose("disposal.open", "keeping.Disposal", "children__0"),
    "hold_id": Whose("hold.open", "keeping.LegalHold", "child_id"),
    "line_id": Whose("minute.line-open", "meetings.MinuteLine", "meeting__child_id item__child_id"),
    "merge_id": Whose("merge.open", "keeping.Merge", "survivor_id"),
}


class ReadsMiddleware:
    """Every page of a person's record that is shown leaves a read in the audit, or is not shown."""

    def __init__(self, get_response: GetResponse):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        reads_recorded.set(0)
        response = self.get_response(request)
        if _shows(request, response) and not reads_recorded.get():
            _record(request)
        return response


def _shows(request: HttpRequest, response: HttpResponseBase) -> bool:
    if getattr(request, "undo", False):
        return False  # refused or at fault: the page says so and shows nobody
    if request.method == "GET":
        return response.status_code in (200, *SHOWN_AGAIN)
    return request.method == "POST" and response.status_code in SHOWN_AGAIN


def _record(request: HttpRequest) -> None:
    match = request.resolver_match
    if match is None:
        return
    for name, value in match.kwargs.items():
        whose = WHOSE.get(f"{match.url_name}.{name}", WHOSE.get(name))
        if whose is not None and isinstance(value, UUID):
            _read(request, whose, value, str(match.url_name))
            return


def _read(request: HttpRequest, whose: Whose, key: UUID, page: str) -> None:
    """The event: what was opened, and the child's record where it belongs to one."""
    viewer = viewer_of(request)
    model: Any = apps.get_model(whose.model)
    child_id = key if whose.child == "pk" else None
    if child_id is None and whose.child:
        rows = model._default_manager.filter(pk=key)
        ways = (rows.values_list(way, flat=True).first() for way in whose.child.split())
        child_id = next((found for found in ways if found), None)
    subject: Model = model(pk=key)
    read(viewer, whose.verb, subject, child_id=child_id, page=page)
