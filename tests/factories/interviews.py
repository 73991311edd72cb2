"""Return home interviews for tests: a child who is back, an interviewer who is named, a whole conversation."""

from __future__ import annotations

import datetime as dt
from typing import Any

from holdfast.kernel.acting import tell_database
from holdfast.kernel.viewer import Viewer
from holdfast.missing import actions
from holdfast.missing.conversation_models import Conversation
from holdfast.missing.interview_models import Interview
from holdfast.missing.interview_types import Mode
from holdfast.missing.interviews import arranging, talking
from holdfast.missing.types import When
from tests.factories.missing import episode_of

HOUR = dt.timedelta(hours=1)
GONE = dt.datetime(2026, 3, 3, 20, 0, tzinfo=dt.UTC)
FOUND = GONE + 5 * HOUR  # 1 in the morning
NOW = GONE + 12 * HOUR
SAFE = {"you": "yes", "with": "nobody", "talk": "yes", "word": "said"}
SAID = {
    "explained": "Said who reads it.",
    "before": "“I had to get out.”",
    "where": "A flat on Mill Street",
    "analysis": "A pattern.",
}
SUMMARY = "I was with people I know."


def back(system: Viewer, child: Any, found: dt.datetime = FOUND, gone: dt.datetime = GONE) -> Interview:
    """A child who was missing and is found, as the co-ordinator says it."""
    tell_database(system)
    episode = episode_of(system, child.pk, gone)
    actions.find(by=system, episode_id=episode.pk, found=When(found))
    return Interview.objects.get(episode=episode)


def named(manager: Viewer, interviewer: Viewer, row: Interview) -> None:
    tell_database(manager)
    arranging.allocate(by=manager, interview_id=row.pk, user_id=interviewer.me)
    tell_database(interviewer)


def talked(interviewer: Viewer, rows: list[Interview], *, summary: str = SUMMARY, mode: str = Mode.IN_PERSON) -> Conversation:
    """A whole conversation, face to face."""
    made = talking.begin(by=interviewer, interview_ids=[row.pk for row in rows], mode=mode)
    return talking.save(by=interviewer, conversation_id=made.pk, seen=made.version, answers=SAID, summary=summary, complete=True)


def fresh(row: Interview) -> Interview:
    return Interview.objects.get(pk=row.pk)
