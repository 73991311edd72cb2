"""Drafts that are ready to be sent: as many as the bench may send."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import psycopg
from django.urls import reverse

from holdfast.demonstration.cast.document import referral as written
from holdfast.demonstration.cast.family import CastChild, Family, Home
from holdfast.demonstration.cast.referrers import REFERRERS
from holdfast.demonstration.cast.worries import BY_KEY
from holdfast.kernel.ids import new_id
from holdfast.referrals.models import Draft

from .database import url
from .fill import Filled
from .tables import Filler, Values, unforced
from .web import Answer, Browser

MADE = 2500
NAMED_BY_SENDING = ("source", "source_ref", "submitted_at")


class Drafts:
    """Finished drafts of one referrer, each with a child and an assessment."""

    def __init__(self, name: str, filled: Filled) -> None:
        self.filled = filled
        self.since = time.time()
        self.ids: list[UUID] = [new_id() for _ in range(MADE)]
        with psycopg.connect(url("OWNER", name)) as connection:
            with unforced(connection, [Draft._meta.db_table]):
                Filler(connection, Draft).write(self._row(place) for place in range(MADE))
            connection.commit()

    @property
    def page(self) -> str:
        """The page that is open before the button is pressed."""
        return reverse("draft-check", args=[self.ids[-1]])

    def send(self, browser: Browser, place: int, record: Path | None) -> Answer:
        """The last press of the button."""
        return browser.post(reverse("draft-send", args=[self.ids[place % MADE]]), {}, record=record)

    def _row(self, place: int) -> Values:
        child = self.filled.children[place % len(self.filled.children)]
        cast = CastChild(str(place), child.given, child.family, "female", born=child.born, school="Marchbury High School")
        family = Family(str(place), Home("1 Ropewalk", "Marchbury", "MX1 1AA"), (cast,))
        referrer = REFERRERS[0].block(self.filled.referrer_email)
        said = written(family, (cast,), BY_KEY["county-lines"], referrer, at=datetime.now(UTC), number="")
        return {
            "id": self.ids[place],
            "partnership_id": self.filled.partnership_id,
            "owner_id": self.filled.referrer.person_id,
            "agency_id": self.filled.referrer.agency_id,
            "kind": "referral",
            "document": {key: value for key, value in said.items() if key not in NAMED_BY_SENDING},
        }
