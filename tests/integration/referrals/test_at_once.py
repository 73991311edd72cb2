"""The same referral arriving several times in the same moment."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from pathlib import Path

from holdfast.kernel.acting import acting_as
from holdfast.kernel.viewer import Viewer
from holdfast.rules.referral import example

ROOT = Path(__file__).resolve().parents[3]


def test_the_same_file_brought_in_twice_at_once_is_one_referral(committed_database: str) -> None:
    from tests.conftest import make_partnership

    with acting_as(Viewer.job("tests", None)):
        partnership = make_partnership("twice")
    results: list[str] = []

    def bring_in() -> None:
        from tests.databases import environment

        done = subprocess.run(
            [sys.executable, "-m", "django", "referral", "import", "-", "--json"],
            cwd=ROOT, env=environment(committed_database), input=json.dumps(example()), capture_output=True, text=True,
            check=False,
        )  # fmt: skip
        results.append(done.stdout or done.stderr)

    threads = [threading.Thread(target=bring_in) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    said = [json.loads(result) for result in results]
    assert sorted(one["state"] for one in said) == ["created", "unchanged", "unchanged"]
    assert len({one["reference"] for one in said}) == 1
    assert partnership.pk
