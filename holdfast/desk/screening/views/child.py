"""One child's screening: the page itself, and what is judged, noted and done on it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from holdfast.desk.screening import forms
from holdfast.desk.screening.pages import do_at_once, form_page
from holdfast.desk.screening.reading import Part, assessed, parts_of
from holdfast.desk.shell import figures_of
from holdfast.journeys.decision import suggested_words, tell_referrer
from holdfast.kernel.routes import viewer_of
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.records import matching
from holdfast.records import queries as records
from holdfast.records.types import Match, Strength
from holdfast.referrals.actions.afterwards import call_back
from holdfast.rules import rag
from holdfast.rules.lawful_basis import LAWFUL_BASES
from holdfast.rules.outcomes import OUTCOMES
from holdfast.rules.referral import section
from holdfast.screening import actions, policies, queries
from holdfast.screening.models import Screening
from holdfast.screening.returning import why_not_returned
from holdfast.screening.suggesting import suggestion_for
from holdfast.screening.typed import typed_child
from holdfast.screening.types import Consent, Protection, Rating, State


def page_of(screening_id: UUID) -> str:
    """The address of a child's screening."""
    return reverse("screening", kwargs={"screening_id": screening_id})


def because(
    request: HttpRequest,
    screening_id: UUID,
    do: Callable[[Viewer, Screening, str], object],
    *,
    ask: str,
    title: str,
    button: str,
    hint: str = "",
    done: str = "",
) -> HttpResponse:
    """Something done to a screening that asks for nothing but the reason."""
    viewer = viewer_of(request)
    child = queries.screening(viewer, screening_id)
    return form_page(
        request,
        forms.ReasonForm(request.POST or None, label=ask, hint=hint),
        lambda sent: do(viewer, child, sent.cleaned_data["reason"]),
        title=title,
        button=button,
        back=page_of(screening_id),
        about=child.child.name_as_typed,
        done=done,
    )


def screening(request: HttpRequest, screening_id: UUID) -> HttpResponse:
    """The referral beside what the partnership knows, and everything MASH has done so far."""
    viewer = viewer_of(request)
    dossier = queries.dossier(viewer, screening_id)
    child = dossier.screening
    screens = policies.can_screen(viewer)
    waiting = dossier.waiting_proposal
    context: dict[str, Any] = {
        "d": dossier,
        "s": child,
        "parts": parts_of(child.referral.document, child.child.position),
        "assessed": [assessed(version) for version in dossier.assessments],
        "matches": matching.likely(viewer, typed_child(child.child)) if screens and child.child_record is None else [],
        "known": records.headers(viewer, [child.child_record]).get(child.child_record) if child.child_record else None,
        "suggestion": suggestion_for(child),
        "not_returned": why_not_returned(child),
        "screens": screens,
        "manages": policies.can_manage(viewer),
        "may_ratify": waiting is not None and policies.can_ratify(viewer, waiting),
        "outcomes": {outcome.value: row for outcome, row in OUTCOMES.items()},
        "bases": {option.key: option.label for option in LAWFUL_BASES},
        "consents": dict(Consent.choices),
        "protections": dict(Protection.choices),
        "states": dict(State.choices),
        "limited": child.referral.referrer_kind != "professional",
        "now": now(),
    }
    return render(request, "screening/child.html", context)


