"""The agencies round a child, and the professions that work in them."""

from dataclasses import dataclass
from enum import StrEnum

from .question import Option


class AgencyKind(StrEnum):
    """What sort of agency somebody works for."""

    SOCIAL_CARE = "social_care"
    POLICE = "police"
    HEALTH = "health"
    EDUCATION = "education"
    YOUTH_JUSTICE = "youth_justice"
    HOUSING = "housing"
    PROBATION = "probation"
    EARLY_HELP = "early_help"
    DOMESTIC_ABUSE = "domestic_abuse"
    ADULT_SOCIAL_CARE = "adult_social_care"
    SUBSTANCE_MISUSE = "substance_misuse"
    PLACEMENT = "placement"
    VOLUNTARY = "voluntary"
    LICENSING = "licensing"
    OTHER = "other"


AGENCY_KINDS: dict[AgencyKind, str] = {
    AgencyKind.SOCIAL_CARE: "Children's social care",
    AgencyKind.POLICE: "Police",
    AgencyKind.HEALTH: "Health",
    AgencyKind.EDUCATION: "Education",
    AgencyKind.YOUTH_JUSTICE: "Youth justice",
    AgencyKind.HOUSING: "Housing",
    AgencyKind.PROBATION: "Probation",
    AgencyKind.EARLY_HELP: "Early help",
    AgencyKind.DOMESTIC_ABUSE: "Domestic abuse service",
    AgencyKind.ADULT_SOCIAL_CARE: "Adult social care",
    AgencyKind.SUBSTANCE_MISUSE: "Substance misuse service",
    AgencyKind.PLACEMENT: "Placement, residential or foster care",
    AgencyKind.VOLUNTARY: "Voluntary or community organisation",
    AgencyKind.LICENSING: "Licensing",
    AgencyKind.OTHER: "Another agency",
}

CHECKED_BY_MASH: tuple[AgencyKind, ...] = (
    AgencyKind.POLICE,
    AgencyKind.HEALTH,
    AgencyKind.EDUCATION,
    AgencyKind.YOUTH_JUSTICE,
    AgencyKind.HOUSING,
    AgencyKind.PROBATION,
    AgencyKind.EARLY_HELP,
    AgencyKind.DOMESTIC_ABUSE,
)


class Profession(StrEnum):
    """What somebody is to the child, which settles what they could know and so what they are asked."""

    SOCIAL_WORKER = "social_worker"
    POLICE = "police"
    SCHOOL = "school"
    GP = "gp"
    NURSE = "nurse"
    SEXUAL_HEALTH = "sexual_health"
    MENTAL_HEALTH = "mental_health"
    YOUTH_JUSTICE = "youth_justice"
    EARLY_HELP = "early_help"
    YOUTH_WORKER = "youth_worker"
    HOUSING = "housing"
    PROBATION = "probation"
    DOMESTIC_ABUSE = "domestic_abuse"
    SUBSTANCE_MISUSE = "substance_misuse"
    CARER = "carer"
    LICENSING = "licensing"
    PUBLIC = "public"
    OTHER = "other"


@dataclass(frozen=True)
class ProfessionRow:
    """A profession in words, with the kind of agency it usually belongs to."""

    label: str
    agency_kind: AgencyKind


PROFESSIONS: dict[Profession, ProfessionRow] = {
    Profession.SOCIAL_WORKER: ProfessionRow("Social worker", AgencyKind.SOCIAL_CARE),
    Profession.POLICE: ProfessionRow("Police officer or staff", AgencyKind.POLICE),
    Profession.SCHOOL: ProfessionRow("School, college or nursery", AgencyKind.EDUCATION),
    Profession.GP: ProfessionRow("General practice", AgencyKind.HEALTH),
    Profession.NURSE: ProfessionRow("Nurse, health visitor, midwife or hospital", AgencyKind.HEALTH),
    Profession.SEXUAL_HEALTH: ProfessionRow("Sexual health service", AgencyKind.HEALTH),
    Profession.MENTAL_HEALTH: ProfessionRow("Child mental health service", AgencyKind.HEALTH),
    Profession.YOUTH_JUSTICE: ProfessionRow("Youth justice", AgencyKind.YOUTH_JUSTICE),
    Profession.EARLY_HELP: ProfessionRow("Early help or family support", AgencyKind.EARLY_HELP),
    Profession.YOUTH_WORKER: ProfessionRow("Youth or community worker", AgencyKind.VOLUNTARY),
    Profession.HOUSING: ProfessionRow("Housing", AgencyKind.HOUSING),
    Profession.PROBATION: ProfessionRow("Probation", AgencyKind.PROBATION),
    Profession.DOMESTIC_ABUSE: ProfessionRow("Domestic abuse service", AgencyKind.DOMESTIC_ABUSE),
    Profession.SUBSTANCE_MISUSE: ProfessionRow("Substance misuse service", AgencyKind.SUBSTANCE_MISUSE),
    Profession.CARER: ProfessionRow("Foster carer or residential worker", AgencyKind.PLACEMENT),
    Profession.LICENSING: ProfessionRow("Licensing, trading standards or environmental health", AgencyKind.LICENSING),
    Profession.PUBLIC: ProfessionRow("Member of the public or relative", AgencyKind.OTHER),
    Profession.OTHER: ProfessionRow("Another profession", AgencyKind.OTHER),
}

AGENCY_KIND_OPTIONS = tuple(Option(kind.value, label) for kind, label in AGENCY_KINDS.items())
PROFESSION_OPTIONS = tuple(Option(profession.value, row.label) for profession, row in PROFESSIONS.items())
