"""How the sign-in library keeps second steps here: encrypted, named in our words, and heard of by the audit."""

from __future__ import annotations

import base64
from typing import Any

from allauth.mfa import signals
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils.encoding import force_bytes

from holdfast.access import sign_ins
from holdfast.access.models import User

from . import adapter as accounts


class SecondStepAdapter(DefaultMFAAdapter):
    """Secrets are encrypted with a key of the system's own; the database alone signs nobody in."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": accounts.AccountAdapter.error_messages["incorrect_code"],
        "cannot_delete_authenticator": "This is your only second step. Add another before you remove it.",
        "cannot_generate_recovery_codes": "Set up an authenticator app or a passkey first.",
    }

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def get_totp_label(self, user: User) -> str:
        return user.email

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        return f"Passkey {Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1}"

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """The last second step stays: whoever has lost it asks an administrator, who asks who they are."""
        others = Authenticator.objects.filter(user_id=authenticator.user_id).exclude(pk=authenticator.pk)
        return bool(others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists())


def _cipher() -> MultiFernet:
    """The newest key encrypts; keys that stood before still decrypt (Django's SECRET_KEY_FALLBACKS)."""
    return MultiFernet([Fernet(_key(secret)) for secret in [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]])


def _key(secret: str | bytes) -> bytes:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"holdfast second step").derive(force_bytes(secret))
    return base64.urlsafe_b64encode(derived)


@receiver(signals.authenticator_added)
def added(request: HttpRequest, user: User, authenticator: Authenticator, **_: Any) -> None:
    sign_ins.second_step(user, "added", authenticator.type, request_id=accounts.request_id_of(request))


@receiver(signals.authenticator_removed)
def removed(request: HttpRequest, user: User, authenticator: Authenticator, **_: Any) -> None:
    sign_ins.second_step(user, "removed", authenticator.type, request_id=accounts.request_id_of(request))


@receiver(signals.authenticator_reset)
def codes_made_anew(request: HttpRequest, user: User, authenticator: Authenticator, **_: Any) -> None:
    sign_ins.second_step(user, "changed", authenticator.type, request_id=accounts.request_id_of(request))


@receiver(signals.authentication_failed)
def failed(request: HttpRequest, user: User, authenticator: Authenticator, **_: Any) -> None:
    sign_ins.second_step(user, "failed", authenticator.type, request_id=accounts.request_id_of(request))
