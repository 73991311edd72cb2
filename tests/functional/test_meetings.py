"""A chair convenes a risk management meeting with police, school, the mother and the child; each is told by their own means."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from holdfast.demonstration.stories.meetings import drawing


def test_a_chair_convenes_a_meeting_and_the_mother_answers_by_her_own_link(
    page_for: Callable[..., Page], axe: Callable[[Page], None]
) -> None:
    page = page_for("exploitation-manager", width=1280)
    page.get_by_role("link", name="Meetings", exact=True).click()
    axe(page)
    # Next week's is there; from it to the child, and to the child's one calendar.
    page.get_by_role("link", name=re.compile("^Risk management meeting")).first.click()
    axe(page)
    page.get_by_role("heading", level=1).get_by_role("link").click()
    page.get_by_role("navigation", name="This record").get_by_role("link", name="Meetings").click()
    axe(page)
    page.get_by_role("button", name="Call a meeting").click()
    page.get_by_role("link", name="Core group").wait_for()
    page.get_by_role("link", name="Risk management meeting").click()
    axe(page)
    # Nobody of the family is ticked for anybody.
    family = page.locator('input[name="people"][value^="relative-"], input[name="people"][value="child"]')
    assert family.count() >= 2
    for place in range(family.count()):
        expect(family.nth(place)).not_to_be_checked()
        family.nth(place).check()
    for agency in ("Constabulary", "school|education|High School"):
        box = page.locator(".govuk-checkboxes__item", has_text=re.compile(agency, re.IGNORECASE)).locator("input").first
        box.check()
    page.get_by_label("Room or address").fill("Room 4")
    page.get_by_label("A link made elsewhere").check()
    page.get_by_label("The link").fill("https://video.marchshire.example/room-9")
    page.get_by_label(re.compile("why do they chair")).fill("Nobody else is free that week.")
    page.get_by_role("button", name="Call the meeting").click()
    expect(page.get_by_text(re.compile("Invitations on their way"))).to_be_visible()
    expect(page.get_by_role("heading", name="Who is called")).to_be_visible()
    axe(page)
    page.set_viewport_size({"width": 320, "height": 700})
    axe(page)
    here = page.url
    assert "Meeting" in page.title()
    # The mother has a text with her own link; on her telephone she answers, and the page names nobody.
    page.goto("/outbox/")
    page.get_by_role("link", name=re.compile("^Holdfast: a meeting")).first.click()
    link = re.search(r"/f/c/[A-Za-z0-9_-]+/", page.get_by_role("main").inner_text())
    assert link
    telephone = page_for(width=320)
    telephone.goto(link.group())
    axe(telephone)
    expect(telephone.get_by_role("main")).not_to_contain_text(
        re.compile("Marlowe|Katharine|risk|video.marchshire", re.IGNORECASE)
    )
    telephone.get_by_label("I am coming").check()
    telephone.get_by_role("button", name="Send my answer").click()
    expect(telephone.get_by_text("Thank you. Your answer is kept.")).to_be_visible()
    expect(telephone.get_by_text("Come back to this page when it begins")).to_be_visible()
    # She sends a drawing too, for the people who run the meeting alone; the chair sees it with its words.
    telephone.get_by_label(re.compile("Send a photo of your drawing")).set_input_files(
        {"name": "IMG_0001.png", "mimeType": "image/png", "buffer": drawing()}
    )
    telephone.get_by_label("What does it show?").fill("The house we want.")
    telephone.get_by_label("Only the people who run the meeting").check()
    telephone.get_by_role("button", name="Send what I think").click()
    expect(telephone.get_by_text(re.compile("What you said is kept"))).to_be_visible()
    page.goto(here)
    picture = page.get_by_role("img", name="Drawing: The house we want.")
    expect(picture).to_be_visible()
    assert picture.evaluate("one => one.complete && one.naturalWidth") == 480
    axe(page)
