"""What each page leaves in the audit: whose record it shows, or why it shows nobody's. A page that is not here fails."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any
from uuid import UUID

CHILD, REFERRAL, LIST = "with the child's id", "with the referral's, file's or draft's id", "with the ids of its rows"


@dataclass(frozen=True)
class Read:
    """One event of this verb, and whose ids stand in it. events: how many, where a page shows more than one record."""

    verb: str
    whose: str
    events: int = 1


def _each(read: Read, *names: str) -> dict[str, Read]:
    return dict.fromkeys(names, read)


READS: dict[str, Read] = {
    **_each(
        Read("child.open", CHILD),
        *("child", "child-people", "child-details", "child-risk", "child-access", "child-preview-choose", "child-declare"),
        *("child-edit", "child-summary", "child-part-add", "child-part", "child-part-remove", "child-relate"),
        *("child-relate-child", "child-person", "child-relationship", "child-tell", "child-agreement"),
        *("child-agreement-aside", "child-household", "child-household-leave", "child-involve", "child-involvement"),
        *("child-team", "child-team-end"),
        *("child-involvement-end", "child-sensitive-add", "child-sensitive", "child-restrict", "child-open", "child-exclusion"),
        *("trigger-plan-edit", "plan-picture-add", "plan-picture-change", "child-why"),
        *("safety-plan", "safety-plan-versions", "safety-plan-write", "safety-plan-part", "safety-plan-level"),
        *("safety-plan-answer", "safety-plan-sign", "safety-plan-looked-at", "safety-plan-end", "safety-plan-copy"),
        *("safety-plan-print", "safety-plan-copy-of", "child-plans", "support-plan", "other-plan-add", "other-plan"),
        "regular-contact-add",
        *("regular-contact", "transition", "plan-at-meeting"),
        *("child-meeting-new", "child-meeting-convene", "meeting-child"),
        *("child-interviews",),
        *("parent-pack", "plan-proposed"),
    ),
    "check-before-sending": Read("child.open", CHILD),
    **_each(Read("disclosure.open", CHILD), "checked-paper"),
    "checked-paper-copy": Read("disclosure.copy", CHILD),
    **_each(Read("missing.plan-read", CHILD), "trigger-plan", "trigger-plan-versions"),
    "trigger-plan-print": Read("missing.plan-print", CHILD),
    "meeting-drawing": Read("meeting.drawing-seen", CHILD),
    "plan-picture": Read("missing.picture-seen", CHILD),
    **_each(Read("child.preview", CHILD), "child-preview", "child-preview-page"),
    **_each(
        Read("screening.open", CHILD),
        *("screening", "screening-assign", "screening-rate", "screening-record", "screening-record-undo"),
        *("screening-instruct", "screening-consent", "screening-return", "screening-call-back", "screening-checks"),
        *("screening-protect", "screening-worker", "screening-take-back", "screening-decide", "screening-correct"),
        *("screening-tell", "screening-disagree", "screening-withdraw", "instruction", "protective-look", "proposal"),
        *("disagreement",),
    ),
    "check": Read("check.open", REFERRAL),
    "passed": Read("open-case.open", CHILD),
    "outcome-step": Read("outcome.open-step", CHILD),
    **_each(
        Read("referral.open", REFERRAL),
        *("referral-status", "referral-receipt", "referral-add", "referral-withdraw", "referral-share", "referral-readers"),
        *("disagree", "disagree-pursue", "visitor-receipt", "visitor-status", "visitor-add-more", "visitor-withdraw"),
    ),
    "referral-read": Read("referral.read", REFERRAL),
    **_each(Read("referral.print", REFERRAL), "referral-pdf", "visitor-pdf"),
    **_each(
        Read("draft.open", REFERRAL),
        *("draft-tasks", "draft-page", "draft-one", "draft-discard", "draft-check"),
        *("visitor-tasks", "visitor-page", "visitor-one", "visitor-discard", "visitor-check", "visitor-email", "visitor-code"),
    ),
    "assessment": Read("assessment.open", REFERRAL),
    "assessment-pdf": Read("assessment.print", REFERRAL),
    **_each(Read("missing.read", CHILD), "episode", "episode-copy", "episode-do", "missing-alert", "episode-ask"),
    **_each(Read("missing.pattern-read", CHILD), "pattern", "intervention-do"),
    **_each(
        Read("meeting.open", CHILD),
        *("meeting", "meeting-report", "meeting-do", "meeting-person", "meeting-withheld", "meeting-drawing-off"),
    ),
    "child-meetings": Read("meeting.of-child", CHILD),
    **_each(Read("meeting.item-open", CHILD), "meeting-item", "meeting-item-do"),
    "missing-said": Read("missing.said", CHILD),
    **_each(Read("missing.read", CHILD), "interview", "interview-do"),
    **_each(
        Read("interview.read", CHILD),
        *("interview-talk", "interview-talk-write", "interview-check", "interview-say", "interview-give"),
    ),
    "interview-copy": Read("interview.copy-child", CHILD),
    **_each(Read("interview.account-read", CHILD), "interview-account", "interview-account-write"),
    "interview-account-copy": Read("interview.copy-carer", CHILD),
    "interview-lead": Read("interview.lead-read", CHILD),
    "interviews": Read("interview.due", LIST),
    **_each(
        Read("meeting.open", CHILD),
        *("minute", "minute-line", "minute-check", "minute-versions", "minute-as", "minute-rule", "minute-rule-away"),
        "minute-copy",
    ),
    "my-minute": Read("minute.read", CHILD),
    **_each(Read("minute.print", CHILD), "minute-copy-print", "minute-copy-word"),
    "meeting-action": Read("minute.line-open", CHILD),
    "missing-draft": Read("draft.open", REFERRAL),
    "floor-review": Read("floor-review.open", REFERRAL),
    "consultation": Read("consultation.open", REFERRAL),
    "opening": Read("opening.look", CHILD),
    "unrelated-opening": Read("opening.read", CHILD),
    "document": Read("document.open", REFERRAL),
    "document-locked": Read("document.look-at-locked", REFERRAL),
    **_each(Read("document.look-at", REFERRAL), "document-lock", "document-original"),
    **_each(Read("disposal.look", CHILD), "disposal-review", "hold-place"),
    **_each(Read("disposal.open", CHILD), "disposal-answer", "disposal-stop"),
    "hold-lift": Read("hold.open", CHILD),
    **_each(Read("request.open", CHILD), "request", "request-step", "request-items", "request-item", "request-mark"),
    "request-end": Read("request.open", CHILD),
    "merge": Read("child.compare", CHILD, events=2),
    "merge-undo": Read("merge.open", CHILD),
    # Lists: one event, where anybody stands on them.
    "home": Read("work.list", LIST),
    "meetings": Read("meeting.list", LIST),
    "missing": Read("missing.board", LIST),
    "my-minutes": Read("minute.mine", LIST),
    "missing-hand-over": Read("missing.hand-over", LIST),
    "patterns": Read("missing.patterns", LIST),
    "mash-queue": Read("mash.queue", LIST),
    "mash-hand-over": Read("mash.mine", LIST),
    "check-worklist": Read("check.list", LIST),
    "children-search": Read("children.recent", LIST),
    "worker-cases": Read("case.list", LIST),
    "my-referrals": Read("referral.mine", LIST),
    "floor-reviews": Read("floor-review.list", LIST),
    "disposal": Read("disposal.list", LIST),
    "unrelated-openings": Read("opening.read", LIST),
    "holds": Read("hold.list", LIST),
    **_each(Read("lists.preview", LIST), "lists-as", "lists-as-queue", "lists-as-children"),
    "releases": Read("release.read-register", LIST),
}
# Pages that show nobody's record. The walk also sees that no child's name stands on them.
NOBODY: dict[str, tuple[str, ...]] = {
    "signing in, and one's own account": (
        *("account_login", "account_logout", "account_inactive", "choose-post", "account-welcome", "account_reauthenticate"),
        *("account_change_password", "account_confirm_login_code", "account_reset_password", "account_reset_password_done"),
        *("account_reset_password_from_key", "account_reset_password_from_key_done", "mfa_authenticate"),
        *("mfa_login_webauthn", "mfa_index", "mfa_reauthenticate", "mfa_reauthenticate_webauthn", "mfa_activate_totp"),
        *("mfa_deactivate_totp", "mfa_add_webauthn", "mfa_remove_webauthn", "mfa_view_recovery_codes"),
        *("mfa_generate_recovery_codes", "openid_connect_callback", "socialaccount_login_cancelled", "my-sessions", "stay"),
        *("my-absence", "my-home"),
    ),
    "one's own words, kept when time ran out, shown to their writer alone": ("kept-words",),
    "whether the system is there": ("healthz", "readyz"),
    "from a duty to the page that it is about": ("meeting-of",),
    "the door of the family's pages, without a key": (
        *("family-open", "called", "family-minute", "family-minute-print", "family-minute-word", "family-plan"),
        *("family-pack", "family-pack-ahead", "family-pack-pdf", "family-pack-picture"),
    ),
    "papers for every parent, and their words": ("parent-paper-pdf", "parent-paper-picture", "parent-paper-words"),
    "the log of the daily pack, where nobody has opened one": ("missing-packs",),
    "numbers of other councils": ("councils", "council-new", "council-change"),
    "settings and pages of words": (
        *("settings", "site-page-edit", "setting", "accessibility", "privacy", "cookies", "wording", "procedures"),
    ),
    "people who work here, and their agencies": (
        *(
            "people",
            "person-new",
            "person",
            "person-change",
            "person-home",
            "person-suspend",
            "person-second-step",
            "post-give",
            "post-end",
        ),
        *("access-review", "access-take-away", "person-absence", "agencies", "agency-new", "agency", "agency-change"),
        *("team-new", "team-rename", "domain-new", "domain-change", "workers", "case-hand-over"),
    ),
    "a form that nothing stands in yet": (
        *("refer-start", "consultation-log", "visitor-status-find", "visitor-status-code", "breach-new", "agreement-new"),
        *("meeting-new", "meeting-convene", "meeting-children"),
        *("request-new", "merge-compare", "lists-as-choose", "missing-report"),
    ),
    "figures, or whether something is new": (
        "minute-version",
        "mash-version",
        "missing-version",
        "interviews-version",
        "missing-counts",
        "mash-figures",
        "governance",
    ),
    "a list by reference, caller or time, without a name": (
        *(
            "consultations",
            "openings",
            "requests",
            "merges",
            "sealed-files",
            "sent-messages",
            "message-wrong-person",
            "outbox",
            "outbox-message",
        ),
    ),
    "the same page for a record that is closed and for none": ("children-closed", "child-closed", "trigger-plan-open"),
    "what is left when a record has gone": ("certificate",),
    "breaches and agreements, which are about partners": ("breaches", "breach", "agreements", "agreement", "agreement-end"),
}
SHOWS_NOBODY = {name: why for why, names in NOBODY.items() for name in names}
# Pages that are one person's alone: a row, and who that is. Opened by them as well.
ITS_OWNER = "its owner"
OWNED: dict[str, tuple[str, str, str]] = {
    "meeting-withheld": ("meetings.Withheld", "withheld_id", "asked_of"),
    **dict.fromkeys(("draft-tasks", "draft-check", "draft-discard"), ("referrals.Draft", "draft_id", "owner")),
    "missing-draft": ("missing.ReportDraft", "draft_id", "owner"),
    **dict.fromkeys(
        ("my-referrals", "referral-withdraw", "referral-share"),
        ("referrals.Referral", "referral_id", "sender"),
    ),
    **dict.fromkeys(("assessment", "assessment-pdf"), ("referrals.RiskAssessment", "assessment_id", "writer")),
}


def owned(name: str, partnership: Any) -> tuple[str, Any]:
    """An address of one person's own in the county, and that person, who has an account and a post."""
    from django.apps import apps
    from django.urls import reverse

    from holdfast.kernel.acting import acting_as
    from holdfast.kernel.viewer import Viewer

    label, parameter, whose = OWNED[name]
    with acting_as(Viewer.job("tests", partnership.pk)):
        rows = apps.get_model(label).objects.filter(partnership=partnership, **{f"{whose}__isnull": False})
        row = rows.select_related(whose).order_by("pk").first()
    needs = {} if name == "my-referrals" else {parameter: row.pk}
    return reverse(name, kwargs=needs), getattr(row, whose)


