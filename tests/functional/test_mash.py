"""MASH in a browser: from the queue to a manager's decision, agencies answering, and a red referral at night."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urljoin
from uuid import uuid4

import psycopg
import pytest
from playwright.sync_api import Page, expect

from tests import databases
from tests.functional.conftest import County

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@pytest.fixture
def sent(county_server: County, tmp_path: Path) -> Callable[..., str]:
    """Send the example of two brothers, with parts changed, and give its reference."""

    def send(**changes: Any) -> str:
        from holdfast.rules.referral import example

        file = tmp_path / "referral.json"
        file.write_text(json.dumps({**example(), "source_ref": str(uuid4()), **changes}))
        answer: dict[str, Any] = json.loads(county_server.manage("referral", "import", str(file), "--json"))
        assert answer["state"] == "created", answer
        return str(answer["reference"])

    return send


def open_from_queue(page: Page, reference: str, name: str) -> None:
    """Find a child on the queue by the referral's reference, as a screener would by typing."""
    page.goto("/mash/")
    row = page.locator("tr").filter(has_text=reference).filter(has_text=name)
    while not row.count():
        # Asked for by its address: a click gives the next page back before its rows are all there.
        further = page.get_by_role("link", name="Further down the list").get_attribute("href")
        page.goto(urljoin(page.url, further or "missing"))
    row.get_by_role("link", name=name, exact=True).click()


