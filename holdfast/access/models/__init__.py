"""Accounts, agencies, teams and the dated posts that join them, one module a noun."""

from .accounts import Accounts, KeptWords, Session, User
from .agencies import Absence, Agency, EmailDomain, Invitation, Membership, StaffHome, Team
from .circles import BreakGlass, Circle, Exclusion, Restriction, TeamPlace
from .reviews import AccessReview, Suspension

__all__ = [
    "Absence",
    "AccessReview",
    "Accounts",
    "Agency",
    "BreakGlass",
    "Circle",
    "EmailDomain",
    "Exclusion",
    "Invitation",
    "KeptWords",
    "Membership",
    "Restriction",
    "Session",
    "StaffHome",
    "Suspension",
    "Team",
    "TeamPlace",
    "User",
]
