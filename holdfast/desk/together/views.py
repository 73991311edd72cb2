"""The child's plans side by side, and the forms that put down each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from holdfast.journeys import plan_review
from holdfast.kernel.errors import Faulty, NotHere, StaleEdit
from holdfast.kernel.routes import viewer_of
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.plans import actions, together
from holdfast.plans.around_models import OtherPlan, RegularContact
from holdfast.plans.policies import check_can_write
from holdfast.records import queries as records
from holdfast.rules.plan_together import BY_SUBJECT
from holdfast.ui.formats import long_date
from holdfast.ui.forms import GovukForm

from .forms import ContactForm, MeetingForm, OtherForm, SupportForm, TransitionForm

Save = Callable[[dict[str, Any], int], object]


def _shown(request: HttpRequest, template: str, child_id: UUID, *, status: int = 200, **context: Any) -> HttpResponse:
    shared = {"child": records.child(viewer_of(request), child_id), "child_id": child_id, "now": now()}
    return render(request, f"together/{template}.html", shared | context, status=status)


def plans(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """One page for every plan of the child."""
    page, reviewed = plan_review.plans_of(viewer_of(request), child_id)
    return _shown(request, "plans", child_id, page=page, reviewed=reviewed, subjects=BY_SUBJECT)


def _number(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else 0


def _form(
    request: HttpRequest,
    child_id: UUID,
    form: GovukForm,
    row: Any,
    save: Save,
    *,
    title: str,
    lead: str = "",
    template: str = "form",
) -> HttpResponse:
    """Show a form, or save it and go back to the plans. Where somebody else saved meanwhile, both are shown."""
    version, status, theirs = getattr(row, "version", 0), 200, None
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                save(form.cleaned_data, _number(request.POST.get("version", "")))
            except Faulty as faulty:
                form.add_faults(faulty)
            except StaleEdit as stale:
                version, status, theirs = stale.version, 409, _theirs(form, stale)
            else:
                messages.success(request, "Saved.")
                return redirect("child-plans", child_id=child_id)
    context = {"form": form, "version": version, "theirs": theirs, "title": title, "lead": lead}
    return _shown(request, template, child_id, status=status, **context)


def _theirs(form: GovukForm, stale: StaleEdit) -> list[tuple[str, str, str]]:
    """The answers that differ, of those the form asks in words."""
    named = {name: str(form.fields[name].label) for name in stale.theirs if name in form.fields}
    pairs = [(label, str(stale.theirs[name] or ""), str(stale.yours.get(name) or "")) for name, label in named.items()]
    return [one for one in pairs if one[1] != one[2]]


def support(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """How the work is done now."""
    viewer = viewer_of(request)
    check_can_write(viewer, child_id)
    row = together.support_of(viewer, child_id)
    form = SupportForm(request.POST if request.method == "POST" else None, initial=SupportForm.begin(row))

    def save(_sent: dict[str, Any], seen: int) -> object:
        return actions.save_support(by=viewer, child_id=child_id, seen=seen if row else None, says=form.says(), **form.values())

    lead = "Agreed with the child: how they are met, rung or written to, and what keeps them safe while they are."
    return _form(request, child_id, form, row, save, title="Support plan", lead=lead)


def other(request: HttpRequest, child_id: UUID, other_id: UUID | None = None) -> HttpResponse:
    """Another plan of the child's, as a fact."""
    viewer = viewer_of(request)
    row = _row(viewer, OtherPlan, child_id, other_id)
    form = OtherForm(request.POST if request.method == "POST" else None, initial=OtherForm.begin(row))

    def save(_sent: dict[str, Any], seen: int) -> object:
        values = form.values() | {"says": form.says()}
        return actions.save_other(by=viewer, child_id=child_id, other_id=other_id, seen=seen if row else None, **values)

    lead = "So that plans can be seen side by side. The plan itself stays where it is kept."
    return _form(request, child_id, form, row, save, title="Another plan", lead=lead)


def contact(request: HttpRequest, child_id: UUID, contact_id: UUID | None = None) -> HttpResponse:
    """Who comes, rings or writes again and again."""
    viewer = viewer_of(request)
    row = _row(viewer, RegularContact, child_id, contact_id)
    form = ContactForm(request.POST if request.method == "POST" else None, initial=ContactForm.begin(row))
    others = [(str(one.pk), one.get_kind_display()) for one in together.others_of(viewer, child_id)]
    form.fill("plan", [("support", "The support plan"), *others])

    def save(sent: dict[str, Any], seen: int) -> object:
        values = {name: value for name, value in sent.items() if name != "plan"}
        plan = None if sent["plan"] == "support" else UUID(sent["plan"])
        return actions.save_contact(
            by=viewer, child_id=child_id, contact_id=contact_id, seen=seen if row else None, other_id=plan, **values
        )

    return _form(request, child_id, form, row, save, title="Who comes when")


def _row(viewer: Viewer, model: Any, child_id: UUID, pk: UUID | None) -> Any:
    check_can_write(viewer, child_id)
    row = together.one_of(viewer, model, child_id, pk) if pk else None
    if pk is not None and row is None:
        raise NotHere
    return row


def transition(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """Growing up."""
    viewer = viewer_of(request)
    check_can_write(viewer, child_id)
    row = together.transition_of(viewer, child_id)
    form = TransitionForm(request.POST if request.method == "POST" else None, initial=TransitionForm.begin(row))

    def save(_sent: dict[str, Any], seen: int) -> object:
        return actions.save_transition(by=viewer, child_id=child_id, seen=seen if row else None, **form.values())

    return _form(request, child_id, form, row, save, title="Growing up", template="transition")


def asked_anew(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """At eighteen the young person was asked anew."""
    actions.note_asked_anew(by=viewer_of(request), child_id=child_id)
    messages.success(request, "Written down: they were asked anew, and the ledger says what they agreed to.")
    return redirect("child-plans", child_id=child_id)


def at_meeting(request: HttpRequest, child_id: UUID, meeting_id: UUID) -> HttpResponse:
    """What one risk management meeting did with the plan."""
    viewer = viewer_of(request)
    meeting = plan_review.meeting_of(viewer, child_id, meeting_id)
    form = MeetingForm(request.POST if request.method == "POST" else None)

    def save(sent: dict[str, Any], _seen: int) -> object:
        return plan_review.record_plan_review(
            by=viewer, child_id=child_id, meeting_id=meeting_id, reviewed=sent["reviewed"] == "yes", words=sent["words"],
            by_date=sent["by_date"],
        )  # fmt: skip

    when = f" on {long_date(meeting.starts_at)}" if meeting.starts_at else ""
    lead = f"Every risk management meeting reviews the plan. This is the one{when}. Where it did not, its chair is told why."
    return _form(request, child_id, form, None, save, title="The plan at a meeting", lead=lead)


def seen(request: HttpRequest, child_id: UUID, meeting_id: UUID) -> HttpResponse:
    """The chair saw why their meeting did not review the plan."""
    viewer = viewer_of(request)
    plan_review.meeting_of(viewer, child_id, meeting_id)
    actions.see_review(by=viewer, child_id=child_id, meeting_id=meeting_id)
    messages.success(request, "Written down that you have seen it.")
    return redirect("child-plans", child_id=child_id)