def press(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("button", name=name, exact=True).first.click()


def weigh_consent(page: Page) -> None:
    press(page, "Weigh consent")
    page.get_by_label("The family agrees, and that is enough").check()
    page.get_by_label("Reason").fill("Their mother asked for help and agrees.")
    press(page, "Save")


def ask_three_agencies(page: Page, axe: Callable[[Page], None]) -> list[str]:
    """Ask the police, health and education; gives the agencies' names."""
    press(page, "Ask agencies")
    axe(page)
    boxes = page.get_by_role("group", name="Which agencies?").get_by_role("checkbox")
    names = page.get_by_role("group", name="Which agencies?").locator("label").all_inner_texts()
    for number in range(3):
        boxes.nth(number).check()
    page.get_by_label("The question").fill("Is he known to you, and what has happened since September?")
    page.get_by_label("Why asking is needed and fair to these people").fill("He may be in danger, and nobody else would know.")
    press(page, "Ask these agencies")
    return [name.strip() for name in names[:3]]


def propose(page: Page, level: int, outcome: str, rationale: str) -> None:
    page.get_by_role("group", name="Level of need").get_by_role("radio").nth(level - 1).check()
    page.get_by_label(outcome, exact=True).check()
    page.get_by_label("Rationale").fill(rationale)
    press(page, "Propose to a manager")


@pytest.mark.browser
def test_screener_to_managers_decision_for_two_brothers_with_checks_by_three_agencies(
    county_server: County, page_for: Callable[..., Page], sent: Callable[..., str], axe: Callable[[Page], None]
) -> None:
    # Given a referral of two brothers that has reached MASH
    reference = sent()
    screener = page_for("mash-screener")
    axe(screener)
    screener.goto("/mash/")
    axe(screener)

    # When the screener takes it, rates it, and joins it to a record
    open_from_queue(screener, reference, "Christopher Ashdown")
    axe(screener)
    press(screener, "Acknowledge")
    expect(screener.get_by_text("You have it.")).to_be_visible()
    press(screener, "Rate")
    screener.get_by_label("Amber").check()
    screener.get_by_label("Reason").fill("Threats at the door; his aunt stays tonight.")
    axe(screener)
    press(screener, "Save the rating")
    press(screener, "Join to a record, or make one")
    axe(screener)
    screener.get_by_label("None of these: make a new record").check()
    screener.get_by_label("Why?").fill("Nobody of this name and birthday is known.")
    press(screener, "Join the referral to this record")
    weigh_consent(screener)
    agencies = ask_three_agencies(screener, axe)

    # And each of three agencies answers on its own list, seeing identities and the question only
    for agency in agencies:
        checker = page_for(signin=county_server.signin("agency-checker", agency=agency))
        checker.goto("/checks/")
        axe(checker)
        checker.get_by_role("row").filter(has_text="Christopher Ashdown").get_by_role("button").last.click()
        axe(checker)
        expect(checker.get_by_text("Do not contact the family.")).to_be_visible()
        expect(checker.get_by_text("four hundred")).to_have_count(0)
        checker.get_by_label("No trace").check()
        press(checker, "Send the answer to MASH")
        expect(checker.get_by_text("Answered. MASH can read it now.")).to_be_visible()

    # And the screener proposes for the elder, and begins from the same words for the younger
    open_from_queue(screener, reference, "Christopher Ashdown")
    expect(screener.get_by_text("No trace").first).to_be_visible()
    press(screener, "Propose a decision")
    axe(screener)
    propose(screener, 4, "Strategy meeting or section 47", "Debt, travel, and threats to his brother.")
    screener.get_by_role("navigation", name="Children on this referral").get_by_role("link", name="Robin Ashdown").click()
    press(screener, "Acknowledge")
    weigh_consent(screener)
    press(screener, "Propose a decision")
    screener.get_by_role("link", name="Begin with the same words").click()
    expect(screener.get_by_label("Rationale")).to_have_value("Debt, travel, and threats to his brother.")
    propose(screener, 3, "Child and family assessment", "He is named in the threats and lives with his brother.")

    # Then a manager who did not screen ratifies both, and the referrer can be told
    manager = page_for("mash-manager")
    for name in ("Christopher Ashdown", "Robin Ashdown"):
        open_from_queue(manager, reference, name)
        press(manager, "Ratify or send back")
        axe(manager)
        manager.get_by_label("Yes, ratify it").check()
        press(manager, "Save my answer")
        expect(manager.get_by_text("Decided", exact=True).first).to_be_visible()
        axe(manager)
    shown = json.loads(county_server.manage("referral", "show", reference, "--json"))
    assert shown["state"] == "decided"
    assert len(shown["decisions"]) == 2
    press(manager, "Tell the referrer")
    axe(manager)
    press(manager, "Tell the referrer")
    expect(manager.get_by_text("The referrer can read it now.")).to_be_visible()


@pytest.fixture
def mash_is_closed(county_server: County) -> Iterator[None]:
    """MASH opens again only the day after tomorrow, as on a Friday evening."""
    opens = DAYS[(datetime.now() + timedelta(days=2)).weekday()]
    change = (
        "INSERT INTO partnership_setting (id, partnership_id, created_at, key, value, valid_from, reason)"
        " SELECT gen_random_uuid(), id, now(), 'mash.days', %s::jsonb, current_date, 'Closed for a test'"
        " FROM partnership_partnership RETURNING id"
    )
    with psycopg.connect(databases.owner_url(county_server.database), autocommit=True) as owner:
        made = [row[0] for row in owner.execute(change, [json.dumps([opens])]).fetchall()]
        yield
        owner.execute("DELETE FROM partnership_setting WHERE id = ANY(%s)", [made])


@pytest.mark.browser
def test_a_red_referral_while_mash_is_closed_goes_to_the_emergency_duty_team(
    mash_is_closed: None,
    county_server: County,
    page_for: Callable[..., Page],
    sent: Callable[..., str],
    axe: Callable[[Page], None],
) -> None:
    from holdfast.rules.referral import example

    # Given a child who is not safe now, referred while MASH is closed
    reference = sent(children=[{**example()["children"][1], "safe_now": "no"}], people=[], assessments=[])

    # When the emergency duty worker opens their work
    duty = page_for("emergency-duty")
    now = duty.locator("section, ul").filter(has_text=reference).last
    expect(now).to_contain_text("a child may be in danger now")
    axe(duty)

    # Then they have it, rate it red on elapsed hours, and protect at once
    open_from_queue(duty, reference, "Robin Ashdown")
    press(duty, "Acknowledge")
    press(duty, "Rate")
    duty.get_by_label("Red").check()
    duty.get_by_label("Reason").fill("Not safe at home tonight.")
    press(duty, "Save the rating")
    expect(duty.get_by_text("due in 3 hours").first).to_be_visible()
    press(duty, "Protect this child now")
    axe(duty)
    duty.get_by_label("999: police called now").check()
    duty.get_by_label("Why now?").fill("A man is at the door.")
    press(duty, "Record it and set it going")
    expect(duty.get_by_text("Done at once to protect")).to_be_visible()
    axe(duty)


@pytest.mark.browser
def test_a_manager_cannot_ratify_what_they_screened_and_is_told_why(
    page_for: Callable[..., Page], sent: Callable[..., str], axe: Callable[[Page], None]
) -> None:
    reference = sent()
    manager = page_for("mash-manager")
    open_from_queue(manager, reference, "Robin Ashdown")
    press(manager, "Acknowledge")
    weigh_consent(manager)
    press(manager, "Propose a decision")
    propose(manager, 3, "Child and family assessment", "He is named in the threats.")
    expect(manager.get_by_text("waits for a manager who did not screen it").first).to_be_visible()
    expect(manager.get_by_role("button", name="Ratify or send back")).to_have_count(0)
    axe(manager)


@pytest.mark.browser
def test_a_teacher_is_refused_the_queue_in_a_sentence(page_for: Callable[..., Page], axe: Callable[[Page], None]) -> None:
    teacher = page_for("referring-professional")
    teacher.goto("/mash/")
    expect(teacher.get_by_text("Your role does not open this page.")).to_be_visible()
    axe(teacher)


@pytest.mark.browser
def test_the_queue_and_a_screening_work_on_a_phone_without_scripts(
    page_for: Callable[..., Page], sent: Callable[..., str]
) -> None:
    reference = sent()
    screener = page_for("mash-screener", width=320, javascript=False)
    open_from_queue(screener, reference, "Robin Ashdown")
    press(screener, "Acknowledge")
    expect(screener.get_by_text("You have it. It is assigned to you")).to_be_visible()


@pytest.mark.browser
def test_the_queue_shows_what_is_new_without_being_asked(page_for: Callable[..., Page], sent: Callable[..., str]) -> None:
    screener = page_for("mash-screener")
    screener.goto("/mash/?show=new")
    reference = sent()
    expect(screener.get_by_text(reference).first).to_be_visible(timeout=15_000)


@pytest.mark.browser
def test_the_queue_fits_a_phone(page_for: Callable[..., Page], axe: Callable[[Page], None]) -> None:
    duty = page_for("emergency-duty", width=320)
    axe(duty)
    duty.goto("/mash/")
    axe(duty)
