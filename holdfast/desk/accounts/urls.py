"""Addresses of accounts. Names that begin with `account_` are those allauth looks for."""

from django.urls import URLPattern, register_converter
from django.urls.converters import StringConverter

from holdfast.kernel.routes import OWN_ACCOUNT, PUBLIC, SIGNED_IN, route

from . import elsewhere, sittings, steps, views

FORM = ("GET", "POST")
SEND = ("POST",)


class Base36(StringConverter):
    """An account's id in a reset link: letters and digits, so that the first dash ends it."""

    regex = "[0-9A-Za-z]+"


register_converter(Base36, "base36")

urlpatterns: list[URLPattern] = [
    route("accounts/login/", views.sign_in, name="account_login", policy=PUBLIC, methods=FORM),
    route("accounts/logout/", views.sign_out, name="account_logout", policy=PUBLIC, methods=FORM),
    route("accounts/inactive/", views.suspended, name="account_inactive", policy=PUBLIC),
    route("accounts/post/", views.choose_post, name="choose-post", policy=PUBLIC, methods=FORM),
    route("accounts/welcome/<str:key>/", views.welcome, name="account-welcome", policy=PUBLIC, methods=FORM),
    route("accounts/reauthenticate/", views.confirm_it_is_you, name="account_reauthenticate", policy=OWN_ACCOUNT, methods=FORM),
    route("accounts/password/change/", views.change_password, name="account_change_password", policy=OWN_ACCOUNT, methods=FORM),
    route("accounts/password/reset/", views.forgotten_password, name="account_reset_password", policy=PUBLIC, methods=FORM),
    route("accounts/password/reset/done/", views.forgotten_password_sent, name="account_reset_password_done", policy=PUBLIC),
    route(
        "accounts/password/reset/key/done/",
        views.new_password_set,
        name="account_reset_password_from_key_done",
        policy=PUBLIC,
    ),
    route(
        "accounts/password/reset/key/<base36:uidb36>-<str:key>/",
        views.new_password,
        name="account_reset_password_from_key",
        policy=PUBLIC,
        methods=FORM,
    ),
    # the second step, in the library's own names
    route("accounts/code/", steps.emailed_code, name="account_confirm_login_code", policy=PUBLIC, methods=FORM),
    route("accounts/second-step/ask/", steps.ask, name="mfa_authenticate", policy=PUBLIC, methods=FORM),
    route("accounts/passkey/", steps.sign_in_with_passkey, name="mfa_login_webauthn", policy=PUBLIC, methods=FORM),
    route("accounts/second-step/", steps.overview, name="mfa_index", policy=OWN_ACCOUNT),
    route("accounts/second-step/confirm/", steps.confirm_by_code, name="mfa_reauthenticate", policy=OWN_ACCOUNT, methods=FORM),
    route(
        "accounts/second-step/confirm/passkey/",
        steps.confirm_by_passkey,
        name="mfa_reauthenticate_webauthn",
        policy=OWN_ACCOUNT,
        methods=FORM,
    ),
    route("accounts/second-step/app/", steps.set_up_app, name="mfa_activate_totp", policy=OWN_ACCOUNT, methods=FORM),
    route("accounts/second-step/app/remove/", steps.remove_app, name="mfa_deactivate_totp", policy=OWN_ACCOUNT, methods=FORM),
    route("accounts/second-step/passkey/", steps.add_passkey, name="mfa_add_webauthn", policy=OWN_ACCOUNT, methods=FORM),
    route(
        "accounts/second-step/passkey/<int:pk>/remove/",
        steps.remove_passkey,
        name="mfa_remove_webauthn",
        policy=OWN_ACCOUNT,
        methods=FORM,
    ),
    route("accounts/second-step/codes/", steps.recovery_codes, name="mfa_view_recovery_codes", policy=OWN_ACCOUNT),
    route(
        "accounts/second-step/codes/new/",
        steps.make_codes_anew,
        name="mfa_generate_recovery_codes",
        policy=OWN_ACCOUNT,
        methods=FORM,
    ),
    # signing in with one's organisation
    route(
        "accounts/organisation/<slug:provider_id>/",
        elsewhere.go,
        name="openid_connect_login",
        policy=PUBLIC,
        methods=SEND,
    ),
    route("accounts/organisation/<slug:provider_id>/callback/", elsewhere.back, name="openid_connect_callback", policy=PUBLIC),
    route("accounts/organisation/", elsewhere.cancelled, name="socialaccount_login_cancelled", policy=PUBLIC),
    # sessions
    route("accounts/sessions/", sittings.my_sessions, name="my-sessions", policy=OWN_ACCOUNT),
    route("accounts/sessions/end/", sittings.end_everywhere, name="sessions-end", policy=OWN_ACCOUNT, methods=SEND),
    route("accounts/sessions/<uuid:name>/end/", sittings.end_session, name="session-end", policy=OWN_ACCOUNT, methods=SEND),
    route("accounts/stay/", sittings.stay, name="stay", policy=OWN_ACCOUNT),
    route("accounts/kept/<uuid:kept_id>/", sittings.kept, name="kept-words", policy=SIGNED_IN),
    route("accounts/kept/<uuid:kept_id>/forget/", sittings.forget, name="kept-words-forget", policy=SIGNED_IN, methods=SEND),
]
