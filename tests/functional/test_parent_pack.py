"""A worker gives a parent the pack; the parent opens it on a telephone, fills in what should be known; the worker takes it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def test_a_pack_is_given_opened_filled_in_and_taken_into_the_plan(
    page_for: Callable[..., Page], axe: Callable[[Page], None]
) -> None:
    desk = page_for("mash-screener")
    # Given a child round whom somebody may safely be told
    child = child_with_somebody_to_tell(desk)
    axe(desk)
    desk.get_by_role("group", name="Who is given it?").get_by_role("radio").first.check()
    desk.get_by_label("Text message with a link").check()
    desk.get_by_role("button", name="Give it").click()
    expect(desk.get_by_text("It leaves in 60 seconds.")).to_be_visible()
    # When the parent opens the link on a telephone
    desk.goto("/outbox/")
    desk.get_by_role("link", name=re.compile("Holdfast: open now")).first.click()
    link = desk.get_by_role("main").get_by_role("link", name=re.compile("f.o.[A-Za-z0-9_-]{20}")).get_attribute("href")
    assert link
    parent = page_for(width=360)
    parent.goto(link[link.index("/f/o/") :])
    axe(parent)
    parent.get_by_role("button", name="Open it").click()
    expect(parent).to_have_title("Papers")
    expect(parent.get_by_role("link", name="Leave this page now")).to_be_visible()
    axe(parent)
    parent.get_by_role("button", name=re.compile("your answers")).click()
    axe(parent)
    parent.get_by_label("Anything that others would know them by?").fill("A small scar on the chin.")
    parent.get_by_label("Whom do they trust?").fill("Her aunt.")
    parent.get_by_role("button", name="Send it").click()
    expect(parent.get_by_role("heading", name="Thank you. It has been sent")).to_be_visible()
    axe(parent)
    # Then it waits for the worker, who takes it line by line
    desk.goto(f"/children/{child}/plan/")
    desk.get_by_role("link", name="Take it into the plan").first.click()
    axe(desk)
    for group in desk.get_by_role("group", name=re.compile("What becomes of it")).all():
        group.get_by_role("radio").first.check()
    desk.get_by_role("button", name="Save into the plan").click()
    expect(desk.get_by_role("main")).to_contain_text("A small scar on the chin.")
    # And the link opens nothing a second time
    other = page_for(width=320)
    other.goto(link[link.index("/f/o/") :])
    expect(other.get_by_role("heading", name="This link does not open anything now")).to_be_visible()
    axe(other)
    # And Esc three times leaves
    parent.goto("/f/papers/")
    with parent.expect_request(re.compile("bbc.co.uk")):
        for _ in range(3):
            parent.keyboard.press("Escape")


def child_with_somebody_to_tell(desk: Page) -> str:
    """A child of the county whose mother may safely be told; the page that gives her the pack is open."""
    desk.goto("/children/?q=Tedstone")
    links = [link.get_attribute("href") or "" for link in desk.get_by_role("main").get_by_role("link").all()]
    child = next(found[1] for href in links if (found := re.fullmatch(r"/children/([0-9a-f-]{36})/", href)))
    desk.goto(f"/children/{child}/pack/")
    return child
