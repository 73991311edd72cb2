"""Who convenes, declines and asks for a missing intervention meeting."""

from __future__ import annotations

from uuid import UUID

from holdfast.access.roles import Grant
from holdfast.access.visibility import visible
from holdfast.kernel.asks import asks
from holdfast.kernel.errors import NotHere, Refused
from holdfast.kernel.viewer import Viewer

from .models import Episode, EpisodeReport, Intervention
from .policies import manages


def check_can_convene(viewer: Viewer, intervention: Intervention) -> None:
    """Whoever works on the case, and the police who look for the child, convene it and say that it was held."""
    if not visible(viewer, Intervention).filter(pk=intervention.pk).exists():
        raise NotHere
    if not (viewer.system or viewer.may(Grant.EDIT_CHILDREN) or viewer.may(Grant.LOOK_FOR_MISSING)):
        raise Refused("Your role may read of this meeting and not convene it. Tell the child's worker.")


def check_can_decline(viewer: Viewer, intervention: Intervention) -> None:
    """Only a manager says that no meeting is held (H4)."""
    check_can_convene(viewer, intervention)
    if not (viewer.system or manages(viewer)):
        raise Refused("A manager declines or cancels a missing intervention meeting, with a reason.")


def check_can_ask(viewer: Viewer, episode_id: UUID) -> None:
    """Any professional who reads the episode, or who reported it, asks for more, whatever the count."""
    if not (viewer.system or viewer.may(Grant.REFER)):
        raise Refused("Your role does not ask for a meeting here. Tell the child's worker.")
    reported = visible(viewer, EpisodeReport).filter(episode_id=episode_id, reporter_id=viewer.person_id)
    if not (visible(viewer, Episode).filter(pk=episode_id).exists() or reported.exists()):
        raise NotHere


can_convene = asks(check_can_convene)
can_decline = asks(check_can_decline)
can_ask = asks(check_can_ask)
