"""Agency checks: asking, the agency's own worklist, and answering."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from holdfast.audit.record import listed
from holdfast.desk.screening import forms
from holdfast.desk.screening.pages import do_at_once, form_page
from holdfast.kernel.routes import viewer_of
from holdfast.kernel.time import now
from holdfast.screening import actions, policies, queries
from holdfast.screening.actions.checks import Question, agencies_that_answer
from holdfast.screening.typed import identities
from holdfast.screening.types import Trace
from holdfast.ui.formats import plain_date

from .child import page_of


def ask(request: HttpRequest, screening_id: UUID) -> HttpResponse:
    """One question to several agencies, about chosen people."""
    viewer = viewer_of(request)
    child = queries.screening(viewer, screening_id)
    people = identities(child.child)
    form = forms.ChecksForm(
        request.POST or None,
        agencies=agencies_that_answer(viewer),
        people=people,
        initial={"speed": "urgent" if child.rating == "red" else "routine", "about": [people[0]["key"]]},
    )
    return form_page(
        request,
        form,
        lambda sent: actions.ask_checks(
            by=viewer,
            screening=child,
            agencies=[UUID(pk) for pk in sent.cleaned_data["agencies"]],
            question=_question(sent.cleaned_data),
        ),
        title="Ask agencies for checks",
        button="Ask these agencies",
        back=page_of(screening_id) + "#checks",
        about=child.child.name_as_typed,
        done="Asked. Each agency has it on its own list.",
    )


def _question(given: dict[str, Any]) -> Question:
    return Question(
        text=given["question"],
        proportionality=given["proportionality"],
        about=given["about"],
        speed=given["speed"],
        may_contact=given["may_contact"] == "yes",
        contact_note=given["contact_note"],
    )


def withdraw(request: HttpRequest, check_id: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    check = queries.agency_check(viewer, check_id)
    return do_at_once(
        request,
        lambda: actions.withdraw_check(by=viewer, check=check),
        back=page_of(check.screening_id) + "#checks",
        done="The agency is no longer asked.",
    )


def worklist(request: HttpRequest) -> HttpResponse:
    """What the viewer's agency has been asked. Identities and questions; never the referral (H11)."""
    viewer = viewer_of(request)
    asked, answered = queries.checks_asked(viewer), queries.checks_answered(viewer)
    listed(viewer, "check.list", [check.pk for check in (*asked, *answered)])
    return render(request, "screening/worklist.html", {"asked": asked, "answered": answered, "now": now()})


def _spoken(person: dict[str, str]) -> dict[str, str]:
    """A person's identity with the day of birth as people read it."""
    return {**person, "born": plain_date(date.fromisoformat(person["born"])) if person["born"] else ""}


def check(request: HttpRequest, check_id: UUID) -> HttpResponse:
    """One question to this agency, and its answer."""
    viewer = viewer_of(request)
    found = queries.agency_check(viewer, check_id)
    return form_page(
        request,
        forms.AnswerCheckForm(request.POST or None),
        lambda sent: actions.answer_check(
            by=viewer,
            check=found,
            trace=Trace(sent.cleaned_data["trace"]),
            text=sent.cleaned_data["text"],
            worker=sent.cleaned_data["worker"],
        ),
        title="Answer an agency check",
        button="Send the answer to MASH",
        back=reverse("check-worklist"),
        about=found.number,
        done="Answered. MASH can read it now.",
        template="screening/check.html",
        check=found,
        people=[_spoken(person) for person in found.identities],
        may_answer=policies.can_answer(viewer, found),
        traces=dict(Trace.choices),
        now=now(),
    )
