"""The agencies of the county, their teams and their e-mail domains."""

from dataclasses import dataclass

from holdfast.rules.agencies import AgencyKind as K


@dataclass(frozen=True)
class CastAgency:
    """One agency. domain: its e-mail domain. pupils: whether pupils have addresses there too."""

    key: str
    name: str
    kind: K
    domain: str
    number: int
    teams: tuple[str, ...] = ()
    pupils: bool = False


AGENCIES: tuple[CastAgency, ...] = (
    CastAgency(
        "council",
        "Marchshire Council children's services",
        K.SOCIAL_CARE,
        "council.marchshire.example",
        101,
        (
            "MASH",
            "Emergency duty team",
            "Exploitation team",
            "Assessment team North",
            "Assessment team South",
            "Looked-after children team",
            "Quality and review",
            "Leadership",
            "Business support",
        ),
    ),
    CastAgency(
        "police",
        "Marchshire Constabulary",
        K.POLICE,
        "constabulary.marchshire.example",
        110,
        ("Public protection", "Missing and exploitation", "Response North", "Force intelligence"),
    ),
    CastAgency(
        "health",
        "Marchshire Community Health NHS Trust",
        K.HEALTH,
        "health.marchshire.example",
        120,
        ("Safeguarding nurses", "School nursing", "Sexual health", "CAMHS"),
    ),
    CastAgency("icb", "Marchshire Integrated Care Board", K.HEALTH, "icb.marchshire.example", 125, ("Designated professionals",)),
    CastAgency(
        "education",
        "Marchshire Council education safeguarding",
        K.EDUCATION,
        "education.marchshire.example",
        130,
        ("Education welfare",),
    ),
    CastAgency("youth-justice", "Marchshire Youth Justice Service", K.YOUTH_JUSTICE, "yjs.marchshire.example", 140),
    CastAgency("housing", "Marchshire Homes", K.HOUSING, "homes.marchshire.example", 150, ("Tenancy support",)),
    CastAgency("probation", "Marchshire Probation", K.PROBATION, "probation.marchshire.example", 160),
    CastAgency(
        "early-help",
        "Marchshire Early Help",
        K.EARLY_HELP,
        "earlyhelp.marchshire.example",
        170,
        ("Family support North", "Family support South"),
    ),
    CastAgency("lantern", "Lantern Domestic Abuse Service", K.DOMESTIC_ABUSE, "lantern.example", 180),
    CastAgency("high-school", "Marchbury High School", K.EDUCATION, "marchburyhigh.example", 190, pupils=True),
    CastAgency("wulfric", "St Wulfric's Academy", K.EDUCATION, "stwulfrics.example", 195, pupils=True),
    CastAgency("withies", "The Withies School", K.EDUCATION, "thewithies.example", 198),
    CastAgency("old-bakery", "Old Bakery Surgery, Marchbury", K.HEALTH, "oldbakerysurgery.example", 200),
    CastAgency("ledwych", "Ledwych Medical Practice", K.HEALTH, "ledwychmedical.example", 205),
    CastAgency(
        "riverside",
        "Riverside Youth Trust",
        K.VOLUNTARY,
        "riversideyouth.example",
        210,
        ("Detached youth work", "Return interviews", "Advocacy"),
    ),
    CastAgency("fernbank", "Fernbank House", K.PLACEMENT, "fernbank.example", 220),
    CastAgency("licensing", "Marchshire Council licensing", K.LICENSING, "licensing.marchshire.example", 230),
    CastAgency("adults", "Marchshire Council adult social care", K.ADULT_SOCIAL_CARE, "adults.marchshire.example", 240),
)

SECOND_AGENCIES: tuple[CastAgency, ...] = (
    CastAgency(
        "tarn-council",
        "Isle of Tarn Council children's services",
        K.SOCIAL_CARE,
        "council.tarn.example",
        701,
        ("Front door", "Social work"),
    ),
    CastAgency("tarn-school", "Tarn Academy", K.EDUCATION, "tarnacademy.example", 710, pupils=True),
)
