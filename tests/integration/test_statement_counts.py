"""A page costs the same number of statements however many rows there are."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.crypto import get_random_string

from holdfast.access.models import BreakGlass, Membership, Session
from holdfast.journeys.break_glass import break_glass
from holdfast.keeping import actions as keeping
from holdfast.keeping.actions.merging import merge
from holdfast.keeping.actions.requests import log_request
from holdfast.missing.actions import open_episode
from holdfast.missing.interview_models import Interview
from holdfast.missing.interviews.leading import write_lead
from holdfast.missing.types import When
from holdfast.records.actions import create_child
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
    "information governance": ("Farah Siddiqui", lambda _: reverse("governance")),
    "records whose time is over": ("Farah Siddiqui", lambda _: reverse("disposal")),
    "legal holds": ("Farah Siddiqui", lambda _: reverse("holds")),
    "breaches": ("Farah Siddiqui", lambda _: reverse("breaches")),
    "sharing agreements": ("Farah Siddiqui", lambda _: reverse("agreements")),
    "requests to see a record": ("Farah Siddiqui", lambda _: reverse("requests")),
    "records that are one": ("Farah Siddiqui", lambda _: reverse("merges")),
    "the review of access": ("Farah Siddiqui", lambda _: reverse("access-review")),
    "where one is signed in": ("Priya Nair", lambda _: reverse("my-sessions")),
    "closed records that were opened": ("Helen Marsh", lambda _: reverse("openings")),
    "return interviews": ("Siobhan Walsh", lambda _: reverse("interviews")),
    "a child's return interviews": ("Siobhan Walsh", lambda county: reverse("child-interviews", args=[county.child(CHILD).pk])),
    "work as somebody else sees it": ("Helen Marsh", lambda county: reverse("lists-as", args=[county.viewer("Priya Nair").me])),
    "the queue as somebody else sees it": (
        "Helen Marsh",
        lambda county: reverse("lists-as-queue", args=[county.viewer("Priya Nair").me]),
    ),
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
        _more_to_keep(county)
        _more_access(county)
        _more_returns(county)


def _more_returns(county: SmallCounty) -> None:
    """One more absence of the child that is over, an interview due about it, and a lead from it."""
    child_id, at = county.child(CHILD).pk, county.teller.until
    with county.teller.acting("Dev Chauhan", at) as by:
        over = When(at - timedelta(hours=2))
        begun = When(at - timedelta(hours=9))
        made = open_episode(by=by, child_id=child_id, category="H", started=begun, ended=over)
    with county.teller.acting("Siobhan Walsh", at) as by:
        write_lead(by=by, interview_id=Interview.objects.get(episode=made).pk, kind="plan", words="A lift home.")


def _more_to_keep(county: SmallCounty) -> None:
    """One more record whose time is over, of a review, a hold, a breach, an agreement, a request and a merge."""
    teller, at = county.teller, county.teller.until
    with teller.acting("Tom Beddoes", at) as by:
        old = [create_child(by=by, given="Old", family="Record", born=date(1970, 1, day)) for day in (1, 2, 3)]
    with teller.acting("Farah Siddiqui", at) as by:
        keeping.propose(by=by, key=old[0].pk, why="Nobody asked for it.")
        keeping.place(by=by, key=old[1].pk, why="An inquiry.", asked_by="The inquiry")
        keeping.log_breach(by=by, aware_at=at, happened="A letter was lost.", kinds="A name.", in_danger="Nobody.")
        keeping.make_agreement(
            by=by, agency_id=by.agency_id, title="One more", controller="joint", purpose="To protect.", basis="Public task.",
            contact="", signed_on=teller.today, review_on=teller.today + timedelta(days=365),
        )  # fmt: skip
        log_request(by=by, child_id=old[1].pk, made_by="child", name="Themselves", reach="By letter", received_at=at)
        merge(by=by, kind="child", survivor_id=old[1].pk, merged_id=old[2].pk, why="The same day and school.")


def _more_access(county: SmallCounty) -> None:
    """One more closed record that was opened, post that is due to be looked at, and browser that is signed in."""
    teller, at = county.teller, county.teller.until
    keys = [key for key in teller.children if key != CHILD]
    with teller.acting("Sam Tranter", at) as by:
        opened = BreakGlass.objects.filter(partnership_id=by.here).count()
        break_glass(by=by, child_id=teller.children[keys[opened]].pk, reason="Found at the station tonight, alone.")
    priya = county.viewer("Priya Nair")
    with teller.acting("Carol Jessop", at) as by:
        post = Membership.objects.create(
            partnership_id=by.here, user_id=priya.me, agency_id=by.agency_id, role="auditor", from_date=teller.today
        )
        Membership.objects.filter(pk=post.pk).update(created_at=at - timedelta(days=800))
    Session.objects.create(
        session_key=get_random_string(32), session_data="", expire_date=at + timedelta(days=1), user_id=priya.me, signed_in_at=at
    )


def _counts(county: SmallCounty, clients: dict[str, Any]) -> dict[str, int]:
    return {page: _statements(clients[name], path(county)) for page, (name, path) in PAGES.items()}


def _statements(client: Any, path: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(path)
    assert answer.status_code == 200, f"{path} was answered with {answer.status_code}"
    return len(captured)
