"""Who reads a safety plan and each of its answers, who writes it, and who approves what others wrote."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from holdfast.access.policies import about_children_i_may_read
from holdfast.access.roles import Grant
from holdfast.access.visibility import readable
from holdfast.kernel.asks import asks
from holdfast.kernel.errors import Refused
from holdfast.kernel.viewer import Viewer
from holdfast.records import policies as records

from .around_models import CopyGiven, OtherPlan, PlanAtMeeting, RegularContact, SupportPlan, SupportVersion, Transition
from .models import LevelGiven, PlanClosing, PlanItem, SafetyPlan, SafetyVersion, Signing, VersionAnswer, VersionItem
from .page_models import CopyPage

OF_THE_CHILD = (
    *(SafetyPlan, SafetyVersion, VersionAnswer, Signing, LevelGiven, PlanClosing),
    *(SupportPlan, SupportVersion, OtherPlan, RegularContact, Transition, PlanAtMeeting, CopyGiven, CopyPage),
)

for _model in OF_THE_CHILD:
    readable(_model)(about_children_i_may_read)


@readable(PlanItem)
@readable(VersionItem)
def items(viewer: Viewer) -> Q | None:
    """Of the children whose record opens, the answers that are for this viewer."""
    own = about_children_i_may_read(viewer)
    return own if own is None else own & records.of_my_audience(viewer)


def check_can_write(viewer: Viewer, child_id: UUID) -> None:
    """Whoever changes the child's record writes the plan with the child and the network."""
    records.check_can_edit(viewer, child_id)


def check_can_approve(viewer: Viewer, version: SafetyVersion) -> None:
    """A manager or chair who wrote nothing in it."""
    records.check_can_read(viewer, version.child_id)
    if viewer.person_id in version.writers or viewer.person_id == version.put_forward_by_id:
        raise Refused("Someone else must approve this plan: you wrote it.")
    if not viewer.may(Grant.APPROVE_PLANS):
        raise Refused("A manager, a chair or a reviewing officer approves this plan. Ask one of them to read it.")


def check_can_close(viewer: Viewer, child_id: UUID) -> None:
    """Ending a plan is a manager's or a chair's to decide."""
    records.check_can_read(viewer, child_id)
    if not viewer.may(Grant.APPROVE_PLANS):
        raise Refused("A manager, a chair or a reviewing officer ends a plan. Tell one of them why it should end.")


can_write = asks(check_can_write)
can_approve = asks(check_can_approve)
can_close = asks(check_can_close)
