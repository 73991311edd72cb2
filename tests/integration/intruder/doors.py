"""Every address of Holdfast: who opens it, and what everybody else gets. An address that is not here fails the suite.

The example of each address is one row of the demonstration county (`holdfast.config.examples`), tried by people who hold one
role and have nothing to do with the row.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from holdfast.access.roles import GRANTS

from .house import ELSEWHERE, EVERY_ROLE, VISITOR, WITHOUT_POST

OPEN, SIGN_IN, REFUSED, NOT_HERE = "opens", "is asked to sign in", "is refused (403)", "finds nothing (404)"


@dataclass(frozen=True)
class Door:
    """One address.

    opens: roles for whom it is there. reaches: roles whose work this is, some of whom find nothing where the row is not for
    them; everybody else is refused. together: to somebody who holds one of the roles it reaches and one of these it opens too,
    because each brings half of what it takes. place: holds no row of its own (a list, a new form), so that somebody of another
    partnership has one too. visitor, without_post: what those two get.
    """

    opens: frozenset[str]
    reaches: frozenset[str]
    place: bool = False
    visitor: str = SIGN_IN
    without_post: str = REFUSED
    together: frozenset[str] = frozenset()

    def answer(self, who: str) -> str:
        """What this door does for somebody."""
        if who == VISITOR:
            return self.visitor
        if who == WITHOUT_POST:
            return self.without_post
        if who == ELSEWHERE:
            return OPEN if self.place else NOT_HERE
        roles = set(GRANTS) if who == EVERY_ROLE else {who}
        if roles & self.opens or (roles & self.reaches and roles & self.together):
            return OPEN
        return NOT_HERE if roles & self.reaches else REFUSED


def _roles(*names: str) -> frozenset[str]:
    unknown = set(names) - set(GRANTS)
    assert not unknown, unknown
    return frozenset(names)


EVERYBODY = frozenset(GRANTS)
NOBODY: frozenset[str] = frozenset()
ADMINISTRATOR = _roles("administrator")
REVIEWERS_OF_ACCESS = _roles("administrator", "information-governance")
SCREENERS = _roles("mash-screener", "mash-manager", "emergency-duty", "head-of-service")
MANAGERS = _roles("mash-manager", "head-of-service")
OPENING_REVIEWERS = MANAGERS | _roles("information-governance")
READ_ALL_CHILDREN = SCREENERS | _roles("exploitation-manager")
CASEWORKERS = _roles(
    "social-worker", "practitioner", "early-help", "police-officer", "missing-coordinator", "duty-sergeant", "return-interviewer",
    "chair", "reviewing-officer",
)  # fmt: skip
EDITORS = READ_ALL_CHILDREN | CASEWORKERS
NEVER_REFER = _roles("administrator", "auditor", "business-support", "information-governance", "minute-taker", "senior-leader")
REFERRERS = EVERYBODY - NEVER_REFER
PLAN_MANAGERS = MANAGERS | _roles("exploitation-manager")
PLAN_CHAIRS = _roles("chair", "reviewing-officer")
ADVICE_LINE = _roles("mash-screener", "mash-manager", "business-support")
LEADERS = _roles("mash-manager", "head-of-service", "business-support", "senior-leader", "auditor")
GOVERNORS = _roles("information-governance")
SEALED_EVIDENCE = _roles("police-officer", "duty-sergeant", "information-governance")
MERGERS = GOVERNORS | SCREENERS
OPEN_TO_ALL = Door(EVERYBODY, EVERYBODY, place=True, visitor=OPEN, without_post=OPEN)
OWN_ACCOUNT = Door(EVERYBODY, EVERYBODY, place=True, without_post=OPEN)
# One's own, and these are not.
NOT_SET_UP = Door(NOBODY, EVERYBODY, without_post=NOT_HERE)
ONLY_WITH_THE_KEY = Door(NOBODY, EVERYBODY, visitor=NOT_HERE, without_post=NOT_HERE)


def place(roles: Iterable[str]) -> Door:
    """A list or a new form: these roles have one, everybody else is refused."""
    return Door(frozenset(roles), frozenset(roles), place=True)


def row(opens: Iterable[str], *, reaches: Iterable[str] | None = None) -> Door:
    """A row: these roles open the example, the rest of those it reaches find nothing."""
    return Door(frozenset(opens), frozenset(opens if reaches is None else reaches))


ASKED = row(GOVERNORS, reaches=EVERYBODY)  # and whoever was asked for the serious-harm test
CHILD = row(READ_ALL_CHILDREN, reaches=EVERYBODY)
EDIT = row(READ_ALL_CHILDREN, reaches=EDITORS)
CONVENERS = EDITORS | _roles("minute-taker")
ITS_PEOPLE = row(NOBODY, reaches=EVERYBODY)  # whoever runs the meeting, is called to it or was asked
DRAFT = row(NOBODY, reaches=REFERRERS)
REFERRAL = row(SCREENERS, reaches=EVERYBODY)
EPISODE = row(READ_ALL_CHILDREN | _roles("police-officer", "missing-coordinator", "duty-sergeant"), reaches=EVERYBODY)
SCREENING = row(SCREENERS)
MANAGED = row(MANAGERS)
MANAGE_PEOPLE = row(ADMINISTRATOR)
# Whoever sent it without an account, by their browser; somebody signed in is shown to the page for those who are.
SENT = Door(EVERYBODY, EVERYBODY, place=True, visitor=NOT_HERE, without_post=OPEN)

DOORS: dict[str, Door] = {
    # health, accounts
    "healthz": OPEN_TO_ALL,
    "readyz": OPEN_TO_ALL,
    "account_login": OPEN_TO_ALL,
    "account_logout": OPEN_TO_ALL,
    "account_inactive": OPEN_TO_ALL,
    "choose-post": Door(EVERYBODY, EVERYBODY, place=True, without_post=OPEN),
    "account-welcome": ONLY_WITH_THE_KEY,
    "account_reauthenticate": OWN_ACCOUNT,
    "account_change_password": OWN_ACCOUNT,
    "account_confirm_login_code": OWN_ACCOUNT,  # whoever is not in the middle of signing in begins anew
    "mfa_authenticate": OWN_ACCOUNT,
    "mfa_login_webauthn": OWN_ACCOUNT,
    "openid_connect_login": ONLY_WITH_THE_KEY,  # no organisation is set in a demonstration
    "openid_connect_callback": ONLY_WITH_THE_KEY,
    "socialaccount_login_cancelled": OPEN_TO_ALL,
    "my-sessions": OWN_ACCOUNT,
    "sessions-end": OWN_ACCOUNT,
    "session-end": NOT_SET_UP,  # the name of a session of somebody else's
    "stay": OWN_ACCOUNT,
    "kept-words": row(NOBODY, reaches=EVERYBODY),  # their writer's alone
    "kept-words-forget": row(NOBODY, reaches=EVERYBODY),
    "mfa_index": OWN_ACCOUNT,
    "mfa_reauthenticate": OWN_ACCOUNT,
    "mfa_reauthenticate_webauthn": OWN_ACCOUNT,
    "mfa_activate_totp": OWN_ACCOUNT,
    "mfa_deactivate_totp": NOT_SET_UP,
    "mfa_add_webauthn": OWN_ACCOUNT,
    "mfa_remove_webauthn": OWN_ACCOUNT,  # asks first who it is
    "mfa_view_recovery_codes": OWN_ACCOUNT,
    "mfa_generate_recovery_codes": OWN_ACCOUNT,
    "account_reset_password": OPEN_TO_ALL,
    "account_reset_password_done": OPEN_TO_ALL,
    "account_reset_password_from_key_done": OPEN_TO_ALL,
    "account_reset_password_from_key": OPEN_TO_ALL,  # a page that says the link has been used
    # the family's pages
    "family-open": ONLY_WITH_THE_KEY,
    "called": ONLY_WITH_THE_KEY,
    "family-finished": OPEN_TO_ALL,
    "family-minute": ONLY_WITH_THE_KEY,
    "family-minute-print": ONLY_WITH_THE_KEY,
    "family-minute-word": ONLY_WITH_THE_KEY,
    "family-plan": ONLY_WITH_THE_KEY,
    # minutes are those of the people who run the meeting; a copy is its reader's
    **dict.fromkeys(
        (
            *("minute", "minute-version", "minute-lines", "minute-line", "minute-do", "minute-check", "minute-versions"),
            *("minute-as", "minute-rule", "minute-rule-away", "minute-copy", "minute-copy-print", "minute-copy-word"),
            "my-minute",
        ),
        row(NOBODY, reaches=EVERYBODY),
    ),
    "meeting-action": CHILD,
    "my-minutes": place(EVERYBODY),
    **dict.fromkeys(("family-pack", "family-pack-ahead", "family-pack-pdf", "family-pack-picture"), ONLY_WITH_THE_KEY),
    # settings, people, agencies
    "settings": place(ADMINISTRATOR),
    "site-page-edit": place(ADMINISTRATOR),
    "setting": place(ADMINISTRATOR),
    "missing-packs": place(
        MANAGERS | GOVERNORS | _roles("police-officer", "missing-coordinator", "duty-sergeant", "emergency-duty")
    ),
    "councils": place(ADMINISTRATOR),
    "council-new": place(ADMINISTRATOR),
    "council-change": MANAGE_PEOPLE,
    "people": place(ADMINISTRATOR),
    "person-new": place(ADMINISTRATOR),
    "person": MANAGE_PEOPLE,
    "person-change": MANAGE_PEOPLE,
    "person-home": MANAGE_PEOPLE,
    "person-invite": MANAGE_PEOPLE,
    "person-suspend": MANAGE_PEOPLE,
    "person-sign-out": MANAGE_PEOPLE,
    "person-second-step": MANAGE_PEOPLE,
    "post-give": MANAGE_PEOPLE,
    "post-end": MANAGE_PEOPLE,
    "access-review": place(REVIEWERS_OF_ACCESS),
    "access-confirm": row(REVIEWERS_OF_ACCESS),
    "access-take-away": row(REVIEWERS_OF_ACCESS),
    "my-absence": place(EVERYBODY),
    "my-home": place(EVERYBODY),
    "person-absence": Door(MANAGERS | ADMINISTRATOR, MANAGERS | ADMINISTRATOR),
    "absence-end": Door(MANAGERS | ADMINISTRATOR, MANAGERS | ADMINISTRATOR),
    "agencies": place(ADMINISTRATOR),
    "agency-new": place(ADMINISTRATOR),
    "agency": MANAGE_PEOPLE,
    "agency-change": MANAGE_PEOPLE,
    "team-new": MANAGE_PEOPLE,
    "team-rename": MANAGE_PEOPLE,
    "domain-new": MANAGE_PEOPLE,
    "domain-change": MANAGE_PEOPLE,
    "domain-remove": MANAGE_PEOPLE,
    # my work
    "home": place(EVERYBODY),
    "duty-acknowledge": row(READ_ALL_CHILDREN, reaches=EVERYBODY),
    # the record of a child
    "children-search": place(EDITORS),
    "children-closed": place(EDITORS),
    "child-closed": place(EDITORS),  # the same page for a record that is closed and for none
    "openings": place(MANAGERS),
    "unrelated-openings": place(OPENING_REVIEWERS),
    "unrelated-opening": row(OPENING_REVIEWERS),
    "child-why": CHILD,
    "workers": place(MANAGERS),
    "worker-cases": row(MANAGERS),
    "case-hand-over": row(MANAGERS),
    "opening": row(MANAGERS, reaches=EVERYBODY),
    "child": CHILD,
    "child-people": CHILD,
    "child-details": CHILD,
    "child-risk": CHILD,
    "child-access": CHILD,
    "child-preview-choose": MANAGED,
    "child-preview": MANAGED,
    "child-preview-page": MANAGED,
    "lists-as-choose": place(MANAGERS),
    "lists-as": MANAGED,
    "lists-as-queue": MANAGED,
    "lists-as-children": MANAGED,
    "child-declare": CHILD,
    "child-edit": EDIT,
    "safety-plan": CHILD,
    "safety-plan-versions": CHILD,
    "safety-plan-print": CHILD,
    **dict.fromkeys(
        ("safety-plan-begin", "safety-plan-write", "safety-plan-part", "safety-plan-level", "safety-plan-put-forward"), EDIT
    ),
    **dict.fromkeys(("safety-plan-sign", "safety-plan-looked-at", "safety-plan-copy", "safety-plan-copy-of"), EDIT),
    **dict.fromkeys(("safety-plan-answer", "safety-plan-end"), row(PLAN_MANAGERS, reaches=PLAN_MANAGERS | PLAN_CHAIRS)),
    "child-plans": CHILD,
    **dict.fromkeys(("plan-at-meeting", "plan-seen"), CHILD),
    **dict.fromkeys(("support-plan", "other-plan-add", "other-plan", "regular-contact-add", "regular-contact"), EDIT),
    **dict.fromkeys(("transition", "transition-asked"), EDIT),
    "trigger-plan": CHILD,
    "trigger-plan-versions": CHILD,
    "trigger-plan-print": CHILD,
    "trigger-plan-edit": EDIT,
    "trigger-plan-looked-at": EDIT,
    "parent-pack": EDIT,
    "parent-pack-take-back": EDIT,
    "plan-proposed": EDIT,
    "parent-paper-pdf": place(EDITORS),
    "parent-paper-picture": place(EDITORS),
    "parent-paper-words": place(ADMINISTRATOR),
    "plan-picture": CHILD,
    "plan-picture-add": EDIT,
    "plan-picture-change": EDIT,
    "trigger-plan-open": place(EDITORS),
    "child-summary": EDIT,
    "child-part-add": EDIT,
    "child-part": EDIT,
    "child-part-remove": EDIT,
    "child-relate": EDIT,
    "child-relate-child": EDIT,
    "child-person": EDIT,
    "child-relationship": EDIT,
    "child-tell": EDIT,
    "child-agreement": EDIT,
    "child-agreement-aside": EDIT,
    "child-household": EDIT,
    "child-household-leave": EDIT,
    "child-involve": EDIT,
    "child-involvement": EDIT,
    "child-involvement-end": CHILD,
    "child-team": EDIT,
    "child-team-end": EDIT,
    "child-sensitive-add": EDIT,
    "child-sensitive": row(NOBODY, reaches=EDITORS),  # a child whose record is restricted to the circle
    "child-restrict": row(READ_ALL_CHILDREN, reaches=EDITORS),
    "child-open": row(READ_ALL_CHILDREN, reaches=EDITORS),
    "child-exclusion": row(MANAGERS, reaches=EDITORS),
    "child-undo": row(NOBODY, reaches=EVERYBODY),  # the editor's alone
    # referring without an account
    "refer-start": Door(REFERRERS, EVERYBODY, place=True, visitor=OPEN, without_post=NOT_HERE),
    **dict.fromkeys(
        (
            "visitor-tasks",
            "visitor-page",
            "visitor-one",
            "visitor-save",
            "visitor-add",
            "visitor-remove",
            "visitor-discard",
            "visitor-check",
            "visitor-send",
            "visitor-email",
            "visitor-code",
            "visitor-written",
        ),
        ONLY_WITH_THE_KEY,
    ),
    "visitor-status-find": OPEN_TO_ALL,
    "visitor-status-code": OPEN_TO_ALL,
    "visitor-forget": OPEN_TO_ALL,
    "visitor-receipt": SENT,
    "visitor-status": SENT,
    "visitor-pdf": SENT,
    "visitor-add-more": SENT,
    "visitor-withdraw": SENT,
    # referring with one; drafts are their writer's alone
    **dict.fromkeys(
        (
            "draft-tasks",
            "draft-page",
            "draft-one",
            "draft-save",
            "draft-add",
            "draft-remove",
            "draft-discard",
            "draft-check",
            "draft-send",
            "draft-to-referral",
        ),
        DRAFT,
    ),
    "my-referrals": place(REFERRERS),
    "referral-status": REFERRAL,
    "referral-receipt": REFERRAL,
    "referral-read": REFERRAL,
    "referral-pdf": REFERRAL,
    "referral-add": REFERRAL,
    "referral-withdraw": DRAFT,  # the sender's alone
    "referral-share": DRAFT,
    "referral-written": DRAFT,
    "referral-readers": row(NOBODY, reaches=MANAGERS),  # worries about workers only
    "assessment": row(NOBODY, reaches=EVERYBODY),
    "assessment-pdf": row(NOBODY, reaches=EVERYBODY),
    "assess-again": DRAFT,
    "floor-reviews": place(_roles("exploitation-manager")),
    "floor-review": row(_roles("exploitation-manager")),
    "consultations": place(EVERYBODY),
    "consultation-log": place(ADVICE_LINE),
    "consultation": row(ADVICE_LINE | SCREENERS, reaches=EVERYBODY),
    "consultation-refer": row(SCREENERS, reaches=REFERRERS),
    # MASH
    "mash-queue": place(SCREENERS),
    "mash-version": place(SCREENERS),
    "mash-hand-over": place(SCREENERS),
    "mash-figures": place(LEADERS),
    "screening": SCREENING,
    "screening-acknowledge": SCREENING,
    "screening-assign": SCREENING,
    "screening-rate": SCREENING,
    "screening-record": SCREENING,
    "screening-record-undo": SCREENING,
    "screening-standing": SCREENING,
    "screening-consent": SCREENING,
    "screening-return": SCREENING,
    "screening-take-up": SCREENING,
    "screening-call-back": SCREENING,
    "screening-checks": SCREENING,
    "screening-protect": SCREENING,
    "screening-worker": SCREENING,
    "screening-take-back": SCREENING,
    "screening-decide": SCREENING,
    "screening-correct": SCREENING,
    "screening-tell": SCREENING,
    "screening-disagree": SCREENING,
    "screening-instruct": MANAGED,
    "screening-withdraw": MANAGED,
    "instruction": SCREENING,
    "disagreement": SCREENING,
    "protective-look": MANAGED,
    "proposal": MANAGED,
    "check-withdraw": SCREENING,
    "check-worklist": place(_roles("agency-checker")),
    # Asked of another agency, whose answer it is. MASH reads every check on the screening; the address itself is a checker's.
    "check": Door(NOBODY, _roles("agency-checker"), together=SCREENERS),
    "passed": REFERRAL,
    "passed-acknowledge": REFERRAL,
    "outcome-step": row(READ_ALL_CHILDREN | _roles("social-worker"), reaches=EVERYBODY),
    "disagree": row(NOBODY, reaches=EVERYBODY),  # the sender's alone
    "disagree-pursue": row(NOBODY, reaches=EVERYBODY),
    # missing children
    "meetings": place(EVERYBODY),
    "meeting-new": place(CONVENERS),
    "meeting-convene": place(CONVENERS),
    "child-meetings": CHILD,
    "child-meeting-new": row(READ_ALL_CHILDREN, reaches=CONVENERS),
    "child-meeting-convene": row(READ_ALL_CHILDREN, reaches=CONVENERS),
    "meeting": CHILD,
    "meeting-of": CHILD,
    "meeting-report": CHILD,
    "meeting-join": ITS_PEOPLE,
    "meeting-do": ITS_PEOPLE,
    "meeting-person": ITS_PEOPLE,
    "meeting-withheld": ITS_PEOPLE,
    "meeting-drawing": CHILD,
    "meeting-drawing-off": ITS_PEOPLE,
    **dict.fromkeys(("meeting-children", "meeting-child", "meeting-item", "meeting-item-do"), ITS_PEOPLE),
    "missing": place(EVERYBODY),
    "missing-version": place(EVERYBODY),
    "missing-hand-over": place(EVERYBODY),
    "missing-report": place(REFERRERS),
    "missing-draft": DRAFT,
    "missing-said": EPISODE,
    "missing-alert": EPISODE,
    "episode": EPISODE,
    # what was said when a child came back: due and held are seen with the episode, the words by the circle
    "interviews": place(EVERYBODY),
    "interviews-version": place(EVERYBODY),
    "interview": EPISODE,
    "interview-do": EDIT,
    **dict.fromkeys(("interview-talk", "interview-account", "child-interviews"), CHILD),
    **dict.fromkeys(("interview-talk-write", "interview-say", "interview-give", "interview-account-write"), EDIT),
    "interview-check": EDIT,
    # what somebody is writing: its writer's alone
    **dict.fromkeys(("interview-talk-keep", "interview-account-keep"), row(NOBODY, reaches=EDITORS)),
    **dict.fromkeys(("interview-copy", "interview-account-copy"), EDIT),
    "interview-lead": CHILD,
    "episode-copy": EPISODE,
    "episode-do": EPISODE,
    "episode-ask": row(EPISODE.opens & REFERRERS, reaches=REFERRERS),
    "pattern": EPISODE,
    "patterns": place(EVERYBODY),
    "missing-counts": place(LEADERS | GOVERNORS | MANAGERS | _roles("exploitation-manager")),
    "intervention-do": EPISODE,
    # before something leaves
    "check-before-sending": CHILD,
    "checked-paper": CHILD,
    "checked-paper-decide": CHILD,
    "checked-paper-let-go": CHILD,
    "checked-paper-copy": row(NOBODY, reaches=EVERYBODY),  # there is none before it was let go
    # keeping and letting go
    "governance": place(GOVERNORS),
    "disposal": place(GOVERNORS | MANAGERS),
    "disposal-review": row(GOVERNORS),
    "disposal-answer": row(GOVERNORS | MANAGERS, reaches=EVERYBODY),
    "disposal-stop": row(GOVERNORS | MANAGERS, reaches=EVERYBODY),
    "certificate": row(GOVERNORS | MANAGERS, reaches=EVERYBODY),
    "holds": place(GOVERNORS),
    "hold-place": row(GOVERNORS),
    "hold-lift": row(GOVERNORS),
    "breaches": place(GOVERNORS),
    "breach-new": place(GOVERNORS),
    "breach": row(GOVERNORS),
    "breach-close": row(GOVERNORS),
    "agreements": place(GOVERNORS),
    "agreement-new": place(GOVERNORS),
    "agreement": row(GOVERNORS),
    "agreement-end": row(GOVERNORS),
    "requests": place(GOVERNORS),
    "request-new": place(GOVERNORS),
    "request": ASKED,
    "request-step": ASKED,
    "request-items": ASKED,  # and a manager who was asked to decide
    "request-item": ASKED,
    "request-decide": ASKED,
    "request-remove-rest": ASKED,
    "request-decided": ASKED,
    "request-mark": row(GOVERNORS),
    "request-manager": row(GOVERNORS),
    "request-copy": row(GOVERNORS),
    "request-end": row(GOVERNORS),
    "merges": place(MERGERS),
    "merge-compare": place(MERGERS),
    "merge": row(NOBODY, reaches=MERGERS),  # the second record of the example is merged already
    "merge-undo": row(MERGERS, reaches=EVERYBODY),
    # files go with what they belong to
    "document": row(SCREENERS, reaches=EVERYBODY),
    "document-lock": row(SCREENERS, reaches=EVERYBODY),
    "document-locked": row(SCREENERS | SEALED_EVIDENCE, reaches=EVERYBODY),
    "document-original": row(SEALED_EVIDENCE),
    "sealed-files": place(SEALED_EVIDENCE),
    # what leaves: one's own messages, and the register for information governance
    "sent-messages": Door(EVERYBODY, EVERYBODY, place=True),
    "message-stop": row(NOBODY, reaches=EVERYBODY),
    "message-wrong-person": row(NOBODY, reaches=EVERYBODY),
    "releases": Door(_roles("information-governance"), _roles("information-governance"), place=True),
    # pages for everybody
    "accessibility": OPEN_TO_ALL,
    "privacy": OPEN_TO_ALL,
    "cookies": OPEN_TO_ALL,
    "wording": OPEN_TO_ALL,
    "procedures": OPEN_TO_ALL,
    "showing-my-screen": place(EVERYBODY),
    "outbox": OPEN_TO_ALL,  # in a demonstration; elsewhere it is not there
    "outbox-message": Door(EVERYBODY, EVERYBODY, visitor=OPEN, without_post=NOT_HERE),
}