def rate(request: HttpRequest, screening_id: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    child = queries.screening(viewer, screening_id)
    limits = {rating.value: f"{words} from receipt" for rating, words in rag.limits(figures_of(request)).items()}
    form = forms.RateForm(request.POST or None, limits=limits, initial={"rating": child.rating, "version": child.version})
    return form_page(
        request,
        form,
        lambda sent: actions.rate(
            by=viewer,
            screening=child,
            rating=Rating(sent.cleaned_data["rating"]),
            reason=sent.cleaned_data["reason"],
            seen=sent.seen,
        ),
        title="Rate this referral",
        button="Save the rating",
        back=page_of(screening_id),
        about=child.child.name_as_typed,
        saved=_saved(child),
        done="Rated.",
    )


def _saved(child: Screening) -> list[tuple[str, str]]:
    """How the screening stands now, for somebody whose page was older."""
    return [
        ("How it stands", State(child.state).label),
        ("Rating", Rating(child.rating).label if child.rating else "Not rated yet"),
        ("Assigned to", child.assigned_to.name if child.assigned_to else "Nobody"),
    ]


def record(request: HttpRequest, screening_id: UUID) -> HttpResponse:
    """Say whose record the child is, or make one. Likely ones are shown with the reasons; only MASH sees them (H11)."""
    viewer = viewer_of(request)
    child = queries.screening(viewer, screening_id)
    matches = matching.likely(viewer, typed_child(child.child))
    form = forms.RecordForm(request.POST or None, matches=matches)
    return form_page(
        request,
        form,
        lambda sent: _join(viewer, child, sent.cleaned_data),
        title="Whose record is this?",
        button="Join the referral to this record",
        back=page_of(screening_id),
        about=child.child.name_as_typed,
        done="Joined to the record. This can be undone.",
        template="screening/record.html",
        typed=typed_child(child.child),
        matches=matches,
        twins=_twins(matches),
    )


def _twins(matches: list[Match]) -> list[tuple[Match, Match]]:
    """Records that both look like this child may be two of one child: the likeliest beside each of the others."""
    alike = [one for one in matches if one.strength is not Strength.SIBLING]
    return [(alike[0], other) for other in alike[1:]]


def _join(viewer: Any, child: Screening, given: dict[str, Any]) -> None:
    if given["record"] == forms.NEW_RECORD:
        actions.make_record(by=viewer, screening=child, why=given["why"])
    else:
        actions.link(by=viewer, screening=child, child_record=UUID(given["record"]), why=given["why"])


def undo_record(request: HttpRequest, screening_id: UUID) -> HttpResponse:
    return because(
        request,
        screening_id,
        lambda viewer, child, reason: actions.undo_link(by=viewer, screening=child, why=reason),
        ask="Why is this not the right record?",
        title="Part this referral from the record",
        button="Part them",
        done="Parted. Nothing was lost.",
    )


def instruct(request: HttpRequest, screening_id: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    child = queries.screening(viewer, screening_id)
    due = child.runs_out_at if child.runs_out_at and child.runs_out_at > now() else None
    form = forms.InstructForm(request.POST or None, initial={"due_at": due})
    return form_page(
        request,
        form,
        lambda sent: actions.instruct(by=viewer, screening=child, **sent.cleaned_data),
        title="Give a screening instruction",
        button="Give this instruction",
        back=page_of(screening_id),
        about=child.child.name_as_typed,
    )


def standing(request: HttpRequest, screening_id: UUID) -> HttpResponse:
    """Put the standing procedure's instructions on the screening."""
    viewer = viewer_of(request)
    child = queries.screening(viewer, screening_id)
    return do_at_once(
        request,
        lambda: actions.instruct_by_procedure(by=viewer, screening=child),
        back=page_of(screening_id) + "#instructions",
    )


def answer_instruction(request: HttpRequest, instruction_id: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    instruction = queries.instruction(viewer, instruction_id)
    form = forms.AnswerInstructionForm(request.POST or None)
    return form_page(
        request,
        form,
        lambda sent: actions.answer_instruction(
            by=viewer,
            instruction=instruction,
            done=sent.cleaned_data["done"] == "yes",
            outcome=sent.cleaned_data["outcome"],
        ),
        title="Answer a screening instruction",
        button="Save",
        back=page_of(instruction.screening_id) + "#instructions",
        about=instruction.what,
    )


def consent(request: HttpRequest, screening_id: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    child = queries.screening(viewer, screening_id)
    form = forms.ConsentForm(request.POST or None, initial={"lawful_basis": "public_task"})
    return form_page(
        request,
        form,
        lambda sent: actions.weigh_consent(
            by=viewer, screening=child, **{**sent.cleaned_data, "outcome": Consent(sent.cleaned_data["outcome"])}
        ),
        title="Weigh consent",
        button="Save",
        back=page_of(screening_id) + "#consent",
        about=child.child.name_as_typed,
        template="screening/consent.html",
        consent_part=_consent_part(child),
    )


def _consent_part(child: Screening) -> Part | None:
    """What the referrer answered about telling the family and their agreement."""
    title = section("consent").title
    return next((part for part in parts_of(child.referral.document, child.child.position) if part.title == title), None)


def return_for_consent(request: HttpRequest, screening_id: UUID) -> HttpResponse:
    return because(
        request,
        screening_id,
        lambda viewer, child, reason: actions.return_for_consent(by=viewer, screening=child, reason=reason),
        ask="What is the referrer to ask the family?",
        hint="The clock runs on, and the child stays on the queue.",
        title="Return for agreement",
        button="Return to the referrer",
    )


def take_up(request: HttpRequest, screening_id: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    child = queries.screening(viewer, screening_id)
    return do_at_once(request, lambda: actions.take_up_again(by=viewer, screening=child), back=page_of(screening_id))


def called_back(request: HttpRequest, screening_id: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    child = queries.screening(viewer, screening_id)
    form = forms.CallBackForm(request.POST or None, initial={"called_at": now()})
    return form_page(
        request,
        form,
        lambda sent: call_back(
            by=viewer,
            referral=child.referral,
            **{**sent.cleaned_data, "confirmed": sent.cleaned_data["confirmed"] == "yes"},
        ),
        title="Call back to the referrer",
        button="Save the call",
        back=page_of(screening_id),
        about=child.reference,
    )


def protect(request: HttpRequest, screening_id: UUID) -> HttpResponse:
    """What cannot wait: nothing is asked first, and a manager looks at it afterwards (H3)."""
    viewer = viewer_of(request)
    child = queries.screening(viewer, screening_id)
    form = forms.ProtectForm(request.POST or None)
    return form_page(
        request,
        form,
        lambda sent: actions.protect(
            by=viewer,
            screening=child,
            step=Protection(sent.cleaned_data["step"]),
            reason=sent.cleaned_data["reason"],
            at=sent.cleaned_data["at"],
        ),
        title="Protect this child now",
        button="Record it and set it going",
        back=page_of(screening_id),
        about=child.child.name_as_typed,
        done="Set going. A manager looks at it afterwards.",
        template="screening/protect.html",
    )


def look(request: HttpRequest, step_id: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    step = queries.protective_step(viewer, step_id)
    return form_page(
        request,
        forms.LookForm(request.POST or None),
        lambda sent: actions.look_at(by=viewer, step=step, view=sent.cleaned_data["view"]),
        title="Look at a step that could not wait",
        button="Save",
        back=page_of(step.screening_id),
        about=step.screening.child.name_as_typed,
        template="screening/look.html",
        step=step,
        what=Protection(step.step).label,
    )


def tell(request: HttpRequest, screening_id: UUID) -> HttpResponse:
    """Tell the referrer what came of it. A member of the public is told less."""
    viewer = viewer_of(request)
    dossier = queries.dossier(viewer, screening_id)
    child = dossier.screening
    limited = child.referral.referrer_kind != "professional"
    outcome = dossier.decision.outcome if dossier.decision else ""
    initial = {"words": suggested_words(outcome, limited=limited)} if outcome else {}
    return form_page(
        request,
        forms.TellForm(request.POST or None, initial=initial),
        lambda sent: tell_referrer(by=viewer, child=child, words=sent.cleaned_data["words"]),
        title="Tell the referrer",
        button="Tell the referrer",
        back=page_of(screening_id),
        about=child.child.name_as_typed,
        done="The referrer can read it now. They are told by e-mail in 60 seconds: stop it until then under Messages you sent.",
        template="screening/tell.html",
        limited=limited,
    )


def withdraw(request: HttpRequest, screening_id: UUID) -> HttpResponse:
    return because(
        request,
        screening_id,
        lambda viewer, child, reason: actions.withdraw(by=viewer, screening=child, reason=reason),
        ask="Why does MASH not go on?",
        title="End this screening",
        button="End it",
    )
