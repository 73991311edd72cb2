"""What was looked over and decided about posts and accounts."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from holdfast.kernel.guard import OWN_PARTNERSHIP, PERSON, SYSTEM, Guard, Writes, has_grant
from holdfast.kernel.models import Fact
from holdfast.kernel.register import Keeps, Register

from .accounts import User
from .agencies import Membership


class AccessReview(Fact):
    """Somebody looked whether a post is still needed: when, who, and what they decided."""

    # Posts are read by everybody of the partnership; what was decided about them by those who decide.
    guard: ClassVar[Guard] = Guard(rows=OWN_PARTNERSHIP, writes=Writes.APPEND)
    register: ClassVar[Register] = Register(Keeps.STAFF, working="post kept", personal="reason recorded_by")

    post = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="reviews")
    kept = models.BooleanField()
    reason = models.TextField(default="", blank=True)
    recorded_by = models.UUIDField()

    class Meta:
        indexes = [models.Index(fields=["partnership", "post", "-created_at"], name="access_review_by_post")]


class Suspension(Fact):
    """An account was suspended or let back in, or a lost second step was taken from it: when, by whom and why.

    The account itself says which holds now.
    """

    guard: ClassVar[Guard] = Guard(
        rows=f"{OWN_PARTNERSHIP} AND ({has_grant('administer')} OR user_id = {PERSON} OR {SYSTEM} IS NOT NULL)",
        insert=OWN_PARTNERSHIP,
        writes=Writes.APPEND,
    )
    register = Register(Keeps.STAFF, working="lifted second_step", personal="reason")

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="suspensions")
    lifted = models.BooleanField(default=False)
    second_step = models.BooleanField(default=False)
    reason = models.TextField()
    recorded_by = models.UUIDField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["partnership", "user", "-created_at"], name="suspension_by_user")]
