"""Children whom a form fits badly: unborn, without a known birthday, by a name they chose, with an interpreter."""

from __future__ import annotations

from datetime import date, timedelta

from ..county import mobile
from ..family import CastAdult, CastChild, Family, Home
from .person import born, child, father, mother


def interpreter(today: date) -> Family:
    return Family(
        "popescu",
        Home("Caravan 4, Hop Kiln Close", "Pellbrook", "MX10 4XZ"),
        (
            child(
                "elena-popescu",
                "Elena",
                "Popescu",
                "female",
                12,
                born=born(today, 15, 9),
                ethnicity="WOTH",
                language="Romanian",
                interpreter=True,
                nationality="Romanian",
                school="Ledwych Valley School",
                practice="Ledwych Medical Practice",
            ),
        ),
        (
            mother(
                "mihaela-popescu",
                "Mihaela",
                "Popescu",
                born(today, 35, 71),
                113,
                language="Romanian",
                interpreter=True,
                safe="yes",
            ),
        ),
    )


def young_parent(today: date) -> Family:
    return Family(
        "lovell",
        Home("1 Orchard Rise", "Ibberstoke", "MX7 5RT"),
        (
            child(
                "shannon-lovell",
                "Shannon",
                "Lovell",
                "female",
                16,
                born=born(today, 17, 21),
                ethnicity="WROM",
                is_parent=True,
                practice="Ledwych Medical Practice",
                school="Marchshire Sixth Form College",
            ),
            child(
                "blossom-lovell",
                "Blossom",
                "Lovell",
                "female",
                17,
                born=born(today, 0, 190),
                ethnicity="WROM",
                upn="",
                practice="Ledwych Medical Practice",
            ),
        ),
        (
            CastAdult(
                "rose-lovell",
                "Rose",
                "Lovell",
                "grandparent",
                born(today, 52, 33),
                mobile(116),
                responsibility=False,
                safe="yes",
            ),
        ),
    )


def unborn(today: date) -> Family:
    return Family(
        "perks",
        Home("31 Coldwell Lane", "Cotterham", "MX5 8TW"),
        (
            CastChild(
                "baby-perks",
                "Unborn baby of Jade",
                "Perks",
                "not_known",
                due=today + timedelta(days=66),
                ethnicity="WBRI",
                practice="Old Bakery Surgery, Marchbury",
            ),
        ),
        (mother("jade-perks", "Jade", "Perks", born(today, 19, 250), 117, safe="yes"),),
    )


def no_birth_date(today: date) -> Family:
    return Family(
        "unknown-minh",
        Home("Above the Golden Kite, Old Cattle Market", "Marchbury", "MX1 1AA"),
        (
            CastChild(
                "minh",
                "Minh",
                "",
                "male",
                about_age=15,
                ethnicity="OOTH",
                language="Vietnamese",
                interpreter=True,
                nationality="Vietnamese",
                immigration="Not known; no papers seen",
            ),
        ),
        note="Known by one name and an age somebody guessed.",
    )


def learning_disability(today: date) -> Family:
    return Family(
        "yapp",
        Home("6 Glebe Terrace", "Brockhollow", "MX4 9ZD"),
        (
            child(
                "molly-yapp",
                "Molly",
                "Yapp",
                "female",
                18,
                born=born(today, 16, 5),
                ethnicity="WBRI",
                learning_disability=True,
                send="Education, health and care plan; moderate learning disability",
                communication="Short sentences, pictures, time to answer",
                school="The Withies School",
                practice="Ledwych Medical Practice",
            ),
        ),
        (
            mother("lisa-yapp", "Lisa", "Yapp", born(today, 45, 45), 118, safe="yes"),
            father("gary-yapp", "Gary", "Yapp", born(today, 48, 90), 119),
        ),
    )


def chosen_name(today: date) -> Family:
    return Family(
        "eckley",
        Home("12 Kingfisher Walk", "Fennimore", "MX6 9FG"),
        (
            child(
                "robin-eckley",
                "Rebecca",
                "Eckley",
                "female",
                22,
                born=born(today, 15, 12),
                ethnicity="WBRI",
                chosen_name="Robin",
                pronouns="they/them",
                gender="Non-binary",
                school="Saltersby Academy",
                practice="Saltersby Family Practice",
            ),
        ),
        (mother("joanne-eckley", "Joanne", "Eckley", born(today, 44, 70), 122),),
        note="Robin at school, Rebecca in letters home: the name that is safe for each reader.",
    )
