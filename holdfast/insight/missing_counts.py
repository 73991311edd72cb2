"""Counts of missing episodes for a freedom-of-information answer or an inspection: how many, and what came of the interviews.

Nobody is named and no row is about one child. A number so small that it could point at somebody is hidden from whoever may not
read of these children, and from every file that is for publication; with it goes one more of its line, so that no subtraction
gives it back.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from holdfast.access.roles import Grant
from holdfast.access.visibility import visible
from holdfast.audit.action import action
from holdfast.audit.models import Kind
from holdfast.audit.record import record
from holdfast.kernel.acting import acting_as
from holdfast.kernel.asks import asks
from holdfast.kernel.errors import Fault, Faulty, Refused
from holdfast.kernel.time import now, today
from holdfast.kernel.viewer import Viewer
from holdfast.missing.counts_models import CountsGiven
from holdfast.missing.interviews.counting import Counts, Followed, counted, followed
from holdfast.missing.policies import manages
from holdfast.missing.types import Category
from holdfast.partnership.queries import figures
from holdfast.rules.config import value

from .spreadsheet import CSV, MEDIA, XLSX, Cell, written

JOB = "missing.figures"
LEAST = "missing.counts_least"
LONGEST = dt.timedelta(days=3660)
GIVEN = 25
LINES: tuple[tuple[str, Callable[[Counts], int]], ...] = (
    ("Children", lambda one: one.individuals),
    ("Episodes", lambda one: one.incidents),
    ("Return interviews due", lambda one: one.due),
    ("Return interviews offered", lambda one: one.offered),
    ("Return interviews accepted", lambda one: one.accepted),
    ("Return interviews declined by the child", lambda one: one.declined),
    ("Return interviews held", lambda one: one.held),
    ("Held within 72 hours", lambda one: one.held_in_time),
)


@dataclass(frozen=True)
class Line:
    """One figure: for all, and for each category."""

    words: str
    numbers: tuple[int, ...]
    shown: tuple[Cell, ...]


@dataclass(frozen=True)
class Figures:
    """The counts of a period as they are shown. hidden: whether small numbers are."""

    first: dt.date
    last: dt.date
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    providers: tuple[Line, ...]
    hidden: bool
    least: int

    def table(self) -> list[list[Cell]]:
        """The same as rows of cells."""
        period = f"Episodes that started from {self.first:%d/%m/%Y} to {self.last:%d/%m/%Y}"
        rows: list[list[Cell]] = [[period, *self.columns]]
        rows += [[line.words, *line.shown] for line in self.lines]
        rows += [[f"Held by {line.words}", *line.shown] for line in self.providers]
        if self.hidden:
            rows.append([f"Numbers below {self.least}, and those that would give them away, are hidden."])
        return rows


def check_can_count(viewer: Viewer) -> None:
    """Whoever sees figures without names, the managers, and the information lead, who answers such requests."""
    if not (viewer.may(Grant.SEE_QUEUE_FIGURES) or viewer.may(Grant.GOVERN_INFORMATION) or manages(viewer)):
        raise Refused("Your role does not see these figures. Ask the information-governance officer.")


def check_can_see_whole(viewer: Viewer) -> None:
    """Managers read of these children anyway: a small number tells them nothing that they may not know."""
    check_can_count(viewer)
    if not manages(viewer):
        raise Refused("A manager takes counts with small numbers in them. Take those for publication.")


can_count = asks(check_can_count)
can_see_whole = asks(check_can_see_whole)


def counts_of(viewer: Viewer, first: dt.date, last: dt.date, *, whole: bool) -> Figures:
    """The counts of a period. whole: with the small numbers, for those who may."""
    check_can_count(viewer)
    _check_days(first, last)
    if whole:
        check_can_see_whole(viewer)
    least = int(value(figures(viewer.here), LEAST))
    with acting_as(Viewer.job(JOB, viewer.here)) as job:
        rows = followed(job, first, last)
    several = [rows, *([one for one in rows if one.category == category] for category in Category.values)]
    columns = ("All", *(Category(category).label for category in Category.values))
    counts = [counted(one) for one in several]
    lines = [_line(words, [figure(one) for one in counts], whole, least) for words, figure in LINES]
    providers = [_line(name, [_held_by(one, name) for one in several], whole, least) for name, _ in counts[0].providers]
    return Figures(first, last, columns, tuple(lines), tuple(providers), not whole, least)


def _held_by(rows: Sequence[Followed], name: str) -> int:
    return sum(one.held and one.by == name for one in rows)


def _check_days(first: dt.date, last: dt.date) -> None:
    if last < first:
        raise Faulty([Fault("last", "The last day is before the first. Check both.")])
    if last > today():
        raise Faulty([Fault("last", "The last day is in the future. Choose today or a day before.")])
    if last - first > LONGEST:
        raise Faulty([Fault("first", "Choose no more than ten years.")])


def _line(words: str, numbers: Sequence[int], whole: bool, least: int) -> Line:
    return Line(words, tuple(numbers), tuple(numbers) if whole else hidden(numbers, least))


def hidden(numbers: Sequence[int], least: int) -> tuple[Cell, ...]:
    """The numbers of a line, the first being that of all the others, with the small ones hidden.

    Where one part alone would be hidden, the next smallest is hidden too: else the whole less the others gives it back.
    """
    small = {place for place, number in enumerate(numbers) if 0 < number < least}
    parts = [place for place in small if place]
    others = [place for place, number in enumerate(numbers) if place and number and place not in small]
    if len(parts) == 1 and 0 not in small and others:
        small.add(min(others, key=lambda place: numbers[place]))
    return tuple(_cell(number, place in small, least) for place, number in enumerate(numbers))


def _cell(number: int, is_hidden: bool, least: int) -> Cell:
    if not is_hidden:
        return number
    return f"fewer than {least}" if number < least else "hidden"


# -- what is given out ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Given:
    """A file, ready to be taken."""

    name: str
    media: str
    content: bytes


@action
def give(*, by: Viewer, first: dt.date, last: dt.date, form: str, whole: bool, purpose: str) -> Given:
    """Give the counts as a file. That it was given, for what and with which numbers, is kept."""
    if not purpose.strip():
        raise Faulty([Fault("purpose", "Say who asks, and for what: the reference of the request, or the inspection.")])
    if form not in (CSV, XLSX):
        raise Faulty([Fault("form", "Choose CSV or Excel.")])
    content = written(counts_of(by, first, last, whole=whole).table(), form)
    made = CountsGiven.objects.create(
        partnership_id=by.here,
        first=first,
        last=last,
        form=form,
        whole=whole,
        purpose=purpose.strip(),
        sha256=hashlib.sha256(content).hexdigest(),
        given_by_id=by.person_id,
        at=now(),
    )
    record(by, "missing.counts-given", made, kind=Kind.RELEASE, form=form, whole=whole)
    return Given(f"missing-{first:%Y%m%d}-{last:%Y%m%d}.{form}", MEDIA[form], content)


def given(viewer: Viewer) -> list[CountsGiven]:
    """What was given out before, the newest first."""
    check_can_count(viewer)
    return list(visible(viewer, CountsGiven).select_related("given_by").order_by("-at", "-pk")[:GIVEN])
