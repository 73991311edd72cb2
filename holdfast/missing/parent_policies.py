"""Who gives parents a pack, words its papers, and reads what a parent wrote ahead."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from holdfast.access.policies import about_children_i_may_read
from holdfast.access.roles import Grant
from holdfast.access.visibility import readable
from holdfast.kernel.asks import asks
from holdfast.kernel.errors import Refused
from holdfast.kernel.viewer import Viewer

from .parent_models import PackGiven, PackWording, PlanProposal, ProposalState
from .plan_policies import check_can_keep


@readable(PackWording)
def wordings(viewer: Viewer) -> Q | None:
    """Everybody at work here: the papers are for every parent."""
    return Q() if viewer.partnership_id else None


@readable(PackGiven)
def given(viewer: Viewer) -> Q | None:
    return about_children_i_may_read(viewer)


@readable(PlanProposal)
def proposals(viewer: Viewer) -> Q | None:
    """The child's circle, once the parent has sent it; what is still being written is the parent's alone."""
    own = about_children_i_may_read(viewer)
    if viewer.system or own is None:
        return own
    return own & ~Q(state=ProposalState.WRITING)


def check_can_give(viewer: Viewer, child_id: UUID) -> None:
    """Whoever keeps the child's plan ready gives their parents the pack."""
    check_can_keep(viewer, child_id)


def check_can_word(viewer: Viewer) -> None:
    if not (viewer.system or viewer.may(Grant.ADMINISTER)):
        raise Refused("An administrator of the partnership words these papers. Tell them what should be in them.")


can_give = asks(check_can_give)
