"""Referring in a browser: a teacher over a lost session and a phone, a GP without an account, a call that becomes a referral."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from tests.functional.conftest import County

Axe = Callable[[Page], None]


def go_on(page: Page) -> None:
    page.get_by_role("button", name="Save and continue").click()


def task(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("link", name=name, exact=True).first.click()


def describe_child(page: Page) -> None:
    page.get_by_label("First name").fill("Kit")
    page.get_by_label("Last name").fill("Merrow")
    page.get_by_role("textbox", name="Day").first.fill("9")
    page.get_by_role("textbox", name="Month").first.fill("5")
    page.get_by_role("textbox", name="Year").first.fill("2012")


def test_a_teacher_refers_over_a_lost_session_and_a_phone(page_for: Callable[..., Page], axe: Axe, county_server: County) -> None:
    # Given a teacher who has begun to write
    who = county_server.signin("referring-professional")
    page = page_for(signin=who)
    page.goto("/refer/")
    axe(page)
    expect(page.get_by_role("heading", name="Is a child in danger now?")).to_be_visible()
    page.get_by_role("button", name="Start a referral").click()
    axe(page)
    task(page, "Who they are")
    describe_child(page)
    axe(page)
    go_on(page)
    tasks = re.sub(r"page/.*", "", page.url)

    # When the worry saves itself and the session is lost before anything was pressed
    page.goto(tasks + "page/concern/")
    page.get_by_label("What are you worried about?").fill("Two phones, and a new coat nobody bought.")
    expect(page.get_by_text(re.compile("^Draft saved"))).to_be_visible()
    page.wait_for_timeout(2600)
    page.context.clear_cookies()

    # Then the draft is there on a phone
    phone = page_for(signin=who, width=360)
    phone.goto(tasks)
    axe(phone)
    task(phone, "What you are worried about")
    expect(phone.get_by_label("What are you worried about?")).to_have_value("Two phones, and a new coat nobody bought.")
    axe(phone)
    go_on(phone)
    phone.goto(tasks + "page/where-0/")
    phone.get_by_label("Yes, as far as I know").check()
    go_on(phone)
    phone.get_by_role("button", name="Write an assessment").click()
    axe(phone)
    phone.get_by_label("Criminal exploitation, county lines among it").check()
    go_on(phone)
    phone.goto(tasks + "page/signs-0-money/")
    money = phone.get_by_role("group", name="Money, clothes, phones or other things that are not explained")
    money.get_by_label("Yes", exact=True).check()
    axe(phone)
    go_on(phone)
    phone.goto(tasks + "page/level-0/")
    expect(phone.get_by_role("heading", name="What the signs suggest")).to_be_visible()
    phone.get_by_label("MODERATE").check()
    phone.get_by_label("Why this level?").fill("New things, and fear.")
    axe(phone)
    go_on(phone)
    axe(phone)
    phone.goto(tasks + "page/consent/")
    phone.get_by_role("group", name="Have the family been told of this referral?").get_by_label("Yes", exact=True).check()
    go_on(phone)
    phone.goto(tasks + "page/files/")
    expect(phone.get_by_text("Never view, copy, screenshot or upload a sexual image")).to_be_visible()
    axe(phone)

    # And it goes, with a receipt
    phone.goto(tasks + "check/")
    axe(phone)
    phone.get_by_role("button", name="Send now").click()
    expect(phone.get_by_role("heading", name="MASH has received your referral")).to_be_visible()
    axe(phone)
    assert "Kit" not in phone.title()
    phone.get_by_role("link", name="See where it stands").click()
    axe(phone)
    with phone.expect_download() as saved:
        phone.get_by_role("link", name="Save a copy for your file (PDF)").click()
    assert saved.value.path().read_bytes().startswith(b"%PDF-")
    phone.goto("/referrals/")
    axe(phone)


def last_code(county: County) -> str:
    said = county.manage(
        "shell",
        "-c",
        "from holdfast.kernel.acting import acting_as\n"
        "from holdfast.kernel.viewer import Viewer\n"
        "from holdfast.comms.models import Message\n"
        "from holdfast.partnership.queries import partnership_of_public\n"
        "with acting_as(Viewer.job('tests', partnership_of_public())):\n"
        "    print(Message.objects.filter(template='referral.code').order_by('-created_at').first().body)",
    )
    found = re.search(r"Your code is (\d{6})", said)
    assert found, said
    return found[1]


def test_a_gp_refers_without_an_account_and_without_scripts(
    page_for: Callable[..., Page], axe: Axe, county_server: County
) -> None:
    page = page_for(javascript=False)
    page.goto("/refer/")
    page.get_by_role("button", name="Urgent: one short page").click()
    page.get_by_label("A professional, volunteer or carer").check()
    page.get_by_label("Your name").fill("Dr Anwen Vaughan")
    page.get_by_label("Phone number").fill("01632 960 310")
    page.get_by_label("First name").fill("Jude")
    page.get_by_role("group", name="Is the child safe now?").get_by_label("I do not know").check()
    page.get_by_label("What are you worried about?").fill("Burns on both hands, and an adult who answers for him.")
    page.get_by_role("group", name="Have the family been told of this referral?").get_by_label("No", exact=True).check()
    page.get_by_label("Telling them would put the child at more risk of significant harm").check()
    page.get_by_role("button", name="Save and check before sending").click()
    page.get_by_role("button", name="Continue to your e-mail address").click()
    page.get_by_label("Your e-mail address").fill("a.vaughan@surgery.example")
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_label("The code from the e-mail").fill(last_code(county_server))
    page.get_by_role("button", name="Confirm and send to MASH").click()
    expect(page.get_by_role("heading", name="MASH has received your referral")).to_be_visible()
    expect(page.get_by_text("to be sure who you are")).to_be_visible()
    page.get_by_role("link", name="See where it stands").click()
    expect(page.get_by_text("Received by MASH")).to_be_visible()


def test_the_pages_for_those_without_an_account_are_accessible(page_for: Callable[..., Page], axe: Axe) -> None:
    page = page_for(width=360)
    for address in ("/refer/", "/refer/status/", "/refer/status/code/"):
        page.goto(address)
        axe(page)
    page.goto("/refer/")
    page.get_by_role("button", name="Urgent: one short page").click()
    axe(page)


def test_a_call_becomes_a_referral(page_for: Callable[..., Page], axe: Axe) -> None:
    # Given a screener on the advice line
    page = page_for("mash-screener")
    page.goto("/advice-line/new/")
    axe(page)
    page.get_by_label("Who rang?").fill("Ivor Bright")
    page.get_by_label("Their phone number").fill("01632 960 204")
    page.get_by_label("The child's first name").fill("Sam")
    page.get_by_label("What was the call about?").fill("A boy sleeps in the changing room of the club.")
    page.get_by_label("What did you advise?").fill("Send the written referral within two days.")

    # When the call is turned into a referral
    page.get_by_role("button", name="Keep, and turn it into a referral").click()

    # Then what was said is in it
    expect(page.get_by_label("Your name")).to_have_value("Ivor Bright")
    expect(page.get_by_label("What are you worried about?")).to_have_value("A boy sleeps in the changing room of the club.")
    page.get_by_role("group", name="Is the child safe now?").get_by_label("I do not know").check()
    page.get_by_role("group", name="Have the family been told of this referral?").get_by_label("Yes", exact=True).check()
    page.get_by_role("button", name="Save and check before sending").click()
    page.get_by_role("button", name="Send now").click()
    expect(page.get_by_role("heading", name="MASH has received your referral")).to_be_visible()
    page.goto("/advice-line/")
    axe(page)
    expect(page.get_by_text("Ivor Bright").first).to_be_visible()


def test_two_devices_show_both_versions(page_for: Callable[..., Page], axe: Axe, county_server: County) -> None:
    who: dict[str, Any] = county_server.signin("referring-professional")
    desk, phone = page_for(signin=who, javascript=False), page_for(signin=who, javascript=False, width=360)
    desk.goto("/refer/")
    desk.get_by_role("button", name="Start a referral").click()
    address = desk.url + "page/concern/"
    desk.goto(address)
    phone.goto(address)
    desk.get_by_label("What are you worried about?").fill("Written at the desk.")
    go_on(desk)
    phone.get_by_label("What are you worried about?").fill("Written on the phone.")
    go_on(phone)
    expect(phone.get_by_text("This page was saved elsewhere while you were writing")).to_be_visible()
    expect(phone.get_by_text("Written at the desk.")).to_be_visible()
    expect(phone.get_by_label("What are you worried about?")).to_have_value("Written on the phone.")
