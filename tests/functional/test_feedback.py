"""A referrer reads what MASH decided, and nobody else does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page


def test_a_referrer_reads_what_mash_decided_and_another_school_does_not(
    page_for: Callable[..., Page], county_server: Any, axe: Callable[[Page], None]
) -> None:
    # Given a head of year whose referral MASH has decided
    teacher = next(one for one in county_server.signins if one["email"].startswith("jo.castle@"))
    page = page_for(signin=teacher, width=360)
    page.goto("/referrals/")
    axe(page)
    decided = page.locator("tr", has_text="Decided").first
    reference = decided.get_by_role("link").inner_text()

    # When she opens it
    decided.get_by_role("link").click()
    page.wait_for_load_state()

    # Then she reads what was decided, in words, and sees nothing of what MASH knew or asked
    axe(page)
    said = page.get_by_role("main").inner_text()
    assert reference in said
    assert "MASH has looked at your referral and decided" in said
    for kept in ("Agency checks", "Whose record this is", "Screening instructions", "do not contact"):
        assert kept not in said
    address = page.url

    # And somebody from another school is told that there is nothing here
    other = next(one for one in county_server.signins if one["email"].startswith("gareth.noakes@"))
    stranger = page_for(signin=other)
    answer = stranger.goto(address)
    assert answer is not None
    assert answer.status == 404
    assert reference not in stranger.content()
