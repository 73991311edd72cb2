"""The pages of the second step: an authenticator app, passkeys, recovery codes. The library's views, our forms and templates."""

from __future__ import annotations

from typing import Any, cast

from allauth.account.internal.flows.login import record_authentication
from allauth.account.views import ConfirmLoginCodeView
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import views as base
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.utils import is_mfa_enabled
from allauth.mfa.webauthn import views as webauthn
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy

from holdfast.access import second_step
from holdfast.access.models import User
from holdfast.access.second_step import Step

from . import step_forms as forms


class Overview(base.IndexView):
    """What somebody's second step is, and, until they have one, why nothing opens."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        waiting = getattr(self.request, "second_step_missing", False)
        return {**super().get_context_data(**kwargs), "waiting": waiting, "asked": second_step.asked_here()}


def _proved(request: HttpRequest, step: Step) -> None:
    """Whoever sets up a step has shown that it works: it counts for this session, and nobody asks again at once."""
    second_step.take(request.session, step)
    record_authentication(request, cast(User, request.user), "mfa", type=str(step), reauthenticated=True)


class SetUpApp(totp.ActivateTOTPView):
    form_class = forms.NewAppForm

    def form_valid(self, form: Any) -> HttpResponse:
        answer = super().form_valid(form)
        _proved(self.request, Step.TOTP)
        return answer


class AddPasskey(webauthn.AddWebAuthnView):
    form_class = forms.NewPasskeyForm

    def form_valid(self, form: Any) -> HttpResponse:
        answer = super().form_valid(form)
        _proved(self.request, Step.PASSKEY)
        return answer


class RemovePasskey(webauthn.RemoveWebAuthnView):
    success_url = reverse_lazy("mfa_index")

    def form_valid(self, form: Any) -> HttpResponse:
        adapter = get_adapter()
        if not adapter.can_delete_authenticator(self.get_object()):
            messages.error(self.request, adapter.error_messages["cannot_delete_authenticator"])
            return redirect("mfa_index")
        return super().form_valid(form)


class SignInWithPasskey(webauthn.LoginWebAuthnView):
    """The options for the browser, and its answer; somebody already signed in has nothing to do here."""

    form_class = forms.PasskeyForm
    template_name = "account/login.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = super().get(request, *args, **kwargs)
        return answer if isinstance(answer, JsonResponse) else redirect("account_login")


overview = Overview.as_view()
ask = base.AuthenticateView.as_view(form_class=forms.CodeForm)
confirm_by_code = base.ReauthenticateView.as_view(form_class=forms.ConfirmByCodeForm)
confirm_by_passkey = webauthn.ReauthenticateWebAuthnView.as_view()
remove_app = totp.DeactivateTOTPView.as_view()
set_up_app = SetUpApp.as_view()
add_passkey = AddPasskey.as_view()
remove_passkey = RemovePasskey.as_view()
sign_in_with_passkey = SignInWithPasskey.as_view()
make_codes_anew = recovery.GenerateRecoveryCodesView.as_view()
show_codes = recovery.ViewRecoveryCodesView.as_view()
emailed_code = ConfirmLoginCodeView.as_view(form_class=forms.EmailedCodeForm)


def recovery_codes(request: HttpRequest) -> HttpResponseBase:
    """The codes, once; somebody who has no second step yet has none and is shown how to get them."""
    if not is_mfa_enabled(request.user):
        return redirect("mfa_index")
    return show_codes(request)
