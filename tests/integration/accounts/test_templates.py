"""Every page and message of the sign-in library that is in use is ours."""

from __future__ import annotations

from pathlib import Path

import pytest
from allauth.account.adapter import get_adapter
from django.core.mail import send_mail
from django.template import engines
from django.template.loader import get_template

from holdfast.comms.channels.email import DjangoBackend
from holdfast.config.routes import patterns
from holdfast.desk.accounts import urls

ROOT = Path(__file__).resolve().parents[3] / "holdfast"
USED = [pattern.callback.view_class for pattern in urls.urlpatterns if hasattr(pattern.callback, "view_class")]
MESSAGES = (
    *(f"account/messages/{name}" for name in ("logged_in", "logged_out", "password_changed", "password_set", "login_code_sent")),
    *(f"mfa/messages/{name}" for name in ("totp_activated", "totp_deactivated", "webauthn_added", "webauthn_removed")),
    "mfa/messages/recovery_codes_generated",
)


@pytest.mark.parametrize("view", USED, ids=lambda view: view.__name__)
def test_each_page_of_the_sign_in_library_is_drawn_from_our_own_template(view: type) -> None:
    template = get_template(view.template_name)  # type: ignore[attr-defined]
    assert Path(template.template.filename).is_relative_to(ROOT)


def test_what_it_says_after_an_action_is_in_our_words() -> None:
    for name in MESSAGES:
        assert Path(get_template(f"{name}.txt").template.filename).is_relative_to(ROOT)
    assert Path(get_template("429.html").template.filename).is_relative_to(ROOT)


def test_no_engine_could_find_the_librarys_own_templates() -> None:
    assert [engine.name for engine in engines.all()] == ["jinja2"]


def test_only_these_of_its_addresses_are_answered() -> None:
    theirs = {pattern.name for _, pattern in patterns() if (pattern.name or "").startswith("account_")}
    assert theirs == {
        "account_login",
        "account_logout",
        "account_inactive",
        "account_reauthenticate",
        "account_change_password",
        "account_confirm_login_code",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
    }


def test_a_letter_the_library_would_write_itself_fails_loudly() -> None:
    with pytest.raises(RuntimeError, match="No letter of ours"):
        get_adapter().send_mail("account/email/unknown_account", "x@y.example", {})


def test_mail_that_passes_no_gate_fails_loudly() -> None:
    with pytest.raises(RuntimeError, match="Nothing leaves except"):
        send_mail("s", "b", None, ["x@y.example"], connection=DjangoBackend())
