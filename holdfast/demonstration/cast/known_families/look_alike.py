"""Children who are easily taken for one another, and brothers and sisters."""

from __future__ import annotations

from datetime import date
from typing import Any

from ..county import mobile
from ..family import CastAdult, Family, Home
from .person import born, child, father, mother


def near_namesakes_one(today: date) -> Family:
    return Family(
        "marlowe",
        Home("14 Fuller Street", "Marchbury", "MX1 4AB"),
        (
            child(
                "katharine-marlowe",
                "Katharine",
                "Marlowe",
                "female",
                1,
                born=born(today, 14, 96),
                ethnicity="WBRI",
                nicknames=("Kat", "Kitty"),
                school="Marchbury High School",
                practice="Old Bakery Surgery, Marchbury",
                worker="Amir Rahimi",
            ),
        ),
        (
            mother("helen-marlowe", "Helen", "Marlowe", born(today, 41, 30), 101, safe="yes"),
            father("james-marlowe", "James", "Marlowe", born(today, 44, 200), 102, at_home=False),
        ),
        note="Katharine, Catherine and Katherine: three children of nearly one name.",
    )


def near_namesakes_two(today: date) -> Family:
    return Family(
        "marlow",
        Home("3 Weir Cottages", "Aldermere", "MX4 2EF"),
        (
            child(
                "catherine-marlow",
                "Catherine",
                "Marlow",
                "female",
                2,
                born=born(today, 14, 101),
                ethnicity="WBRI",
                nicknames=("Cath",),
                school="Ledwych Valley School",
                practice="Ledwych Medical Practice",
            ),
        ),
        (mother("sandra-marlow", "Sandra", "Marlow", born(today, 38, 12), 103),),
    )


def near_namesakes_three(today: date) -> Family:
    return Family(
        "marlow-lee",
        Home("Flat 2, 61 Mercer Street", "Saltersby", "MX3 7LN"),
        (
            child(
                "katherine-marlow-lee",
                "Katherine",
                "Marlow-Lee",
                "female",
                3,
                born=born(today, 15, 44),
                ethnicity="MWAS",
                nicknames=("Katie",),
                school="Saltersby Academy",
                practice="Saltersby Family Practice",
            ),
        ),
        (mother("mei-lee", "Mei", "Lee", born(today, 40, 77), 104, safe="yes"),),
    )


def twins(today: date) -> Family:
    birthday = born(today, 13, 20)
    same: dict[str, Any] = {
        "born": birthday,
        "ethnicity": "WBRI",
        "school": "Kestrel Heath Community College",
        "practice": "Kestrel Heath Health Centre",
    }
    return Family(
        "penry-jones",
        Home("8 Withy Bed Lane", "Kestrel Heath", "MX8 3PQ"),
        (
            child("ewan-penry-jones", "Ewan", "Penry-Jones", "male", 4, **same),
            child("owen-penry-jones", "Owen", "Penry-Jones", "male", 5, **same),
        ),
        (
            mother("sian-penry-jones", "Sian", "Penry-Jones", born(today, 39, 5), 105, safe="yes"),
            father("rhys-jones", "Rhys", "Jones", born(today, 42, 61), 106),
        ),
        note="Twins: one birth date, one address, one letter between their names.",
    )


def siblings(today: date) -> Family:
    return Family(
        "tedstone",
        Home("22 Jubilee Crescent", "Marchbury", "MX2 5DE"),
        (
            child(
                "leah-tedstone",
                "Leah",
                "Tedstone",
                "female",
                6,
                born=born(today, 15, 150),
                ethnicity="WBRI",
                school="Marchbury High School",
                practice="Old Bakery Surgery, Marchbury",
                police="MP/77121/26",
            ),
            child(
                "kyle-tedstone",
                "Kyle",
                "Tedstone",
                "male",
                7,
                born=born(today, 12, 210),
                ethnicity="WBRI",
                school="Marchbury High School",
                practice="Old Bakery Surgery, Marchbury",
                send="Attention deficit hyperactivity disorder",
            ),
            child(
                "maisie-tedstone",
                "Maisie",
                "Tedstone",
                "female",
                8,
                born=born(today, 8, 33),
                ethnicity="WBRI",
                school="Quillham Primary School",
                practice="Old Bakery Surgery, Marchbury",
            ),
        ),
        (
            mother("donna-tedstone", "Donna", "Tedstone", born(today, 36, 40), 107, safe="yes"),
            CastAdult(
                "wayne-rudge",
                "Wayne",
                "Rudge",
                "step_parent",
                born(today, 33, 9),
                mobile(108),
                responsibility=False,
                safe="not_yet",
                safe_why="The police ask that he is not told yet.",
            ),
        ),
    )
