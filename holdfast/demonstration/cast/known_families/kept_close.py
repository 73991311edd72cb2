"""Families where somebody may not be told where another is, or that anything is known."""

from __future__ import annotations

from datetime import date, timedelta

from ..county import landline
from ..family import Family, Home
from .person import born, child, father, mother


def confidential(today: date) -> Family:
    return Family(
        "ashdown",
        Home("Lantern House", "", "MX9 1RS", kept_from="Carl Ashdown, and anybody acting for him"),
        (
            child(
                "ruby-ashdown",
                "Ruby",
                "Ashdown",
                "female",
                9,
                born=born(today, 11, 60),
                ethnicity="WBRI",
                school="Quillham Primary School",
                practice="Wyverstock Surgery",
                worker="Leila Haddad",
            ),
            child(
                "theo-ashdown",
                "Theo",
                "Ashdown",
                "male",
                10,
                born=born(today, 6, 14),
                ethnicity="WBRI",
                school="Quillham Primary School",
                practice="Wyverstock Surgery",
                worker="Leila Haddad",
            ),
        ),
        (
            mother("nicola-ashdown", "Nicola", "Ashdown", born(today, 34, 101), 109, safe="yes"),
            father(
                "carl-ashdown",
                "Carl",
                "Ashdown",
                born(today, 37, 18),
                110,
                at_home=False,
                safe="never",
                safe_why="A non-molestation order is in force. He must not learn where they live.",
                no_contact=("Non-molestation order and a no-contact order of the family court.", today - timedelta(days=70)),
            ),
        ),
        before=Home("5 Tannery Lane", "Marchbury", "MX2 2TT"),
        moved=today - timedelta(days=75),
    )


def not_to_be_told(today: date) -> Family:
    return Family(
        "mahmood",
        Home("40 Victoria Parade", "Marchbury", "MX1 9UW"),
        (
            child(
                "aisha-mahmood",
                "Aisha",
                "Mahmood",
                "female",
                11,
                born=born(today, 16, 88),
                ethnicity="APKN",
                language="English",
                religion="Muslim",
                school="Marchshire Sixth Form College",
                practice="Old Bakery Surgery, Marchbury",
                worker="Bethan Pryce",
            ),
        ),
        (
            mother(
                "shazia-mahmood",
                "Shazia",
                "Mahmood",
                born(today, 43, 55),
                111,
                safe="not_yet",
                safe_why="Aisha asks to tell her mother herself, with her advocate.",
            ),
            father(
                "tariq-mahmood",
                "Tariq",
                "Mahmood",
                born(today, 47, 13),
                112,
                safe="never",
                safe_why="Aisha fears being taken abroad. Police advice.",
            ),
        ),
    )


def staff_risk(today: date) -> Family:
    return Family(
        "dyke",
        Home("Old Quarry, Quarry Bank", "Dunfold Cross", "MX5 1JL"),
        (
            child(
                "harley-dyke",
                "Harley",
                "Dyke",
                "male",
                23,
                born=born(today, 13, 280),
                ethnicity="WBRI",
                school="Ledwych Valley School",
                practice="Kestrel Heath Health Centre",
                worker="Anita Desai",
            ),
        ),
        (
            father(
                "darren-dyke",
                "Darren",
                "Dyke",
                born(today, 40, 27),
                123,
                staff_risk="Two workers at every visit: threats to staff, and dogs loose in the yard.",
            ),
        ),
    )


def two_homes(today: date) -> Family:
    return Family(
        "watkins-nowak",
        Home("19 Chandler's Row", "Hallowdene", "MX7 3BE"),
        (
            child(
                "filip-nowak",
                "Filip",
                "Nowak",
                "male",
                24,
                born=born(today, 10, 128),
                ethnicity="WOTH",
                aliases=("Philip Watkins",),
                language="Polish",
                school="Cotterham Church of England Primary School",
                practice="Kestrel Heath Health Centre",
            ),
        ),
        (
            mother("katarzyna-nowak", "Katarzyna", "Nowak", born(today, 34, 8), 124, language="Polish", safe="yes"),
            father("simon-watkins", "Simon", "Watkins", born(today, 39, 160), 125, at_home=False, safe="yes"),
        ),
    )


def prevent(today: date) -> Family:
    return Family(
        "farrow",
        Home("44 Ironmonger Way", "Marchbury", "MX2 1NH"),
        (
            child(
                "lewis-farrow",
                "Lewis",
                "Farrow",
                "male",
                25,
                born=born(today, 15, 199),
                ethnicity="WBRI",
                school="St Wulfric's Academy",
                practice="Old Bakery Surgery, Marchbury",
                send="Autism: not a learning disability",
            ),
        ),
        (mother("tracy-farrow", "Tracy", "Farrow", born(today, 41, 2), 126, safe="yes", email=""),),
        note=f"Parent reached through the school office, {landline(191)}.",
    )
