"""Where things stand in a picture: the year strip and the level over time. Each comes with its table.

    strip = year_strip((Lane("Missing", (Mark(on=..., until=..., label="..."),)), ...), today=today())
    chart = level_over_time((Step(on=..., level=2, label="Moderate"),), top=("None", ...), today=today())

The templates draw them with `ui/pictures.html`; sizes are in SVG units, which browsers scale.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from holdfast.ui.formats import MONTHS, short_date

WIDTH, LEFT, RIGHT, LANE, TOP = 960, 128, 16, 40, 30
SHAPES = ("diamond", "circle", "square", "triangle", "bar")


@dataclass(frozen=True)
class Mark:
    """What happened on a day, or lasted `until` one. `tone` is a colour; `label` says it in words."""

    on: dt.date
    label: str
    until: dt.date | None = None
    tone: str = "teal"
    href: str = ""


@dataclass(frozen=True)
class Lane:
    """One row of the strip. `shape` tells its marks from those of other rows without colour."""

    title: str
    marks: tuple[Mark, ...] = ()
    shape: str = "circle"


@dataclass(frozen=True)
class Drawn:
    """A mark with its place in the picture."""

    x: float
    y: float
    width: float
    shape: str
    mark: Mark

    @property
    def roomy(self) -> bool:
        """Whether the label fits inside the bar."""
        return self.shape == "bar" and self.width > 8 * len(self.mark.label) + 16


@dataclass(frozen=True)
class DrawnLane:
    """A row of the picture with its place."""

    title: str
    y: float
    marks: tuple[Drawn, ...]


@dataclass(frozen=True)
class YearStrip:
    """The picture, ready to draw, and the marks of its table in the order of time."""

    width: int
    height: int
    left: int
    months: tuple[tuple[float, str], ...]
    lanes: tuple[DrawnLane, ...]
    first: dt.date
    last: dt.date
    rows: tuple[tuple[Mark, str], ...]
    summary: str


def _scale(first: dt.date, last: dt.date, day: dt.date) -> float:
    """Where a day stands from left to right; days outside the picture stand at its edge."""
    share = (day - first).days / max((last - first).days, 1)
    return round(LEFT + min(max(share, 0), 1) * (WIDTH - LEFT - RIGHT), 1)


def _months(first: dt.date, last: dt.date) -> list[dt.date]:
    """The first day of each month in the picture."""
    listed, day = [], first.replace(day=1)
    while day <= last:
        if day >= first:
            listed.append(day)
        day = (day + dt.timedelta(days=32)).replace(day=1)
    return listed


def a_year_before(day: dt.date) -> dt.date:
    """The same day a year earlier; 28 February for 29 February."""
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if leap else day.day)


def year_strip(lanes: Sequence[Lane], *, today: dt.date, first: dt.date | None = None) -> YearStrip:
    """One time line of the last twelve months, or from `first`. What ended before it is left out."""
    first = first or a_year_before(today)
    shown = tuple(Lane(lane.title, tuple(m for m in lane.marks if _touches(m, first, today)), lane.shape) for lane in lanes)
    drawn = tuple(_lane(lane, TOP + number * LANE + LANE / 2, first, today) for number, lane in enumerate(shown))
    rows = sorted(((m, lane.title) for lane in shown for m in lane.marks), key=lambda row: row[0].on)
    months = tuple((_scale(first, today, day), MONTHS[day.month - 1][:3]) for day in _months(first, today))
    counted = ", ".join(f"{lane.title.lower()}: {len(lane.marks)}" for lane in shown)
    summary = f"From {short_date(first)} to {short_date(today)}. {counted[:1].upper()}{counted[1:]}."
    height = TOP + LANE * len(shown) + 6
    return YearStrip(WIDTH, height, LEFT, months, drawn, first, today, tuple(rows), summary)


def _touches(mark: Mark, first: dt.date, last: dt.date) -> bool:
    """Whether any day of the mark falls inside the picture."""
    return mark.on <= last and (mark.until or mark.on) >= first


def _lane(lane: Lane, y: float, first: dt.date, last: dt.date) -> DrawnLane:
    """The row with each mark in its place; what lasted is drawn as a bar."""
    drawn = []
    for mark in lane.marks:
        x = _scale(first, last, mark.on)
        end = _scale(first, last, mark.until) if mark.until else x
        drawn.append(Drawn(x, y, max(end - x, 9), "bar" if mark.until else lane.shape, mark))
    return DrawnLane(lane.title, y, tuple(drawn))


@dataclass(frozen=True)
class Step:
    """A level held from a day on, counted up from 0, the lowest. `label` is its name; `note` says by whom."""

    on: dt.date
    level: int
    label: str
    note: str = ""


@dataclass(frozen=True)
class LevelChart:
    """The level over time, ready to draw: a stepped line, a dot where it was set, names of the levels."""

    width: int
    height: int
    left: int
    line: str
    dots: tuple[tuple[float, float, Step], ...]
    levels: tuple[tuple[float, str], ...]
    dates: tuple[tuple[float, str], ...]
    steps: tuple[Step, ...]
    summary: str


def level_over_time(steps: Sequence[Step], *, top: Sequence[str], today: dt.date) -> LevelChart:
    """The chart of a level from its first setting until today. `top`: names of the levels, lowest first."""
    ordered = tuple(sorted(steps, key=lambda step: step.on))
    height = TOP + LANE * len(top) + 26
    first = ordered[0].on if ordered else today
    begin = first if first < today else today - dt.timedelta(days=30)

    def y(level: int) -> float:
        return TOP + LANE * (len(top) - 1 - level) + LANE / 2

    dots = tuple((_scale(begin, today, step.on), y(step.level), step) for step in ordered)
    levels = tuple((y(number), name) for number, name in enumerate(top))
    dates = ((_scale(begin, today, begin), short_date(begin)), (_scale(begin, today, today), "Today"))
    words = [f"{step.label} from {short_date(step.on)}" for step in ordered]
    summary = "; ".join(words) + "." if words else "No level has been recorded."
    line = _stepped(dots, _scale(begin, today, today))
    return LevelChart(WIDTH, height, LEFT, line, dots, levels, dates, ordered, summary)


def _stepped(dots: Sequence[tuple[float, float, Step]], end: float) -> str:
    """The path that holds each level until the next was set, and the last until today."""
    if not dots:
        return ""
    path = f"M{dots[0][0]} {dots[0][1]}"
    for x, y, _ in dots[1:]:
        path += f"H{x}V{y}"
    return f"{path}H{end}"


def direction(steps: Sequence[Step]) -> str:
    """Rising, falling or the same, by the last two levels set; "first assessment" when there is only one."""
    ordered = sorted(steps, key=lambda step: step.on)
    if len(ordered) < 2:
        return "first assessment" if ordered else ""
    before, last = ordered[-2].level, ordered[-1].level
    return "rising" if last > before else "falling" if last < before else "unchanged"
