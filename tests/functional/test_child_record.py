"""A child's record as it is found, read and changed in a browser."""

from __future__ import annotations

import pytest


@pytest.fixture
def found(page_for, axe):
    """Somebody who may search, at the page of results, having searched from the box on every page."""

    def open_first(role="mash-screener", words="Kaitlyn", **options):
        page = page_for(role, **options)
        box = page.get_by_label("Search by name, date of birth, number or address")
        box.fill(words)
        box.press("Enter")
        page.get_by_role("heading", name="Find a child").wait_for()
        return page

    return open_first


def open_some_child(page):
    """Open the first record that a common name brings."""
    for words in ("Smith", "Jones", "Williams", "Evans", "Price", "Davies", "Powell", "Morgan", "Jack", "Ella", "Oliver"):
        page.get_by_role("search", name="Children").get_by_role("searchbox").fill(words)
        page.get_by_role("search", name="Children").get_by_role("button").click()
        page.wait_for_load_state()
        results = page.locator("ol.child-found a")
        if results.count():
            results.first.click()
            page.wait_for_load_state()
            return
    pytest.fail("The county has nobody of a common name.")


def test_a_screener_finds_a_child_and_reads_every_page_of_the_record(found, axe):
    page = found()
    assert "?" not in page.url, "no name stands in an address"
    axe(page)
    open_some_child(page)
    name = page.get_by_role("heading", level=1).inner_text()
    for tab in ("Overview", "People", "Details", "Risk and referrals", "Who can see this"):
        page.get_by_role("navigation", name="This record").get_by_role("link", name=tab).click()
        page.wait_for_load_state()
        assert page.get_by_role("heading", level=1).inner_text() == name
        assert not any(part in page.title() for part in name.split())
        axe(page)


def test_the_record_is_read_and_changed_on_a_phone_without_javascript(found):
    page = found(width=320, javascript=False)
    open_some_child(page)
    page.get_by_role("link", name="Write or change these three").click()
    page.get_by_label("What are we worried about?").fill("Older friends outside school")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Older friends outside school").wait_for()


def test_two_people_who_write_at_once_are_shown_both_versions(found, axe):
    one, two = found(), found("mash-manager")
    open_some_child(one)
    two.goto(one.url)
    for page in (one, two):
        page.get_by_role("link", name="Write or change these three").click()
    one.get_by_label("What is working well?").fill("Her grandmother rings every evening")
    one.get_by_role("button", name="Save").click()
    one.get_by_text("Her grandmother rings every evening").wait_for()
    two.get_by_label("What is working well?").fill("Football twice a week")
    two.get_by_role("button", name="Save").click()
    two.get_by_role("heading", name="Somebody else saved this while you were writing").wait_for()
    assert two.get_by_label("What is working well?").input_value() == "Football twice a week"
    assert two.get_by_role("cell", name="Her grandmother rings every evening").is_visible()
    axe(two)
    two.get_by_label("What is working well?").fill("Her grandmother rings every evening. Football twice a week")
    two.get_by_role("button", name="Save").click()
    two.get_by_text("Her grandmother rings every evening. Football twice a week").wait_for()


def test_a_wrong_number_is_explained_and_nothing_is_lost(found, axe):
    page = found()
    open_some_child(page)
    page.get_by_role("navigation", name="This record").get_by_role("link", name="Details").click()
    page.get_by_role("link", name="Add a number").click()
    axe(page)
    page.get_by_label("NHS number").check()
    page.get_by_label("Number", exact=True).fill("943 476 5918")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="This is not a valid NHS number").first.wait_for()
    assert page.get_by_label("Number", exact=True).input_value() == "943 476 5918"
    axe(page)


def test_a_teacher_gets_the_same_answer_for_a_known_child_as_for_none(found, page_for):
    page = found()
    open_some_child(page)
    teacher = page_for("referring-professional")
    hidden = teacher.goto(page.url)
    words = teacher.get_by_role("main").inner_text()
    absent = teacher.goto("/children/01900000-0000-7000-8000-000000000000/")
    assert hidden.status == absent.status == 404
    assert words.splitlines()[0] == teacher.get_by_role("main").inner_text().splitlines()[0]
