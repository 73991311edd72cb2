"""How signing in behaves here: nobody signs themselves up, mail passes the gate, and the audit hears of it."""

from __future__ import annotations

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.models import Login
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from holdfast.access import second_step, sign_ins
from holdfast.access.models import User
from holdfast.access.roles import grants_of
from holdfast.access.second_step import Step
from holdfast.journeys import accounts

# Set in the session on the way back from an organisation that says it asked for a second step.
VOUCHED = "vouched"
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
        "incorrect_code": "This code is not right, or its time is over. Enter the newest one.",
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
        step = _second_step_of(request, user)
        request.session.pop(VOUCHED, None)
        super().login(request, user)
        if step:
            second_step.take(request.session, step)
        sign_ins.signed_in(user, request_id=request_id_of(request))

    def logout(self, request: HttpRequest) -> None:
        if isinstance(request.user, User):
            sign_ins.signed_out(request.user, request_id=request_id_of(request))
        super().logout(request)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        sign_ins.failed(str(credentials.get("email", "")), request_id=request_id_of(request))

    # -- the second step ----------------------------------------------------------------------------------------------

    def is_login_by_code_required(self, login: Login) -> bool:
        """A partner who only refers, and has no second step of their own, is sent a code each time."""
        user = login.user
        if self.request.session.get(VOUCHED):
            return False
        if user is None or not second_step.asked_here() or not user.is_active or is_mfa_enabled(user):
            return False
        held = sign_ins.posts(user)
        if not held or not all(second_step.only_refers(grants_of(post.roles)) for post in held):
            return False
        return _second_step_of(self.request, user) is None

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Who they are is asked again before the second step is changed; not of somebody who is setting up their first."""
        request: HttpRequest = self.request
        if app == "allauth.mfa" and not is_mfa_enabled(request.user):
            return not _just_proved(request)
        return bool(super().is_reauthentication_required(app=app, **kwargs))

    # -- where to go --------------------------------------------------------------------------------------------------

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """To what they had typed when their time ran out; else somebody with several posts says first which one they work in."""
        kept = sign_ins.kept_words(request.user, request.session.get("post", ""))  # type: ignore[arg-type]
        if kept is not None:
            request.session.pop("kept", None)
            return reverse("kept-words", kwargs={"kept_id": kept.pk})
        if request.session.get("post"):
            return str(settings.LOGIN_REDIRECT_URL)
        if len(sign_ins.posts(request.user)) == 1:  # type: ignore[arg-type]
            return str(settings.LOGIN_REDIRECT_URL)
        return reverse("choose-post")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return str(settings.LOGIN_REDIRECT_URL)

    # -- mail ---------------------------------------------------------------------------------------------------------

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        accounts.send_reset_link(user=user, link=context["password_reset_url"])

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Of the letters the library would write itself we use one: the code that a partner signs in with."""
        if template_prefix != "account/email/login_code":
            raise RuntimeError(f"No letter of ours stands for {template_prefix}.")
        link = address(self.request, reverse("account_reset_password"))
        accounts.send_code(user=User.objects.get_by_natural_key(email), code=context["code"], link=link)

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Every change of a password or of the second step is told to its owner, whatever brought it about."""
        request: HttpRequest = self.request
        if template_prefix.startswith("mfa/"):
            accounts.say_second_step_changed(user=user, link=address(request, reverse("account_reset_password")))
            return
        accounts.say_password_changed(user=user, link=address(request, reverse("account_reset_password")))

    def get_reset_password_from_key_url(self, key: str) -> str:
        uid, _, token = key.partition("-")
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token})
        return address(self.request, path)

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponseBase:
        sign_ins.refused(user, request_id=request_id_of(request))
        return super().respond_user_inactive(request, user)


def address(request: HttpRequest, path: str) -> str:
    """A whole address for a letter: the system's own when it is set, else the one the visitor used."""
    return settings.PUBLIC_URL.rstrip("/") + path if settings.PUBLIC_URL else request.build_absolute_uri(path)


def _second_step_of(request: HttpRequest, user: User) -> Step | None:
    """What was proved beside the password on the way to this sign-in."""
    for record in reversed(get_authentication_records(request, user)):
        if record["method"] == "mfa":
            return Step(record["type"])
        if record["method"] == "code":
            return Step.EMAIL_CODE
        if record["method"] == "socialaccount" and request.session.get(VOUCHED):
            return Step.ELSEWHERE
    return None


def _just_proved(request: HttpRequest) -> bool:
    """Whether they signed in, or said again who they are, a few minutes ago."""
    records = get_authentication_records(request, request.user)
    return bool(records) and time.time() - records[-1]["at"] < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


def request_id_of(request: HttpRequest) -> str:
    return str(getattr(request, "request_id", ""))
