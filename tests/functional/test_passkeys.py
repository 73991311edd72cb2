"""Passkeys with the browser's own virtual authenticator, and the warning before time runs out."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import BrowserContext, Page, expect

from tests.functional.conftest import County, sign_in

# A laptop that knows its owner's finger, and keeps what it is given.
LAPTOP = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


# The page beneath is out of reach on purpose, and its heading and main part with it: only the cover itself is looked at.
FAULTS_OF_COVER = """async () => {
  const {violations} = await axe.run('#sitting-over');
  return violations.map(v => `${v.id}: ${v.help}`);
}"""


@pytest.fixture
def laptop(browser_context: Callable[..., BrowserContext], county_server: County) -> Page:
    """A page at `localhost`, the one plain address at which browsers make passkeys, on a device that can make them."""
    page = browser_context().new_page()
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": LAPTOP})
    page.goto(county_server.address.replace("127.0.0.1", "localhost") + "/accounts/login/")
    return page


def _sign_in_here(page: Page, who: dict[str, Any]) -> None:
    page.get_by_label("Email").fill(who["email"])
    page.get_by_label("Password", exact=True).fill(who["password"])
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(lambda address: "/login/" not in address)


def _confirm_by_passkey(page: Page) -> None:
    page.wait_for_load_state()
    other = page.get_by_role("link", name="passkey")
    if other.count():
        other.click()
    page.get_by_role("button", name="Use a passkey").click()


def _go(page: Page, path: str) -> None:
    page.goto("/".join(page.url.split("/")[:3]) + path)


def test_a_passkey_is_made_signs_in_by_itself_and_is_removed(laptop: Page, county_server: County, axe: Any) -> None:
    # Given a worker at a laptop of their own
    _sign_in_here(laptop, county_server.signin("early-help"))

    # When they add a passkey
    _go(laptop, "/accounts/second-step/passkey/")
    axe(laptop)
    laptop.get_by_label("A name for this passkey").fill("Work laptop")
    laptop.get_by_role("button", name="Make the passkey").click()

    # Then they are given recovery codes once, and it stands in their list
    expect(laptop.get_by_role("heading", level=1)).to_contain_text("codes")
    _go(laptop, "/accounts/second-step/")
    expect(laptop.get_by_text("Work laptop, since")).to_be_visible()

    # When they leave and come back with nothing but the passkey
    laptop.locator(".hf-account summary").click()
    laptop.get_by_role("button", name="Sign out").click()
    _go(laptop, "/accounts/login/?next=/absence/")
    axe(laptop)
    laptop.get_by_role("button", name="Sign in with a passkey").click()

    # Then they are where they wanted to be
    expect(laptop.get_by_role("heading", name="Absence and cover")).to_be_visible()

    # When they want to remove it, then they say first who they are
    _go(laptop, "/accounts/second-step/")
    laptop.get_by_role("link", name="Remove Work laptop").click()
    expect(laptop.get_by_role("heading", name="Confirm it is you")).to_be_visible()
    axe(laptop)
    _confirm_by_passkey(laptop)

    # And when they have nothing else, then it stays
    laptop.get_by_role("button", name="Remove it").click()
    expect(laptop.get_by_text("This is your only second step.")).to_be_visible()

    # When they have set up an app, then it goes
    laptop.get_by_role("button", name="Set up an app").click()
    secret = laptop.locator(".hf-typed").first.inner_text()
    laptop.get_by_label("Code from the app").fill(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))
    laptop.get_by_role("button", name="Turn it on").click()
    expect(laptop.get_by_role("button", name="Turn it on")).to_have_count(0)
    _go(laptop, "/accounts/second-step/")
    laptop.get_by_role("link", name="Remove Work laptop").click()
    laptop.get_by_role("button", name="Remove it").click()
    expect(laptop.get_by_text("Work laptop, since")).to_have_count(0)
    axe(laptop)


def test_a_passkey_that_the_device_does_not_give_is_said_in_words(laptop: Page) -> None:
    # Given a device that knows no passkey for this system, when its owner tries to sign in with one
    laptop.get_by_role("button", name="Sign in with a passkey").click()

    # Then a sentence says so, and the password is still there to be used
    expect(laptop.get_by_role("alert")).to_contain_text("passkey")
    expect(laptop.get_by_label("Password", exact=True)).to_be_visible()


def test_a_warning_comes_before_time_runs_out_and_words_outlast_the_cover(
    browser_context: Callable[..., BrowserContext], county_server: County, axe: Any
) -> None:
    # Given somebody on a small telephone, in the middle of writing
    page = browser_context(width=320, height=640).new_page()
    sign_in(page, county_server.signin("mash-manager"))
    page.clock.install()
    page.goto("/absence/")
    page.get_by_label("Note").fill("Back on Monday")

    # When nothing is done for twenty-nine minutes
    page.clock.fast_forward("29:00")

    # Then a warning says how long is left, and one press is enough to stay
    warning = page.get_by_role("alertdialog", name="You will be signed out in")
    expect(warning).to_be_visible()
    axe(page)
    warning.get_by_role("button", name="Stay signed in").click()
    expect(warning).to_be_hidden()

    # When nothing is done until time is over
    page.clock.fast_forward("31:00")

    # Then the page is covered
    cover = page.locator("#sitting-over")
    expect(cover).to_be_visible()
    expect(cover.get_by_role("heading", name="You have been signed out")).to_be_focused()
    assert page.evaluate(FAULTS_OF_COVER) == []

    # When they have signed in again in another tab and come back, then every word is there
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(cover).to_be_hidden()
    expect(page.get_by_label("Note")).to_have_value("Back on Monday")
