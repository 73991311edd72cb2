"""Taking a referral in: once, whole, as it was typed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.errors import Fault, Faulty
from holdfast.kernel.reference import new_reference
from holdfast.kernel.time import LONDON, now
from holdfast.kernel.viewer import Viewer
from holdfast.rules import referral as rules
from holdfast.rules.exploitation import PROTECTIVE_FACTORS, VULNERABILITIES, Level, State, reviews
from holdfast.rules.exploitation_questions import INDICATORS, Factor, Indicator
from holdfast.rules.local import TimeUnclear, parse
from holdfast.rules.referral_gaps import entries, part, words

from ..models import FloorReview, Referral, ReferredChild, RiskAssessment
from ..policies import check_can_refer
from ..types import Identity
from ..walls import Wall, wall_for

REFERENCES_TRIED = 5


@dataclass(frozen=True)
class Coming:
    """How a referral came, besides what it says.

    received_at: when MASH's clocks start. earlier: the assessment that each child's new one starts from, by the child's number.
    worker_agency_id, chosen: what the referrer said of a worker it is about (H10).
    domain: the agency whose e-mail domain the confirmed address has, and whether pupils share that domain.
    """

    identity: Identity
    received_at: datetime | None = None
    telephone: bool = False
    email: str = ""
    consultation_id: UUID | None = None
    earlier: Mapping[int, RiskAssessment] = field(default_factory=dict)
    worker_agency_id: UUID | None = None
    chosen: Sequence[UUID] = ()
    domain: tuple[UUID | None, bool] = (None, False)


@dataclass(frozen=True)
class Taken:
    """What came of taking in: the referral, and whether it is new."""

    referral: Referral
    created: bool


@action
def submit(*, by: Viewer, document: Mapping[str, Any], coming: Coming) -> Taken:
    """Take in a referral with its children and their assessments. The same document again changes nothing.

    Raises Faulty with every fault, and when the same source and number came before with other words.
    """
    check_can_refer(by)
    faults = rules.check(document, now())
    if faults:
        raise Faulty(as_faults(faults))
    standing = _standing(by, document)
    if standing is None:
        referral = _referral(by, document, coming)
        if _inserted(referral):
            _children(by, referral, coming)
            record(by, "referral.submit", referral, children=len(document["children"]), urgent=referral.urgent)
            return Taken(referral, created=True)
        standing = _standing(by, document)
    return _again(by, standing, document)


def as_faults(found: Sequence[rules.Fault]) -> list[Fault]:
    """The rules' faults as those that pages and commands show."""
    return [Fault(fault.path, fault.message) for fault in found]


def _standing(by: Viewer, document: Mapping[str, Any]) -> Referral | None:
    rows = Referral.objects.filter(partnership_id=by.here)
    return rows.filter(source=document["source"].strip(), source_ref=document["source_ref"].strip()).first()


def _again(by: Viewer, standing: Referral | None, document: Mapping[str, Any]) -> Taken:
    """The same referral came once more: unchanged, or refused when it now says something else."""
    if standing is None or standing.content_hash != rules.digest(document):
        raise Faulty([Fault("/source_ref", OTHER_WORDS)])
    record(by, "referral.submit-again", standing)
    return Taken(standing, created=False)


OTHER_WORDS = (
    "A referral with this source and number has come before and says something else. "
    "Nothing was changed. Add what is new to that referral, or send this one under a number of its own."
)


def _inserted(referral: Referral) -> bool:
    """Keep it, under a reference nobody has; False when the same referral arrived in the same moment."""
    for _ in range(REFERENCES_TRIED):
        referral.reference = new_reference()
        try:
            with transaction.atomic():
                referral.save(force_insert=True)
        except IntegrityError as clash:
            if "referral_reference_once" not in str(clash):
                return False
        else:
            return True
    raise RuntimeError("No free reference was found.")


def _referral(by: Viewer, document: Mapping[str, Any], coming: Coming) -> Referral:
    referrer = part(document, "referrer")
    at = now()
    made = Referral(
        partnership_id=by.here,
        source=document["source"].strip(),
        source_ref=document["source_ref"].strip(),
        content_hash=rules.digest(document),
        document=document,
        submitted_at=parse(document["submitted_at"]),
        received_at=coming.received_at or at,
        urgent=is_urgent(document),
        telephone=coming.telephone,
        referrer_kind=words(referrer, "kind"),
        referrer_name=words(referrer, "name"),
        referrer_role=words(referrer, "role"),
        referrer_agency=words(referrer, "agency"),
        referrer_phone=words(referrer, "phone"),
        referrer_email=(coming.email or words(referrer, "email")).lower(),
        anonymous=words(referrer, "anonymous") == "yes",
        protect_identity=words(referrer, "protect_identity") == "yes" or words(referrer, "kind") == "public",
        identity=coming.identity,
        sender_id=by.person_id,
        sender_agency_id=by.agency_id,
        sender_token="" if by.is_person else by.token,
        domain_agency_id=coming.domain[0],
        domain_shared=coming.domain[1],
        consultation_id=coming.consultation_id,
    )
    return _walled(made, _wall(by, document, coming))


def _wall(by: Viewer, document: Mapping[str, Any], coming: Coming) -> Wall:
    return wall_for(
        by.here,
        document,
        sender_id=by.person_id,
        agency_id=coming.worker_agency_id,
        chosen=coming.chosen,
    )