# What an audit row may hold beside ids: keys and counts of the software's own.
PLAIN = re.compile(r"[a-z0-9][a-z0-9._-]*")
IN_THE_REGISTER = "release.as-it-is"
FIELDS = "kind, verb, child_id, subject_id, detail"


def events_of(response: Any) -> list[dict[str, Any]]:
    """What one request left in the audit, by its request id."""
    from django.db import connection

    from holdfast.kernel.acting import acting_as
    from holdfast.kernel.viewer import Viewer
    from holdfast.partnership.models import Partnership

    found = []
    for partnership_id in [*Partnership.objects.values_list("pk", flat=True), None]:
        with acting_as(Viewer.job("tests", partnership_id)), connection.cursor() as cursor:
            cursor.execute(f"SELECT {FIELDS} FROM audit_event WHERE request_id = %s", [response["X-Request-ID"]])
            found += [dict(zip(FIELDS.split(", "), row, strict=True)) for row in cursor.fetchall()]
    return found


def unrecorded(name: str, response: Any, events: list[dict[str, Any]], names: list[str]) -> list[str]:
    """What is wrong with what a page that was shown left in the audit; nothing where it is as the tables say."""
    told = [event for event in events if event["kind"] in ("read", "release")]
    wrong = [f"its event holds more than ids and keys: {words}" for event in told for words in _odd(event["detail"])]
    # That a file left as it is stands in the register too, beside the event that says whose it is.
    reads = [event for event in told if event["verb"] != IN_THE_REGISTER]
    body = "" if response.streaming else response.content.decode("utf-8", "replace")
    shown = [one for one in names if one in body]
    if name in SHOWS_NOBODY:
        return [*wrong, *(f"shows nobody, and recorded {one['verb']}" for one in reads), *(["names a child"] if shown else [])]
    wanted = READS[name]
    if wanted.whose == LIST:
        if shown and not reads:
            wrong.append("names children, and no read is recorded")
        return wrong + [f"recorded {one['verb']}" for one in reads[1:]] + _of_list(wanted, reads)
    if [one["verb"] for one in reads] != [wanted.verb] * wanted.events:
        wrong.append(f"should record {wanted.verb}, and recorded {[one['verb'] for one in reads]}")
    key = "child_id" if wanted.whose == CHILD else "subject_id"
    return wrong + [f"{one['verb']} does not say whose record" for one in reads if one[key] is None]


def _of_list(wanted: Read, reads: list[dict[str, Any]]) -> list[str]:
    return [f"should record {wanted.verb}, and recorded {one['verb']}" for one in reads if one["verb"] != wanted.verb]


def _odd(detail: Any) -> list[str]:
    """Words in an event that are no id, no key and no number."""
    if isinstance(detail, str):
        detail = json.loads(detail) if detail[:1] in "{[" else detail
    if isinstance(detail, dict):
        return [one for value in detail.values() for one in _odd(value)]
    if isinstance(detail, list):
        return [one for value in detail for one in _odd(value)]
    if detail is None or isinstance(detail, bool | int | float) or detail == "":
        return []
    return [] if PLAIN.fullmatch(detail) or _is_id(detail) else [detail]


def _is_id(words: str) -> bool:
    try:
        UUID(words)
    except ValueError:
        return False
    return True
