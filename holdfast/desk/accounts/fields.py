"""Password boxes."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from django import forms

from holdfast.access.models import User
from holdfast.ui.forms import TextField

RULES = "At least 12 characters. Three words that do not belong together work well."


class SecretField(TextField):
    """A password: every character counts, spaces too, and it is never shown again."""

    def __init__(self, *, autocomplete: str = "current-password", **kwargs: Any) -> None:
        attrs = {"autocomplete": autocomplete, "spellcheck": "false"}
        super().__init__(limit=4096, strip=False, widget=forms.PasswordInput(attrs), **kwargs)


class NewPasswordField(SecretField):
    """A password to be: measured against the rules, and against its owner's own name and address."""

    user: User | None = None

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(autocomplete="new-password", hint=RULES, **kwargs)

    def clean(self, value: Any) -> Any:
        return get_adapter().clean_password(super().clean(value), user=self.user)