def _walled(referral: Referral, wall: Wall) -> Referral:
    referral.about_worker, referral.worker_agency_id = wall.about_worker, wall.worker_agency_id
    referral.kept_from, referral.chosen = wall.kept_from, wall.chosen
    return referral


def is_urgent(document: Mapping[str, Any]) -> bool:
    """Whether somebody is in danger, or a child is said not to be safe now."""
    if words(part(document, "concern"), "immediate_danger") == "yes":
        return True
    return any(words(child, "safe_now") == "no" for child in entries(document, "children"))


def _children(by: Viewer, referral: Referral, coming: Coming) -> None:
    document = referral.document
    levels = {entry.get("child"): words(entry, "level") for entry in entries(document, "assessments")}
    children = [
        _child(referral, number, child, levels.get(number, "")) for number, child in enumerate(entries(document, "children"))
    ]
    ReferredChild.objects.bulk_create(children)
    for entry in entries(document, "assessments"):
        assess(by=by, document=document, entry=entry, referred=children[entry["child"]], coming=coming)


def _child(referral: Referral, number: int, child: Mapping[str, Any], level: str) -> ReferredChild:
    return ReferredChild(
        partnership_id=referral.partnership_id,
        referral=referral,
        position=number,
        given_name=words(child, "given_name"),
        family_name=words(child, "family_name"),
        date_of_birth=day(words(child, "date_of_birth")),
        estimated_age=child.get("estimated_age"),
        unborn=words(child, "unborn") == "yes",
        expected_date=day(words(child, "expected_date")),
        safe_now=words(child, "safe_now"),
        social_worker=words(child, "social_worker"),
        level=level,
    )


def day(text: str) -> date | None:
    """The date, or None where nothing was written."""
    return date.fromisoformat(text) if text else None


def assess(
    *,
    by: Viewer,
    document: Mapping[str, Any],
    entry: Mapping[str, Any],
    referred: ReferredChild | None,
    coming: Coming,
) -> RiskAssessment:
    """Keep one assessment as a version of its own, and put on the manager's list what belongs there."""
    suggestion = rules.suggestion_for(document, entry)
    number = entry["child"]
    earlier = coming.earlier.get(number)
    made = RiskAssessment(
        partnership_id=by.here,
        referral=referred.referral if referred else None,
        referred_child=referred,
        child_id=earlier.child_id if earlier else None,
        child=identity_of(entries(document, "children")[number]),
        answers=with_untouched(entry),
        level=entry["level"],
        suggested=suggestion.level.value,
        floor=suggestion.floor.value if suggestion.floor else "",
        types=list(entry.get("types") or []),
        assessed_at=_assessed_at(document, entry),
        assessor=words(entry, "assessor") or words(part(document, "referrer"), "name"),
        writer_id=by.person_id,
        agency_id=by.agency_id,
        earlier=earlier,
        number=earlier.number + 1 if earlier else 1,
    )
    made.save(force_insert=True)
    record(by, "assessment.keep", made, child_id=made.child_id, number=made.number)
    FloorReview.objects.bulk_create(_reviews(made, list(_reasons(made, suggestion, referred is not None))))
    return made


# What an assessment keeps of the child it is about, so that it can be read without the referral.
IDENTIFYING = (
    "given_name", "family_name", "nicknames", "aliases", "description", "date_of_birth", "estimated_age", "unborn", "sex",
    "school", "social_worker", "learning_disability", "send",
)  # fmt: skip


def identity_of(child: Mapping[str, Any]) -> dict[str, Any]:
    """Who the child is, without what is kept for named people."""
    return {key: child[key] for key in IDENTIFYING if key in child}


def with_untouched(entry: Mapping[str, Any]) -> dict[str, Any]:
    """The assessment with every indicator and factor in it: those nobody touched are "not considered", never "no" (H24)."""
    tables: dict[str, tuple[Indicator | Factor, ...]] = {
        "indicators": INDICATORS,
        "vulnerabilities": VULNERABILITIES,
        "protective": PROTECTIVE_FACTORS,
    }
    filled = {
        key: {row.key: part(part(entry, key), row.key) or {"state": State.NOT_CONSIDERED.value} for row in rows}
        for key, rows in tables.items()
    }
    return {**entry, **filled}


def _assessed_at(document: Mapping[str, Any], entry: Mapping[str, Any]) -> datetime:
    try:
        sent = parse(document["submitted_at"])
    except TimeUnclear:
        sent = now()
    written = day(words(entry, "assessed_on"))
    if written is None or written == sent.astimezone(LONDON).date():
        return sent
    return datetime(written.year, written.month, written.day, 12, tzinfo=LONDON)


def _reasons(made: RiskAssessment, suggestion: Any, referred: bool) -> Iterator[tuple[str, str]]:
    """Why the exploitation manager looks at this level, with what the writer said."""
    said = {"below_floor": "below_floor_reason", "no_referral": "no_referral_reason"}
    for reason in reviews(Level(made.level), suggestion, referred_to_mash=referred):
        yield reason.key, words(made.answers, said[reason.key])


def _reviews(made: RiskAssessment, reasons: list[tuple[str, str]]) -> list[FloorReview]:
    return [
        FloorReview(partnership_id=made.partnership_id, assessment=made, reason=key, writer_reason=said) for key, said in reasons
    ]
