"""The duty sergeant has the plan with the picture in two clicks."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import Page, expect


def test_the_duty_sergeant_opens_the_plan_with_the_picture_in_two_clicks(
    page_for: Callable[..., Page], axe: Callable[[Page], None]
) -> None:
    page = page_for("duty-sergeant", width=1280)
    page.goto("/")
    page.get_by_role("link", name="Missing children").click()
    page.get_by_role("link", name=re.compile("^Trigger plan")).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Missing now")
    picture = page.get_by_role("img", name="Picture of the child: face")
    expect(picture).to_have_js_property("naturalWidth", 480)  # it has come, and is the drawn one of the county
    expect(page.get_by_role("heading", name="Tonight")).to_be_visible()
    axe(page)
    page.set_viewport_size({"width": 320, "height": 700})
    axe(page)


def test_the_sergeants_own_report_opens_the_plan_in_the_same_step(
    page_for: Callable[..., Page], axe: Callable[[Page], None]
) -> None:
    page = page_for("duty-sergeant", width=360)
    page.goto("/missing/report/")
    page.get_by_label("I am the police").check()
    page.get_by_label("First name of the child").fill("ewan")
    page.get_by_label("Last name of the child").fill("Penry-Jones")
    seen = (datetime.now(UTC) - timedelta(hours=2)).astimezone(ZoneInfo("Europe/London"))
    moments = (
        ("Date of birth", (("Day", "8"), ("Month", "11"), ("Year", "2013"))),
        (
            "When was the child seen last?",
            (("Day", seen.day), ("Month", seen.month), ("Year", seen.year), ("Time", f"{seen:%H:%M}")),
        ),
    )
    for name, parts in moments:
        for part, value in parts:
            page.get_by_role("group", name=name).get_by_label(part).fill(str(value))
    page.get_by_label("Missing from home").check()
    page.get_by_label("Who says so?").select_option("police")
    page.get_by_role("button", name="Report", exact=True).press("Enter")  # by the keyboard, as by touch
    expect(page).to_have_url(re.compile("/children/[0-9a-f-]+/plan/"))
    expect(page.get_by_role("main")).to_contain_text("Those responsible have been told")
    expect(page.get_by_role("main")).to_contain_text("About 1.62 m, slim.")
    expect(page.get_by_role("img", name="Picture of the child: face")).to_have_js_property("naturalWidth", 480)
    axe(page)
