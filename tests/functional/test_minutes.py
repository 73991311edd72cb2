"""A meeting is minuted with mixed audiences, approved, given to each reader as theirs, opened by the mother, and recalled."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.functional.conftest import County

# Of the meeting that was held: what the child has in words of theirs, what it was in the minute, and what is not theirs.
FOR_CHILD = "Nobody knew where you were two times."
AS_SAID, NOT_THEIRS = "Missing twice since September", ("an address that we are watching", "The mother's former partner")
OPEN, POLICE, CLOSED = "The bus pass was found.", "A name is with the police.", "The uncle must not know."


def write(page: Page, words: str, *, part: str = "", who: str = "") -> None:
    """A line as it is typed: Enter writes it, one key goes through who may read it, and it stands on the page."""
    if part:
        page.get_by_label("Part of the agenda").select_option(label=part)
    box = page.get_by_label("What was said", exact=True)
    box.fill(words)
    while who and who not in page.locator("[data-lines-waiting]").inner_text():
        box.press("F2")
    box.press("Enter")
    expect(page.locator(".minute-row__text").filter(has_text=words)).to_be_visible()


def of_the_minute(page: Page, name: str) -> Locator:
    """The row of one reader: of the minute, not of the papers that came before it."""
    return page.get_by_role("region", name="The minute", exact=True).get_by_role("row").filter(has_text=name)


def copy_of(page: Page, name: str) -> None:
    row = of_the_minute(page, name)
    row.get_by_role("link", name=re.compile("Look it through|Open")).click()


def test_a_minute_of_mixed_audiences_becomes_versions_is_opened_by_the_mother_and_recalled(
    page_for: Callable[..., Page], axe: Callable[[Page], None], county_server: County
) -> None:
    page = page_for("exploitation-manager", width=1280)
    page.goto("/meetings/minutes/")
    axe(page)
    page.get_by_role("listitem").filter(has_text="Being held").get_by_role("link").click()
    axe(page)
    here = page.url
    page.get_by_text("Papers from before the meeting").click()
    page.get_by_role("button", name=re.compile("Put it into the minute.*Asked to leave early")).press("Enter")
    expect(page.locator(".minute-row").filter(has_text="Asked to leave early")).to_be_visible()
    write(page, OPEN)
    write(page, POLICE, who="Police alone")
    page.context.set_offline(True)
    page.get_by_label("What was said", exact=True).fill("Said while the connection was down.")
    page.get_by_label("What was said", exact=True).press("Enter")
    expect(page.locator("[data-lines-waiting]")).to_contain_text("Nothing is lost while this page stays open")
    page.context.set_offline(False)
    expect(page.locator(".minute-row__text").filter(has_text="Said while")).to_be_visible(timeout=20000)
    write(page, CLOSED, part="Professionals alone")
    page.set_viewport_size({"width": 320, "height": 700})
    axe(page)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.get_by_role("button", name="The meeting is over").click()
    expect(page.get_by_text("The meeting is over. Its clocks run")).to_be_visible()

    page.get_by_role("link", name="Look through").click()
    axe(page)
    page.get_by_role("button", name="Give it to the chair").click()
    page.get_by_role("button", name="Approve the minute").click()
    page.get_by_role("link", name="Versions and copies").click()
    page.get_by_role("button", name="Make each reader's copy").click()
    axe(page)
    mother = of_the_minute(page, "mother")
    mother.get_by_role("link", name=re.compile("Family member's version")).click()
    words = page.locator(".minute-words")
    expect(words.locator("del").filter(has_text=CLOSED)).to_be_visible()
    theirs = page.locator(".minute-compare__version")
    expect(theirs).to_contain_text(OPEN)
    expect(theirs).not_to_contain_text(POLICE)
    expect(theirs).not_to_contain_text("Professionals alone")
    axe(page)
    choose = page.get_by_label("Compare with")
    for reader, has in (("Sam Tranter", POLICE), ("Miriam Feldman", CLOSED)):
        choose.select_option(choose.locator("option").filter(has_text=reader).get_attribute("value"))
        page.get_by_role("button", name="Compare").click()
        expect(page.locator(".minute-words del").filter(has_text=has).first).to_be_visible()

    page.goto("/meetings/minutes/")
    held = page.get_by_role("listitem").filter(has_text="Risk management").filter(has_text="Approved")
    held.nth(1).get_by_role("link").first.click()  # the newest is the one that was just approved
    page.get_by_role("link", name="Versions and copies").click()
    page.get_by_role("region", name="The minute", exact=True).get_by_role("link", name=re.compile("Child's version")).click()
    mine, left = (set(" ".join(words.locator(tag).all_inner_texts()).split()) for tag in ("ins", "del"))
    assert {"Nobody", "knew"} <= mine
    assert {"Missing", "twice", "September,", "registered"} <= left
    expect(theirs).to_contain_text(FOR_CHILD)
    for kept in (AS_SAID, *NOT_THEIRS):
        expect(theirs).not_to_contain_text(kept)
    axe(page)

    page.goto(f"{here}versions/")
    copy_of(page, "mother")
    axe(page)
    page.get_by_label("A private page: a link by e-mail, and a code another way").check()
    page.get_by_label("Said to them, in person or by telephone").check()
    page.get_by_label("Where will they keep it?").fill("On her telephone")
    page.get_by_label("Who might find it there?").fill("Nobody")
    for box in page.locator("input[name^=keep-]").all():
        box.fill("She was in the room.")
    page.get_by_role("button", name="Give this copy").click()
    code = page.locator(".minute-code").inner_text()
    axe(page)
    home = page_for(width=320)
    home.goto("/outbox/")
    home.get_by_role("link", name=re.compile("open now")).first.click()
    letter = home.get_by_role("main").inner_text()
    link = re.search(r"/f/o/\S+", letter)
    assert link, letter
    home.goto(link[0])
    axe(home)
    home.get_by_role("button", name="Open it").click()
    axe(home)
    home.get_by_label("Code").fill(code)
    home.get_by_role("button", name="Go on").click()
    expect(home.get_by_role("main")).to_contain_text(OPEN)
    expect(home.get_by_role("main")).not_to_contain_text(CLOSED)
    expect(home).to_have_title("Open page")
    axe(home)

    page.goto(f"{here}versions/")
    copy_of(page, "mother")
    page.get_by_label("Who may be in danger because of it").fill("Nobody: her worker rang her.")
    page.get_by_label("Who has it, and what did you ask them to do?").fill("The mother; she closed the page.")
    page.get_by_label("What is wrong with it?").fill("A name is not right.")
    page.get_by_role("button", name="Recall this copy").click()
    expect(of_the_minute(page, "mother")).to_contain_text("Recalled")
    home.reload()
    expect(home.get_by_role("heading", level=1)).to_contain_text("does not open anything now")
