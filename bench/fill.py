"""Fills a scratch database with a county: its staff by the demonstration's own action, its children and referrals by COPY."""

from __future__ import annotations

import time
from dataclasses import dataclass
from random import Random
from uuid import UUID

import psycopg

from holdfast.demonstration.load import settle_marchshire
from holdfast.demonstration.password import password
from holdfast.kernel.viewer import Viewer

from . import children as children_module
from . import missing as missing_module
from . import referrals as referrals_module
from .children import County, Known
from .database import url
from .tables import bare

SEED = 20_261_121


@dataclass
class Filled:
    """What is there to be measured."""

    partnership_id: UUID
    children: list[Known]
    referrals: int
    episodes: int
    screener: Viewer
    screener_email: str
    referrer: Viewer
    referrer_email: str
    password: str
    seconds: float


def fill(name: str, count: int) -> Filled:
    """Make the county and its rows."""
    started = time.monotonic()
    staff, today = settle_marchshire()
    workers = [(user.pk, staff.agencies["council"].pk, user.name) for user in staff.users.values() if "@council." in user.email]
    county = County(staff.partnership_id, workers, today, Random(SEED))
    tables = [*children_module.TABLES, *referrals_module.TABLES, *missing_module.TABLES]
    with psycopg.connect(url("OWNER", name)) as connection:
        with bare(connection, tables):
            made = children_module.fill(connection, county, count)
            referrals = referrals_module.fill(
                connection, county, made, screener=staff.users["Priya Nair"].pk, manager=staff.users["Helen Marsh"].pk
            )
            episodes = missing_module.fill(connection, county, made)
        connection.commit()
        connection.autocommit = True
        connection.execute("VACUUM ANALYZE")
    return Filled(
        staff.partnership_id, made, referrals, episodes, staff.viewer("Priya Nair"), staff.users["Priya Nair"].email,
        staff.viewer("Jo Castle"), staff.users["Jo Castle"].email, password(), time.monotonic() - started,
    )  # fmt: skip
