"""The tables about people that the database guards by something else than the relation to a child, each with the reason.

Every other table that leads to a child, a person or a referral, or that holds personal data, is guarded by a function that asks
about the circle, restrictions and shut-outs (`access/walls.py`, `referrals/guards.py`), or by a row so guarded. A test looks
through all of them and fails for one that is neither guarded nor named here.
"""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from holdfast.kernel.guard import PERSON, TOKEN, has_grant


class Instead(Enum):
    """What the database asks instead; the value is what must stand in the guard."""

    OWN = f"= {PERSON}"  # the row names the person whose it is
    ADDRESSED = f"{PERSON} IN ("  # the row names those who sent it and those it is for
    COOKIE = f"token_hash = {TOKEN}"  # the row names the visitor's own cookie
    GOVERNANCE = has_grant("govern-information")  # the information lead's desk, and nobody else
    MANAGERS = has_grant("ratify")  # managers
    SIGN_IN = ""  # read before anybody is known
    PARTNERSHIP = "partnership_id = "  # everybody at work here; about professionals alone


class Wall(NamedTuple):
    """What is asked instead, and why that is enough."""

    instead: Instead
    why: str


# By table, in the order of the house.
OTHERWISE: dict[str, Wall] = {
    "audit.Event": Wall(Instead.PARTNERSHIP, "Ids of who did what and never a word of it; every process writes it."),
    "access.User": Wall(Instead.SIGN_IN, "A professional's name and work address, read before sign-in; nothing about a child."),
    "access.Session": Wall(Instead.SIGN_IN, "The kind of a professional's browser, found by a key of 32 random characters."),
    "access.Absence": Wall(Instead.PARTNERSHIP, "When a colleague is away and who covers; everybody who routes work reads it."),
    "access.AccessReview": Wall(Instead.PARTNERSHIP, "Why a professional's post is still needed; nothing about a child."),
    "access.Suspension": Wall(Instead.OWN, "Why an account was suspended: the administrator's, and its owner's."),
    "access.KeptWords": Wall(Instead.OWN, "What somebody had typed when they were signed out: theirs alone, for a day."),
    "access.Exclusion": Wall(
        Instead.MANAGERS, "Who is shut out of a case: those who may lift it, and never the person shut out."
    ),
    "records.Opened": Wall(Instead.OWN, "The reader's own list of records they opened, by id; the record asks again."),
    "work.Seat": Wall(Instead.PARTNERSHIP, "On whom a duty rests; the duty itself, with its words, asks about the case."),
    "work.Told": Wall(Instead.PARTNERSHIP, "Who was told of a duty that climbed; the duty itself asks about the case."),
    "comms.Message": Wall(
        Instead.ADDRESSED, "The words of a message name no child (H13); who sent it and who gets it read them."
    ),
    "disclosure.Release": Wall(Instead.GOVERNANCE, "The register of what left: the information lead's, and the releaser's own."),
    "referrals.Draft": Wall(Instead.OWN, "Not sent yet: the writer's alone, whatever anybody's role or circle."),
    "missing.PlanDraft": Wall(Instead.OWN, "A plan not saved yet: the writer's alone, whatever anybody's role or circle."),
    "missing.PackOpened": Wall(
        Instead.MANAGERS, "Who opened the nightly pack, and why: police, the duty team at night, managers, the information lead."
    ),
    "missing.ReportDraft": Wall(Instead.OWN, "A report not sent yet: the writer's alone, whatever anybody's role or circle."),
    "missing.CountsGiven": Wall(
        Instead.PARTNERSHIP, "Which counts were given out and for what; every number in them is of many children."
    ),
    "referrals.EmailCode": Wall(Instead.COOKIE, "Hashes of a code and an address, for ten minutes, by the visitor's own cookie."),
    "referrals.StatusKey": Wall(Instead.COOKIE, "That a visitor proved an address theirs, by their own cookie."),
    "keeping.LegalHold": Wall(Instead.GOVERNANCE, "Why a record must be kept: the information lead's desk."),
    "keeping.Disposal": Wall(Instead.GOVERNANCE, "What is to be disposed of: the information lead's desk."),
    "keeping.DisposalAnswer": Wall(Instead.GOVERNANCE, "What was decided on a disposal: the information lead's desk."),
    "keeping.Certificate": Wall(Instead.GOVERNANCE, "Which record was destroyed, by id: the information lead's desk."),
    "keeping.RequestStep": Wall(Instead.GOVERNANCE, "How a request to see a record is weighed: the information lead's desk."),
    "keeping.Marking": Wall(Instead.GOVERNANCE, "What is held back from a copy, and why: the information lead's desk."),
    "keeping.RequestDecision": Wall(
        Instead.GOVERNANCE,
        "What becomes of words in a copy, and why: the information lead's desk, and managers whom they ask.",
    ),
    "keeping.Breach": Wall(Instead.GOVERNANCE, "What leaked and whom that endangers: the information lead's desk."),
    "keeping.SharingAgreement": Wall(Instead.GOVERNANCE, "Whom to reach at a partner organisation; nothing about a child."),
    "keeping.Merge": Wall(Instead.GOVERNANCE, "Which two records were made one, by id, and why: the information lead's desk."),
}
