"""Addresses that answer in the demonstration county, for whoever tries every route."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Model

from holdfast.access.models import Membership
from holdfast.kernel.acting import acting_as
from holdfast.kernel.viewer import Viewer
from holdfast.partnership.models import Partnership
from holdfast.partnership.queries import is_demonstration
from holdfast.rules.config import SETTINGS

# Pages of a safety plan that there must be: the example is of a child who has one.
SAFETY_PLAN = (
    *("safety-plan", "safety-plan-versions", "safety-plan-begin", "safety-plan-write", "safety-plan-part", "safety-plan-level"),
    *("safety-plan-put-forward", "safety-plan-answer", "safety-plan-sign", "safety-plan-looked-at", "safety-plan-end"),
    *("safety-plan-copy", "safety-plan-copy-of", "safety-plan-print"),
)
# What a parameter of an address names: by "route.parameter" where one word serves several, else by the parameter alone.
NAMED: dict[str, tuple[str, str]] = {
    "child_id": ("records.Child", "pk"),
    "user_id": ("access.Membership", "user_id"),
    "post_id": ("access.Membership", "pk"),
    "agency_id": ("access.Agency", "pk"),
    "team_id": ("access.Team", "pk"),
    "domain_id": ("access.EmailDomain", "pk"),
    "absence_id": ("access.Absence", "pk"),
    "message_id": ("comms.Message", "pk"),
    "screening_id": ("screening.Screening", "pk"),
    "check_id": ("screening.AgencyCheck", "pk"),
    "instruction_id": ("screening.Instruction", "pk"),
    "proposal_id": ("screening.Proposal", "pk"),
    "decision_id": ("screening.Decision", "pk"),
    "protective-look.step_id": ("screening.ProtectiveStep", "pk"),
    "outcome-step.step_id": ("screening.OutcomeStep", "pk"),
    "disagreement_id": ("screening.Disagreement", "pk"),
    "duty_id": ("work.Duty", "pk"),
    "draft_id": ("referrals.Draft", "pk"),
    "reference": ("referrals.Referral", "reference"),
    "referral_id": ("referrals.Referral", "pk"),
    "consultation_id": ("referrals.Consultation", "pk"),
    "review_id": ("referrals.FloorReview", "pk"),
    "assessment_id": ("referrals.RiskAssessment", "pk"),
    "paper_id": ("disclosure.DocumentCheck", "pk"),
    "file_id": ("documents.StoredFile", "pk"),
    "document-original.file_id": ("documents.Original", "file_id"),
    "route_id": ("screening.OpenCaseRoute", "pk"),
    "part_id": ("records.Address", "pk"),
    "child-part-remove.part_id": ("records.Identifier", "pk"),
    "person_id": ("records.Relationship", "person_id"),
    "relationship_id": ("records.Relationship", "pk"),
    "member_id": ("records.HouseholdMember", "pk"),
    "involvement_id": ("records.Involvement", "pk"),
    "place_id": ("access.TeamPlace", "pk"),
    "fact_id": ("records.SensitiveFact", "pk"),
    "child-preview.user_id": ("access.Circle", "user_id"),
    "child-preview-page.user_id": ("access.Circle", "user_id"),
    "lists-as.user_id": ("access.Circle", "user_id"),
    "lists-as-queue.user_id": ("access.Circle", "user_id"),
    "lists-as-children.user_id": ("access.Circle", "user_id"),
    "child-agreement-aside.agreement_id": ("records.Agreement", "pk"),
    "edit_id": ("records.Edit", "pk"),
    "exclusion_id": ("access.Exclusion", "pk"),
    "record_id": ("records.Child", "pk"),
    "disposal_id": ("keeping.Disposal", "pk"),
    "certificate_id": ("keeping.Certificate", "pk"),
    "hold_id": ("keeping.LegalHold", "pk"),
    "request_id": ("keeping.SubjectRequest", "pk"),
    "merge_id": ("keeping.Merge", "pk"),
    "survivor_id": ("keeping.Merge", "survivor_id"),
    "merged_id": ("keeping.Merge", "merged_id"),
    "breach_id": ("keeping.Breach", "pk"),
    "agreement_id": ("keeping.SharingAgreement", "pk"),
    "episode_id": ("missing.Episode", "pk"),
    "report_id": ("missing.EpisodeReport", "pk"),
    "recipient_id": ("missing.AlertTo", "pk"),
    "pattern.child_id": ("missing.Episode", "child_id"),
    "intervention_id": ("missing.Intervention", "pk"),
    "missing-draft.draft_id": ("missing.ReportDraft", "pk"),
    **{f"{route}.child_id": ("plans.SafetyPlan", "child_id") for route in SAFETY_PLAN},
    "safety-plan-copy-of.person_id": ("records.Relationship", "person_id"),
    "other_id": ("plans.OtherPlan", "pk"),
    "contact_id": ("plans.RegularContact", "pk"),
    "transition-asked.child_id": ("plans.Transition", "child_id"),
    "plan-at-meeting.meeting_id": ("plans.PlanAtMeeting", "meeting_id"),
    "plan-seen.meeting_id": ("plans.PlanAtMeeting", "meeting_id"),
    "interview_id": ("missing.Interview", "pk"),
    "conversation_id": ("missing.Conversation", "pk"),
    "account_id": ("missing.CarerAccount", "pk"),
    "lead_id": ("missing.Lead", "pk"),
    "unrelated-opening.opening_id": ("records.UnrelatedOpening", "pk"),
    "meeting_id": ("meetings.Meeting", "pk"),
    "invitee_id": ("meetings.Invitee", "pk"),
    "withheld_id": ("meetings.Withheld", "pk"),
    "drawing_id": ("meetings.Drawing", "pk"),
    "item_id": ("meetings.AgendaItem", "pk"),
    "picture_id": ("missing.PlanPicture", "pk"),
    "given_id": ("missing.PackGiven", "pk"),
    "council_id": ("missing.AuthorityNumber", "pk"),
    "plan-proposed.proposal_id": ("missing.PlanProposal", "pk"),
    "opening_id": ("access.BreakGlass", "pk"),
    "kept_id": ("access.KeptWords", "pk"),
    "line_id": ("meetings.MinuteLine", "pk"),
    "copy_id": ("meetings.MinuteCopy", "pk"),
}
REQUEST_ITEM = ("request-item", "request-mark", "request-decide", "request-remove-rest")
CALLED_ROUTES = ("meeting-of", "meeting-person")
BY_CHILD_ROUTES, ITEM_ROUTES = ("meeting-children", "meeting-child"), ("meeting-item", "meeting-item-do")
MEETING_ROUTES = ("meeting", "meeting-join", "meeting-report", "meeting-do")
# Which row, where the first there is would not do.
ONLY: dict[str, dict[str, Any]] = {
    "document-locked.file_id": {"state": "locked"},
    "meeting-action.line_id": {"kind": "action", "open_at__isnull": False},
    **{f"{route}.child_id": {"approved__gt": 0, "closed_at": None} for route in SAFETY_PLAN},
    "safety-plan-answer.child_id": {"versions__answer__isnull": True, "versions__isnull": False, "closed_at": None},
    "safety-plan-copy-of.person_id": {"child__safety_plans__approved__gt": 0, "kind": "mother"},
    **{f"{route}.meeting_id": {"kind": "risk_management", "state": "planned"} for route in MEETING_ROUTES},
    **{f"{route}.invitee_id": {"meeting__kind": "risk_management", "meeting__state": "planned"} for route in CALLED_ROUTES},
    **{f"{route}.meeting_id": {"kind": "panel", "state": "planned"} for route in BY_CHILD_ROUTES},
    **{f"{route}.item_id": {"child__isnull": False, "meeting__state": "planned"} for route in ITEM_ROUTES},
    **{f"{route}.picture_id": {"taken_off_at": None} for route in ("plan-picture", "plan-picture-change")},
    **{f"{route}.drawing_id": {"taken_off_at": None} for route in ("meeting-drawing", "meeting-drawing-off")},
}
# A name that nothing has, for addresses that the county may have no row for.
NOBODYS = UUID("00000000-0000-7000-8000-000000000000")
BY_LINK = "It opens with a personal link alone. The example's key is nobody's, and is answered as any such key is."
BY_BROWSER = "It opens in the browser in which the referral was begun alone. To any other it answers that nothing is there."
KEPT_A_DAY = "What was being written when time ran out is its writer's alone, for a day. After it the example names nothing."
NO_ORGANISATION = "No organisation is set in a demonstration, so that nobody is sent to one or back from one."
# What somebody who tries an example has to know of it.
NOTES: dict[str, str] = {
    **dict.fromkeys(("family-open", "called", "family-plan", "account-welcome"), BY_LINK),
    **dict.fromkeys(("family-minute", "family-minute-print", "family-minute-word"), BY_LINK),
    **dict.fromkeys(
        (
            *("visitor-tasks", "visitor-page", "visitor-one", "visitor-save", "visitor-add", "visitor-remove", "visitor-send"),
            *("visitor-discard", "visitor-check", "visitor-email", "visitor-code", "visitor-written"),
        ),
        BY_BROWSER,
    ),
    **dict.fromkeys(("kept-words", "kept-words-forget"), KEPT_A_DAY),
    **dict.fromkeys(("openid_connect_login", "openid_connect_callback"), NO_ORGANISATION),
    "account_reset_password_from_key": "The key of the example has been used, and the page says so: a new one goes by e-mail.",
    "session-end": "It names a browser that somebody is signed in with: each finds their own under Where you are signed in. No"
    " county begins with anybody signed in, so the example names nothing.",
    "child-undo": "An edit is taken back by its editor alone, within a day. After it the example names nothing.",
}
WITHOUT_ROW = frozenset({"session-end.name", "kept_id", "edit_id"})
WORDS = {"paper": "guidance", "part": "address", "what": "log", "key": "privacy", "section": 0, "number": 0}
WORDS |= {"provider_id": "work", "uidb36": "1"}


Examples = Callable[[str, Sequence[str]], dict[str, Any]]


def examples() -> Examples | None:
    """Gives the values of an address's parameters in the demonstration county; None where there is no such county."""
    if not is_demonstration():
        return None
    partnership = Partnership.objects.order_by("created_at", "pk").first()
    return (lambda route, names: _values(partnership.pk, route, names)) if partnership else None


