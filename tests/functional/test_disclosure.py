"""A letter whose words are harmless and whose file is not: stopped, decided on thing by thing, and taken as its clean copy."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import docx
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.functional.conftest import County

pytestmark = pytest.mark.browser

WORDS = "Dear Helen,\n\nThank you for coming on Tuesday. The next meeting is on Monday at four.\n\nYours sincerely\nAmir Rahimi"
CONCERN, TACTIC, NUMBER = "Darren Pike", "Intelligence suggests that he stays near the bus station.", "07700 900318"
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def test_what_a_file_does_not_show_is_found_decided_on_and_gone_from_the_copy(
    page_for: Callable[..., Page], axe: Callable[[Page], None], county_server: County
) -> None:
    # Given a worker at the door of a child whose mother may safely be told
    worker = next(one for one in county_server.signins if one["email"].startswith("amir.rahimi@"))
    page = page_for(signin=worker)
    page.goto("/children/?q=Marlowe")
    page.get_by_role("main").get_by_role("link", name=re.compile("Katharine")).first.click()
    page.get_by_role("link", name="Check a letter or a file before it leaves").click()
    axe(page)
    begin = page.url
    # When only the words are checked, then nothing is found
    choose(page)
    page.get_by_label("Paste the words").fill(WORDS)
    page.get_by_role("button", name="Check it").click()
    expect(page.get_by_role("main")).to_contain_text("Nothing was found.")
    axe(page)
    # When the file is checked, by somebody without JavaScript and on a narrow screen
    narrow = page_for(signin=worker, width=320, javascript=False)
    narrow.goto(begin)
    narrow.get_by_role("button", name="Check it").click()
    expect(narrow.get_by_role("alert")).to_be_visible()
    choose(narrow)
    narrow.get_by_label("Or choose a file").set_input_files(
        {"name": "letter.docx", "mimeType": "application/octet-stream", "buffer": letter()}
    )
    narrow.get_by_role("button", name="Check it").click()
    # Then it is stopped, and each thing stands in its place with why
    main = narrow.get_by_role("main")
    expect(main).to_contain_text("3 of 3 still to decide.")
    expect(main.locator("mark")).to_have_count(3)
    expect(main.get_by_role("region")).not_to_contain_text("compatibilityMode")
    expect(thing(narrow, CONCERN)).to_contain_text("whom this reader may not be told about. It stands in: header; ")
    expect(thing(narrow, CONCERN)).to_contain_text("Only a manager may keep this.")
    expect(thing(narrow, "Intelligence")).to_contain_text("It stands in: text, tracked change.")
    expect(thing(narrow, "Intelligence").get_by_role("button", name="Keep it")).to_have_count(0)
    expect(narrow.get_by_role("button", name="Make the clean copy")).to_have_count(0)
    assert narrow.evaluate(SIDEWAYS) <= 1
    # And what nobody may keep is not kept, nor let go, by whoever sends the form all the same
    paper = narrow.url
    intelligence = thing(narrow, "Intelligence")
    sent = {box.get_attribute("name") or "": box.input_value() for box in intelligence.locator("input[type=hidden]").all()}
    refused = narrow.request.post(f"{paper}decide/", form={**sent, "choice": "keep", "reason": "She knows of it."})
    assert (refused.status, "This may never go to this reader." in refused.text()) == (422, True)
    early = narrow.request.post(f"{paper}let-go/", form={**sent, "address": "By hand", "confirmed": "yes"})
    assert (early.status, "Decide on each thing first." in early.text()) == (422, True)
    assert narrow.request.get(f"{paper}copy/").status == 404
    # When she puts a role for the name, takes the intelligence out, and keeps the number
    thing(narrow, CONCERN).get_by_label("What stands instead").fill("Darren")
    thing(narrow, CONCERN).get_by_role("button", name="Put this instead").click()
    expect(narrow.get_by_role("alert")).to_contain_text("itself something this reader may not have")
    thing(narrow, CONCERN).get_by_label("What stands instead").fill("an older man")
    thing(narrow, CONCERN).get_by_role("button", name="Put this instead").click()
    expect(main).to_contain_text("2 of 3 still to decide.")
    thing(narrow, "Intelligence").get_by_role("button", name="Remove it").click()
    thing(narrow, NUMBER).get_by_role("button", name="Keep it").click()
    expect(narrow.get_by_role("alert")).to_contain_text("Say why it stays.")
    thing(narrow, NUMBER).get_by_label("Why it may stay").fill("It is my own number at work.")
    thing(narrow, NUMBER).get_by_role("button", name="Keep it").click()
    expect(main).to_contain_text("Everything has been decided.")
    page.goto(paper)
    axe(page)
    page.set_viewport_size({"width": 320, "height": 700})
    axe(page)
    # And lets it go
    narrow.get_by_label("Where does it go?").fill("Handed over at the meeting")
    narrow.get_by_role("button", name="Make the clean copy").click()
    expect(narrow.get_by_role("alert")).to_contain_text("tick that you did")
    expect(narrow.get_by_label("Where does it go?")).to_have_value("Handed over at the meeting")
    narrow.get_by_label("I have checked the name and the address").check()
    narrow.get_by_role("button", name="Make the clean copy").click()
    expect(main).to_contain_text("stands in the register of what left")
    assert narrow.evaluate(SIDEWAYS) <= 1
    with narrow.expect_download() as coming:
        narrow.get_by_role("link", name="Take the clean copy").click()
    # Then the copy holds none of it, in no part of the file
    copy = coming.value.path().read_bytes()
    with zipfile.ZipFile(io.BytesIO(copy)) as parts:
        inside = "\n".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())
    assert not [word for word in ("Darren", "Pike", "ntelligence", "bus station") if word in inside]
    opened = docx.Document(io.BytesIO(copy))
    assert opened.sections[0].header.paragraphs[0].text == "an older man was with her."
    assert opened.sections[0].footer.paragraphs[0].text == f"Ring me on {NUMBER}."
    assert opened.paragraphs[1].text == WORDS.split("\n\n")[1]
    assert CONCERN not in (opened.core_properties.author, opened.core_properties.last_modified_by)
    page.reload()
    axe(page)


def thing(page: Page, words: str) -> Locator:
    return page.locator(".hf-found").filter(has=page.get_by_role("heading", name=re.compile(words)))


def choose(page: Page) -> None:
    page.get_by_role("radio", name=re.compile("Helen Marlowe")).check()


def letter() -> bytes:
    """What the page shows is harmless. The header, a tracked change and the properties are not."""
    made = docx.Document()
    for line in WORDS.split("\n\n"):
        made.add_paragraph(line)
    made.sections[0].header.paragraphs[0].text = f"{CONCERN} was with her."
    made.sections[0].footer.paragraphs[0].text = f"Ring me on {NUMBER}."
    made.core_properties.author = CONCERN
    made.core_properties.comments = ""
    changed = made.add_paragraph()
    changed.add_run(TACTIC)
    out = io.BytesIO()
    made.save(out)
    gone = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(out.getvalue())) as before, zipfile.ZipFile(gone, "w") as after:
        for name in before.namelist():
            body = before.read(name).decode("utf-8") if name == "word/document.xml" else ""
            run = f"<w:r><w:t>{TACTIC}</w:t></w:r>"
            changed_run = f'<w:del w:id="1" w:author="{CONCERN}">{run.replace("w:t>", "w:delText>")}</w:del>'
            after.writestr(name, body.replace(run, changed_run) if body else before.read(name))
    return gone.getvalue()
