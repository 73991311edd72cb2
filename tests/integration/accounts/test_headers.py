"""A system served over https is safe by Django's own list, and every browser is told to stay with https."""

from __future__ import annotations

from importlib.util import find_spec, module_from_spec
from typing import Any

import pytest
from django.core.checks import Tags, run_checks
from django.http import HttpResponse
from django.test import Client

from tests.functional.headers import unsafe

pytestmark = pytest.mark.django_db


def _read_anew() -> dict[str, Any]:
    spec = find_spec("holdfast.config.settings")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return vars(module)


@pytest.fixture
def over_https(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The settings as they are read where the environment says https."""
    monkeypatch.setenv("HOLDFAST_HTTPS", "1")
    monkeypatch.setenv("HOLDFAST_HOSTS", "testserver")
    monkeypatch.setenv("HOLDFAST_SECRET_KEY", "long-enough-and-made-up-for-this-test-4f1c09aa7be25d38-qwxz")
    for name, value in _read_anew().items():
        if name.startswith(("SECURE_", "SESSION_COOKIE", "CSRF_COOKIE", "SECRET_KEY", "ALLOWED", "X_FRAME", "DEBUG", "SILENCED")):
            setattr(settings, name, value)


def test_check_deploy_is_clean_with_nothing_silenced(over_https: None, settings: Any) -> None:
    assert settings.SILENCED_SYSTEM_CHECKS == []
    assert run_checks(tags=[Tags.security], include_deployment_checks=True) == []


def test_the_same_check_finds_what_is_wrong_without_https(settings: Any) -> None:
    settings.SECURE_HSTS_SECONDS, settings.SECURE_SSL_REDIRECT = 0, False
    assert {"security.W004", "security.W008"} <= {
        found.id for found in run_checks(tags=[Tags.security], include_deployment_checks=True)
    }


def test_over_https_a_browser_stays_with_https_and_its_cookies_go_no_other_way(over_https: None) -> None:
    client = Client()
    answer = client.get("/accounts/login/", secure=True)
    assert answer["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"
    assert unsafe(answer) == []
    assert [cookie["secure"] for cookie in answer.cookies.values()] == [True] * len(answer.cookies) != []
    plain = client.get("/accounts/login/")
    assert (plain.status_code, plain["Location"]) == (301, "https://testserver/accounts/login/")


def test_an_answer_that_lacks_them_is_found() -> None:
    bare = HttpResponse("A page")
    assert len(unsafe(bare)) == 11
    bare["Content-Security-Policy"] = "default-src 'none'; script-src 'unsafe-inline'"
    assert "its content policy says 'unsafe-inline'" in unsafe(bare)
