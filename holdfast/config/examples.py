"""Addresses that answer in the demonstration county, for whoever tries every route."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Model

from holdfast.access.models import Membership
from holdfast.kernel.acting import acting_as
from holdfast.kernel.viewer import Viewer
from holdfast.partnership.models import Partnership
from holdfast.partnership.queries import is_demonstration
from holdfast.rules.config import SETTINGS

# What a parameter of an address names: by "route.parameter" where one word serves several, else by the parameter alone.
NAMED: dict[str, tuple[str, str]] = {
    "child_id": ("records.Child", "pk"),
    "user_id": ("access.Membership", "user_id"),
    "post_id": ("access.Membership", "pk"),
    "agency_id": ("access.Agency", "pk"),
    "team_id": ("access.Team", "pk"),
    "domain_id": ("access.EmailDomain", "pk"),
    "absence_id": ("access.Absence", "pk"),
    "message_id": ("comms.Message", "pk"),
    "screening_id": ("screening.Screening", "pk"),
    "check_id": ("screening.AgencyCheck", "pk"),
    "instruction_id": ("screening.Instruction", "pk"),
    "proposal_id": ("screening.Proposal", "pk"),
    "decision_id": ("screening.Decision", "pk"),
    "protective-look.step_id": ("screening.ProtectiveStep", "pk"),
    "outcome-step.step_id": ("screening.OutcomeStep", "pk"),
    "disagreement_id": ("screening.Disagreement", "pk"),
    "duty_id": ("work.Duty", "pk"),
    "draft_id": ("referrals.Draft", "pk"),
    "reference": ("referrals.Referral", "reference"),
    "referral_id": ("referrals.Referral", "pk"),
    "consultation_id": ("referrals.Consultation", "pk"),
    "review_id": ("referrals.FloorReview", "pk"),
    "assessment_id": ("referrals.RiskAssessment", "pk"),
    "file_id": ("documents.StoredFile", "pk"),
}


def example_of() -> Callable[[str], Any] | None:
    """Gives a parameter's value in the demonstration county; None where there is no such county."""
    if not is_demonstration():
        return None
    partnership = Partnership.objects.order_by("created_at", "pk").first()
    return (lambda name: _value(partnership.pk, name)) if partnership else None


def _value(partnership_id: UUID, name: str) -> Any:
    if name == "setting.key":
        return SETTINGS[0].key
    if name.endswith(".key"):
        return "privacy"
    model, field = NAMED.get(name) or NAMED.get(name.split(".")[-1]) or ("", "")
    if not model:
        return None
    for viewer in _lookers(partnership_id, apps.get_model(model)):
        with acting_as(viewer):
            row = apps.get_model(model)._default_manager.filter(partnership_id=partnership_id).order_by("pk").first()
            if row is not None:
                return getattr(row, field)
    return None


def _lookers(partnership_id: UUID, model: type[Model]) -> Iterator[Viewer]:
    """Whom to look as: a job first; then, for what only its writer may see, each member in turn."""
    yield Viewer.job("routes", partnership_id)
    with acting_as(Viewer.job("routes", partnership_id)):
        people = list(Membership.objects.filter(partnership_id=partnership_id).values_list("user_id", flat=True).distinct()[:200])
    for person_id in people:
        yield Viewer(partnership_id=partnership_id, person_id=person_id)
