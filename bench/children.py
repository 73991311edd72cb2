"""Fills the scratch county with children as they are after some years: names, numbers, homes, people, a history."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from uuid import UUID

import psycopg

from holdfast.access.models import Circle
from holdfast.demonstration.cast.county import PLACES, PRACTICES, SCHOOLS, STREETS, postcode
from holdfast.demonstration.cast.numbers import nhs_number
from holdfast.kernel.ids import new_id
from holdfast.records import models
from holdfast.records.keys import Findable, Place, keys_for

from .people import Names, birthday
from .tables import Filler, Values

# One child in so many has a worker; each has so many entries in the chronology.
IN_WORK, ENTRIES = 12, 4
TABLES = tuple(
    model._meta.db_table
    for model in (
        models.Child, models.Identifier, models.Address, models.Schooling, models.Health, models.Person, models.Relationship,
        models.ChronologyEntry, models.Involvement, models.SearchKey, Circle,
    )
)  # fmt: skip


@dataclass(frozen=True)
class Known:
    """A child who was filled in, as the rest of the bench needs them."""

    id: UUID
    given: str
    family: str
    born: date


@dataclass
class County:
    """Where the children belong, and who works there."""

    partnership_id: UUID
    workers: list[tuple[UUID, UUID, str]]  # account, agency, name
    today: date
    random: Random

    def own(self, **values: object) -> Values:
        return {"id": new_id(), "partnership_id": self.partnership_id, **values}


def fill(connection: psycopg.Connection, county: County, count: int) -> list[Known]:
    """Make so many children. Row by row in memory, table by table into the database."""
    names = Names(county.random)
    children = [_known(county, names) for _ in range(count)]
    _write(connection, models.Child, (_child(county, child) for child in children))
    _write(connection, models.Identifier, (_number(county, place, child) for place, child in enumerate(children)))
    homes = [_home(county) for _ in children]
    _write(connection, models.Address, (_address(county, *pair) for pair in zip(children, homes, strict=True)))
    _write(connection, models.Schooling, (county.own(child_id=c.id, name=county.random.choice(SCHOOLS)) for c in children))
    _write(connection, models.Health, (county.own(child_id=c.id, name=county.random.choice(PRACTICES)) for c in children))
    people = [new_id() for _ in children]
    _write(connection, models.Person, (_person(county, names, *pair) for pair in zip(children, people, strict=True)))
    _write(connection, models.Relationship, (_mother(county, *pair) for pair in zip(children, people, strict=True)))
    _write(connection, models.ChronologyEntry, _history(county, children))
    worked = children[::IN_WORK]
    _write(connection, Circle, (_circle(county, place, child) for place, child in enumerate(worked)))
    _write(connection, models.Involvement, (_work(county, place, child) for place, child in enumerate(worked)))
    _write(connection, models.SearchKey, _keys(county, children, homes))
    return children


def _write(connection: psycopg.Connection, model: type, rows: Iterator[Values]) -> None:
    Filler(connection, model).write(rows)


def _known(county: County, names: Names) -> Known:
    given, family = names.draw()
    return Known(new_id(), given, family, birthday(county.random, county.today))


def _child(county: County, child: Known) -> Values:
    return county.own(
        id=child.id, given=child.given, family=child.family, born_earliest=child.born, born_latest=child.born, sex="female"
    )


def _number(county: County, place: int, child: Known) -> Values:
    return county.own(child_id=child.id, kind="nhs", value=nhs_number(place))


def _home(county: County) -> Place:
    place = county.random.choice(PLACES)
    line = f"{county.random.randint(1, 200)} {county.random.choice(STREETS)}"
    return Place(line, postcode(place.outward, county.random.randint(0, 3999)))


def _address(county: County, child: Known, home: Place) -> Values:
    return county.own(child_id=child.id, lines=home.lines, postcode=home.postcode, town="Marchbury")


def _person(county: County, names: Names, child: Known, person: UUID) -> Values:
    return county.own(id=person, given=names.draw()[0], family=child.family, telephone="07700 900123")


def _mother(county: County, child: Known, person: UUID) -> Values:
    return county.own(child_id=child.id, person_id=person, kind="mother", parental_responsibility="yes")


def _history(county: County, children: list[Known]) -> Iterator[Values]:
    noon = datetime.combine(county.today, time(12), UTC)
    for child in children:
        for _ in range(ENTRIES):
            at = noon - timedelta(days=county.random.randint(1, 900))
            yield county.own(
                child_id=child.id, at=at, created_at=at, kind="contact", title="A contact was recorded",
                text="What was said and what was agreed, in a few sentences of ordinary length.", audience=["professionals"],
            )  # fmt: skip


def _circle(county: County, place: int, child: Known) -> Values:
    user, agency, _ = county.workers[place % len(county.workers)]
    since = county.today - timedelta(days=90)
    return county.own(child_id=child.id, user_id=user, agency_id=agency, reason="Social worker", allocated=True, from_date=since)


def _work(county: County, place: int, child: Known) -> Values:
    user, agency, name = county.workers[place % len(county.workers)]
    since = county.today - timedelta(days=90)
    return county.own(
        child_id=child.id, user_id=user, agency_id=agency, name=name, role="Social worker", lead=True, allocated=True,
        from_date=since,
    )  # fmt: skip


def _keys(county: County, children: list[Known], homes: list[Place]) -> Iterator[Values]:
    for place, (child, home) in enumerate(zip(children, homes, strict=True)):
        findable = Findable(((child.given, child.family),), (), child.born, (nhs_number(place),), (home,))
        for key in keys_for(findable):
            yield {"partnership_id": county.partnership_id, "key": key, "child_id": child.id}
