"""Somebody asked to see a record: the information lead goes through the copy on a narrow screen, and gives what may be given."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def test_a_copy_is_gone_through_thing_by_thing_and_given_once_nothing_waits(
    page_for: Callable[..., Page], axe: Callable[[Page], None], tmp_path: Path
) -> None:
    # Given a request whose steps are all recorded, and an information lead without JavaScript on a narrow screen
    wide = page_for("information-governance")
    wide.goto("/governance/requests/")
    wide.get_by_role("row", name=re.compile("A parent or someone")).get_by_role("link").click()
    axe(wide)
    narrow = page_for("information-governance", width=320, javascript=False)
    narrow.goto(wide.url)
    # When the copy is asked for while something waits, then nothing is made, and each thing that waits is listed
    narrow.get_by_role("button", name="Prepare both copies").click()
    expect(narrow.get_by_role("heading", level=1)).to_have_text("What holds up the copy")
    expect(narrow.get_by_role("alert")).to_contain_text("wait for a decision")
    assert narrow.evaluate(SIDEWAYS) <= 1
    # When one is opened, then it stands in its place with why
    narrow.get_by_role("main").get_by_role("link", name=re.compile("Who worked with the child")).first.click()
    main = narrow.get_by_role("main")
    expect(main.locator("mark").first).to_be_visible()
    expect(main.locator(".hf-found").first).to_contain_text("A telephone number to check.")
    assert narrow.evaluate(SIDEWAYS) <= 1
    wide.goto(narrow.url)
    axe(wide)
    # When it is kept without a reason, then that is refused and what was typed is there still
    thing = main.locator(".hf-found").first
    thing.get_by_label("What stands instead").fill("the team's number")
    thing.get_by_role("button", name="Keep it").click()
    expect(narrow.get_by_role("alert")).to_contain_text("Say why it may be given.")
    expect(thing.get_by_label("What stands instead")).to_have_value("the team's number")
    thing.get_by_label("Why it may stay").fill("It is the number of her worker, whom she rings.")
    thing.get_by_label("For the same words everywhere").check()
    thing.get_by_role("button", name="Keep it").click()
    expect(thing).to_contain_text("It stays: It is the number of her worker, whom she rings.")
    # When the other window, which does not know of it, decides too, then both stand beside one another and nothing is lost
    other = wide.get_by_role("main").locator(".hf-found").first
    other.get_by_label("What stands instead").fill("a number at work")
    other.get_by_label("For the same words everywhere").check()
    other.get_by_role("button", name="Put this instead").click()
    expect(wide.get_by_role("alert")).to_contain_text("decided on this while you were writing")
    expect(wide.get_by_role("main").locator(".hf-found").first.get_by_label("What stands instead")).to_have_value(
        "a number at work"
    )
    axe(wide)
    # The list of all that waits is one page after the other
    wide.goto(re.sub(r"items/.*", "items/", wide.url))
    axe(wide)
    # When everything has been decided on, as in the other request, then the copy is made, and holds none of it
    wide.goto("/governance/requests/")
    wide.get_by_role("row", name=re.compile("The child, or the adult")).first.get_by_role("link").click()
    with wide.expect_download() as download:
        wide.get_by_role("button", name="Prepare both copies").click()
    download.value.save_as(tmp_path / "copy.zip")
    with zipfile.ZipFile(tmp_path / "copy.zip") as packed:
        (page,) = [packed.read(name).decode() for name in packed.namelist() if name.endswith("to-give/record.html")]
    assert "What was left out, and why" in page
    assert "[telephone number removed]" in page
    wide.get_by_role("link", name="Release register").click()
    expect(wide.get_by_role("main")).to_contain_text("A copy of a record, for whoever asked to see it")
