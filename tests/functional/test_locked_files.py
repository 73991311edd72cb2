"""A police officer and a locked file, on a phone and without scripts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page


@pytest.mark.parametrize(("width", "javascript"), [(320, True), (1280, False)])
def test_an_officer_finds_the_locked_file_and_the_sealed_original_and_opens_neither_by_chance(
    width: int, javascript: bool, page_for: Callable[..., Page], axe: Callable[[Page], None], tmp_path: Path
) -> None:
    look = axe if javascript else lambda page: None  # axe is itself a script
    # Given a detective whose work lists that a file was locked unseen
    page = page_for("police-officer", width=width, javascript=javascript)
    page.goto("/files/")
    look(page)
    page.screenshot(path=tmp_path / "files.png", full_page=True)

    # When they open it
    page.get_by_role("main").get_by_role("link", name="Locked").first.click()
    page.wait_for_load_state()

    # Then they read what is known of it without opening it, and that they decide
    look(page)
    page.screenshot(path=tmp_path / "locked.png", full_page=True)
    said = page.get_by_role("main").inner_text()
    assert "Nobody can open, export or destroy this file" in said
    assert "Fingerprint (SHA-256)" in said
    assert page.get_by_role("button", name="Record it").is_visible()
    page.get_by_role("button", name="Record it").click()
    page.wait_for_load_state()
    look(page)
    assert "things to put right" in page.get_by_role("main").inner_text()

    # And an original leaves only with a reason, which is kept
    page.goto("/files/")
    page.get_by_role("main").get_by_role("link", name="Came").first.click()
    page.wait_for_load_state()
    look(page)
    page.screenshot(path=tmp_path / "original.png", full_page=True)
    page.get_by_label("What do you need the original for?").fill("For the investigation.")
    with page.expect_download() as taking:
        page.get_by_role("button", name="Take the original").click()
    assert Path(taking.value.path()).read_bytes().startswith(b"%PDF")
    page.goto(page.url)
    assert "For the investigation." in page.get_by_role("main").inner_text()
