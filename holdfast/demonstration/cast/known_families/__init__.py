"""The families that the walk-throughs speak of, written by hand: each shows one thing that software gets wrong."""

from __future__ import annotations

from datetime import date

from ..family import Family
from . import as_they_are, away_from_home, kept_close, look_alike


def known_families(today: date) -> tuple[Family, ...]:
    """Every hand-written family, dated relative to a day."""
    return (
        look_alike.near_namesakes_one(today),
        look_alike.near_namesakes_two(today),
        look_alike.near_namesakes_three(today),
        look_alike.twins(today),
        look_alike.siblings(today),
        kept_close.confidential(today),
        kept_close.not_to_be_told(today),
        as_they_are.interpreter(today),
        away_from_home.in_care(today),
        away_from_home.fernbank(today),
        away_from_home.care_leaver(today),
        as_they_are.young_parent(today),
        as_they_are.unborn(today),
        as_they_are.no_birth_date(today),
        as_they_are.learning_disability(today),
        away_from_home.away_worker(today),
        away_from_home.unaccompanied(today),
        as_they_are.chosen_name(today),
        kept_close.staff_risk(today),
        kept_close.two_homes(today),
        kept_close.prevent(today),
    )
