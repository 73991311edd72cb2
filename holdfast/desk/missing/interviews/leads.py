"""One lead, and what came of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from holdfast.desk.screening.pages import form_page
from holdfast.journeys.leads import follow
from holdfast.kernel.routes import viewer_of
from holdfast.kernel.time import now
from holdfast.missing import interview_queries as queries
from holdfast.missing.interview_policies import can_arrange
from holdfast.missing.interviews.leading import Became

from . import lead_forms
from .writing import sent


def lead(request: HttpRequest, lead_id: UUID) -> HttpResponse:
    """One lead: what there is to follow, and what came of it."""
    viewer = viewer_of(request)
    row = queries.lead(viewer, lead_id)
    opens = can_arrange(viewer, row.child_id)
    back = reverse("interview", kwargs={"interview_id": row.interview_id}) if opens else reverse("interviews")

    def save(sent: Any) -> object:
        data = sent.cleaned_data
        names = ("into_plan", "name", "relation", "reference")
        became = Became(**{name: data.get(name) or "" for name in names})
        return follow(by=viewer, lead_id=row.pk, came_of=data["came_of"], became=became)

    return form_page(
        request,
        lead_forms.FollowForm(sent(request), kind=row.kind),
        save,
        title="Follow a lead",
        button="It is done",
        back=back,
        about=row.interview.episode.reference,
        done="Done, with what came of it.",
        template="missing/interviews/lead.html",
        lead=row,
        words=queries.line_words(viewer, [row]).get(row.pk, row.words),
        opens=opens,
        now=now(),
    )
