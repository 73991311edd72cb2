"""A page costs the same number of statements however many rows there are."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.county import SmallCounty

CHILD = "katharine-marlowe"
PAGES: dict[str, tuple[str, Callable[[SmallCounty], str]]] = {
    "MASH queue": ("Priya Nair", lambda _: reverse("mash-queue")),
    "my work": ("Priya Nair", lambda _: "/"),
    "my work of a manager": ("Helen Marsh", lambda _: "/"),
    "a child's page": ("Priya Nair", lambda county: reverse("child", args=[county.child(CHILD).pk])),
    "search": ("Priya Nair", lambda _: reverse("children-search") + "?q=Kathrine+Marlow"),
    "my referrals": ("Jo Castle", lambda _: reverse("my-referrals")),
    "people": ("Carol Jessop", lambda _: reverse("people")),
    "an agency's checks": ("Rhiannon Cole", lambda _: reverse("check-worklist")),
    "levels to look at": ("Siobhan Walsh", lambda _: reverse("floor-reviews")),
    "messages one has sent": ("Jo Castle", lambda _: reverse("sent-messages")),
    "the release register": ("Farah Siddiqui", lambda _: reverse("releases")),
    "the advice line": ("Priya Nair", lambda _: reverse("consultations")),
}


@pytest.fixture
def county(partnership: Any) -> SmallCounty:
    return SmallCounty(partnership)


@pytest.mark.usefixtures("db")
def test_pages_cost_the_same_statements_however_many_rows_there_are(
    county: SmallCounty, client_for: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    # That somebody was here is noted once a minute, which has nothing to do with rows.
    monkeypatch.setattr("holdfast.access.sessions._NOTED_EVERY", timedelta(days=1))
    clients = {name: client_for(county.viewer(name)) for name in {name for name, _ in PAGES.values()}}
    _more(county, 1)
    _counts(county, clients)  # what is read once in a process's life is read now
    few = _counts(county, clients)
    _more(county, 3)
    many = _counts(county, clients)
    assert many == few


def _more(county: SmallCounty, times: int) -> None:
    """More of everything that the pages list."""
    for _ in range(times):
        county.referral("new")
        county.referral("checks-asked")
        county.referral("proposed")
        county.referral("assessment", "older-boyfriend", family="marlowe", hours=60)


def _counts(county: SmallCounty, clients: dict[str, Any]) -> dict[str, int]:
    return {page: _statements(clients[name], path(county)) for page, (name, path) in PAGES.items()}


def _statements(client: Any, path: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(path)
    assert answer.status_code == 200, f"{path} was answered with {answer.status_code}"
    return len(captured)
