"""A chair puts a child on a panel's agenda; each of those called sees the children they hear of, and no trace of another."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from .conftest import County

PANEL = re.compile("^Multi-agency child exploitation panel")
WORRY = "Seen at the arcade after midnight."


def _agenda(page: Page) -> list[str]:
    """The children on next week's panel, as whoever looks sees them."""
    page.goto("/meetings/")
    page.get_by_role("link", name=PANEL).first.click()
    expect(page.get_by_role("heading", name="Agenda")).to_be_visible()
    return [one.inner_text() for one in page.locator(".meeting-child h3").all()]


def test_each_child_has_an_item_and_each_item_a_circle(
    page_for: Callable[..., Page], county_server: County, axe: Callable[[Page], None]
) -> None:
    page = page_for("exploitation-manager", width=320)
    before = _agenda(page)
    assert len(before) >= 2
    axe(page)
    page.get_by_role("link", name="Put a child on the agenda").click()
    axe(page)
    page.get_by_label("Find the child").fill("Marlowe")
    page.get_by_role("main").get_by_role("button", name="Search").click()
    expect(page).to_have_url(re.compile(r"/children/$"))  # what was typed stands in no address
    axe(page)
    found = page.locator(".child-found").get_by_role("link").first
    name = found.inner_text()
    found.click()
    expect(page).not_to_have_title(re.compile(name))
    axe(page)
    page.get_by_label("What is the worry").fill(WORRY)
    page.get_by_label("For how many minutes").fill("10")
    page.get_by_label("Miriam Feldman").check()
    page.get_by_role("button", name="Put on the agenda").click()
    axe(page)  # a reason is asked for: the record does not open to the school
    page.get_by_label(re.compile("to whom the child's record does not open")).fill("The school saw it.")
    page.get_by_role("button", name="Put on the agenda").click()
    expect(page.get_by_text("Only those you chose see it")).to_be_visible()
    assert [one.inner_text() for one in page.locator(".meeting-child h3").all()] == [*before, name]
    page.get_by_role("button", name=re.compile(f"^Earlier.*{name}")).click()
    assert page.locator(".meeting-child h3").nth(len(before) - 1).inner_text() == name
    axe(page)
    page.set_viewport_size({"width": 1280, "height": 900})
    axe(page)
    # The school sees this child; police, who are called to the same panel, see theirs and not this one.
    school = page_for(signin=_named(county_server, "miriam.feldman"), width=320)
    assert name in _agenda(school)
    expect(school.get_by_role("main")).to_contain_text(WORRY)
    axe(school)
    police = page_for(signin=_named(county_server, "sam.tranter"))
    theirs = _agenda(police)
    assert theirs
    assert name not in theirs
    said = police.get_by_role("main").inner_text()
    assert WORRY not in said
    # The item is gone for everybody once it is taken off, with the reason.
    page.get_by_role("link", name=re.compile(f"^Take off.*{name}")).click()
    axe(page)
    page.get_by_label("Why?").fill("Spoken of yesterday, at a meeting of their own.")
    page.get_by_role("button", name="Take off").click()
    expect(page.get_by_text("Taken off the agenda.")).to_be_visible()
    assert name not in _agenda(school)


def _named(county: County, name: str) -> dict[str, object]:
    return next(one for one in county.signins if one["email"].startswith(name))
