"""Proposing, ratifying and correcting a decision; and disagreeing with one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from holdfast.desk.screening import forms
from holdfast.desk.screening.pages import form_page
from holdfast.desk.screening.reading import assessed, parts_of
from holdfast.desk.shell import figures_of
from holdfast.journeys.decision import ratify
from holdfast.kernel.errors import NotHere
from holdfast.kernel.routes import viewer_of
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.rules.outcomes import OUTCOMES, Outcome
from holdfast.rules.thresholds import LEVELS, level_name
from holdfast.screening import actions, queries
from holdfast.screening.models import Disagreement, Proposal
from holdfast.screening.suggesting import suggestion_for
from holdfast.screening.types import Consent, DisagreementState, Rating, State

from .child import page_of


def _levels(request: HttpRequest) -> list[tuple[str, str]]:
    return [(str(level), level_name(level, figures_of(request))) for level in LEVELS]


def _choice(given: dict[str, Any]) -> actions.Choice:
    return actions.Choice(int(given["level"]), given["outcome"], given["rationale"])


def _begin(dossier: queries.Dossier, beside: Proposal | None, copy: bool) -> dict[str, Any]:
    """What the form begins with: what was proposed before, or what was written for a brother or sister."""
    earlier = dossier.proposals[-1] if dossier.proposals else None
    source = beside if copy and beside is not None else earlier
    begun: dict[str, Any] = {"version": dossier.screening.version}
    if source is not None:
        begun |= {"level": str(source.level), "outcome": source.outcome, "rationale": source.rationale}
    return begun


def propose(request: HttpRequest, screening_id: UUID) -> HttpResponse:
    """Level, outcome and rationale, with what the rules suggest beside them."""
    viewer = viewer_of(request)
    dossier = queries.dossier(viewer, screening_id)
    child = dossier.screening
    beside = queries.latest_rationale(viewer, child)
    initial = _begin(dossier, beside, request.GET.get("copy") == "1")
    return form_page(
        request,
        forms.ProposeForm(request.POST or None, levels=_levels(request), initial=initial),
        lambda sent: actions.propose(by=viewer, screening=child, choice=_choice(sent.cleaned_data), seen=sent.seen),
        title="Propose a decision",
        button="Propose to a manager",
        back=page_of(screening_id),
        about=child.child.name_as_typed,
        done="Proposed. It waits for a manager who did not screen it.",
        template="screening/propose.html",
        d=dossier,
        suggestion=suggestion_for(child),
        levels=dict(_levels(request)),
        beside=beside,
        saved=_saved(dossier),
        now=now(),
    )


def _saved(dossier: queries.Dossier) -> list[tuple[str, str]]:
    """How it stands now, for somebody whose page was older: their own words stay in the form."""
    child, latest = dossier.screening, dossier.proposals[-1] if dossier.proposals else None
    rows = [("How it stands", State(child.state).label), ("Rating", Rating(child.rating).label if child.rating else "")]
    if latest is not None:
        label = OUTCOMES[Outcome(latest.outcome)].label
        rows += [("Proposed", f"{label}, by {latest.proposed_by.name}"), ("Rationale", latest.rationale)]
    return rows


def correct(request: HttpRequest, screening_id: UUID) -> HttpResponse:
    """A decision is never changed: another is proposed, which supersedes it once a manager has ratified it."""
    viewer = viewer_of(request)
    dossier = queries.dossier(viewer, screening_id)
    decision = dossier.decision
    if decision is None:
        raise NotHere
    initial = {
        "level": str(decision.level),
        "outcome": decision.outcome,
        "rationale": decision.rationale,
        "version": dossier.screening.version,
    }
    return form_page(
        request,
        forms.CorrectForm(request.POST or None, levels=_levels(request), initial=initial),
        lambda sent: actions.propose(
            by=viewer,
            screening=dossier.screening,
            choice=_choice(sent.cleaned_data),
            seen=sent.seen,
            corrects=decision,
            correction_reason=sent.cleaned_data["correction_reason"],
        ),
        title="Correct a decision",
        button="Propose the correction",
        back=page_of(screening_id),
        about=dossier.screening.child.name_as_typed,
        template="screening/propose.html",
        d=dossier,
        suggestion=suggestion_for(dossier.screening),
        levels=dict(_levels(request)),
        beside=None,
        saved=_saved(dossier),
        now=now(),
    )


def proposal(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """The manager reads what was weighed, and ratifies or sends back."""
    viewer = viewer_of(request)
    found = queries.proposal(viewer, proposal_id)
    dossier = queries.dossier(viewer, found.screening_id)
    shown = next(one for one in dossier.proposals if one.pk == found.pk)
    child = dossier.screening
    return form_page(
        request,
        forms.RatifyForm(request.POST or None),
        lambda sent: _answer(viewer, found, sent.cleaned_data),
        title="Ratify a decision",
        button="Save my answer",
        back=page_of(found.screening_id),
        about=child.child.name_as_typed,
        done="Saved.",
        template="screening/ratify.html",
        d=dossier,
        proposal=shown,
        outcome=OUTCOMES[Outcome(found.outcome)],
        level=level_name(found.level, figures_of(request)),
        parts=parts_of(child.referral.document, child.child.position),
        assessed=[assessed(version) for version in dossier.assessments],
        consents=dict(Consent.choices),
        now=now(),
    )


def _answer(viewer: Viewer, found: Proposal, given: dict[str, Any]) -> None:
    if given["answer"] == "ratify":
        ratify(by=viewer, proposal=found, note=given["note"])
    else:
        actions.send_back(by=viewer, proposal=found, reason=given["note"])


def disagree(request: HttpRequest, screening_id: UUID) -> HttpResponse:
    """MASH records a disagreement, its own or one it was told of."""
    viewer = viewer_of(request)
    child = queries.screening(viewer, screening_id)
    return form_page(
        request,
        forms.DisagreeForm(request.POST or None),
        lambda sent: actions.disagree(by=viewer, screening=child, **sent.cleaned_data),
        title="Record a disagreement",
        button="Record it",
        back=page_of(screening_id) + "#disagreement",
        about=child.child.name_as_typed,
    )


def disagreement(request: HttpRequest, disagreement_id: UUID) -> HttpResponse:
    """Answer, settle, or take it a stage up."""
    viewer = viewer_of(request)
    found = queries.disagreement(viewer, disagreement_id)
    return form_page(
        request,
        forms.StageForm(request.POST or None),
        lambda sent: _say(viewer, found, sent.cleaned_data),
        title="A professional disagreement",
        button="Save",
        back=reverse("screening", kwargs={"screening_id": found.screening_id}) + "#disagreement",
        about=found.screening.child.name_as_typed,
        template="screening/disagreement.html",
        disagreement=found,
        stages=list(found.stages.select_related("said_by").order_by("created_at", "pk")[:100]),
        settled=found.state == DisagreementState.SETTLED,
        now=now(),
    )


_SAY = {"answered": actions.answer_disagreement, "raised": actions.escalate, "settled": actions.settle}


def _say(viewer: Viewer, found: Disagreement, given: dict[str, Any]) -> None:
    _SAY[given["kind"]](by=viewer, disagreement=found, text=given["text"])
