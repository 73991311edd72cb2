"""A small county for tests: the demonstration's staff, a few of its families, and referrals sent and screened as people do."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from holdfast.demonstration.cast import agencies, staff
from holdfast.demonstration.cast.families import families
from holdfast.demonstration.cast.plan import Planned
from holdfast.demonstration.cast.referrers import REFERRERS
from holdfast.demonstration.cast.worries import BY_KEY
from holdfast.demonstration.children import record_families
from holdfast.demonstration.people import settle
from holdfast.demonstration.stories.paths import follow_path
from holdfast.demonstration.stories.sending import send
from holdfast.demonstration.stories.telling import Teller
from holdfast.kernel.acting import acting_as
from holdfast.kernel.time import now, today
from holdfast.kernel.viewer import Viewer
from holdfast.referrals.models import Referral


class SmallCounty:
    """Staff and families of the demonstration, in a partnership of this test's own."""

    def __init__(self, partnership: Any) -> None:
        by = Viewer.job("tests", partnership.pk)
        homes = families(today(), children=60)
        with acting_as(by):
            people = settle(by=by, agencies=agencies.AGENCIES, workers=staff.STAFF, absent=staff.ABSENT, today=today())
            children = record_families(by=by, staff=people, families=homes, today=today())
        self.teller = Teller(people, homes, children, today(), now())
        self.staff = people
        self.sent = 0

    def viewer(self, name: str) -> Viewer:
        return self.staff.viewer(name)

    def child(self, key: str) -> Any:
        return self.teller.children[key]

    def referral(self, stage: str = "new", worry: str = "county-lines", *, family: str = "", hours: float = 5) -> Referral:
        """One more referral by a head of year, brought as far as the stage says."""
        chosen = self._family(family)
        self.sent += 1
        plan = Planned(f"T{self.sent}", stage, chosen, chosen.children[:1], BY_KEY[worry], REFERRERS[0], hours, "amber")
        at = self.teller.until - timedelta(hours=hours)
        made = send(self.teller, plan, at)
        follow_path(self.teller, plan, made, at)
        return made

    def _family(self, key: str) -> Any:
        if key:
            return next(family for family in self.teller.families if family.key == key)
        plain = [family for family in self.teller.families[25:] if family.children[0].born]
        return plain[self.sent % len(plain)]
