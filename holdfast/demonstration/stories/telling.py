"""Who does what when: each thing that happened is done by somebody, at a moment of the past."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from holdfast.kernel.acting import acting_as
from holdfast.kernel.time import frozen, london_date
from holdfast.kernel.viewer import Viewer
from holdfast.records.models import Child

from ..cast.family import Family
from ..people import Staff
from . import office

SCREENERS = ("Priya Nair", "Tom Beddoes", "Grace Adeyemi")
MANAGERS = ("Helen Marsh", "Daniel Okoro")
# Younger than this, a moment stays where it is; older ones are moved into office hours.
RECENT = timedelta(hours=30)


@dataclass
class Teller:
    """One partnership, and the moment up to which its story is told."""

    staff: Staff
    families: tuple[Family, ...]
    children: dict[str, Child]
    today: date
    until: datetime
    random: Random = field(default_factory=lambda: Random(7))  # noqa: S311

    @contextmanager
    def acting(self, name: str, at: datetime, *, agency: str = "") -> Iterator[Viewer]:
        """As this member of staff, with the clock stopped then."""
        with self.being(self.staff.viewer(name, agency), at) as by:
            yield by

    @contextmanager
    def being(self, viewer: Viewer, at: datetime) -> Iterator[Viewer]:
        with frozen(min(at, self.until)), acting_as(viewer, alone=False) as by:  # a fault undoes the county
            yield by

    def ago(self, hours: float) -> datetime:
        """So many hours ago; what is older than yesterday happened in office hours, from Monday to Thursday."""
        at = self.until - timedelta(hours=hours)
        return at if self.is_recent(hours) else office.sent_on(london_date(at), self.random)

    @staticmethod
    def is_recent(hours: float) -> bool:
        """Whether what happened so long ago stays where it is on the clock."""
        return timedelta(hours=hours) < RECENT
