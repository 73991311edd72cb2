"""The page of what the proofs tried: every proof has its sentence, and every sentence its proof."""

from __future__ import annotations

import json
import re
from pathlib import Path

from launch.assurance import SENTENCES, page

TESTS = Path(__file__).resolve().parents[1]
NOTED = re.compile(r"\bnote\(\s*\"(\w+)\"")


def test_every_proof_has_its_sentence_and_every_sentence_its_proof() -> None:
    noted = {name for path in TESTS.rglob("test_*.py") for name in NOTED.findall(path.read_text())}
    assert noted == set(SENTENCES)


def test_the_figures_of_all_workers_stand_in_one_sentence_each(tmp_path: Path) -> None:
    notes = tmp_path / "notes.jsonl"
    said = [{"proof": "million", "events": 400_000, "seconds": 12.5}, {"proof": "million", "events": 600_000, "seconds": 14.5}]
    notes.write_text("".join(json.dumps(one) + "\n" for one in said))
    printed = page(notes, passed=7, seconds=600)
    assert "1000000 audit events proved in 27 seconds." in printed
    assert "7 tests passed in 10 minutes." in printed
    assert printed.count("## ") == 1  # a proof that did not run has no part on the page
    assert "0 addresses" not in printed


def test_a_figure_that_a_run_did_not_reach_is_nought(tmp_path: Path) -> None:
    notes = tmp_path / "notes.jsonl"
    notes.write_text(json.dumps({"proof": "storm", "sent": 3}) + "\n")
    assert "3 referrals sent while the web was killed 0 times" in page(notes, passed=1, seconds=1)
