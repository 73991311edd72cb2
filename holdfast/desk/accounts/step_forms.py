"""Codes and passkeys: the sign-in library's checks, our fields and sentences."""

from __future__ import annotations

import hashlib
from typing import Any

from allauth.account.forms import ConfirmLoginCodeForm
from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as base
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django.core.cache import cache

from holdfast.access.models import User
from holdfast.ui.forms import GovukForm, TextField

ENTER = {"required": "Enter the code"}


def code_field(label: str, hint: str) -> TextField:
    return TextField(
        label=label,
        hint=hint,
        limit=20,
        width="10",
        autocomplete="one-time-code",
        inputmode="numeric",
        spellcheck=False,
        error_messages=ENTER,
    )


def use_up(user: User, code: str) -> str:
    """A code works once, for as long as it could work at all."""
    name = hashlib.sha256(f"{user.pk}:{code}".encode()).hexdigest()
    if not cache.add(f"second-step-{name}", "used", timeout=3 * app_settings.TOTP_PERIOD):
        raise get_adapter().validation_error("incorrect_code")
    return code


class CodeForm(GovukForm, base.AuthenticateForm):
    code = code_field("Code", "Six figures from your authenticator app, or one of your recovery codes.")

    def clean_code(self) -> str:
        return use_up(self.user, super().clean_code())


class ConfirmByCodeForm(GovukForm, base.ReauthenticateForm):
    code = code_field("Code", "Six figures from your authenticator app, or one of your recovery codes.")

    def clean_code(self) -> str:
        return use_up(self.user, super().clean_code())


class NewAppForm(GovukForm, totp.ActivateTOTPForm):
    code = code_field("Code from the app", "Six figures. The app shows new ones every half minute.")


class EmailedCodeForm(GovukForm, ConfirmLoginCodeForm):
    code = code_field("Code", "Six figures, in the e-mail we have just sent you. It works for ten minutes.")


class NewPasskeyForm(GovukForm, webauthn.AddWebAuthnForm):
    """A passkey always asks its device for the face, finger or number that unlocks it."""

    name = TextField(
        label="A name for this passkey",
        hint="So that you know it again, for example: work laptop",
        limit=60,
        required=False,
    )
    marks_optional = False

    def clean(self) -> dict[str, Any]:
        self.cleaned_data["passwordless"] = True
        return super().clean() or {}


class PasskeyForm(webauthn.LoginWebAuthnForm):
    """What the browser gave back."""