def _values(partnership_id: UUID, route: str, names: Sequence[str]) -> dict[str, Any]:
    """A value for each parameter, None where there is none. A part of a record is shown with the child it belongs to."""
    values = {name: _plain(route, name) for name in names}
    for name in names:
        if values[name] is None:
            row, field = _row(partnership_id, route, name, of_a_child="child_id" in names)
            values[name] = getattr(row, field) if row else None
            if row and "child_id" in names and name != "child_id":
                values["child_id"] = getattr(row, "child_id", None)
            if row is None and {name, f"{route}.{name}"} & WITHOUT_ROW:
                values[name] = NOBODYS
    return values


def _plain(route: str, name: str) -> Any:
    """Parameters that are words of the software, not rows."""
    return {
        "setting.key": SETTINGS[0].key,
        "safety-plan-part.part": "signs",
        "interview-do.what": "attempt",
        "child-preview-page.page": "people",
        "child-part-remove.part": "number",
        "mfa_remove_webauthn.pk": 1,
        "request-step.kind": "identity",
        **dict.fromkeys((f"{one}.token" for one in REQUEST_ITEM), "child"),
        "merge.kind": "child",
        "intervention-do.what": "book",
        "meeting-convene.kind": "panel",
        "child-meeting-convene.kind": "core_group",
        "meeting-do.what": "change",
        "meeting-person.what": "how",
        "meeting-item-do.what": "off",
        "parent-paper-picture.number": 1,
    }.get(f"{route}.{name}") or WORDS.get(name)


def _row(partnership_id: UUID, route: str, name: str, *, of_a_child: bool) -> tuple[Model | None, str]:
    label, field = NAMED.get(f"{route}.{name}") or NAMED.get(name) or ("", "")
    if not label:
        return None, ""
    model = apps.get_model(label)
    for viewer in _lookers(partnership_id):
        with acting_as(viewer):
            rows = model._default_manager.filter(partnership_id=partnership_id)
            if of_a_child and name != "child_id":
                rows = rows.filter(child_id__isnull=False)
            rows = rows.filter(**ONLY.get(f"{route}.{name}", {}))
            row = rows.filter(**{f"{field}__isnull": False}).order_by("pk").first()
            if row is not None:
                return row, field
    return None, field


def _lookers(partnership_id: UUID) -> Iterator[Viewer]:
    """Whom to look as: a job first; then, for what only its writer may see, each member in turn."""
    yield Viewer.job("routes", partnership_id)
    with acting_as(Viewer.job("routes", partnership_id)):
        people = list(Membership.objects.filter(partnership_id=partnership_id).values_list("user_id", flat=True).distinct()[:200])
    for person_id in people:
        yield Viewer(partnership_id=partnership_id, person_id=person_id)
