"""The picture of a pattern: which absences counted, in which days."""

from __future__ import annotations

import datetime as dt

from holdfast.kernel.time import london_date
from holdfast.missing.pattern_queries import Line, PatternPage
from holdfast.rules.missing import CATEGORIES
from holdfast.ui.environment import url
from holdfast.ui.pictures import Lane, Mark, YearStrip, year_strip

BEFORE = dt.timedelta(days=30)  # shown before the window, so that what has left it is seen


def picture(page: PatternPage) -> YearStrip:
    """The window as a bar, and each report in the row of what became of it."""
    first, last = page.explained.standing.window
    days = page.explained.standing.edition.days
    window = Mark(first, f"{days} days counted", until=last, tone="grey")
    counted = tuple(_mark(one, "red") for one in page.lines if one.counted)
    others = tuple(_mark(one, "amber") for one in page.lines if not one.counted)
    lanes = (Lane("Window", (window,), "bar"), Lane("Counted", counted, "square"), Lane("Not counted", others, "circle"))
    return year_strip(lanes, today=last, first=first - BEFORE)


def _mark(one: Line, tone: str) -> Mark:
    category = CATEGORIES[one.report.category]
    label = f"{one.reference}, {category.lower()}"
    return Mark(london_date(one.report.started), label, tone=tone, href=url("episode", episode_id=one.episode_id))


def day_of(typed: str) -> dt.date | None:
    """The day that an address asks for; none where it is no day."""
    try:
        return dt.date.fromisoformat(typed) if typed else None
    except ValueError:
        return None
