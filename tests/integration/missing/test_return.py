"""The missing part of the national return, written from what is recorded."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from holdfast.audit.models import Event
from holdfast.kernel.acting import tell_database
from holdfast.kernel.viewer import Viewer
from holdfast.records.models import CarePeriod, Identifier
from tests.factories.missing import child_of, episode_of

pytestmark = pytest.mark.usefixtures("db")


def read(path: Path) -> list[list[str]]:
    with path.open(newline="") as file:
        return list(csv.reader(file))


def test_the_files_hold_absences_in_care_and_what_is_to_be_mended_is_listed(partnership: Any, tmp_path: Path) -> None:
    by = Viewer.job("tests", partnership.pk)
    child = child_of(by)
    CarePeriod.objects.create(partnership=partnership, child=child, from_date=date(2025, 1, 1), until=date(2025, 8, 1))
    Identifier.objects.create(partnership=partnership, child=child, kind="sender", value="=C9")
    for ref, month, category in (("E1", 6, "M"), ("E2", 7, "H"), ("E3", 9, "A")):
        started, ended = datetime(2025, month, 10, 21, 30, tzinfo=UTC), datetime(2025, month, 10, 23, 30, tzinfo=UTC)
        episode_of(by, child.pk, started, ended, category=category, episode_ref=ref)
    late = datetime(2025, 6, 10, 22, 30, tzinfo=UTC)
    overlaps = episode_of(by, child.pk, late, late, episode_ref="E4")
    said = StringIO()
    call_command(
        "returns", "ssda903-missing", "--year", "2026", "--out", str(tmp_path), "--partnership", partnership.slug, stdout=said
    )
    tell_database(by)
    assert read(tmp_path / "missing.csv") == [
        ["CHILD", "DOB", "MISSING", "MIS_START", "MIS_END"],
        ["'=C9", "04/05/2011", "M", "10/06/2025", "11/06/2025"],
        ["'=C9", "04/05/2011", "M", "10/06/2025", "10/06/2025"],
    ]
    assert read(tmp_path / "header.csv")[1][:3] == ["'=C9", "", "04/05/2011"]
    assert "578: =C9 E3: The absence starts after the child's time in care ended" in said.getvalue()
    faults = {row[0]: row for row in read(tmp_path / "faults.csv")[1:]}
    assert str(child.pk) in faults["578"][4]
    assert f"/missing/{overlaps.pk}/" in faults["574"][4], "an absence's own times are put right on its page"
    assert faults["578"][1] == "'=C9", "no file of ours is reckoned by a spreadsheet"
    assert [one.name for one in tmp_path.iterdir() if one.stat().st_mode & 0o077] == [], "their owner's alone"
    assert Event.objects.get(verb="return.ssda903-missing").detail == {"year": 2026, "children": 1, "rows": 2, "faults": 3}
