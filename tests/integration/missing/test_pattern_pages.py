"""A child's pattern is explained to whoever may read it: which episodes, which days, why others do not count, what is done."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from holdfast.kernel.acting import tell_database
from holdfast.kernel.time import LONDON, now
from holdfast.kernel.viewer import Viewer
from holdfast.missing import actions, queries
from holdfast.missing import pattern_queries as patterns
from holdfast.missing.models import EpisodeReport, Intervention
from holdfast.missing.types import When
from tests.factories.missing import child_of, episode_of

HOURS = dt.timedelta(hours=3)


def ago(days: int) -> dt.datetime:
    return now() - dt.timedelta(days=days, hours=6)


@pytest.fixture
def sergeant(person: Any, client_for: Callable[..., Any]) -> Any:
    return client_for(person("duty-sergeant"))


def absent(system: Viewer, child: Any, *days: int, **values: Any) -> list[Any]:
    return [episode_of(system, child.pk, ago(one), ago(one) + HOURS, **values) for one in days]


def words_of(page: Any) -> str:
    assert page.status_code == 200, page.status_code
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))


def test_the_page_says_it_in_one_sentence_and_why_each_report_counts_or_does_not(
    system: Viewer, robin: Any, sergeant: Any
) -> None:
    absent(system, robin, 60, 40, 20, 5, 100)
    absent(system, robin, 10, category="A")
    page = sergeant.get(reverse("pattern", args=[robin.pk]))
    words = words_of(page)
    assert re.search(r"4 missing episodes started in the 90 days from .* more than 3 calls for .*, so it is called for\.", words)
    assert words.count("Counted: it started on") == 4
    assert "the rule does not count “away from placement without authorisation”" in words
    assert "before the window" in words
    assert "A missing intervention meeting is called for" in words
    assert 'role="img"' in page.content.decode()
    title = re.search(r"<title>(.*?)</title>", page.content.decode(), re.S)
    assert title is not None
    assert not any(word in title[1].lower() for word in ("missing", "robin", "fell"))


def test_the_meeting_is_named_declined_and_asked_for_through_its_forms(
    system: Viewer, robin: Any, person: Any, client_for: Any, sergeant: Any
) -> None:
    absent(system, robin, 60, 40, 20, 5)
    one = Intervention.objects.get()
    book = reverse("intervention-do", args=[one.pk, "book"])
    soon = now() + dt.timedelta(days=1)
    refused = sergeant.post(book, _moment(sergeant, book, soon) | {"takes_pattern": "no", "reference": "Core group"})
    assert (refused.status_code, "takes the pattern" in refused.content.decode()) == (422, True)
    taken = sergeant.post(book, _moment(sergeant, book, soon) | {"takes_pattern": "yes", "reference": "Core group"})
    assert taken.status_code == 302
    assert "Core group" in words_of(sergeant.get(reverse("pattern", args=[robin.pk])))
    decline = reverse("intervention-do", args=[one.pk, "decline"])
    assert sergeant.get(decline).status_code == 403
    manager = client_for(person("mash-manager"))
    assert manager.post(decline, {"reason": " "}).status_code == 422
    assert manager.post(decline, {"reason": "The core group covers it."}).status_code == 302
    assert "The core group covers it." in words_of(manager.get(reverse("pattern", args=[robin.pk])))
    assert manager.get(reverse("intervention-do", args=[one.pk, "anything"])).status_code == 404


def _moment(client: Any, path: str, at: dt.datetime) -> dict[str, str]:
    """The names under which the page asks for a day and a time."""
    names = re.findall(r'name="(at[^"]*)"', client.get(path).content.decode())
    local = at.astimezone(LONDON)
    parts = {"day": local.day, "month": local.month, "year": local.year, "time": f"{local:%H:%M}"}
    return {name: str(parts[next(key for key in parts if name.endswith(key))]) for name in names}


def test_who_reported_asks_for_more_and_is_told_nothing_of_the_child(
    system: Viewer, robin: Any, person: Any, client_for: Any
) -> None:
    carer = person("placement-carer")
    tell_database(carer)
    said = actions.Said(
        police_called="yes",
        category="H",
        last_seen=When(now() - HOURS, "after tea"),
        reporter_kind="carer",
        given_name="Robin",
        family_name="Fell",
    )
    made = actions.report(by=carer, said=said)
    tell_database(system)
    client = client_for(carer)
    ask = reverse("episode-ask", args=[made.episode_id])
    assert client.post(ask, {"what": "meeting", "why": "He came back with new shoes."}).status_code == 302
    assert Intervention.objects.get(child_id=made.child_id).called_on is None
    assert client.get(reverse("pattern", args=[made.child_id])).status_code == 404
    other = episode_of(system, robin.pk, ago(2), ago(2) + HOURS)
    assert client.get(reverse("episode-ask", args=[other.pk])).status_code == 404
    assert EpisodeReport.objects.filter(episode=other).count() == 0


def test_an_end_that_is_reckoned_for_counting_takes_nobody_off_the_board(
    system: Viewer, robin: Any, person: Any, sergeant: Any
) -> None:
    still = episode_of(system, robin.pk, ago(20))
    absent(system, robin, 10)
    words = words_of(sergeant.get(reverse("pattern", args=[robin.pk])))
    assert "2 missing episodes started" in words
    assert "No end recorded Mend it" in words
    police = person("duty-sergeant")
    tell_database(police)
    assert [row.episode.pk for row in queries.missing_now(police)] == [still.pk]
    still.refresh_from_db()
    assert (still.ended_at, still.found_at, still.back_at) == (None, None, None)


def test_children_who_were_missing_together_are_shown_only_to_those_who_may_see_both(
    system: Viewer, robin: Any, person: Any
) -> None:
    ash = child_of(system, "Ash", "Dale", dt.date(2010, 3, 2))
    one, two = absent(system, robin, 5)[0], absent(system, ash, 5)[0]
    for episode in (one, two):
        actions.record_return(by=system, episode_id=episode.pk, seen=None, answers={}, found_where="The bus station.")
    screener, police = person("mash-screener"), person("duty-sergeant")
    tell_database(screener)
    found = patterns.pattern_page(screener, robin.pk).together
    assert [(row.name, row.why) for row in found] == [("Ash Dale", "Found in the same place.")]
    tell_database(police)
    assert patterns.pattern_page(police, robin.pk).together == []


def test_the_list_has_who_is_over_first_and_costs_the_same_however_many_there_are(
    system: Viewer, robin: Any, person: Any, client_for: Any
) -> None:
    absent(system, robin, 60, 40, 20, 5)
    near = child_of(system, "Ash", "Dale", dt.date(2010, 3, 2))
    absent(system, near, 30, 20, 10)
    client = client_for(person("mash-manager"))
    words = words_of(client.get(reverse("patterns")))
    assert words.index("Robin Fell") < words.index("Ash Dale")
    assert "Ash Dale" not in words_of(client.get(reverse("patterns") + "?show=triggered"))
    assert "Robin Fell" not in words_of(client.get(reverse("patterns") + "?show=approaching"))
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(reverse("patterns"))
    for number in range(4):
        absent(system, child_of(system, f"Child{number}", "Beck", dt.date(2011, 3, 2)), 30, 20, 10, 3)
    with CaptureQueriesContext(connection) as many:
        client.get(reverse("patterns"))
    assert len(many) <= len(few), [query["sql"][:120] for query in many]
    header = words_of(client.get(reverse("child", args=[robin.pk])))
    assert "Missing in 90 days 4 times" in header
