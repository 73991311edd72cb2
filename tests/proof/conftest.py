"""The whole system, started once for the proofs that kill it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.functional.conftest import _free_port, county_server

from .storm import WholeSystem

__all__ = ["county_server"]


@pytest.fixture(scope="module")
def whole_system() -> Iterator[WholeSystem]:
    """A demonstration in a home of its own; gone with the test."""
    with tempfile.TemporaryDirectory(prefix="holdfast-storm-", ignore_cleanup_errors=True) as folder:
        here = WholeSystem(Path(folder), _free_port())
        try:
            here.start()
            yield here
        finally:
            here.stop()
