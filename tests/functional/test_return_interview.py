"""A child is back: the interview is held by video with a check first, the parent's account kept apart, a lead followed."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import choices
from string import ascii_lowercase

from playwright.sync_api import Page, expect

from .test_missing import report

INTERVIEWER = "Nadia Petrova"


def test_a_return_is_followed_by_an_interview_by_video_and_its_leads(
    page_for: Callable[..., Page], axe: Callable[[Page], None]
) -> None:
    telephone = page_for("mash-screener")
    telephone.goto("/missing/report/")
    # Like nobody of the county, nor anybody whom another attempt reported: a name alike would be asked about.
    name = report(telephone, "".join(choices(ascii_lowercase, k=9)).title(), "".join(choices(ascii_lowercase, k=11)).title())
    expect(telephone.get_by_role("heading", name="Those responsible have been told")).to_be_visible()
    is_found(page_for("missing-coordinator"), name)

    manager = page_for("exploitation-manager")
    manager.goto("/missing/interviews/")
    axe(manager)
    manager.get_by_role("link", name=name).click()
    expect(manager.get_by_role("main")).to_contain_text("Nobody is named yet")
    manager.get_by_role("button", name="Name the interviewer").click()
    manager.get_by_label("Who offers and holds it?").select_option(label=f"{INTERVIEWER}, Riverside Youth Trust")
    manager.get_by_role("button", name="Name them").click()
    expect(manager.get_by_role("main")).to_contain_text(INTERVIEWER)

    page = page_for("return-interviewer", width=360)
    page.goto("/")
    page.get_by_role("button", name=re.compile("^Go on with it.*" + name)).click()
    axe(page)
    page.get_by_role("button", name="Talk with the child now").click()
    page.get_by_label("By video").check()
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", name="Is it safe to talk?")).to_be_visible()
    axe(page)
    for question, answer in (("Is it the child?", "Yes"), ("Can they talk now?", "Yes")):
        page.get_by_role("group", name=question).get_by_label(answer, exact=True).check()
    page.get_by_label("Nobody", exact=True).check()
    page.get_by_label("The child said it").check()
    page.get_by_label("What if you are cut off?").fill("I ring back twice, then the carer.")
    page.get_by_role("button", name="Save").click()
    axe(page)
    page.get_by_label("What was happening before the child went?").fill("\u201cI just wanted out.\u201d")
    page.get_by_role("button", name="Save the draft").click()
    expect(page.get_by_role("main")).to_contain_text("Draft")
    page.get_by_role("link", name="Go on writing").click()
    page.get_by_label("What was said about who reads this").fill("Said who reads it.")
    page.get_by_label("Where did the child go, and stay?").fill("A flat on Mill Street")
    page.get_by_label("Being with friends").check()
    page.get_by_role("button", name="Complete").click()
    expect(page.get_by_role("main")).to_contain_text("A flat on Mill Street")
    expect(page.get_by_role("main")).to_contain_text("Not asked")
    axe(page)

    page.get_by_role("link", name="Back", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("Within its hours")
    page.get_by_role("link", name="Write what parents or carers say").click()
    page.get_by_label("Or somebody else: their name").fill("Dawn")
    page.get_by_label("What are they to the child?").fill("Mother")
    page.get_by_label("By telephone").check()
    page.get_by_role("button", name="Go on").click()
    axe(page)
    page.get_by_label("What worries them most?").fill("\u201cThat he waits outside.\u201d")
    page.get_by_role("button", name="Complete").click()
    page.get_by_role("link", name="A copy for them").click()
    expect(page.get_by_role("main")).to_contain_text("he waits outside")
    expect(page.get_by_role("main")).not_to_contain_text("Mill Street")
    axe(page)
    page.get_by_role("link", name="Back", exact=True).click()
    page.get_by_role("link", name="Write down a lead").click()
    page.get_by_label("A place").check()
    page.get_by_label("What is there to follow?").fill("The flat on Mill Street")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("main")).to_contain_text("So what? Not done yet")

    page.goto("/")
    page.get_by_role("button", name=re.compile("^Follow it.*" + name)).click()
    axe(page)
    page.get_by_label("So what was done?").fill("It is in the plan.")
    page.get_by_label("Words for the places of the trigger plan").fill("The flat on Mill Street")
    page.get_by_role("button", name="It is done").click()
    expect(page.get_by_role("main")).to_contain_text("Among the places of the trigger plan")
    expect(page.get_by_role("main")).not_to_contain_text("So what? Not done yet")


def is_found(page: Page, name: str) -> None:
    """The police say that the child is found; the interview is due at once."""
    page.goto("/missing/")
    page.get_by_role("link", name=name, exact=True).click()
    page.get_by_role("button", name="The child is found").click()
    found = datetime.now(UTC) - timedelta(hours=3)
    when = page.get_by_role("group", name="When?")
    for part, value in (("Day", found.day), ("Month", found.month), ("Year", found.year), ("Time", f"{found:%H:%M}")):
        when.get_by_label(part).fill(str(value))
    page.get_by_role("button", name="Found", exact=True).click()
    expect(page.get_by_role("heading", name="Return home interview")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("To be offered")
