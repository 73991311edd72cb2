"""A fourth episode is entered late: the meeting is called for at once, and the page says when it should have been and why not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page, expect


def test_a_back_dated_fourth_episode_calls_for_a_meeting_and_says_why_it_was_not_called_for_then(
    page_for: Callable[..., Page], axe: Callable[[Page], None]
) -> None:
    manager = page_for("mash-manager")
    manager.goto("/missing/patterns/?show=approaching")
    axe(manager)
    name = open_one_who_is_back(manager)
    expect(manager.locator("#sentence")).to_contain_text("3 missing episodes started in the 90 days")
    expect(manager.locator("#sentence")).to_contain_text("so the next calls for it")
    axe(manager)
    pattern = manager.url
    manager.get_by_role("heading", level=1).get_by_role("link", name=name).click()
    manager.get_by_role("link", name="Report this child missing").click()
    day = report_late(manager)
    manager.goto(pattern)
    expect(manager.locator("#sentence")).to_contain_text("4 missing episodes started in the 90 days")
    expect(manager.locator("#sentence")).to_contain_text("so it is called for")
    said = f"It should have been called for on {day.day} {day:%B %Y}; it was not, because episode"
    expect(manager.get_by_role("region", name="Known late").first).to_contain_text(said)
    expect(manager.get_by_role("heading", name="A missing intervention meeting is called for")).to_be_visible()
    axe(manager)
    telephone = page_for("duty-sergeant", width=360)
    telephone.goto(pattern)
    expect(telephone.locator("#sentence")).to_contain_text("so it is called for")
    axe(telephone)
    book(manager, axe)


def open_one_who_is_back(page: Page) -> str:
    """The page of a child who is one short of the count and is not missing now, and the name."""
    for name in page.locator("td[data-label=Child] a").all_text_contents():
        page.goto("/missing/patterns/?show=approaching")
        page.get_by_role("link", name=name, exact=True).click()
        if not page.get_by_text("Not yet", exact=True).count():
            return name
    raise AssertionError("No child of the county is one short of the count and back.")


def report_late(page: Page) -> datetime:
    """Say that the child went missing two days ago."""
    seen = datetime.now(UTC) - timedelta(days=2)
    page.get_by_label("Yes, the police have been called").check()
    page.get_by_label("Missing from home").check()
    when = page.get_by_role("group", name="When was the child seen last?")
    for part, value in (("Day", seen.day), ("Month", seen.month), ("Year", seen.year), ("Time", "10:15")):
        when.get_by_label(part).fill(str(value))
    page.get_by_label("Who says so?").select_option("school")
    page.get_by_role("button", name="Report", exact=True).click()
    expect(page.get_by_role("heading", name="Those responsible have been told")).to_be_visible()
    return seen


def book(page: Page, axe: Callable[[Page], None]) -> None:
    page.get_by_role("link", name="Name the meeting that takes it").click()
    axe(page)
    at = datetime.now(UTC) + timedelta(days=1)
    when = page.get_by_role("group", name="When is the meeting?")
    for part, value in (("Day", at.day), ("Month", at.month), ("Year", at.year), ("Time", "14:00")):
        when.get_by_label(part).fill(str(value))
    page.get_by_label("Which meeting is it?").fill("Core group")
    page.get_by_role("group", name="Does it take the pattern").get_by_label("Yes").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="A meeting is booked for")).to_be_visible()
    expect(page.get_by_text("Core group. It takes the pattern as an item.")).to_be_visible()
