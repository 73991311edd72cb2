"""Children looked after, placed, leaving care, or without a family here."""

from __future__ import annotations

from datetime import date, timedelta

from ..family import Family, Home, Placed
from .person import born, child, father, mother


def in_care(today: date) -> Family:
    since = today - timedelta(days=210)
    carer_home = Home("2 Yew Tree Close", "Thornwick Magna", "MX12 6BD", kept_from="The birth family")
    return Family(
        "godsall",
        Home("9 Ropewalk", "Saltersby", "MX3 1HJ"),
        (
            child(
                "jayden-godsall",
                "Jayden",
                "Godsall",
                "male",
                13,
                born=born(today, 14, 300),
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
        (mother("tracy-godsall", "Tracy", "Godsall", born(today, 33, 60), 114, at_home=False, safe="yes"),),
    )


def fernbank(today: date) -> Family:
    since = today - timedelta(days=63)
    fernbank = Home("Fernbank House, Ledwych Road", "Elverstone", "MX6 2LP")
    return Family(
        "campbell",
        Home("17 Union Terrace", "Marchbury", "MX2 8GH"),
        (
            child(
                "tia-campbell",
                "Tia",
                "Campbell",
                "female",
                14,
                born=born(today, 15, 240),
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
        (mother("dawn-campbell", "Dawn", "Campbell", born(today, 38, 4), 115, at_home=False),),
    )


def care_leaver(today: date) -> Family:
    return Family(
        "lambourne",
        Home("Flat 12, Priory Mews", "Marchbury", "MX1 3NQ"),
        (
            child(
                "callum-lambourne",
                "Callum",
                "Lambourne",
                "male",
                15,
                born=born(today, 19, 40),
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


def away_worker(today: date) -> Family:
    return Family(
        "okafor",
        Home("27 Sycamore Drive", "Marchbury", "MX2 6WX"),
        (
            child(
                "tobi-okafor",
                "Tobi",
                "Okafor",
                "male",
                19,
                born=born(today, 16, 170),
                ethnicity="BAFR",
                religion="Christian",
                school="St Wulfric's Academy",
                practice="Old Bakery Surgery, Marchbury",
                worker="Owen Griffith",
            ),
            child(
                "temi-okafor",
                "Temi",
                "Okafor",
                "female",
                20,
                born=born(today, 13, 81),
                ethnicity="BAFR",
                religion="Christian",
                school="St Wulfric's Academy",
                practice="Old Bakery Surgery, Marchbury",
                worker="Owen Griffith",
            ),
        ),
        (
            mother("folake-okafor", "Folake", "Okafor", born(today, 42, 111), 120, safe="yes"),
            father("emeka-okafor", "Emeka", "Okafor", born(today, 46, 6), 121, safe="yes"),
        ),
        note="Open to a social worker who is on leave.",
    )


def unaccompanied(today: date) -> Family:
    since = today - timedelta(days=30)
    lodgings = Home("15 Packhorse Lane", "Larkenham", "MX8 7AY")
    return Family(
        "karimi",
        lodgings,
        (
            child(
                "navid-karimi",
                "Navid",
                "Karimi",
                "male",
                21,
                born=born(today, 16, 320),
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
