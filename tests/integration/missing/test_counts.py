"""Counts for a freedom-of-information answer or an inspection: without a name, without a small number, and kept."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import zipfile
from typing import Any

import pytest
from django.urls import reverse

from holdfast.audit.models import Event
from holdfast.insight.missing_counts import counts_of, hidden
from holdfast.insight.spreadsheet import CSV, XLSX, words, written
from holdfast.kernel.acting import tell_database
from holdfast.kernel.errors import Refused
from holdfast.kernel.time import now, today
from holdfast.kernel.viewer import Viewer
from holdfast.missing.models import CountsGiven
from tests.factories.missing import child_of, episode_of

YEAR = dt.timedelta(days=364)
HOURS = dt.timedelta(hours=3)


@pytest.fixture
def some(partnership: Any) -> Viewer:
    """Six children missing from care once each, one of them from home too."""
    system = Viewer.job("tests", partnership.pk)
    for number in range(6):
        child = child_of(system, f"Kit{number}", "Fell", dt.date(2011, 5, number + 1))
        at = now() - dt.timedelta(days=10 + number)
        episode_of(system, child.pk, at, at + HOURS)
    episode_of(system, child.pk, now() - dt.timedelta(days=3), now() - dt.timedelta(days=3) + HOURS, category="H")
    return system


CELLS = [
    ("none is shown", [0, 0, 0, 0], (0, 0, 0, 0)),
    ("all large", [30, 10, 10, 10], (30, 10, 10, 10)),
    ("one small takes the next with it", [17, 9, 3, 5], (17, 9, "fewer than 5", "hidden")),
    ("two small ones need no third", [12, 3, 2, 7], (12, "fewer than 5", "fewer than 5", 7)),
    ("a small whole hides itself and its parts", [3, 3, 0, 0], ("fewer than 5", "fewer than 5", 0, 0)),
]


@pytest.mark.parametrize(("what", "numbers", "shown"), CELLS, ids=[row[0] for row in CELLS])
def test_small_numbers_are_hidden_and_no_subtraction_gives_them_back(
    what: str, numbers: list[int], shown: tuple[int | str, ...]
) -> None:
    assert hidden(numbers, 5) == shown, what


def test_the_counts_are_those_of_the_days_and_hide_what_is_small(some: Viewer, person: Any) -> None:
    leader, manager = person("senior-leader"), person("mash-manager")
    tell_database(leader)
    figures = counts_of(leader, today() - YEAR, today(), whole=False)
    by_name = {line.words: line.shown for line in figures.lines}
    assert by_name["Children"] == (6, "hidden", 0, "fewer than 5")
    assert by_name["Episodes"] == (7, "hidden", 0, "fewer than 5")
    with pytest.raises(Refused, match="A manager takes"):
        counts_of(leader, today() - YEAR, today(), whole=True)
    tell_database(manager)
    whole = counts_of(manager, today() - YEAR, today(), whole=True)
    assert whole.lines[1].shown == (7, 6, 0, 1)


def _sent(form: str, numbers: str = "publication", purpose: str = "FOI 2026/118") -> dict[str, str]:
    asked = {"first": today() - YEAR, "last": today()}
    parts = ("day", "month", "year")
    days = {f"{name}_{part}": str(getattr(day, part)) for name, day in asked.items() for part in parts}
    return {**days, "purpose": purpose, "form": form, "numbers": numbers}


def test_who_may_take_the_counts_and_that_each_giving_is_kept(some: Viewer, person: Any, client_for: Any) -> None:
    path = reverse("missing-counts")
    assert client_for(person("social-worker")).get(path).status_code == 403
    lead = client_for(person("information-governance"))
    assert lead.get(path).status_code == 200
    for wrong, name in ((_sent(CSV, purpose=" "), "purpose"), (_sent(CSV, "whole"), "numbers")):
        refused = lead.post(path, wrong)
        summary = re.search(r'class="govuk-error-summary".*?</ul>', refused.content.decode(), re.S)
        assert (refused.status_code, summary is not None) == (422, True)
        assert set(re.findall(r'href="#id_([a-z]+)', summary[0] if summary else "")) == {name}
    assert not CountsGiven.objects.exists()
    shown = lead.post(path, {**_sent(CSV), "show": "yes"})
    assert (shown.status_code, "FOI 2026/118" in shown.content.decode()) == (200, True)
    assert not CountsGiven.objects.exists()
    taken = lead.post(path, _sent(CSV))
    assert taken["Content-Type"].startswith("text/csv")
    manager = client_for(person("mash-manager"))
    assert manager.post(path, _sent(XLSX, "whole", "Ofsted, Annex A")).status_code == 200
    kept = list(CountsGiven.objects.order_by("at").values_list("form", "whole", "purpose"))
    assert kept == [(CSV, False, "FOI 2026/118"), (XLSX, True, "Ofsted, Annex A")]
    assert Event.objects.filter(verb="missing.counts-given", kind="release").count() == 2


def test_a_file_holds_no_name_and_no_cell_that_a_spreadsheet_reckons(some: Viewer, person: Any, client_for: Any) -> None:
    manager = client_for(person("mash-manager"))
    taken = manager.post(reverse("missing-counts"), _sent(CSV, "whole")).content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(taken)))
    assert rows[2] == ["Episodes", "7", "6", "0", "1"]
    assert not re.search("Kit|Fell", taken)
    for begins in ("=1+1", "+1", "-1", "@A1", "\tx"):
        assert words(begins) == f"'{begins}"
        sheet = zipfile.ZipFile(io.BytesIO(written([[begins, 3]], XLSX))).read("xl/worksheets/sheet1.xml").decode()
        assert ("<f>" in sheet, f"'{begins}" in sheet, "<v>3</v>" in sheet) == (False, True, True)
        assert written([[begins]], CSV).decode("utf-8-sig").lstrip('"').startswith("'")
