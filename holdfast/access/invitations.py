"""One-time links. The key is shown once; what is kept cannot open anything."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from holdfast.kernel.time import now

from .models import Invitation, User

LIFE = timedelta(hours=72)


def new_key() -> str:
    """A key nobody can guess, in letters that survive being read aloud or broken over two lines."""
    return secrets.token_urlsafe(32)


def hashed(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def person_of(key: str) -> User | None:
    """Whose link this is, while it works: unused, in time, and the account not suspended."""
    invitation = _working(key)
    return invitation.user if invitation else None


def _working(key: str) -> Invitation | None:
    return (
        Invitation.objects.select_related("user")
        .filter(key_hash=hashed(key), used_at=None, expires_at__gt=now(), user__is_active=True)
        .first()
    )


def use(key: str) -> Invitation | None:
    """Use the link up. Gives its invitation once; None ever after, also when two people try at the same moment."""
    invitation = _working(key)
    if invitation is None:
        return None
    used = Invitation.objects.filter(pk=invitation.pk, used_at=None).update(used_at=now())
    return invitation if used else None
