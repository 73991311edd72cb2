"""A child is reported missing on a telephone, and the police answer on another screen that nobody refreshes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from playwright.sync_api import Page, expect

WORDS = "Police have not confirmed they know"


def test_a_report_on_a_telephone_is_answered_on_another_screen(
    page_for: Callable[..., Page], axe: Callable[[Page], None]
) -> None:
    police = page_for("missing-coordinator")
    police.goto("/missing/")
    axe(police)
    telephone = page_for("mash-screener", width=360)
    telephone.goto("/missing/report/")
    axe(telephone)
    name = report(telephone)
    expect(telephone.get_by_role("heading", name="Those responsible have been told")).to_be_visible()
    expect(telephone.get_by_role("main").get_by_text(WORDS)).to_be_visible()
    axe(telephone)
    telephone.goto("/missing/")
    row = telephone.locator("tr").filter(has_text=name)
    expect(row).to_contain_text(WORDS)
    police.get_by_role("link", name=name, exact=True).click()  # it came by itself
    expect(police.get_by_role("heading", name=name)).to_be_visible()
    axe(police)
    police.get_by_role("link", name="Say who has it for Police missing co-ordinator").click()
    police.get_by_label("Who has it?").fill("Dev Chauhan, control room")
    police.get_by_role("button", name="We have it").click()
    expect(police.get_by_role("main")).to_contain_text("Dev Chauhan, control room has it")
    expect(row).not_to_contain_text(WORDS)  # without a refresh


def report(page: Page, given_name: str = "Zephyr", family_name: str = "") -> str:
    """Report a child whose name nobody else has, and give the name."""
    family_name = family_name or f"Quillon{uuid4().hex[:6]}"
    seen = datetime.now(UTC) - timedelta(days=1)
    page.get_by_label("Yes, the police have been called").check()
    page.get_by_label("First name of the child").fill(given_name)
    page.get_by_label("Last name of the child").fill(family_name)
    page.get_by_label("Missing from home").check()
    when = page.get_by_role("group", name="When was the child seen last?")
    for part, value in (("Day", seen.day), ("Month", seen.month), ("Year", seen.year), ("Time", "10:15")):
        when.get_by_label(part).fill(str(value))
    page.get_by_label("Who says so?").select_option("school")
    page.get_by_label("What are they wearing and carrying?").fill("School uniform, blue bag")
    page.get_by_role("button", name="Report", exact=True).click()
    return f"{given_name} {family_name}"
