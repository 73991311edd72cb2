"""Showing my screen, as somebody beside the reader sees it: not a name, an address or another row until a part is pressed."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import expect

# Every word that can be seen: neither hidden, nor without colour, nor moved out of sight.
SEEN = """() => {
  const words = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const box = walk.currentNode.parentElement;
    const style = getComputedStyle(box);
    const clear = /rgba\\(\\d+, \\d+, \\d+, 0\\)/.test(style.color);
    if (box.checkVisibility({visibilityProperty: true, opacityProperty: true}) && !clear
        && !box.closest('.govuk-visually-hidden, script, style, .hf-account')) words.push(walk.currentNode.data);
  }
  for (const box of document.querySelectorAll('input:not([type=hidden]), textarea, select')) {
    if (!/rgba\\(\\d+, \\d+, \\d+, 0\\)/.test(getComputedStyle(box).color)) words.push(box.value);
  }
  return words.join(' ').replace(/\\s+/g, ' ');
}"""


def names_on(page: Any) -> set[str]:
    """Every given and family name in the links and headings of a list or a record."""
    found = page.locator("main h1, main td a, main th a, main li a").all_inner_texts()
    return {name for text in found for name in re.findall(r"\b[A-Z][a-z]{3,}\b", text)}


def test_one_key_covers_every_page_and_a_part_is_shown_when_it_is_pressed(page_for: Any, axe: Any) -> None:
    page = page_for("mash-manager")
    page.goto("/mash/")
    names = names_on(page)
    assert len(names) > 10
    before = page.evaluate(SEEN)
    assert sum(name in before for name in names) > 10
    page.keyboard.press("x")
    page.get_by_role("region", name="Showing my screen").wait_for()
    kept = {"MASH", "Referral", "Holdfast"}
    seen = page.evaluate(SEEN)
    assert [name for name in names - kept if re.search(rf"\b{name}\b", seen)] == []
    axe(page)
    page.locator("main tbody tr, main li").first.click(position={"x": 8, "y": 8})
    expect(page.locator("[data-shown]")).to_have_count(1)
    page.goto("/")
    expect(page.get_by_role("region", name="Showing my screen"), "it stays over pages").to_be_visible()
    page.get_by_role("button", name="Stop covering").click()
    expect(page.get_by_role("region", name="Showing my screen")).to_be_hidden()


def test_a_page_asked_for_in_the_same_instant_is_covered_before_it_is_drawn(page_for: Any) -> None:
    page = page_for("mash-manager")
    covered = page.get_by_role("region", name="Showing my screen")
    page.evaluate("""() => {
      const press = () => document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'x', bubbles: true}));
      for (const again of [1, 2, 3]) press();
      location.assign('/mash/');
    }""")
    page.wait_for_url("**/mash/")
    assert "hf-showing" in page.locator("body").get_attribute("class"), "the server heard it with the question"
    # One that was on its way before the key was pressed: the server's answer knows nothing of it.
    page.route("**/children/", lambda route: _uncovered(route))
    page.add_init_script("addEventListener('DOMContentLoaded', () => document.body.dataset.first = document.body.className)")
    page.goto("/children/")
    expect(covered).to_be_visible()
    assert "hf-showing" in page.locator("body").get_attribute("data-first")


def _uncovered(route: Any) -> None:
    """The page as the server gave it before it knew."""
    answer = route.fetch()
    route.fulfill(response=answer, body=answer.text().replace(" hf-showing", ""))


def test_a_childs_record_says_nothing_about_them_while_covered(page_for: Any, axe: Any) -> None:
    page = page_for("mash-manager", width=320)
    page.get_by_role("button", name="Showing my screen").click()
    page.goto("/children/?q=Kathrine+Marlow")
    page.locator("ol.child-found a").first.click()
    page.locator("ol.child-found a").first.click()
    page.get_by_role("navigation", name="This record").wait_for()
    for tab in ("Overview", "People", "Details", "Risk and referrals", "Who can see this"):
        page.get_by_role("navigation", name="This record").get_by_role("link", name=tab).click()
        page.wait_for_load_state()
        name = page.locator("h1").inner_text().split()
        seen = page.evaluate(SEEN)
        assert not any(word in seen for word in name), tab
        assert not re.search(r"\b[A-Z]{1,2}\d{1,2} \d[A-Z]{2}\b", seen), "no postcode"
        axe(page)


def test_it_covers_while_somebody_types_and_nothing_typed_is_lost(page_for: Any) -> None:
    page = page_for("mash-manager")
    page.goto("/children/")
    box = page.get_by_role("search", name="Children").get_by_role("searchbox")
    box.fill("Marlowe")
    box.press("F8")
    page.get_by_role("region", name="Showing my screen").wait_for()
    page.get_by_role("button", name="Stop covering").focus()
    assert "Marlowe" not in page.evaluate(SEEN)
    assert box.input_value() == "Marlowe"
