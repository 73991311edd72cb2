"""Whose account a session is: the sign-in library's way of trying a password, and an account found in few words."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from holdfast.access.models import User
from holdfast.access.posts import account
from holdfast.kernel.viewer import Viewer


class Accounts(AuthenticationBackend):
    """Every request asks whose session it is, so that question is put together once."""

    def get_user(self, user_id: Any) -> User | None:
        found = account(Viewer(person_id=user_id))
        return found[0] if found and self.user_can_authenticate(found[0]) else None
