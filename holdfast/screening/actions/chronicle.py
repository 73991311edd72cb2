"""What MASH did, in the chronology of the record that the child is joined to: also when the joining comes later."""

from __future__ import annotations

from holdfast.kernel.viewer import Viewer
from holdfast.records import chronology
from holdfast.records.queries import link_of
from holdfast.rules.outcomes import OUTCOMES, Outcome

from ..models import Decision, ProtectiveStep, Screening
from ..types import Protection

SOURCE = "referrals.referredchild"


def everything(by: Viewer, screening: Screening) -> None:
    """Say again of a child newly joined to a record what was decided and done. What stands there already stands once."""
    for decision in Decision.objects.filter(partnership_id=by.here, screening=screening).order_by("created_at", "pk"):
        decided(by, screening, decision)
    for taken in ProtectiveStep.objects.filter(partnership_id=by.here, screening=screening).order_by("taken_at", "pk"):
        protected(by, screening, taken)


def decided(by: Viewer, screening: Screening, decision: Decision) -> None:
    """A decision, or its correction."""
    if screening.child_record is None:
        return
    words = "MASH corrected its decision" if decision.supersedes_id else "MASH decided"
    chronology.add(
        by=by,
        child_id=screening.child_record,
        at=decision.created_at,
        kind="screening.decided",
        title=f"{words}: {OUTCOMES[Outcome(decision.outcome)].label}",
        text=decision.rationale,
        source_kind=decision._meta.label_lower,
        source_id=decision.pk,
        link=link_of(by, SOURCE, screening.child_id),
    )


def protected(by: Viewer, screening: Screening, taken: ProtectiveStep) -> None:
    """A step that could not wait."""
    if screening.child_record is None:
        return
    chronology.add(
        by=by,
        child_id=screening.child_record,
        at=taken.taken_at,
        kind=f"protective.{taken.step}",
        text=f"{Protection(taken.step).label}.",
        source_kind=taken._meta.label_lower,
        source_id=taken.pk,
        link=link_of(by, SOURCE, screening.child_id),
    )
