"""Whatever is entered, corrected, set aside or merged, in whatever order, by however many: the count is a plain re-count."""

from __future__ import annotations

import datetime as dt
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from holdfast.keeping.actions.merging import merge, undo_merge
from holdfast.keeping.models import Merge
from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import Faulty, HoldfastError
from holdfast.kernel.time import frozen, now, today
from holdfast.kernel.viewer import Viewer
from holdfast.missing import actions
from holdfast.missing.intake.lines import COLUMNS
from holdfast.missing.models import Crossing, Episode, Intervention, InterventionEpisode
from holdfast.missing.pattern import histories
from holdfast.missing.types import When
from holdfast.rules.missing import Counts, Report
from holdfast.rules.missing_intervention import called
from holdfast.work.models import Duty
from tests import databases
from tests.conftest import make_agency, make_partnership, make_person
from tests.factories.missing import child_of, episode_of
from tests.rules.test_missing import RULE, counted_plainly, within

FULL = os.environ.get("HOLDFAST_TEST_FULL") == "1"
NOW = dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)
DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)

days, which, kinds = st.integers(1, 130), st.integers(0, 30), st.sampled_from(["M", "M", "H", "A"])
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("open"), which, days, st.one_of(st.none(), st.integers(0, 60)), kinds),
        st.tuples(st.just("open"), which, days, st.integers(0, 60), kinds),
        st.tuples(st.just("move"), which, days),
        st.tuples(st.just("kind"), which, kinds),
        st.tuples(st.sampled_from(["void", "take up", "part", "end"]), which),
        st.tuples(st.just("join"), which, which),
        st.tuples(st.sampled_from(["merge", "undo", "hold", "decline"])),
    ),
    min_size=4,
    max_size=24,
)


class House:
    """Two records that may be of one child, and somebody who does to them what the steps say."""

    def __init__(self, partnership: Any, job: Viewer, screener: Viewer) -> None:
        self.partnership, self.job, self.screener = partnership, job, screener
        self.children = [child_of(job), child_of(job, "Robyn", "Fell")]

    def do(self, step: tuple[Any, ...]) -> None:
        name, *rest = step
        episodes = list(Episode.objects.order_by("pk"))
        if name == "open":
            number, day, hours, kind = rest
            started = NOW - day * DAY
            ended = min(started + hours * HOUR, NOW) if hours is not None else None
            episode_of(self.job, self.child(number).pk, started, ended, category=kind)
        elif name in ("merge", "undo", "hold", "decline"):
            getattr(self, name)()
        elif episodes:
            self.change(name, episodes[rest[0] % len(episodes)], rest[1:], episodes)

    def child(self, number: int) -> Any:
        """New episodes are entered on a record that stands."""
        merged = Merge.objects.filter(undone_at=None).values_list("merged_id", flat=True)
        standing = [one for one in self.children if one.pk not in set(merged)]
        return standing[number % len(standing)]

    def change(self, name: str, one: Episode, rest: list[Any], episodes: list[Episode]) -> None:
        said: dict[str, Any] = {"by": self.job, "episode_id": one.pk, "reason": "As the log says."}
        if name == "move":
            actions.correct_episode(**said, seen=None, started=When(NOW - rest[0] * DAY))
        elif name == "kind":
            actions.correct_episode(**said, seen=None, category=rest[0])
        elif name == "void":
            actions.void_episode(**said)
        elif name == "take up":
            actions.take_up_episode(**said)
        elif name == "part":
            actions.part_episode(**said)
        elif name == "join":
            actions.join_episode(**said, into_id=episodes[rest[0] % len(episodes)].pk)
        elif name == "end":
            actions.find(by=self.job, episode_id=one.pk, found=When(NOW))

    def merge(self) -> None:
        one, other = self.children
        with acting_as(self.screener):
            merge(by=self.screener, kind="child", survivor_id=one.pk, merged_id=other.pk, why="One photograph.")

    def undo(self) -> None:
        made = Merge.objects.filter(undone_at=None).first()
        if made is not None:
            with acting_as(self.screener):
                undo_merge(by=self.screener, made=made, why="Two children after all.")

    def hold(self) -> None:
        for one in Intervention.objects.filter(state="open", joined_to=None)[:1]:
            actions.hold_meeting(by=self.job, intervention_id=one.pk, at=now(), what_came="A plan for evenings.")

    def decline(self) -> None:
        for one in Intervention.objects.filter(state="open", joined_to=None)[:1]:
            actions.decline_meeting(by=self.job, intervention_id=one.pk, reason="The plan covers it.")

    def reports(self, child_id: Any) -> list[Report]:
        return list(histories(self.job, [child_id])[child_id].reports)

    def check(self) -> None:
        for child in self.children:
            reports = self.reports(child.pk)
            kept = Crossing.objects.filter(child_id=child.pk, undone_at=None).order_by("crossed_on")
            assert [(one.crossed_on, one.refs) for one in kept] == crossed_plainly(reports)
            rows = InterventionEpisode.objects.filter(child_id=child.pk).values_list("episode__episode_ref", flat=True)
            assert called(Counts(reports, histories(self.job, [child.pk])[child.pk].editions), set(rows), today()) is None
        standing = Intervention.objects.filter(state="open", joined_to=None).values_list("child_id", flat=True)
        assert all(number == 1 for number in Counter(standing).values())


def crossed_plainly(reports: list[Report]) -> list[tuple[dt.date, list[str]]]:
    found = counted_plainly(reports, RULE)
    if not found:
        return []
    first = found[0][0] - DAY
    seen = [(day, within(found, day)) for day in (first + n * DAY for n in range((NOW.date() - first).days + 2))]
    return [after for before, after in pairwise(seen) if len(after[1]) > RULE.threshold >= len(before[1])]


