"""How signing in behaves here: nobody signs themselves up, and addresses are stored in small letters."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by an administrator or a list of staff, never by the person themselves."""

    def is_open_for_signup(self, request: Any) -> bool:
        return False

    def clean_email(self, email: str) -> str:
        return str(super().clean_email(email)).lower()
