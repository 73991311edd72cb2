"""A safety plan is made with the child, approved by another, gone through in the child's own copy, and looked at again."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from .conftest import County

CHILD = "Katharine Marlowe"


def opened(page: Page) -> None:
    page.goto(f"/children/?q={CHILD.replace(' ', '+')}")
    page.get_by_role("link", name=CHILD).first.click()
    page.get_by_role("link", name="Safety plan").click()


def test_a_plan_is_made_with_the_child_approved_by_another_gone_through_and_looked_at_again(
    page_for: Callable[..., Page], county_server: County, axe: Callable[[Page], None]
) -> None:
    amir = next(one for one in county_server.signins if one["email"].startswith("amir."))
    # Given the child's worker, who writes what she says now, on a telephone
    page = page_for(signin=amir, width=320)
    opened(page)
    axe(page)
    page.get_by_role("button", name="Write the plan").click()
    page.get_by_role("link", name="Signs of danger, and what we want instead").click()
    axe(page)
    page.get_by_label("Safety goals").fill("I want to walk home with Mia and not look over my shoulder.")
    page.get_by_role("button", name="Save and go back to the list").click()
    # When it is put forward, the worker cannot approve it
    page.get_by_role("button", name="Put it forward for approval").click()
    expect(page.get_by_text("waits for somebody else to approve it")).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("approve it or send it back"))).to_have_count(0)
    # And a manager who wrote none of it sees word by word what it changes, and approves it
    manager = page_for("exploitation-manager", width=1280)
    opened(manager)
    manager.get_by_role("link", name=re.compile("approve it or send it back")).click()
    expect(manager.locator("ins").first).to_contain_text("Mia")
    axe(manager)
    manager.get_by_label("Approve this version").check()
    manager.get_by_role("button", name="Save the decision").click()
    expect(manager.get_by_text("This version holds from now on")).to_be_visible()
    # Then the child's copy says it in her words, and nothing of the man, the code word, what she told, or the police
    page.goto(page.url)
    page.get_by_role("link", name="The child's copy").click()
    copy = page.get_by_role("region", name="The copy")
    expect(copy).to_contain_text("walk home with Mia")
    for words in ("Pike", "Pineapple", "driven to a flat", "Plain car", "Katharine"):
        expect(copy).not_to_contain_text(words)
    axe(page)
    page.get_by_label("No copy: talked through").check()
    page.get_by_label("What they said of it").fill("It is fine. I do not want it on my phone.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("no copy: talked through")).to_be_visible()
    # And it is looked at again, and stands with the child's other plans
    page.get_by_role("link", name="Looked at again, and it still holds").click()
    page.get_by_label(re.compile("What did you look at")).fill("Read it with her in the cafe. It holds.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The time until the next look begins anew")).to_be_visible()
    page.goto(page.url.replace("/safety-plan/", "/plans/"))
    expect(page.get_by_role("heading", name="What does not fit together")).to_be_visible()
    axe(page)
    page.set_viewport_size({"width": 1280, "height": 900})
    axe(page)


def test_the_mother_reads_her_copy_on_a_private_page_and_says_there_whether_she_agrees(
    page_for: Callable[..., Page], county_server: County, axe: Callable[[Page], None]
) -> None:
    amir = next(one for one in county_server.signins if one["email"].startswith("amir."))
    page = page_for(signin=amir, width=1280)
    opened(page)
    page.get_by_role("link", name=re.compile("The copy of .*mother")).click()
    page.get_by_role("radio", name=re.compile("A private page")).check()
    page.get_by_label("Where will it be kept?").fill("On her phone")
    page.get_by_label("Who might find it?").fill("Nobody")
    page.get_by_label(re.compile("e-mail address that the link goes to")).fill("helen@home.example")
    page.get_by_label("Said to them").check()
    for box in page.locator("input[name^=keep-]").all():
        box.fill("She knows of them.")
    page.get_by_role("button", name="Save").click()
    code = page.locator(".govuk-panel__title").inner_text()
    axe(page)
    home = page_for(width=320)
    home.goto("/outbox/")
    home.get_by_role("link", name=re.compile("open now")).first.click()
    link = re.search(r"/f/o/\S+", home.get_by_role("main").inner_text())
    assert link
    home.goto(link[0])
    home.get_by_role("button", name="Open it").click()
    home.get_by_label("Code").fill(code)
    home.get_by_role("button", name="Go on").click()
    expect(home.get_by_role("heading", name="Our plan")).to_be_visible()
    home.get_by_role("button", name="Send my answer").click()
    expect(home.get_by_text("Choose whether you agree").first).to_be_visible()
    axe(home)
    home.get_by_label("I agree with parts of it").check()
    home.get_by_role("button", name="Send my answer").click()
    expect(home.get_by_text("You said: I agree with parts of it")).to_be_visible()
    axe(home)
    page.reload()
    opened(page)
    expect(page.get_by_text("agrees with parts of it, on their private page")).to_be_visible()
    page.get_by_role("link", name=re.compile("The copy of .*mother")).click()
    axe(page)
    page.get_by_role("button", name="Close this page").click()
    home.reload()
    expect(home.get_by_role("heading", level=1)).to_contain_text("does not open anything now")
