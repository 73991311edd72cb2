"""The second step of signing in: who needs one, and what counts as one.

Everybody who can open what is known about a child proves twice who they are. Partners who only refer prove their address by
a code each time. A demonstration asks nobody, and says so on every page.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from enum import StrEnum
from typing import Any

from allauth.mfa.models import Authenticator

from holdfast.partnership.queries import born_a_demonstration

from .models import User
from .roles import Grant

# What somebody may do who has no more than what they write themselves.
REFERRING = frozenset({str(Grant.REFER), str(Grant.ASSESS)})
_KEY = "second_step"


class Step(StrEnum):
    """How somebody proved it a second time."""

    TOTP = "totp"
    PASSKEY = "webauthn"
    RECOVERY_CODE = "recovery_codes"
    EMAIL_CODE = "code"
    ELSEWHERE = "elsewhere"  # the organisation's own sign-in vouched for it


def asked_here() -> bool:
    """Whether this system asks for a second step: every system does, except one that was born a demonstration."""
    return not born_a_demonstration()


def only_refers(grants: frozenset[str]) -> bool:
    """Whether somebody's roles open nothing but their own referrals."""
    return grants <= REFERRING


def take(session: MutableMapping[str, Any], step: Step) -> None:
    """Somebody has just proved it a second time, in this session."""
    session[_KEY] = str(step)


def taken(session: MutableMapping[str, Any]) -> Step | None:
    """How it was proved in this session; None when it was not."""
    step = session.get(_KEY)
    return Step(step) if step in set(Step) else None


def is_missing(session: MutableMapping[str, Any], grants: frozenset[str]) -> bool:
    """Whether somebody with these grants has yet to prove it before anything opens."""
    if not asked_here():
        return False
    step = taken(session)
    return step is None or (step is Step.EMAIL_CODE and not only_refers(grants))


def set_up_by(user: User) -> list[str]:
    """What somebody has set up, in words; their secrets stay where they are."""
    kinds = Authenticator.objects.filter(user_id=user.pk).order_by("type").values_list("type", flat=True).distinct()
    return [str(Authenticator.Type(kind).label) for kind in kinds]


def forget(user: User) -> int:
    """Every app, passkey and recovery code of somebody is gone; gives how many there were."""
    gone, _ = Authenticator.objects.filter(user_id=user.pk).delete()
    return gone
