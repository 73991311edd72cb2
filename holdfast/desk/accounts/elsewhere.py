"""Signing in with one's organisation (OpenID Connect, such as Entra ID).

Only accounts that an administrator has made sign in; the organisation says who somebody is, never what they may see. What it
tells about a person is read and not kept, but for the name by which it knows them.
"""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter as accounts
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.socialaccount.providers.openid_connect import views as library
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from requests import RequestException

from holdfast.access import sign_ins
from holdfast.access.models import User

from .adapter import VOUCHED


class OrganisationAdapter(DefaultSocialAccountAdapter):
    """Nobody signs themselves up through their organisation either."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        claims: dict[str, Any] = sociallogin.account.extra_data.get("id_token") or {}
        sociallogin.account.extra_data = {}
        user = self._link_known(sociallogin, claims)
        if user is None:
            sign_ins.unknown(request_id=str(getattr(request, "request_id", "")))
            raise ImmediateHttpResponse(render(request, "accounts/unknown_here.html", status=403))
        request.session.pop(VOUCHED, None)
        if vouches(claims):
            request.session[VOUCHED] = True

    def _link_known(self, sociallogin: SocialLogin, claims: dict[str, Any]) -> User | None:
        """Whom the organisation means: by its own name for them once linked, before that by their address at work."""
        account: SocialAccount = sociallogin.account
        if sociallogin.is_existing:
            SocialAccount.objects.filter(pk=account.pk).update(extra_data={})
            return sociallogin.user
        user = User.objects.filter(email=address_of(claims)).first() if address_of(claims) else None
        if user is None or SocialAccount.objects.filter(user=user, provider=account.provider).exists():
            return None
        account.user = user
        account.save()
        sociallogin.user = user
        sign_ins.linked(user, request_id=str(getattr(self.request, "request_id", "")))
        return user

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        accounts().send_notification_mail(*args, **kwargs)


def address_of(claims: dict[str, Any]) -> str:
    """The address at work that the organisation answers for; "" where it does not."""
    if claims.get("email_verified") is True:
        return str(claims.get("email", "")).strip().lower()
    if settings.OIDC_ANSWERS_FOR_ADDRESSES:
        return str(claims.get("email") or claims.get("preferred_username") or "").strip().lower()
    return ""


def vouches(claims: dict[str, Any]) -> bool:
    """Whether the organisation says that it asked for a second step of a kind this system trusts."""
    said = claims.get("amr")
    return isinstance(said, list) and bool({str(one) for one in said} & set(settings.OIDC_SECOND_STEPS))


def go(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """On to the organisation's own sign-in."""
    return _answering(request, library.login, provider_id)


def back(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Back from it."""
    return _answering(request, library.callback, provider_id)


def _answering(request: HttpRequest, view: Any, provider_id: str) -> HttpResponseBase:
    try:
        answer: HttpResponseBase = view(request, provider_id)
    except RequestException:
        return render(request, "socialaccount/authentication_error.html", status=503)
    return answer


def cancelled(request: HttpRequest) -> HttpResponse:
    """They went there and thought better of it."""
    return render(request, "socialaccount/authentication_error.html", {"cancelled": True})