@settings(max_examples=150 if FULL else 6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_whatever_is_done_in_whatever_order_the_crossings_are_those_of_a_plain_count(
    partnership: Any, person: Any, steps: list[tuple[Any, ...]]
) -> None:
    job = Viewer.job("tests", partnership.pk)
    with frozen(NOW), acting_as(job), transaction.atomic():
        house = House(partnership, job, person("mash-screener"))
        ever = 0
        for step in steps:
            with suppress(HoldfastError, Faulty), transaction.atomic():
                house.do(step)
            rows = Crossing.objects.count()
            assert rows >= ever, "a crossing that was known is gone from history"
            ever = rows
        house.check()
        transaction.set_rollback(True)


def test_many_who_enter_at_once_call_for_one_meeting_that_answers_for_all(committed_database: str) -> None:
    with transaction.atomic():
        partnership = make_partnership()
        make_person(partnership, make_agency(partnership), ("missing-coordinator",))
        job = Viewer.job("tests", partnership.pk)
        child = child_of(job)
    together = Barrier(8)

    def one(number: int) -> None:
        together.wait(timeout=30)
        try:
            with frozen(NOW), acting_as(job):
                episode_of(job, child.pk, NOW - (number + 1) * DAY, NOW - (number + 1) * DAY + HOUR)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(one, range(8)))
    with acting_as(job):
        only = Intervention.objects.get()
        assert InterventionEpisode.objects.filter(intervention=only).count() == 8
        assert Counter(Duty.objects.filter(subject_id=only.pk).values_list("kind", flat=True)) == {
            "missing.convene": 1,
            "missing.pattern-known": 1,
        }
        assert Crossing.objects.filter(undone_at=None).count() == 1


# -- a file that is taken in is killed at any moment ------------------------------------------------------------------


CHILDREN, ROWS = 800, 6


def lines() -> list[str]:
    """Six absences in sixty days of each child, the children's rows mixed."""
    begun = dt.datetime.now(dt.UTC).replace(hour=9, minute=0, second=0, microsecond=0, tzinfo=None)
    made = []
    for row in range(ROWS):
        for child in range(CHILDREN):
            started = begun - (row * 10 + 2) * DAY
            values = {
                "episode_ref": f"E{child}-{row}",
                "child_ref": f"C{child}",
                "given_name": "Kit",
                "family_name": f"Storm{child:04d}",
                "date_of_birth": "2012-03-04",
                "category": "M",
                "started": f"{started:%Y-%m-%dT%H:%M}",
                "ended": f"{started + HOUR:%Y-%m-%dT%H:%M}",
                "reported": "",
                "police_ref": "",
                "risk_grade": "",
            }
            made.append(",".join(values[name] for name in COLUMNS))
    return made


def killed_within(command: list[str], database: str, batches: int, chance: random.Random) -> bool:
    """Begin to take the file in and kill it within the next batch after so many; whether it was still at it."""
    with subprocess.Popen(
        command,
        cwd=databases.ROOT,
        env=databases.environment(database),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as going:
        assert going.stderr is not None
        said = (line for line in going.stderr if line.strip().endswith("rows"))
        for _ in range(batches):
            next(said, None)
        while going.poll() is None and not writing():
            time.sleep(0.01)
        with suppress(subprocess.TimeoutExpired):
            going.wait(chance.uniform(0, 0.4))
        if going.poll() is not None:
            return False
        going.send_signal(signal.SIGKILL)
    return True


def writing() -> bool:
    """Whether somebody else is within a transaction in this database."""
    query = """SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND usename = current_user
               AND pid <> pg_backend_pid() AND xact_start IS NOT NULL"""
    with connection.cursor() as cursor:
        cursor.execute(query)
        return bool(cursor.fetchone()[0])


@pytest.mark.full
def test_killed_at_any_moment_and_begun_again_each_child_has_one_meeting_and_each_row_one_episode(
    committed_database: str, tmp_path: Path
) -> None:
    with transaction.atomic():
        partnership = make_partnership()
        job = Viewer.job("tests", partnership.pk)
    path = tmp_path / "episodes.csv"
    path.write_text("\n".join([",".join(COLUMNS), *lines(), ""]))
    command = [sys.executable, "-m", "django", "missing", "import", str(path), "--json", "--partnership", partnership.slug]
    chance, killed, left = random.Random(int(os.environ.get("HOLDFAST_STORM_SEED", "7"))), 0, set[int]()
    for batches in (0, 0, 1, 1, 2, 3):
        killed += killed_within(command, committed_database, batches, chance)
        with acting_as(job):
            left.add(Episode.objects.count())
    subprocess.run(command, cwd=databases.ROOT, env=databases.environment(committed_database), check=True, capture_output=True)
    with acting_as(job):
        assert killed >= 4, "it was seldom killed: the file was taken in too quickly for this proof"
        assert any(0 < rows < CHILDREN * ROWS for rows in left), "it was never killed with a part of the file taken in"
        assert Episode.objects.count() == CHILDREN * ROWS
        meetings = Counter(Intervention.objects.filter(state="open").values_list("child_id", flat=True))
        assert (len(meetings), set(meetings.values())) == (CHILDREN, {1})
        assert set(Counter(InterventionEpisode.objects.values_list("child_id", flat=True)).values()) == {ROWS}
        assert Duty.objects.filter(kind="missing.convene").count() == CHILDREN
        assert Crossing.objects.filter(undone_at=None).count() == CHILDREN
