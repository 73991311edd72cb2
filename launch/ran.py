"""A pytest plugin that counts which kinds of tests ran, so that a run which left some out cannot look whole."""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path

import pytest

KINDS = ("browser", "database")
_ran: Counter[str] = Counter()


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Count each test by its marks, in the process that gathers the reports."""
    if report.when == "call" or report.skipped:
        _ran.update(f"{report.outcome} {kind}" for kind in KINDS if kind in report.keywords)
        _ran[report.outcome] += 1


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Write the counts where bin/test reads them."""
    if not hasattr(session.config, "workerinput"):
        Path(os.environ["HOLDFAST_TESTS_RAN"]).write_text(json.dumps(_ran))
