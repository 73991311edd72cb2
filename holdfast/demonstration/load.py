"""Loads the county, whole or not at all, dated relative to today."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from holdfast.kernel.acting import acting_as
from holdfast.kernel.time import frozen, now
from holdfast.kernel.time import today as today_in_england
from holdfast.kernel.viewer import Viewer
from holdfast.partnership.actions import found_partnership, set_value
from holdfast.records.models import Child

from .cast import agencies, county, families, staff
from .cast.family import Family
from .children import record_families
from .people import Staff, settle
from .refused import check_is_demonstration
from .signins import demonstration_partnerships
from .stories.county import tell as county_story
from .stories.island import tell as island_story
from .stories.telling import Teller

Say = Callable[[str], None]


@dataclass(frozen=True)
class Settled:
    """One partnership with its people and children, as the loaders of stories need it."""

    staff: Staff
    families: tuple[Family, ...]
    children: dict[str, Child]
    today: date


def load(say: Say) -> bool:
    """Load both invented partnerships unless they are there. Tells whether anything was loaded.

    One transaction: a load that is killed leaves nothing, and the next one starts afresh.
    """
    check_is_demonstration()
    with transaction.atomic():
        if demonstration_partnerships():
            return False
        load_all(say)
    return True


def load_all(say: Say) -> None:
    """Load both partnerships. The caller holds the transaction."""
    say("Settling the county: agencies, staff, families ...")
    until = now()
    settled = _marchshire()
    say("Telling what has happened: referrals, checks, decisions ...")
    county_story(_teller(settled, until))
    island_story(_teller(_tarn(today_in_england()), until))


def _teller(settled: Settled, until: datetime) -> Teller:
    return Teller(settled.staff, settled.families, settled.children, settled.today, until)


def settle_marchshire() -> tuple[Staff, date]:
    """The county's agencies and staff without a child: also what the bench begins with."""
    today = today_in_england()
    by = _founded(county.SLUG, county.NAME)
    with acting_as(by):
        return settle(by=by, agencies=agencies.AGENCIES, workers=staff.STAFF, absent=staff.ABSENT, today=today), today


def _marchshire() -> Settled:
    people, today = settle_marchshire()
    by = Viewer.job("demonstration", people.partnership_id)
    homes = families.families(today)
    with acting_as(by):
        return Settled(people, homes, record_families(by=by, staff=people, families=homes, today=today), today)


def _tarn(today: date) -> Settled:
    by = _founded(county.SECOND_SLUG, county.SECOND_NAME)
    with acting_as(by):
        people = settle(by=by, agencies=agencies.SECOND_AGENCIES, workers=staff.SECOND_STAFF, absent=(), today=today)
        homes = families.second_families(today)
        return Settled(people, homes, record_families(by=by, staff=people, families=homes, today=today), today)


def _founded(slug: str, name: str) -> Viewer:
    """A job of the new partnership, which may act in it and nowhere else."""
    with acting_as(Viewer.job("demonstration", None)) as nowhere:
        partnership = found_partnership(by=nowhere, name=name, slug=slug)
    by = Viewer.job("demonstration", partnership.pk)
    _give_numbers(by)
    return by


def _give_numbers(by: Viewer) -> None:
    """Numbers that ring nowhere, in force before the county's first referral: nobody trying Holdfast calls a real MASH."""
    with frozen(now() - timedelta(days=3 * 365)), acting_as(by):
        for key, value in county.CONTACTS.items():
            set_value(by=by, key=key, value=value, reason="An invented county has invented numbers.")
