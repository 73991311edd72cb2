"""The review of access: each post confirmed by name, or taken away at once."""

from __future__ import annotations

from datetime import timedelta

from holdfast.access import policies
from holdfast.access.models import AccessReview, Membership
from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.errors import Refused
from holdfast.kernel.time import today
from holdfast.kernel.viewer import Viewer

from .posts import check_not_last_administrator


@action
def confirm_access(*, by: Viewer, post: Membership) -> AccessReview:
    """Somebody has looked, and the person still needs this post. Not for one's own."""
    _check(by, post)
    return _note(by, post, kept=True, reason="")


@action
def take_away_access(*, by: Viewer, post: Membership, reason: str) -> AccessReview:
    """The post ends at once; one that began today ends with the day, because a post holds for whole days."""
    _check(by, post)
    if not reason.strip():
        raise Refused("Give a reason: it stays on the account's history.")
    check_not_last_administrator(post)
    post.change(seen=None, until=max(post.from_date, today() - timedelta(days=1)))
    return _note(by, post, kept=False, reason=reason.strip())


def _check(by: Viewer, post: Membership) -> None:
    policies.check_can_review_access(by)
    if post.user_id == by.person_id:
        raise Refused("Somebody else must look at your own access.")


def _note(by: Viewer, post: Membership, *, kept: bool, reason: str) -> AccessReview:
    note = AccessReview.objects.create(partnership_id=by.here, post=post, kept=kept, reason=reason, recorded_by=by.me)
    record(by, "access.confirm" if kept else "access.take-away", note, post=post.pk, user=post.user_id, role=post.role)
    return note
