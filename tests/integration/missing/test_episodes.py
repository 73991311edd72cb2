"""An episode is opened, put right, joined, set aside, and ends; each change is kept, and those who look for the child read it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from holdfast.access.visibility import visible
from holdfast.kernel.acting import tell_database
from holdfast.kernel.errors import Faulty, NotHere, Refused
from holdfast.kernel.time import frozen
from holdfast.kernel.viewer import Viewer
from holdfast.missing import actions
from holdfast.missing.models import Episode, EpisodeChange
from holdfast.missing.types import ChangeKind, When
from holdfast.records.actions import restrict
from tests.factories.missing import child_of, episode_of

NIGHT = dt.datetime(2026, 3, 3, 23, 30, tzinfo=dt.UTC)
NOW = NIGHT + dt.timedelta(hours=10)
HOUR = dt.timedelta(hours=1)

pytestmark = pytest.mark.usefixtures("the_morning_after")


@pytest.fixture
def the_morning_after() -> Any:
    with frozen(NOW):
        yield


def test_a_child_is_missing_until_somebody_says_otherwise(system: Viewer, robin: Any) -> None:
    episode = episode_of(system, robin.pk, NIGHT, words="about half eleven, after the film")
    assert episode.missing_now
    assert episode.started.uncertain
    assert not episode.police_know


def test_a_police_reference_says_that_the_police_know(system: Viewer, robin: Any) -> None:
    assert episode_of(system, robin.pk, NIGHT, police_ref="TP-1").police_know


def test_times_that_cannot_be_are_refused(system: Viewer, robin: Any) -> None:
    with pytest.raises(Faulty, match="in the future"):
        episode_of(system, robin.pk, NOW + HOUR)
    with pytest.raises(Faulty, match="before they went missing"):
        episode_of(system, robin.pk, NIGHT, NIGHT - HOUR)


def test_found_and_back_are_two_moments_and_the_first_ends_the_absence(system: Viewer, robin: Any) -> None:
    episode = episode_of(system, robin.pk, NIGHT)
    actions.find(by=system, episode_id=episode.pk, found=When(NIGHT + 2 * HOUR, "at the bus station"))
    ended = actions.bring_back(by=system, episode_id=episode.pk, back=When(NIGHT + 5 * HOUR))
    assert (ended.found_at, ended.back_at) == (NIGHT + 2 * HOUR, NIGHT + 5 * HOUR)
    assert ended.ended_at == NIGHT + 2 * HOUR
    with pytest.raises(Faulty, match="before the child went missing"):
        actions.find(by=system, episode_id=episode.pk, found=When(NIGHT - HOUR))


def test_a_child_whose_whereabouts_were_known_is_away_until_back(system: Viewer, robin: Any) -> None:
    episode = episode_of(system, robin.pk, NIGHT, category="A")
    assert actions.find(by=system, episode_id=episode.pk, found=When(NIGHT + HOUR)).missing_now
    assert actions.bring_back(by=system, episode_id=episode.pk, back=When(NIGHT + 2 * HOUR)).ended_at == NIGHT + 2 * HOUR


def test_a_child_who_is_still_missing_after_all_is_missing_again(system: Viewer, robin: Any) -> None:
    episode = episode_of(system, robin.pk, NIGHT)
    actions.find(by=system, episode_id=episode.pk, found=When(NIGHT + HOUR))
    assert actions.reopen(by=system, episode_id=episode.pk, reason="It was another boy.").missing_now
    with pytest.raises(Refused):
        actions.reopen(by=system, episode_id=episode.pk, reason="Again.")


def test_a_correction_keeps_what_was_said_before_and_why(system: Viewer, robin: Any) -> None:
    episode = episode_of(system, robin.pk, NIGHT)
    actions.correct_episode(
        by=system,
        episode_id=episode.pk,
        seen=episode.version,
        reason="The carer looked at the clock.",
        started=When(NIGHT - HOUR),
    )
    kept = EpisodeChange.objects.get(episode=episode)
    assert kept.kind == ChangeKind.CORRECTION
    assert kept.before["started_at"] == NIGHT.isoformat()
    assert kept.reason == "The carer looked at the clock."
    with pytest.raises(Faulty, match="Say why"):
        actions.correct_episode(by=system, episode_id=episode.pk, seen=None, reason=" ", category="H")


def test_two_reports_of_one_absence_are_joined_and_parted(system: Viewer, robin: Any) -> None:
    first, second = episode_of(system, robin.pk, NIGHT), episode_of(system, robin.pk, NIGHT + HOUR)
    assert not actions.join_episode(by=system, episode_id=second.pk, into_id=first.pk, reason="Same night.").missing_now
    with pytest.raises(Refused):
        actions.join_episode(by=system, episode_id=first.pk, into_id=second.pk, reason="Round again.")
    assert actions.part_episode(by=system, episode_id=second.pk, reason="He had been back.").missing_now


def test_episodes_of_two_children_are_never_one(system: Viewer, robin: Any) -> None:
    other = child_of(system, "Ash", "Dale")
    one, two = episode_of(system, robin.pk, NIGHT), episode_of(system, other.pk, NIGHT)
    with pytest.raises(NotHere):
        actions.join_episode(by=system, episode_id=one.pk, into_id=two.pk, reason="Together.")


def test_an_episode_set_aside_stays_with_its_reason_and_is_taken_up_again(system: Viewer, robin: Any) -> None:
    episode = episode_of(system, robin.pk, NIGHT)
    assert actions.void_episode(by=system, episode_id=episode.pk, reason="He was asleep upstairs.").void
    assert actions.take_up_episode(by=system, episode_id=episode.pk, reason="That was another night.").missing_now
    assert EpisodeChange.objects.filter(episode=episode).count() == 2


def test_only_a_manager_or_the_co_ordinator_sets_an_episode_aside(system: Viewer, person: Any, robin: Any) -> None:
    episode = episode_of(system, robin.pk, NIGHT)
    for role, may in [("duty-sergeant", False), ("mash-screener", False), ("missing-coordinator", True)]:
        by = person(role)
        tell_database(by)
        if may:
            assert actions.void_episode(by=by, episode_id=episode.pk, reason="Never left.").void
        else:
            with pytest.raises(Refused):
                actions.void_episode(by=by, episode_id=episode.pk, reason="Never left.")


@pytest.mark.parametrize(
    ("role", "reads"),
    [
        ("duty-sergeant", True),
        ("missing-coordinator", True),
        ("mash-screener", True),
        ("emergency-duty", True),
        ("social-worker", False),
        ("placement-carer", False),
        ("school-lead", False),
        ("intelligence-officer", False),
        ("administrator", False),
        ("auditor", False),
    ],
)
def test_those_who_look_for_children_read_an_episode_and_nobody_else_outside_the_circle(
    system: Viewer, person: Any, robin: Any, role: str, reads: bool
) -> None:
    episode = episode_of(system, robin.pk, NIGHT)
    by = person(role)
    tell_database(by)
    assert visible(by, Episode).filter(pk=episode.pk).exists() is reads
    assert Episode.objects.filter(pk=episode.pk).exists() is reads  # the database says the same without our own rule


def test_the_police_do_not_read_the_episode_of_a_child_restricted_to_others(system: Viewer, person: Any, robin: Any) -> None:
    episode = episode_of(system, robin.pk, NIGHT)
    restrict(by=system, child_id=robin.pk, reason="A worker's own child.")
    by = person("duty-sergeant")
    tell_database(by)
    assert not visible(by, Episode).filter(pk=episode.pk).exists()
    assert not Episode.objects.filter(pk=episode.pk).exists()


def test_a_carer_reports_a_child_whose_record_does_not_open_to_them(person: Any, robin: Any) -> None:
    by = person("placement-carer")
    tell_database(by)
    made = episode_of(by, robin.pk, NIGHT)
    with pytest.raises(NotHere):
        actions.find(by=by, episode_id=made.pk, found=When(NIGHT + HOUR))
    assert not Episode.objects.filter(pk=made.pk).exists()


def test_who_may_not_refer_may_not_report(person: Any, robin: Any) -> None:
    by = person("auditor")
    tell_database(by)
    with pytest.raises(Refused, match="Ring the police"):
        episode_of(by, robin.pk, NIGHT)
