"""The families that the walk-throughs speak of, written by hand: each shows one thing that software gets wrong."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from .county import landline, mobile
from .family import CastAdult, CastChild, Family, Home, Placed
from .numbers import nhs_number, pupil_number


def known_families(today: date) -> tuple[Family, ...]:
    """Every hand-written family, dated relative to a day."""
    return (
        _near_namesakes_one(today),
        _near_namesakes_two(today),
        _near_namesakes_three(today),
        _twins(today),
        _siblings(today),
        _confidential(today),
        _not_to_be_told(today),
        _interpreter(today),
        _in_care(today),
        _fernbank(today),
        _care_leaver(today),
        _young_parent(today),
        _unborn(today),
        _no_birth_date(today),
        _learning_disability(today),
        _away_worker(today),
        _unaccompanied(today),
        _chosen_name(today),
        _staff_risk(today),
        _two_homes(today),
        _prevent(today),
    )


def _born(today: date, years: int, days: int) -> date:
    """Born so many years and days before today."""
    return today - timedelta(days=round(years * 365.25) + days)


def _child(key: str, given: str, family: str, sex: str, number: int, **values: Any) -> CastChild:
    numbers: dict[str, Any] = {"nhs": nhs_number(number), "upn": pupil_number(number), "council": f"MC{410000 + number}"}
    return CastChild(key, given, family, sex, **{**numbers, **values})


def _mother(key: str, given: str, family: str, born: date, number: int, **values: Any) -> CastAdult:
    return CastAdult(key, given, family, "mother", born, mobile(number), **values)


def _father(key: str, given: str, family: str, born: date, number: int, **values: Any) -> CastAdult:
    return CastAdult(key, given, family, "father", born, mobile(number), **values)


def _near_namesakes_one(today: date) -> Family:
    return Family(
        "marlowe",
        Home("14 Fuller Street", "Marchbury", "MX1 4AB"),
        (
            _child(
                "katharine-marlowe",
                "Katharine",
                "Marlowe",
                "female",
                1,
                born=_born(today, 14, 96),
                ethnicity="WBRI",
                nicknames=("Kat", "Kitty"),
                school="Marchbury High School",
                practice="Old Bakery Surgery, Marchbury",
                worker="Amir Rahimi",
            ),
        ),
        (
            _mother("helen-marlowe", "Helen", "Marlowe", _born(today, 41, 30), 101, safe="yes"),
            _father("james-marlowe", "James", "Marlowe", _born(today, 44, 200), 102, at_home=False),
        ),
        note="Katharine, Catherine and Katherine: three children of nearly one name.",
    )


def _near_namesakes_two(today: date) -> Family:
    return Family(
        "marlow",
        Home("3 Weir Cottages", "Aldermere", "MX4 2EF"),
        (
            _child(
                "catherine-marlow",
                "Catherine",
                "Marlow",
                "female",
                2,
                born=_born(today, 14, 101),
                ethnicity="WBRI",
                nicknames=("Cath",),
                school="Ledwych Valley School",
                practice="Ledwych Medical Practice",
            ),
        ),
        (_mother("sandra-marlow", "Sandra", "Marlow", _born(today, 38, 12), 103),),
    )


def _near_namesakes_three(today: date) -> Family:
    return Family(
        "marlow-lee",
        Home("Flat 2, 61 Mercer Street", "Saltersby", "MX3 7LN"),
        (
            _child(
                "katherine-marlow-lee",
                "Katherine",
                "Marlow-Lee",
                "female",
                3,
                born=_born(today, 15, 44),
                ethnicity="MWAS",
                nicknames=("Katie",),
                school="Saltersby Academy",
                practice="Saltersby Family Practice",
            ),
        ),
        (_mother("mei-lee", "Mei", "Lee", _born(today, 40, 77), 104, safe="yes"),),
    )


def _twins(today: date) -> Family:
    born = _born(today, 13, 20)
    same: dict[str, Any] = {
        "born": born,
        "ethnicity": "WBRI",
        "school": "Kestrel Heath Community College",
        "practice": "Kestrel Heath Health Centre",
    }
    return Family(
        "penry-jones",
        Home("8 Withy Bed Lane", "Kestrel Heath", "MX8 3PQ"),
        (
            _child("ewan-penry-jones", "Ewan", "Penry-Jones", "male", 4, **same),
            _child("owen-penry-jones", "Owen", "Penry-Jones", "male", 5, **same),
        ),
        (
            _mother("sian-penry-jones", "Sian", "Penry-Jones", _born(today, 39, 5), 105, safe="yes"),
            _father("rhys-jones", "Rhys", "Jones", _born(today, 42, 61), 106),
        ),
        note="Twins: one birth date, one address, one letter between their names.",
    )


def _siblings(today: date) -> Family:
    return Family(
        "tedstone",
        Home("22 Jubilee Crescent", "Marchbury", "MX2 5DE"),
        (
            _child(
                "leah-tedstone",
                "Leah",
                "Tedstone",
                "female",
                6,
                born=_born(today, 15, 150),
                ethnicity="WBRI",
                school="Marchbury High School",
                practice="Old Bakery Surgery, Marchbury",
                police="MP/77121/26",
            ),
            _child(
                "kyle-tedstone",
                "Kyle",
                "Tedstone",
                "male",
                7,
                born=_born(today, 12, 210),
                ethnicity="WBRI",
                school="Marchbury High School",
                practice="Old Bakery Surgery, Marchbury",
                send="Attention deficit hyperactivity disorder",
            ),
            _child(
                "maisie-tedstone",
                "Maisie",
                "Tedstone",
                "female",
                8,
                born=_born(today, 8, 33),
                ethnicity="WBRI",
                school="Quillham Primary School",
                practice="Old Bakery Surgery, Marchbury",
            ),
        ),
        (
            _mother("donna-tedstone", "Donna", "Tedstone", _born(today, 36, 40), 107, safe="yes"),
            CastAdult(
                "wayne-rudge",
                "Wayne",
                "Rudge",
                "step_parent",
                _born(today, 33, 9),
                mobile(108),
                responsibility=False,
                safe="not_yet",
                safe_why="The police ask that he is not told yet.",
            ),
        ),
    )


def _confidential(today: date) -> Family:
    return Family(
        "ashdown",
        Home("Lantern House", "", "MX9 1RS", kept_from="Carl Ashdown, and anybody acting for him"),
        (
            _child(
                "ruby-ashdown",
                "Ruby",
                "Ashdown",
                "female",
                9,
                born=_born(today, 11, 60),
                ethnicity="WBRI",
                school="Quillham Primary School",
                practice="Wyverstock Surgery",
                worker="Leila Haddad",
            ),
            _child(
                "theo-ashdown",
                "Theo",
                "Ashdown",
                "male",
                10,
                born=_born(today, 6, 14),
                ethnicity="WBRI",
                school="Quillham Primary School",
                practice="Wyverstock Surgery",
                worker="Leila Haddad",
            ),
        ),
        (
            _mother("nicola-ashdown", "Nicola", "Ashdown", _born(today, 34, 101), 109, safe="yes"),
            _father(
                "carl-ashdown",
                "Carl",
                "Ashdown",
                _born(today, 37, 18),
                110,
                at_home=False,
                safe="never",
                safe_why="A non-molestation order is in force. He must not learn where they live.",
            ),
        ),
        before=Home("5 Tannery Lane", "Marchbury", "MX2 2TT"),
        moved=today - timedelta(days=75),
    )


def _not_to_be_told(today: date) -> Family:
    return Family(
        "mahmood",
        Home("40 Victoria Parade", "Marchbury", "MX1 9UW"),
        (
            _child(
                "aisha-mahmood",
                "Aisha",
                "Mahmood",
                "female",
                11,
                born=_born(today, 16, 88),
                ethnicity="APKN",
                language="English",
                religion="Muslim",
                school="Marchshire Sixth Form College",
                practice="Old Bakery Surgery, Marchbury",
                worker="Bethan Pryce",
            ),
        ),
        (
            _mother(
                "shazia-mahmood",
                "Shazia",
                "Mahmood",
                _born(today, 43, 55),
                111,
                safe="not_yet",
                safe_why="Aisha asks to tell her mother herself, with her advocate.",
            ),
            _father(
                "tariq-mahmood",
                "Tariq",
                "Mahmood",
                _born(today, 47, 13),
                112,
                safe="never",
                safe_why="Aisha fears being taken abroad. Police advice.",
            ),
        ),
    )


def _interpreter(today: date) -> Family:
    return Family(
        "popescu",
        Home("Caravan 4, Hop Kiln Close", "Pellbrook", "MX10 4XZ"),
        (
            _child(
                "elena-popescu",
                "Elena",
                "Popescu",
                "female",
                12,
                born=_born(today, 15, 9),
                ethnicity="WOTH",
                language="Romanian",
                interpreter=True,
                nationality="Romanian",
                school="Ledwych Valley School",
                practice="Ledwych Medical Practice",
            ),
        ),
        (
            _mother(
                "mihaela-popescu",
                "Mihaela",
                "Popescu",
                _born(today, 35, 71),
                113,
                language="Romanian",
                interpreter=True,
                safe="yes",
            ),
        ),
    )


def _in_care(today: date) -> Family:
    since = today - timedelta(days=210)
    carer_home = Home("2 Yew Tree Close", "Thornwick Magna", "MX12 6BD", kept_from="The birth family")
    return Family(
        "godsall",
        Home("9 Ropewalk", "Saltersby", "MX3 1HJ"),
        (
            _child(
                "jayden-godsall",
                "Jayden",
                "Godsall",
                "male",
                13,
                born=_born(today, 14, 300),
                ethnicity="MWBC",
                nicknames=("Jay",),
                school="The Withies School",
                practice="Wyverstock Surgery",
                legal_status="care_order",
                in_care_since=since,
                worker="Chris Underhill",
                placed=Placed("foster", "Thornwick foster carers", carer_home, since),
            ),
        ),
        (_mother("tracy-godsall", "Tracy", "Godsall", _born(today, 33, 60), 114, at_home=False, safe="yes"),),
    )


def _fernbank(today: date) -> Family:
    since = today - timedelta(days=63)
    fernbank = Home("Fernbank House, Ledwych Road", "Elverstone", "MX6 2LP")
    return Family(
        "campbell",
        Home("17 Union Terrace", "Marchbury", "MX2 8GH"),
        (
            _child(
                "tia-campbell",
                "Tia",
                "Campbell",
                "female",
                14,
                born=_born(today, 15, 240),
                ethnicity="MWBC",
                school="The Withies School",
                practice="Ledwych Medical Practice",
                legal_status="looked_after_agreed",
                in_care_since=since,
                placed=Placed("children's home", "Fernbank House", fernbank, since),
                worker="Chris Underhill",
                police="MP/80233/26",
            ),
        ),
        (_mother("dawn-campbell", "Dawn", "Campbell", _born(today, 38, 4), 115, at_home=False),),
    )


def _care_leaver(today: date) -> Family:
    return Family(
        "lambourne",
        Home("Flat 12, Priory Mews", "Marchbury", "MX1 3NQ"),
        (
            _child(
                "callum-lambourne",
                "Callum",
                "Lambourne",
                "male",
                15,
                born=_born(today, 19, 40),
                ethnicity="WBRI",
                upn="",
                care_leaver=True,
                legal_status="care_leaver",
                practice="Old Bakery Surgery, Marchbury",
                learning_disability=True,
                send="Mild learning disability",
                worker="Chris Underhill",
            ),
        ),
        note="Nineteen: the leaving-care adviser, adult safeguarding and his own consent.",
    )


def _young_parent(today: date) -> Family:
    return Family(
        "lovell",
        Home("1 Orchard Rise", "Ibberstoke", "MX7 5RT"),
        (
            _child(
                "shannon-lovell",
                "Shannon",
                "Lovell",
                "female",
                16,
                born=_born(today, 17, 21),
                ethnicity="WROM",
                is_parent=True,
                practice="Ledwych Medical Practice",
                school="Marchshire Sixth Form College",
            ),
            _child(
                "blossom-lovell",
                "Blossom",
                "Lovell",
                "female",
                17,
                born=_born(today, 0, 190),
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
                _born(today, 52, 33),
                mobile(116),
                responsibility=False,
                safe="yes",
            ),
        ),
    )


def _unborn(today: date) -> Family:
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
        (_mother("jade-perks", "Jade", "Perks", _born(today, 19, 250), 117, safe="yes"),),
    )


def _no_birth_date(today: date) -> Family:
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


def _learning_disability(today: date) -> Family:
    return Family(
        "yapp",
        Home("6 Glebe Terrace", "Brockhollow", "MX4 9ZD"),
        (
            _child(
                "molly-yapp",
                "Molly",
                "Yapp",
                "female",
                18,
                born=_born(today, 16, 5),
                ethnicity="WBRI",
                learning_disability=True,
                send="Education, health and care plan; moderate learning disability",
                communication="Short sentences, pictures, time to answer",
                school="The Withies School",
                practice="Ledwych Medical Practice",
            ),
        ),
        (
            _mother("lisa-yapp", "Lisa", "Yapp", _born(today, 45, 45), 118, safe="yes"),
            _father("gary-yapp", "Gary", "Yapp", _born(today, 48, 90), 119),
        ),
    )


def _away_worker(today: date) -> Family:
    return Family(
        "okafor",
        Home("27 Sycamore Drive", "Marchbury", "MX2 6WX"),
        (
            _child(
                "tobi-okafor",
                "Tobi",
                "Okafor",
                "male",
                19,
                born=_born(today, 16, 170),
                ethnicity="BAFR",
                religion="Christian",
                school="St Wulfric's Academy",
                practice="Old Bakery Surgery, Marchbury",
                worker="Owen Griffith",
            ),
            _child(
                "temi-okafor",
                "Temi",
                "Okafor",
                "female",
                20,
                born=_born(today, 13, 81),
                ethnicity="BAFR",
                religion="Christian",
                school="St Wulfric's Academy",
                practice="Old Bakery Surgery, Marchbury",
                worker="Owen Griffith",
            ),
        ),
        (
            _mother("folake-okafor", "Folake", "Okafor", _born(today, 42, 111), 120, safe="yes"),
            _father("emeka-okafor", "Emeka", "Okafor", _born(today, 46, 6), 121, safe="yes"),
        ),
        note="Open to a social worker who is on leave.",
    )


def _unaccompanied(today: date) -> Family:
    since = today - timedelta(days=30)
    lodgings = Home("15 Packhorse Lane", "Larkenham", "MX8 7AY")
    return Family(
        "karimi",
        lodgings,
        (
            _child(
                "navid-karimi",
                "Navid",
                "Karimi",
                "male",
                21,
                born=_born(today, 16, 320),
                ethnicity="AOTH",
                upn="",
                language="Dari",
                interpreter=True,
                religion="Muslim",
                nationality="Afghan",
                immigration="Asylum claim made; decision awaited",
                legal_status="looked_after_agreed",
                in_care_since=since,
                placed=Placed("supported lodgings", "Larkenham lodgings", lodgings, since),
                worker="Leila Haddad",
            ),
        ),
    )


def _chosen_name(today: date) -> Family:
    return Family(
        "eckley",
        Home("12 Kingfisher Walk", "Fennimore", "MX6 9FG"),
        (
            _child(
                "robin-eckley",
                "Rebecca",
                "Eckley",
                "female",
                22,
                born=_born(today, 15, 12),
                ethnicity="WBRI",
                chosen_name="Robin",
                pronouns="they/them",
                gender="Non-binary",
                school="Saltersby Academy",
                practice="Saltersby Family Practice",
            ),
        ),
        (_mother("joanne-eckley", "Joanne", "Eckley", _born(today, 44, 70), 122),),
        note="Robin at school, Rebecca in letters home: the name that is safe for each reader.",
    )


def _staff_risk(today: date) -> Family:
    return Family(
        "dyke",
        Home("Old Quarry, Quarry Bank", "Dunfold Cross", "MX5 1JL"),
        (
            _child(
                "harley-dyke",
                "Harley",
                "Dyke",
                "male",
                23,
                born=_born(today, 13, 280),
                ethnicity="WBRI",
                school="Ledwych Valley School",
                practice="Kestrel Heath Health Centre",
                worker="Anita Desai",
            ),
        ),
        (
            _father(
                "darren-dyke",
                "Darren",
                "Dyke",
                _born(today, 40, 27),
                123,
                staff_risk="Two workers at every visit: threats to staff, and dogs loose in the yard.",
            ),
        ),
    )


def _two_homes(today: date) -> Family:
    return Family(
        "watkins-nowak",
        Home("19 Chandler's Row", "Hallowdene", "MX7 3BE"),
        (
            _child(
                "filip-nowak",
                "Filip",
                "Nowak",
                "male",
                24,
                born=_born(today, 10, 128),
                ethnicity="WOTH",
                aliases=("Philip Watkins",),
                language="Polish",
                school="Cotterham Church of England Primary School",
                practice="Kestrel Heath Health Centre",
            ),
        ),
        (
            _mother("katarzyna-nowak", "Katarzyna", "Nowak", _born(today, 34, 8), 124, language="Polish", safe="yes"),
            _father("simon-watkins", "Simon", "Watkins", _born(today, 39, 160), 125, at_home=False, safe="yes"),
        ),
    )


def _prevent(today: date) -> Family:
    return Family(
        "farrow",
        Home("44 Ironmonger Way", "Marchbury", "MX2 1NH"),
        (
            _child(
                "lewis-farrow",
                "Lewis",
                "Farrow",
                "male",
                25,
                born=_born(today, 15, 199),
                ethnicity="WBRI",
                school="St Wulfric's Academy",
                practice="Old Bakery Surgery, Marchbury",
                send="Autism: not a learning disability",
            ),
        ),
        (_mother("tracy-farrow", "Tracy", "Farrow", _born(today, 41, 2), 126, safe="yes", email=""),),
        note=f"Parent reached through the school office, {landline(191)}.",
    )
