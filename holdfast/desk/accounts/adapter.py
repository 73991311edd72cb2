"""How signing in behaves here: nobody signs themselves up, mail passes the gate, and the audit hears of it."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from holdfast.access import sign_ins
from holdfast.access.models import User
from holdfast.journeys import accounts

MISMATCH = "The email address and password do not match an account. Check both, or set a new password."


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by an administrator or from a list of staff, never by the person themselves."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": MISMATCH,
        "invalid_login": MISMATCH,
        "account_inactive": "This account is suspended. Ask your administrator.",
        "enter_current_password": "This is not your password now. Type it again.",
        "incorrect_password": "This is not your password. Type it again.",
        "too_many_login_attempts": "Too many tries. Wait 5 minutes, or set a new password.",
        "rate_limited": "Too many tries. Wait a minute, then try again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def clean_email(self, email: str) -> str:
        return str(super().clean_email(email)).lower()

    def get_client_ip(self, request: HttpRequest) -> str:
        """Where tries are counted from. On a socket there is no address: without a proxy to say one, all count as this host."""
        if not request.META.get("REMOTE_ADDR") and not settings.TRUST_PROXY:
            return "127.0.0.1"
        return str(super().get_client_ip(request))

    # -- audit --------------------------------------------------------------------------------------------------------

    def login(self, request: HttpRequest, user: User) -> None:
        super().login(request, user)
        sign_ins.signed_in(user, request_id=_request_id(request))

    def logout(self, request: HttpRequest) -> None:
        if isinstance(request.user, User):
            sign_ins.signed_out(request.user, request_id=_request_id(request))
        super().logout(request)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        sign_ins.failed(str(credentials.get("email", "")), request_id=_request_id(request))

    # -- where to go --------------------------------------------------------------------------------------------------

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Somebody with several posts says first which one they work in."""
        if len(sign_ins.posts(request.user)) == 1:  # type: ignore[arg-type]
            return str(settings.LOGIN_REDIRECT_URL)
        return reverse("choose-post")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return str(settings.LOGIN_REDIRECT_URL)

    # -- mail ---------------------------------------------------------------------------------------------------------

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        accounts.send_reset_link(user=user, link=context["password_reset_url"])

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Every change of a password is told to its owner, whatever brought it about."""
        request: HttpRequest = self.request
        accounts.say_password_changed(user=user, link=address(request, reverse("account_reset_password")))

    def get_reset_password_from_key_url(self, key: str) -> str:
        uid, _, token = key.partition("-")
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token})
        return address(self.request, path)

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponseBase:
        sign_ins.refused(user, request_id=_request_id(request))
        return super().respond_user_inactive(request, user)


def address(request: HttpRequest, path: str) -> str:
    """A whole address for a letter: the system's own when it is set, else the one the visitor used."""
    return settings.PUBLIC_URL.rstrip("/") + path if settings.PUBLIC_URL else request.build_absolute_uri(path)


def _request_id(request: HttpRequest) -> str:
    return str(getattr(request, "request_id", ""))
