"""The doctor finds what is wrong, and says so with its exit code."""

from __future__ import annotations

import json
from io import StringIO
from typing import Any

import pytest
import requests
from django.core.management import CommandError, call_command
from django.db import connection

from holdfast.config import doctor, env, role
from holdfast.config.env import EnvironmentFault

pytestmark = pytest.mark.django_db


def findings() -> dict[str, doctor.Finding]:
    return {finding.what: finding for finding in doctor.examine()}


def test_a_real_system_without_mail_is_told_so(partnership: Any, settings: Any) -> None:
    settings.MAIL_CONFIGURED = False
    mail = findings()["mail"]
    assert (mail.state, "Mail is not configured" in mail.sentence) == ("wrong", True)


def test_the_tests_own_role_is_bound_by_row_security(partnership: Any) -> None:
    found = findings()
    assert found["role"].state == "ok"
    assert found["row security"].state == "ok"
    assert found["migrations"].state == "ok"
    assert found["clock"].state == "ok"


def test_a_missing_key_and_an_unborn_system_are_found(partnership: Any, settings: Any) -> None:
    settings.SECRET_KEY_IS_SET = False
    settings.FILES_KEY = ""
    found = findings()
    assert {found[what].state for what in ("secret key", "files key", "system")} == {"wrong"}


def test_a_full_disk_is_found(partnership: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(doctor, "LEAST_FREE", 1024**6)
    assert findings()["disk"].state == "wrong"


def test_jobs_that_wait_too_long_are_found(partnership: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, args, scheduled_at)"
            " VALUES ('messages', 'comms.deliver', '{}', now() - interval '1 hour')"
        )
    assert findings()["queue"].state == "wrong"


def test_the_command_ends_with_1_when_something_is_wrong(partnership: Any, settings: Any) -> None:
    settings.MAIL_CONFIGURED = False
    said = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("doctor", "--json", stdout=said)
    assert ended.value.code == 1
    assert {row["state"] for row in json.loads(said.getvalue())} <= {"ok", "wrong", "note"}


def test_an_unsafe_role_is_refused_before_anybody_is_served(monkeypatch: Any, settings: Any) -> None:
    monkeypatch.setattr(role, "faults_of_role", lambda: ["The role x may bypass row security."])
    monkeypatch.setattr(role.connection, "close", lambda: None)
    with pytest.raises(EnvironmentFault, match="may bypass row security"):
        role.refuse_unsafe_role()
    assert [error.id for error in role.check_role()] == ["holdfast.E001"]


def test_the_owners_flag_is_for_migrations_alone(settings: Any) -> None:
    settings.AS_OWNER = True
    with pytest.raises(EnvironmentFault, match="migrations alone"):
        role.refuse_unsafe_role()


def test_only_the_owner_marks_a_system(settings: Any) -> None:
    settings.AS_OWNER = False
    with pytest.raises(CommandError, match="owner role"):
        call_command("system", "birth")


def test_the_first_administrator_gets_a_link_that_works(partnership: Any, client_for: Any) -> None:
    said = StringIO()
    words = ("create", "Ada@County.example", "--name", "Ada Min", "--partnership", partnership.slug)
    call_command("admin", *words, stdout=said, stderr=StringIO())
    path = said.getvalue().strip().split("8000", 1)[-1]
    assert "ada@county.example" in client_for().get(path).text
    with pytest.raises(CommandError, match="not an e-mail address"):
        call_command("admin", "create", "ada")


class Published:
    """What a provider publishes of itself."""

    def __init__(self, issuer: str, ok: bool = True) -> None:
        self.issuer, self.ok = issuer, ok

    def json(self) -> dict[str, str]:
        return {"issuer": self.issuer}


def sign_in_of_the_organisation() -> list[tuple[str, str]]:
    return [(found.state, found.sentence) for found in doctor._organisation()]


@pytest.fixture
def issuer(settings: Any, monkeypatch: pytest.MonkeyPatch) -> str:
    """An organisation's sign-in, set as it should be, at a provider that answers."""
    address = "https://sign-in.example.org/tenant/v2.0"
    settings.OIDC_ISSUER, settings.OIDC_SECOND_STEPS = address, ["mfa"]
    settings.SOCIALACCOUNT_PROVIDERS = env.openid_apps(address, "holdfast", "made up", "Testshire Council")
    monkeypatch.setattr(doctor.requests, "get", lambda *_, **__: Published(address))
    return address


def test_without_the_organisations_sign_in_nothing_is_missing(settings: Any) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = {}
    assert sign_in_of_the_organisation() == [("ok", "Not used: people sign in here.")]


def test_an_application_without_its_issuer_is_found(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = {}
    monkeypatch.setenv("HOLDFAST_OIDC_CLIENT", "holdfast")
    [(state, sentence)] = sign_in_of_the_organisation()
    assert (state, "HOLDFAST_OIDC_ISSUER is not" in sentence) == ("wrong", True)


def test_the_organisations_sign_in_is_well_when_it_is_set_and_answers(issuer: str) -> None:
    assert sign_in_of_the_organisation() == [("ok", "Set, and it answers.")]


def test_what_is_missing_of_the_organisations_sign_in_is_named(issuer: str, settings: Any) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = env.openid_apps(issuer, "", "", "")
    settings.OIDC_SECOND_STEPS = []
    said = sign_in_of_the_organisation()
    assert [state for state, _ in said] == ["wrong", "wrong", "note"]
    for name, (_, sentence) in zip(("CLIENT", "SECRET_FILE", "SECOND_STEPS"), said, strict=True):
        assert f"HOLDFAST_OIDC_{name} is not set" in sentence


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (Published("https://sign-in.example.org/common/v2.0"), "calls itself something else"),
        (Published("", ok=False), "does not answer"),
        (requests.ConnectionError("no way there"), "does not answer"),
    ],
)
def test_a_provider_that_does_not_answer_as_itself_is_found(
    issuer: str, answer: Any, word: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def get(*_: Any, **__: Any) -> Published:
        if isinstance(answer, Exception):
            raise answer
        return answer  # type: ignore[no-any-return]

    monkeypatch.setattr(doctor.requests, "get", get)
    [(state, sentence)] = sign_in_of_the_organisation()
    assert (state, word in sentence) == ("wrong", True)


def test_a_provider_without_https_is_found(issuer: str, settings: Any) -> None:
    settings.OIDC_ISSUER = "http://sign-in.example.org/tenant/v2.0"
    assert any("does not begin with https://" in sentence for _, sentence in sign_in_of_the_organisation())


def test_a_missing_disposal_role_is_found_and_how_to_make_it_is_said(partnership: Any, monkeypatch: Any) -> None:
    assert findings()["disposal role"].state == "ok"
    monkeypatch.setattr(doctor.removal, "is_ready", lambda: False)
    found = findings()["disposal role"]
    assert (found.state, "bin/holdfast db setup --run" in found.sentence) == ("wrong", True)


def test_the_link_of_an_administrator_leads_to_the_port_that_is_served(partnership: Any, settings: Any, tmp_path: Any) -> None:
    settings.PUBLIC_URL, settings.HOME = "", tmp_path
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "served-at").write_text("http://127.0.0.1:8123")
    said = StringIO()
    call_command("admin", "create", "ada@testshire.example", stdout=said, stderr=StringIO())
    assert said.getvalue().startswith("http://127.0.0.1:8123/")
