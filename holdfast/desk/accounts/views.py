"""Signing in, passwords, one-time links, and choosing a post."""

from __future__ import annotations

from typing import Any

from allauth.account import views as allauth
from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from holdfast.access import invitations, sign_ins
from holdfast.access.actions import accept_invitation
from holdfast.access.models import User
from holdfast.kernel.routes import viewer_of

from ..screen.views import uncover
from .forms import (
    ChangePasswordForm,
    ConfirmItIsYouForm,
    ForgottenPasswordForm,
    NewPasswordForm,
    PostForm,
    SignInForm,
)


class SignIn(allauth.LoginView):
    """By password, by passkey, or with one's organisation where one is set."""

    form_class = SignInForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        apps = settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {}).get("APPS", [])
        return {**super().get_context_data(**kwargs), "organisations": apps}


sign_in = SignIn.as_view()


class SignOut(allauth.LogoutView):
    """Signed out; whoever signs in here next finds nothing covered."""

    def post(self, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response: HttpResponseBase = super().post(*args, **kwargs)
        uncover(response)
        return response


sign_out = SignOut.as_view()
suspended = allauth.AccountInactiveView.as_view()
change_known_password = allauth.PasswordChangeView.as_view(form_class=ChangePasswordForm)
forgotten_password = allauth.PasswordResetView.as_view(form_class=ForgottenPasswordForm)
forgotten_password_sent = allauth.PasswordResetDoneView.as_view(extra_context={"mail_goes": bool(settings.MAIL_CONFIGURED)})
new_password = allauth.PasswordResetFromKeyView.as_view(form_class=NewPasswordForm)
new_password_set = allauth.PasswordResetFromKeyDoneView.as_view()
confirm_it_is_you = allauth.ReauthenticateView.as_view(form_class=ConfirmItIsYouForm)

BACKEND = settings.AUTHENTICATION_BACKENDS[0]


def change_password(request: HttpRequest) -> HttpResponseBase:
    """Change one's password; somebody who has none yet sets one through their e-mail."""
    if isinstance(request.user, User) and not request.user.has_usable_password():
        return redirect("account_reset_password")
    return change_known_password(request)


def welcome(request: HttpRequest, key: str) -> HttpResponse:
    """The one-time link: set a first password and be signed in."""
    user = invitations.person_of(key)
    if user is None:
        return render(request, "accounts/link_used.html", status=404)
    form = NewPasswordForm(request.POST or None, user=user)
    if not form.is_valid():
        return render(request, "accounts/welcome.html", {"form": form, "email": user.email})
    accept_invitation(by=viewer_of(request), key=key, password=form.cleaned_data["password1"])
    user.refresh_from_db()
    login(request, user, backend=BACKEND)
    record_authentication(request, user, "password", email=user.email)
    sign_ins.signed_in(user, request_id=str(getattr(request, "request_id", "")))
    return redirect("choose-post" if len(sign_ins.posts(user)) != 1 else settings.LOGIN_REDIRECT_URL)


def choose_post(request: HttpRequest) -> HttpResponse:
    """Somebody with several posts works in one at a time; somebody with none is told whom to ask."""
    if not request.user.is_authenticated:
        return redirect(settings.LOGIN_URL)
    posts = request.posts  # type: ignore[attr-defined]
    form = PostForm(request.POST or None, posts=posts, initial={"post": request.session.get("post")})
    if posts and form.is_valid():
        request.session["post"] = form.cleaned_data["post"]
        return redirect(_following(request))
    return render(request, "accounts/choose_post.html", {"form": form, "posts": posts})


def _following(request: HttpRequest) -> str:
    wanted = request.GET.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, {request.get_host()}):
        return wanted
    return str(settings.LOGIN_REDIRECT_URL)
