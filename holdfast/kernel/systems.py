"""The system's own viewers by name, and the kinds of rows each needs. A name that is not here reads no row about anybody."""

from __future__ import annotations

CHILDREN, REFERRALS, FILES, WORK, MESSAGES = "children", "referrals", "files", "work", "messages"
EVERYTHING = frozenset({CHILDREN, REFERRALS, FILES, WORK, MESSAGES})

NEEDS: dict[str, frozenset[str]] = {
    "access.explain": frozenset({CHILDREN}),
    "accounts": frozenset({MESSAGES}),
    "admin.create": frozenset(),
    "audit.disposal": frozenset(),
    "audit.export": frozenset(),
    "backup": frozenset(),
    "case.export": frozenset({CHILDREN}),
    "case.import": frozenset({CHILDREN, WORK, MESSAGES}),
    "comms.deliver": frozenset({MESSAGES}),
    "demonstration": EVERYTHING,
    "demonstration.signins": frozenset(),
    "disclosure.check": frozenset({CHILDREN}),
    "doctor": frozenset({FILES, MESSAGES}),
    "documents.check": frozenset({FILES}),
    "keeping.breach": frozenset({CHILDREN, WORK}),
    "keeping.dispose": EVERYTHING,
    "keeping.merge": EVERYTHING,
    "keeping.request": EVERYTHING,
    "keeping.review": EVERYTHING,
    "keys.rotate": frozenset(),
    "meetings.minutes": frozenset({CHILDREN, WORK, MESSAGES}),
    "missing.concern": frozenset({CHILDREN, REFERRALS}),
    "missing.import": frozenset({CHILDREN, WORK, MESSAGES}),
    "missing.interview": frozenset({CHILDREN, WORK, MESSAGES}),
    "missing.look": frozenset({CHILDREN, WORK, MESSAGES}),
    "missing.pack": frozenset({CHILDREN}),
    "missing.pattern": frozenset({CHILDREN, WORK, MESSAGES}),
    "missing.show": frozenset({CHILDREN}),
    "open-case": frozenset({REFERRALS, WORK}),
    "people.import": frozenset({CHILDREN, WORK}),
    "portal.link": frozenset({CHILDREN, MESSAGES}),
    "plans.editions": frozenset({CHILDREN}),
    "plans.grow-up": frozenset({CHILDREN, WORK}),
    "plans.put-forward": frozenset({CHILDREN, WORK}),
    "plans.review": frozenset({CHILDREN, WORK}),
    "records.declared": frozenset({CHILDREN, WORK, MESSAGES}),
    "records.agreement": frozenset({CHILDREN}),
    "records.circle": frozenset({CHILDREN, WORK, MESSAGES}),
    "records.joining": frozenset({CHILDREN}),
    "records.look-again": frozenset({CHILDREN, WORK}),
    "records.openings": EVERYTHING,
    "records.routing": frozenset({CHILDREN}),
    "records.shut-out": frozenset({CHILDREN}),
    "referral.code": frozenset({REFERRALS}),
    "referral.import": EVERYTHING,
    "referral.naming": frozenset({REFERRALS}),
    "referral.show": EVERYTHING,
    "referral.status": EVERYTHING,
    "referrals.chase": EVERYTHING,
    "referrals.tidy": frozenset({REFERRALS, FILES}),
    "restore": frozenset(),
    "returns": frozenset({CHILDREN}),
    "routes": EVERYTHING,
    "screening.answer": frozenset({CHILDREN, REFERRALS, WORK}),
    "screening.figures": frozenset({REFERRALS}),
    "screening.names": frozenset({REFERRALS}),
    "screening.route": frozenset({CHILDREN, REFERRALS, WORK, MESSAGES}),
    "screening.step": frozenset({CHILDREN, REFERRALS, WORK}),
    "system.birth": frozenset(),
    "work.climb": frozenset({CHILDREN, REFERRALS, WORK, MESSAGES}),
}


def name_system(name: str, needs: frozenset[str]) -> None:
    """Name one more: for tests, which prepare rows of every kind."""
    NEEDS[name] = needs
