"""Who may do what, by role. One table; the reference page is printed from it."""

from dataclasses import dataclass
from enum import StrEnum


class Grant(StrEnum):
    """One thing a role may do. What a person then sees is decided row by row."""

    REFER = "refer"  # write and send referrals, see one's own
    AGENCY_REFERRALS = "agency-referrals"  # see referrals shared with a supervisor of the agency
    ASSESS = "assess"  # write exploitation risk assessments
    LOG_CONSULTATION = "log-consultation"  # the advice line
    SCREEN = "screen"  # work the MASH queue
    RATIFY = "ratify"  # ratify decisions, give instructions, manage the queue
    EMERGENCY_DUTY = "emergency-duty"  # out-of-hours ladder and red items
    ANSWER_CHECKS = "answer-checks"  # answer agency checks for one's agency
    REVIEW_FLOORS = "review-floors"  # confirm or raise levels below a safety floor
    READ_CHILDREN = "read-children"  # open records of the partnership's children
    READ_CIRCLE = "read-circle"  # open records of children one is involved with
    BREAK_GLASS = "break-glass"  # open, in an emergency and for a few hours, a record closed to one; ask for a restricted one
    OPENS_RESTRICTED = "opens-restricted"  # in an emergency a restricted one too, at once
    EDIT_CHILDREN = "edit-children"  # change records one may open
    SEARCH = "search"  # search records
    APPROVE_PLANS = "approve-plans"  # approve or send back a safety plan that others wrote; end one
    TAKE_CASES = "take-cases"  # be allocated children; acknowledge open-case referrals
    LOOK_FOR_MISSING = "look-for-missing"  # read the missing episodes of every child not closed to one, and add to them
    GRADE_MISSING = "grade-missing"  # set the police grade of a missing child; say that the police know
    CO_ORDINATE_MISSING = "co-ordinate-missing"  # say which reports are one absence, and which were none
    CONVENE = "convene"  # call meetings about children whose record opens, and run them
    SEE_LADO = "see-lado"  # worries about people who work with children
    SEE_QUEUE_FIGURES = "see-queue-figures"  # counts and lateness, without names
    CLIMB_TO = "climb-to"  # the top of the ladder
    SEALED_EVIDENCE = "sealed-evidence"  # files locked unseen, and originals kept as evidence
    DECIDE_LOCKED = "decide-locked"  # say what becomes of a locked file
    READ_AUDIT = "read-audit"
    GOVERN_INFORMATION = "govern-information"
    REVIEW_OPENINGS = "review-openings"  # look at records opened by people without a task
    REVIEW_ACCESS = "review-access"  # confirm or take away anybody's access
    ADMINISTER = "administer"  # settings, people, agencies


@dataclass(frozen=True)
class Role:
    key: str
    name: str
    grants: frozenset[Grant]


def _role(key: str, name: str, *grants: Grant) -> Role:
    return Role(key, name, frozenset(grants))


_REFERRING = (Grant.REFER, Grant.ASSESS)
_CASEWORK = (*_REFERRING, Grant.CONVENE, Grant.READ_CIRCLE, Grant.EDIT_CHILDREN, Grant.SEARCH, Grant.BREAK_GLASS)
_SOCIAL_CARE = (*_REFERRING, Grant.CONVENE, Grant.READ_CHILDREN, Grant.EDIT_CHILDREN, Grant.SEARCH, Grant.BREAK_GLASS)
_POLICE = (*_CASEWORK, Grant.OPENS_RESTRICTED, Grant.LOOK_FOR_MISSING, Grant.GRADE_MISSING)

