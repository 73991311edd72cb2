"""Records opened by people whom no task brought there: one by a neighbour, one with a reason, and one that is settled."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import islice

from holdfast.journeys import openings as journeys
from holdfast.journeys.homes import declare_home
from holdfast.journeys.relation import JOB, Opener, is_related
from holdfast.kernel.acting import acting_as
from holdfast.kernel.time import frozen, london_date
from holdfast.kernel.viewer import Viewer
from holdfast.records.actions import note_opened, say_why
from holdfast.records.models import UnrelatedOpening
from holdfast.rules.openings import Finding

from ..cast.family import Family
from .telling import Teller

WHY = "A school rang the wrong team about a child of this name. I looked whether the child is known, and gave them the number."
SETTLED = "I asked him. A patrol had named the child to him that night, and the log of the call says so. In order."
NEIGHBOUR, CALLED, NIGHT = "Daniel Okoro", "Siobhan Walsh", "Kofi Mensah"


def tell(teller: Teller) -> None:
    """What Helen Marsh and information governance find to look at, and one that was looked at the day before."""
    strangers = list(islice((family for family in reversed(teller.families) if _is_a_stranger(teller, family)), 3))
    if len(strangers) < 3:
        return
    settled, neighbour, called = strangers
    _opens(teller, settled, NIGHT, hours=52)
    _looks(teller, hours=44)
    _settles(teller, hours=40)
    _lives_nearby(teller, neighbour)
    _opens(teller, neighbour, NEIGHBOUR, hours=34)
    _looks(teller, hours=27)
    _opens(teller, called, CALLED, hours=13, why=WHY)
    _looks(teller, hours=8)


def _is_a_stranger(teller: Teller, family: Family) -> bool:
    """A family that the work of none of the three has anything to do with."""
    if not family.children or family.children[0].key not in teller.children:
        return False
    child, day = teller.children[family.children[0].key], london_date(teller.until)
    viewers = [teller.staff.viewer(name) for name in (NEIGHBOUR, CALLED, NIGHT)]
    with acting_as(Viewer.job(JOB, teller.staff.partnership_id)) as job:
        return not any(is_related(job, Opener.of(viewer), child.pk, day) for viewer in viewers)


def _at(teller: Teller, hours: float) -> datetime:
    """So many hours ago by the clock: records are opened at night too."""
    return teller.until - timedelta(hours=hours)


def _opens(teller: Teller, family: Family, name: str, *, hours: float, why: str = "") -> None:
    child = teller.children[family.children[0].key]
    with teller.being(teller.staff.viewer(name), _at(teller, hours)) as by:
        note_opened(by=by, child=child, page="child")
        if why:
            say_why(by=by, child_id=child.pk, words=why)


def _lives_nearby(teller: Teller, family: Family) -> None:
    """He said so himself, some weeks before he opened the record."""
    with teller.acting(NEIGHBOUR, teller.ago(300)) as by:
        declare_home(by=by, lines="1 The Old Forge", postcode=family.home.postcode)


def _looks(teller: Teller, *, hours: float) -> None:
    """The nightly job, as it ran then."""
    job = Viewer.job(JOB, teller.staff.partnership_id)
    with frozen(_at(teller, hours)), acting_as(job):
        journeys.look_for_unrelated(by=job)


def _settles(teller: Teller, *, hours: float) -> None:
    with teller.being(teller.staff.viewer("Helen Marsh"), _at(teller, hours)) as by:
        opening = UnrelatedOpening.objects.filter(partnership_id=by.here, finding="").first()
        if opening is not None:
            journeys.review(by=by, opening=opening, finding=Finding.IN_ORDER, words=SETTLED)
