"""What a copy says for one reader: the minute, what was decided, or the papers beforehand; and who gets one."""

from __future__ import annotations

from collections.abc import Callable

from holdfast.kernel.time import LONDON
from holdfast.kernel.viewer import Viewer
from holdfast.rules.meetings import of
from holdfast.rules.minutes import Version
from holdfast.rules.minutes_beside import Sheet as Gathered
from holdfast.rules.minutes_beside import letter_of, papers_for
from holdfast.rules.spoken import long_date

from .minute_papers import papers
from .minute_queries import Recipient, Sheet, section_of, version_for
from .minute_types import CopyOf

LETTER = "meetings.decision-letter"
Says = Callable[[Recipient], Version]


def kinds_of(sheet: Sheet) -> list[CopyOf]:
    """What readers of this meeting may be given: papers before it, a letter after a conference, the minute."""
    found = [CopyOf.PAPERS] if recipients(sheet, CopyOf.PAPERS) else []
    if LETTER in of(sheet.meeting.kind).after:
        found.append(CopyOf.LETTER)
    return [*found, CopyOf.MINUTE]


def recipients(sheet: Sheet, what: str) -> tuple[Recipient, ...]:
    """Who gets one. Whoever has an account reads the papers on the page of the meeting."""
    everybody = sheet.recipients
    return tuple(one for one in everybody if one.invitee.user_id is None) if what == CopyOf.PAPERS else everybody


def says(viewer: Viewer, sheet: Sheet, what: str) -> Says:
    """What each reader's copy says now."""
    if what == CopyOf.LETTER:
        return lambda one: letter_of(version_for(sheet, one.reader), one.invitee.name)
    if what == CopyOf.MINUTE:
        return lambda one: version_for(sheet, one.reader)
    starts = sheet.meeting.starts_at
    title, day = of(sheet.meeting.kind).label, long_date(starts.astimezone(LONDON).date()) if starts else ""
    gathered = [Gathered(section_of(sheet, one.item), one.who, one.words, one.readers) for one in papers(viewer, sheet)]
    return lambda one: papers_for(title, day, gathered, one.reader)
