"""The pages of missing children: drawn for whoever looks, and saying nothing on a lock screen."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from holdfast.kernel.time import LONDON, now, today
from holdfast.kernel.viewer import Viewer
from holdfast.missing import actions
from holdfast.missing.actions import Said
from holdfast.missing.models import AlertTo, Episode, EpisodeReport
from holdfast.missing.types import PoliceCalled, ReporterKind, When
from holdfast.referrals.models import RiskAssessment
from holdfast.rules.exploitation import Level
from tests.factories.missing import child_of, episode_of

HOUR = dt.timedelta(hours=1)
SAID = Said(
    police_called=PoliceCalled.YES,
    category="H",
    last_seen=When(now() - 3 * HOUR, "after tea"),
    reporter_kind=ReporterKind.SCHOOL,
    facts={"clothing": "Grey hooded top"},
)


@pytest.fixture
def episode(partnership: Any) -> Episode:
    system = Viewer.job("tests", partnership.pk)
    made = actions.report(by=system, said=SAID, child_id=child_of(system).pk)
    return Episode.objects.get(pk=made.episode_id)


@pytest.fixture
def sergeant(person: Any, client_for: Callable[..., Any], episode: Episode) -> Any:
    return client_for(person("duty-sergeant"))


def test_no_title_says_what_is_looked_for(sergeant: Any, episode: Episode) -> None:
    asked = AlertTo.objects.filter(alert__episode=episode)[0]
    paths = [reverse("missing"), reverse("missing-hand-over"), reverse("missing-report"), reverse("episode", args=[episode.pk])]
    paths += [reverse("episode-copy", args=[episode.pk]), reverse("missing-alert", args=[asked.pk])]
    paths += [reverse("episode-do", args=[episode.pk, what]) for what in ("log", "facts", "grade", "found", "reopen", "return")]
    for path in paths:
        page = sergeant.get(path)
        assert page.status_code == 200, path
        title = re.search(r"<title>(.*?)</title>", page.content.decode(), re.S)
        assert title is not None
        assert not any(word in title[1].lower() for word in ("missing", "robin", "fell")), title[1]


def test_police_have_not_confirmed_that_they_know_until_they_have(sergeant: Any, episode: Episode) -> None:
    words = "Police have not confirmed they know"
    page = reverse("episode", args=[episode.pk])
    assert words in sergeant.get(page).content.decode()
    assert words in sergeant.get(reverse("missing")).content.decode()
    graded = sergeant.post(reverse("episode-do", args=[episode.pk, "grade"]), {"level": "medium", "reason": "Out after dark."})
    assert graded.status_code == 302
    assert words not in sergeant.get(page).content.decode()


def test_a_report_without_the_police_question_is_not_taken_and_loses_nothing(sergeant: Any) -> None:
    page = sergeant.post(reverse("missing-report"), {"given_name": "Ash", "clothing": "A red coat"})
    assert page.status_code == 422
    words = page.content.decode()
    assert "Have the police been called?" in words
    assert "A red coat" in words


def test_what_is_kept_for_later_tells_nobody_and_comes_back_as_typed(sergeant: Any) -> None:
    before = EpisodeReport.objects.count()
    kept = sergeant.post(reverse("missing-report"), {"given_name": "Ash", "clothing": "A red coat", "later": "1"})
    assert kept.status_code == 302
    words = sergeant.get(kept["Location"]).content.decode()
    assert "A red coat" in words
    assert "There is a problem" not in words
    assert EpisodeReport.objects.count() == before


def test_the_board_is_silent_while_nothing_changes(sergeant: Any, episode: Episode) -> None:
    board = sergeant.get(reverse("missing")).content.decode()
    version = re.search(r'data-version="([0-9a-f]+)"', board)
    assert version is not None
    ask = reverse("missing-version")
    assert sergeant.get(ask, {"version": version[1]}).status_code == 204
    sergeant.post(reverse("episode-do", args=[episode.pk, "log"]), {"kind": "sighting", "words": "By the station."})
    assert sergeant.get(ask, {"version": version[1]}).status_code == 200


def test_pasted_text_is_taken_as_facts_and_the_rest_goes_into_the_log(sergeant: Any, episode: Episode) -> None:
    text = "Police reference: MP-77\nMoney, bank card, travel card: 20 pounds\nOIC: PC Wren"
    assert sergeant.post(reverse("episode-do", args=[episode.pk, "paste"]), {"text": text}).status_code == 302
    words = sergeant.get(reverse("episode", args=[episode.pk])).content.decode()
    for part in ("MP-77", "20 pounds", "OIC: PC Wren", "Grey hooded top"):
        assert part in words


def test_the_note_for_the_next_shift_holds_what_was_done_and_what_is_awaited(sergeant: Any, episode: Episode) -> None:
    sergeant.post(reverse("episode-do", args=[episode.pk, "log"]), {"kind": "handover", "words": "Try the aunt at seven."})
    words = sergeant.get(reverse("missing-hand-over")).content.decode()
    for part in (episode.reference, "Try the aunt at seven.", "awaited", "Police have not confirmed they know"):
        assert part in words


def test_the_board_goes_on_for_as_long_as_there_are_children(sergeant: Any, partnership: Any, episode: Episode) -> None:
    system = Viewer.job("tests", partnership.pk)
    before = [episode_of(system, episode.child_id, episode.started_at - number * HOUR).reference for number in range(1, 31)]
    first = sergeant.get(reverse("missing")).content.decode()
    assert episode.reference in first
    further = re.search(r'href="(\?after=[^"]+)"', first)
    assert further is not None
    second = sergeant.get(reverse("missing") + further[1]).content.decode()
    assert all((one in first) != (one in second) for one in before)


def test_a_low_grade_is_warned_of_where_exploitation_is_a_concern_or_the_child_is_young(
    partnership: Any, sergeant: Any, looking: Any
) -> None:
    system = Viewer.job("tests", partnership.pk)
    looking(system)
    young = today().replace(day=1) - dt.timedelta(days=11 * 366)
    child = child_of(system, "Wren", born=young)
    one = episode_of(system, child.pk, now() - HOUR)
    page = reverse("episode-do", args=[one.pk, "grade"])
    shown = sergeant.get(page).text
    assert "treated as at higher risk" in shown
    assert "concern about exploitation" not in shown
    looking(system)
    RiskAssessment.objects.create(
        partnership_id=partnership.pk, child_id=child.pk, answers={}, level=Level.SIGNIFICANT, assessed_at=now()
    )
    assert "concern about exploitation" in sergeant.get(page).text, "though the police do not read the assessment"
    sergeant.post(page, {"level": "low", "reason": "Seen by a friend."})
    assert "the grade is below medium" in sergeant.get(reverse("episode", args=[one.pk])).text


def test_recording_an_episode_costs_the_same_few_statements_however_many_are_told(
    partnership: Any, person: Any, client_for: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, looking: Any
) -> None:
    monkeypatch.setattr("holdfast.access.sessions._NOTED_EVERY", dt.timedelta(days=1))
    system = Viewer.job("tests", partnership.pk)
    for role in ("missing-coordinator", "emergency-duty", "mash-screener"):
        person(role)
    desk = client_for(person("mash-screener"))

    def cost() -> int:
        looking(system)
        child = child_of(system)
        seen = (now() - HOUR).astimezone(LONDON)
        form = {
            "police_called": "yes", "category": "H", "reporter_kind": "school", "last_seen_day": seen.day,
            "last_seen_month": seen.month, "last_seen_year": seen.year, "last_seen_time": f"{seen:%H:%M}",
        }  # fmt: skip
        with CaptureQueriesContext(connection) as told:
            answer = desk.post(f"{reverse('missing-report')}?child={child.pk}", form)
        assert answer.status_code == 302
        return len(told)

    cost()  # what is read once in a process's life is read now
    few = cost()
    looking(system)
    for _ in range(3):
        person("missing-coordinator")
    assert cost() == few <= 52, "a savepoint and its release stand for the transaction, and one telling for this test"
