"""Who may do what, printed: each role, each grant in words, and the addresses that a grant opens."""

from __future__ import annotations

from collections.abc import Iterator

from holdfast.access.roles import GRANTS, Grant
from holdfast.kernel.routes import Policy

from .routes import patterns, policy_of

OPENS: dict[Grant, str] = {
    Grant.REFER: "Write referrals and send them; see what oneself sent, and what was decided. Say that a child is missing.",
    Grant.AGENCY_REFERRALS: "See referrals that somebody of one's agency shared with its safeguarding lead.",
    Grant.ASSESS: "Write exploitation risk assessments, and write one again from the last.",
    Grant.LOG_CONSULTATION: "Write down calls to the advice line; see the calls one wrote down.",
    Grant.SCREEN: (
        "See the MASH queue; acknowledge, rate, ask agencies, weigh consent, act at once to protect, propose a decision; join "
        "what was typed to a record. Not what is about oneself, one's family, or a worker of one's own agency."
    ),
    Grant.RATIFY: (
        "Ratify or send back what somebody else proposed; give instructions; record absences; lift a mistaken shutting out."
    ),
    Grant.EMERGENCY_DUTY: "Answer for children in danger while MASH is closed.",
    Grant.ANSWER_CHECKS: "See the identities and the question that were put to one's own agency, and answer. Not the referral.",
    Grant.REVIEW_FLOORS: "See assessments below a safety floor or not referred, and confirm or raise the level.",
    Grant.READ_CHILDREN: (
        "Open the record of any child of the partnership, except restricted ones outside one's circle and cases one is in."
    ),
    Grant.READ_CIRCLE: "Open the record of a child while one has a place in that child's circle, except cases one is in oneself.",
    Grant.BREAK_GLASS: (
        "Open, in an emergency and for a few hours, a record that is closed because one does not work with the child; ask for a "
        "restricted one. With a reason; those who have the case are told at once, and a manager looks at it."
    ),
    Grant.OPENS_RESTRICTED: "In an emergency, open a restricted record too, at once.",
    Grant.EDIT_CHILDREN: "Change a record that one may open; restrict it; say what is safe to tell.",
    Grant.SEARCH: "Look for a record by name, sound, number, date of birth or address, among those one may open.",
    Grant.APPROVE_PLANS: "Approve or send back a safety plan that others wrote, of a child whose record opens; end a plan.",
    Grant.TAKE_CASES: "Be allocated children; acknowledge news of a child who is one's own already.",
    Grant.LOOK_FOR_MISSING: (
        "Read the missing episodes of every child but those closed to one, and nothing else of their records; add to them."
    ),
    Grant.GRADE_MISSING: "Set the police grade of a missing child; say that the police know.",
    Grant.CO_ORDINATE_MISSING: "Say which reports of a missing child are one absence, and which were none.",
    Grant.CONVENE: "Call meetings about children whose record opens to one; run those one chairs, minutes or called.",
    Grant.SEE_LADO: "See and choose who reads worries about people who work with children, unless about one's own agency.",
    Grant.SEE_QUEUE_FIGURES: "Counts and lateness of MASH, without a name.",
    Grant.CLIMB_TO: "Be told, at the top of the ladder, of what nobody answered.",
    Grant.SEALED_EVIDENCE: "See that a file is locked unseen, and take an original kept as evidence, with a reason.",
    Grant.DECIDE_LOCKED: "Say, for the police, what becomes of a file that was locked unseen.",
    Grant.READ_AUDIT: "Read who looked at, changed or released what.",
    Grant.REVIEW_OPENINGS: (
        "See which records were opened by people without a task, why each says they did, and say what to make of it. "
        "Not one's own openings; a child's name only where that record opens."
    ),
    Grant.REVIEW_ACCESS: "Look at who has which role, confirm it or take it away.",
    Grant.GOVERN_INFORMATION: "Answer for the data: locked files, subject access, disposal, breaches, access reviews.",
    Grant.ADMINISTER: "Change settings, pages, accounts, posts, agencies and teams. No record of a child.",
}
HEAD = """# Permissions

What a person may do is their roles' grants; what they then see is decided row by row, by who they are to the child and by the
item's own readers. Default: nothing. A restricted record opens for its circle alone. Whoever is a person of a case is shut out of
it, whatever their role, without being told. No role reaches another partnership.
"""


def page() -> str:
    """`docs/reference/permissions.md`."""
    return "\n".join([HEAD, *_roles(), *_grants(), *_crossing(), *_addresses()]) + "\n"


def unworded() -> list[str]:
    """Grants of which nobody has said in words what they open."""
    return [str(grant) for grant in Grant if not OPENS.get(grant)]


def _roles() -> Iterator[str]:
    yield from ("## Roles", "", "| Role | May |", "|---|---|")
    yield from (f"| {role.name} | {', '.join(sorted(role.grants))} |" for role in GRANTS.values())


def _grants() -> Iterator[str]:
    yield from ("", "## Grants, and what each opens", "", "| Grant | Opens |", "|---|---|")
    yield from (f"| {grant} | {OPENS.get(grant, '')} |" for grant in Grant)


def _crossing() -> Iterator[str]:
    """Roles down, grants across."""
    yield from ("", "## Every role by every grant", "")
    yield "| | " + " | ".join(grant.value for grant in Grant) + " |"
    yield "|---|" + ":-:|" * len(Grant)
    for role in GRANTS.values():
        yield f"| {role.name} | " + " | ".join("yes" if grant in role.grants else "" for grant in Grant) + " |"


def _addresses() -> Iterator[str]:
    """Which addresses ask for which grant at the door."""
    doors: dict[str, list[str]] = {}
    for path, pattern in patterns():
        doors.setdefault(_asked(policy_of(pattern)), []).append(path)
    yield from (
        "",
        "## Addresses, by what is asked at the door",
        "",
        "A row behind the door may still not be there for somebody.",
        "",
    )
    for asked in sorted(doors):
        yield from (f"**{asked}** ({len(doors[asked])})", "")
        yield from (f"- `{path}`" for path in sorted(doors[asked]))
        yield ""


def _asked(policy: Policy | None) -> str:
    if policy is None:
        return "nobody"
    return "open to everybody" if policy.public else policy.grant or "signed in"