GRANTS: dict[str, Role] = {
    role.key: role
    for role in (
        _role("referring-professional", "Referring professional", *_REFERRING),
        _role("mash-screener", "MASH screener", *_SOCIAL_CARE, Grant.SCREEN, Grant.LOG_CONSULTATION),
        _role(
            "mash-manager",
            "MASH manager",
            *_SOCIAL_CARE,
            Grant.SCREEN,
            Grant.RATIFY,
            Grant.LOG_CONSULTATION,
            Grant.SEE_QUEUE_FIGURES,
            Grant.SEE_LADO,
            Grant.REVIEW_OPENINGS,
            Grant.APPROVE_PLANS,
        ),
        _role("agency-checker", "Agency checker", *_REFERRING, Grant.ANSWER_CHECKS),
        _role(
            "emergency-duty",
            "Emergency duty worker",
            *_SOCIAL_CARE,
            Grant.EMERGENCY_DUTY,
            Grant.SCREEN,
            Grant.OPENS_RESTRICTED,
        ),
        _role(
            "exploitation-manager",
            "Exploitation manager",
            *_SOCIAL_CARE,
            Grant.REVIEW_FLOORS,
            Grant.TAKE_CASES,
            Grant.APPROVE_PLANS,
        ),
        _role("social-worker", "Social worker", *_CASEWORK, Grant.TAKE_CASES),
        _role("practitioner", "Direct-work practitioner", *_CASEWORK, Grant.TAKE_CASES),
        _role("early-help", "Early help worker", *_CASEWORK, Grant.TAKE_CASES),
        _role("business-support", "Business support", Grant.LOG_CONSULTATION, Grant.SEE_QUEUE_FIGURES),
        _role("police-officer", "Police officer", *_POLICE, Grant.SEALED_EVIDENCE, Grant.DECIDE_LOCKED),
        _role("missing-coordinator", "Missing co-ordinator", *_POLICE, Grant.CO_ORDINATE_MISSING),
        _role("duty-sergeant", "Duty sergeant", *_POLICE, Grant.SEALED_EVIDENCE, Grant.DECIDE_LOCKED),
        _role("intelligence-officer", "Intelligence officer", *_REFERRING, Grant.READ_CIRCLE),
        _role("return-interviewer", "Return interviewer", *_CASEWORK),
        _role("chair", "Chair", *_CASEWORK, Grant.APPROVE_PLANS),
        _role("reviewing-officer", "Independent reviewing officer", *_CASEWORK, Grant.APPROVE_PLANS),
        _role("advocate", "Advocate", *_REFERRING, Grant.READ_CIRCLE),
        _role("minute-taker", "Minute taker", Grant.READ_CIRCLE, Grant.CONVENE),
        _role("school-lead", "School lead or champion", *_REFERRING, Grant.AGENCY_REFERRALS),
        _role("placement-carer", "Placement carer", *_REFERRING),
        _role("licensing", "Licensing officer", *_REFERRING),
        _role(
            "head-of-service",
            "Head of service",
            *_SOCIAL_CARE,
            Grant.SCREEN,
            Grant.SEE_QUEUE_FIGURES,
            Grant.CLIMB_TO,
            Grant.RATIFY,
            Grant.SEE_LADO,
            Grant.REVIEW_OPENINGS,
            Grant.APPROVE_PLANS,
        ),
        _role("senior-leader", "Senior leader", Grant.SEE_QUEUE_FIGURES),
        _role(
            "information-governance",
            "Information-governance officer",
            Grant.GOVERN_INFORMATION,
            Grant.SEALED_EVIDENCE,
            Grant.READ_AUDIT,
            Grant.REVIEW_ACCESS,
            Grant.REVIEW_OPENINGS,
        ),
        _role("auditor", "Auditor", Grant.READ_AUDIT, Grant.SEE_QUEUE_FIGURES),
        _role("administrator", "Administrator", Grant.ADMINISTER, Grant.REVIEW_ACCESS),
    )
}


def grants_of(roles: frozenset[str]) -> frozenset[str]:
    """Everything a set of roles may do. An unknown role may do nothing."""
    return frozenset(str(grant) for key in roles if key in GRANTS for grant in GRANTS[key].grants)
