"""A child, a mother and a father of the hand-written families."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from ..county import mobile
from ..family import CastAdult, CastChild
from ..numbers import nhs_number, pupil_number


def born(today: date, years: int, days: int) -> date:
    """Born so many years and days before today."""
    return today - timedelta(days=round(years * 365.25) + days)


def child(key: str, given: str, family: str, sex: str, number: int, **values: Any) -> CastChild:
    numbers: dict[str, Any] = {"nhs": nhs_number(number), "upn": pupil_number(number), "council": f"MC{410000 + number}"}
    return CastChild(key, given, family, sex, **{**numbers, **values})


def mother(key: str, given: str, family: str, born: date, number: int, **values: Any) -> CastAdult:
    return CastAdult(key, given, family, "mother", born, mobile(number), **values)


def father(key: str, given: str, family: str, born: date, number: int, **values: Any) -> CastAdult:
    return CastAdult(key, given, family, "father", born, mobile(number), **values)
