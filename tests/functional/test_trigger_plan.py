"""The duty sergeant has the plan with the picture in two clicks."""

from __future__ import annotations

import re
from collections.abc import Callable

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
