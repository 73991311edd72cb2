"""The missing part of the national return on looked-after children (SSDA903): its rows, and the rules that a row must keep.

Source: the Department for Education's own checks of the return, by their numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from .local import same_day_months_later
from .missing import Category
from .source import Source

SOURCE = Source("SSDA903 validation rules", "csc-validator-be-903")
COLUMNS = ("CHILD", "DOB", "MISSING", "MIS_START", "MIS_END")
HEADER = ("CHILD", "SEX", "DOB", "ETHNIC", "UPN", "MOTHER", "MC_DOB")
RETURNED = frozenset({Category.MISSING, Category.AWAY})
ADULT_MONTHS = 18 * 12

RULES: dict[str, str] = {
    "567": "The absence ends before it starts.",
    "574": "The absence starts while another is still open, or overlaps it.",
    "575": "The placement ended, and the absence from it goes on.",
    "577": "The child's time in care ended, and the absence goes on.",
    "578": "The absence starts after the child's time in care ended, so it is not returned.",
    "581": "The absence starts before the child came into care, so it is not returned.",
    "586": "The absence starts before the child was born.",
    "DOB": "The date of birth is not known exactly, and the return cannot be sent without it.",
}

# Rules of an absence's own times, which are put right on its page; the others on the child's.
OF_ITS_TIMES = frozenset({"567", "574", "586"})

Span = tuple[date, date | None]  # first day, and last day where it has ended


@dataclass(frozen=True)
class Away:
    """One absence as it was recorded, in whole days."""

    ref: str
    category: Category
    started: date
    ended: date | None


@dataclass(frozen=True)
class LookedAfter:
    """A child as far as the return needs them."""

    ref: str
    born: date | None
    care: tuple[Span, ...]
    placements: tuple[Span, ...]
    absences: tuple[Away, ...]


@dataclass(frozen=True)
class Line:
    """One row of missing.csv."""

    away: Away
    start: date
    end: date | None

    def cells(self, child: LookedAfter) -> tuple[str, ...]:
        return (child.ref, written(child.born), self.away.category.value, written(self.start), written(self.end))


@dataclass(frozen=True)
class Fault:
    """A rule that the return breaks. away: the absence it is about; none where it is about the child."""

    rule: str
    away: Away | None

    @property
    def sentence(self) -> str:
        return RULES[self.rule]


def year_of(year: int) -> tuple[date, date]:
    """The collection year that ends on 31 March of a year."""
    return date(year - 1, 4, 1), date(year, 3, 31)


def written(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


def lines(child: LookedAfter, year: int) -> list[Line]:
    """The child's rows, oldest first: absences of the year that started in care, before the eighteenth birthday.

    One that goes on after the year is open in it; one that goes on at eighteen ends on that birthday.
    """
    first, last = year_of(year)
    adult = same_day_months_later(child.born, ADULT_MONTHS) if child.born else None
    found = []
    for away in _returned(child):
        if adult and away.started >= adult:
            continue
        ended = away.ended
        if adult and (ended is None or ended > adult):
            ended = adult
        if away.started <= last and (ended is None or ended >= first) and _inside(away.started, child.care):
            found.append(Line(away, away.started, ended if ended and ended <= last else None))
    return found


def _returned(child: LookedAfter) -> list[Away]:
    return sorted((one for one in child.absences if one.category in RETURNED), key=lambda one: (one.started, one.ref))


def _inside(day: date, spans: Iterable[Span]) -> bool:
    return any(first <= day and (last is None or day <= last) for first, last in spans)


def faults(child: LookedAfter, year: int) -> list[Fault]:
    """What the return's own rules say of a child's rows, and of absences that are not rows but look as if they should be."""
    rows = lines(child, year)
    return [*_of_child(child, rows), *_of_order(rows), *_of_rows(child, rows), *_outside_care(child, year)]


def _of_child(child: LookedAfter, rows: Sequence[Line]) -> Iterator[Fault]:
    if rows and child.born is None:
        yield Fault("DOB", None)


def _of_order(rows: Sequence[Line]) -> Iterator[Fault]:
    """Each row against those before it: one still open, or one that ends later than this begins."""
    until: date | None = date.min
    for row in rows:
        if until is None or row.start < until:
            yield Fault("574", row.away)
        until = None if until is None or row.end is None else max(until, row.end)


def _of_rows(child: LookedAfter, rows: Sequence[Line]) -> Iterator[Fault]:
    for row in rows:
        if row.end and row.end < row.start:
            yield Fault("567", row.away)
        if child.born and row.start < child.born:
            yield Fault("586", row.away)
        if _goes_on(row, child.placements):
            yield Fault("575", row.away)
        if _goes_on(row, child.care):
            yield Fault("577", row.away)


def _goes_on(row: Line, spans: Sequence[Span]) -> bool:
    """Whether the absence started in a time that ended, and went on after it with no other beginning by the next day."""
    mine = [span for span in spans if _inside(row.start, [span])]
    ends = [last for _, last in mine]
    if not ends or None in ends:
        return False
    last = max(day for day in ends if day is not None)
    goes_on = row.end is None or row.end > last
    return goes_on and not _inside(last + timedelta(days=1), spans)


def _outside_care(child: LookedAfter, year: int) -> Iterator[Fault]:
    """Absences of the year of a child who was in care at another time: either the times in care or the category are wrong."""
    first, last = year_of(year)
    for away in _returned(child) if child.care else ():
        if first <= away.started <= last and not _inside(away.started, child.care):
            earlier = away.started < min(start for start, _ in child.care)
            yield Fault("581" if earlier else "578", away)
