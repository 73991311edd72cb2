"""Showing my screen: it stays on over pages, without scripts too, and ends with signing out."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings

ADDRESS = "/showing-my-screen/"
COVERED = 'class="govuk-template__body hf-body hf-showing"'


@pytest.fixture
def client(client_for: Any, person: Any) -> Any:
    return client_for(person("mash-screener"))


def test_it_covers_every_page_from_then_on_until_it_is_turned_off(client: Any) -> None:
    assert COVERED not in client.get("/").content.decode()
    answer = client.post(ADDRESS, {"showing": "yes"}, headers={"Referer": "http://testserver/mash/"})
    assert (answer.status_code, answer["Location"]) == (302, "http://testserver/mash/")
    for path in ("/", "/mash/", "/children/", "/children/0190a0a0-0000-7000-8000-000000000000/"):
        assert COVERED in client.get(path).content.decode(), path
    client.post(ADDRESS, {"showing": "no"})
    assert COVERED not in client.get("/").content.decode()


def test_signing_out_ends_it_for_whoever_comes_next_in_this_browser(client: Any) -> None:
    client.post(ADDRESS, {"showing": "yes"})
    assert client.cookies[settings.SHOWING_COOKIE_NAME].value == "yes"
    client.post("/accounts/logout/")
    assert client.cookies[settings.SHOWING_COOKIE_NAME].value == ""


def test_the_page_that_comes_is_covered_as_soon_as_the_browser_says_so(client: Any) -> None:
    """The key writes the cookie itself: no answer is waited for."""
    client.cookies[settings.SHOWING_COOKIE_NAME] = "yes"
    page = client.get("/mash/").content.decode()
    assert COVERED in page
    assert f'data-showing-cookie="{settings.SHOWING_COOKIE_NAME}"' in page


@pytest.mark.parametrize(
    "back", ["https://elsewhere.example/", "//elsewhere.example/", "/\\elsewhere.example", "javascript:alert(1)", ""]
)
def test_it_leads_nowhere_else(client: Any, back: str) -> None:
    assert client.post(ADDRESS, {"showing": "yes"}, headers={"Referer": back})["Location"] == "/"


def test_it_is_asked_for_with_a_button_and_not_by_a_link(client: Any) -> None:
    assert client.get(ADDRESS).status_code == 405
