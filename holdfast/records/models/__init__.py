"""Everything that is kept about a child, one module a noun."""

from .agreement import Agreement
from .care import CarePeriod, LegalStatus, Placement
from .child import Child, ChildName, Identifier, SensitiveFact, Summary
from .chronology import ChronologyEntry
from .edits import Edit
from .identity import IdentityLink, Opened, SearchKey
from .living import Address, Health, Household, HouseholdMember, Schooling
from .network import CaseLine, CasePerson, Detail, PersonName, Tie
from .openings import OpeningList, OpeningReview, ReasonGiven, UnrelatedOpening
from .people import Involvement, Person, Relationship, SafeToTell

__all__ = [
    "Address",
    "Agreement",
    "CarePeriod",
    "CaseLine",
    "CasePerson",
    "Child",
    "ChildName",
    "ChronologyEntry",
    "Detail",
    "Edit",
    "Health",
    "Household",
    "HouseholdMember",
    "Identifier",
    "IdentityLink",
    "Involvement",
    "LegalStatus",
    "Opened",
    "OpeningList",
    "OpeningReview",
    "Person",
    "PersonName",
    "Placement",
    "ReasonGiven",
    "Relationship",
    "SafeToTell",
    "Schooling",
    "SearchKey",
    "SensitiveFact",
    "Summary",
    "Tie",
    "UnrelatedOpening",
]
