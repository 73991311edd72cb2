"""The administrator's settings pages and the pages in the footer."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from holdfast.kernel.time import now
from holdfast.partnership.models import Setting
from holdfast.rules import config

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin_client(client_for: Any, person: Any) -> Any:
    return client_for(person("administrator"))


def test_every_setting_has_its_page(admin_client: Any) -> None:
    listed = admin_client.get("/settings/").text
    for row in config.SETTINGS:
        assert f"/settings/{row.key}/" in listed
    one_of_each_unit = {row.unit: row.key for row in config.SETTINGS}
    for key in one_of_each_unit.values():
        assert admin_client.get(f"/settings/{key}/").status_code == 200


@pytest.mark.parametrize(
    ("key", "typed", "kept"),
    [
        ("rag.red", {"value": "3"}, 3),
        ("contacts.mash", {"value": "01632 960 001"}, "01632 960 001"),
        ("mash.days", {"value": ["monday", "friday"]}, ["monday", "friday"]),
        ("calendar.extra_holidays", {"value": "2027-06-04 Gala\n\n2027-06-07"}, ["2027-06-04 Gala", "2027-06-07"]),
        ("missing.trigger_comparison", {"value": "at_least"}, "at_least"),
    ],
)  # fmt: skip
def test_a_value_is_typed_saved_and_shown_with_its_reason(key: str, typed: Any, kept: Any, admin_client: Any) -> None:
    answer = admin_client.post(f"/settings/{key}/", {**typed, "reason": "Agreed by the board."})
    assert answer.status_code == 302
    assert Setting.objects.get(key=key).value == kept
    assert "Agreed by the board." in admin_client.get(f"/settings/{key}/").text


def test_what_was_typed_wrongly_is_kept_with_what_to_do(admin_client: Any) -> None:
    answer = admin_client.post("/settings/rag.red/", {"value": "ninety", "reason": "Try this."})
    assert answer.status_code == 422
    assert "give a whole number" in answer.text
    assert "ninety" in answer.text
    assert "Try this." in answer.text


def test_somebody_saved_meanwhile_and_both_values_are_shown(admin_client: Any) -> None:
    admin_client.post("/settings/rag.red/", {"value": "3", "reason": "First.", "seen": ""})
    answer = admin_client.post("/settings/rag.red/", {"value": "2", "reason": "Second.", "seen": ""})
    assert answer.status_code == 409
    assert "3 hours" in answer.text
    assert 'value="2"' in answer.text


def test_a_setting_that_does_not_exist_is_not_here(admin_client: Any) -> None:
    assert admin_client.get("/settings/rag.blue/").status_code == 404


def test_settings_open_to_the_administrator_alone(client_for: Any, person: Any) -> None:
    assert client_for(person("mash-manager")).get("/settings/").status_code == 403
    assert client_for().get("/settings/").status_code == 302


@pytest.mark.parametrize("path", ["/accessibility/", "/privacy/", "/cookies/", "/procedures/"])
def test_the_footers_pages_open_to_everybody(path: str, client_for: Any, partnership: Any) -> None:
    answer = client_for().get(path)
    assert answer.status_code == 200
    assert "999" in answer.text


def test_a_page_worded_anew_is_shown_and_never_read_as_html(admin_client: Any, client_for: Any) -> None:
    body = "# How\n\nWe <script>alert(1)</script> do.\n\n- one\n- two"
    assert admin_client.post("/settings/pages/privacy/", {"title": "Our notice", "body": body}).status_code == 302
    page = client_for().get("/privacy/").text
    assert "Our notice" in page
    assert "<script>alert" not in page
    assert "<li>two</li>" in page


@pytest.mark.parametrize(("days", "demonstration", "offered"), [(6, True, False), (9, True, True), (9, False, False)])
def test_a_county_of_last_week_offers_on_the_administrators_first_page_to_be_loaded_again(
    days, demonstration, offered, partnership, person, client_for, monkeypatch
) -> None:
    monkeypatch.setattr("holdfast.partnership.queries.born_a_demonstration", lambda: demonstration)
    type(partnership).objects.filter(pk=partnership.pk).update(created_at=now() - timedelta(days=days))
    page = client_for(person("administrator")).get("/").content.decode()
    assert (f"It was loaded {days} days ago" in page) is offered
    assert "looks its age" not in client_for(person("mash-screener")).get("/").content.decode()
