"""What is still missing in a referral: the little that is needed to send it, and what can follow."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from .exploitation_indicators import INDICATORS
from .exploitation_level import AssessmentFacts, Suggestion, answers_from, suggest
from .exploitation_questions import Level
from .identifiers import email, phone
from .local import TimeUnclear, age_on, parse
from .question import Section
from .referral_questions import SECTIONS

Document = Mapping[str, Any]


@dataclass(frozen=True)
class Gap:
    """Something not yet answered, where it belongs, and whether the referral can go without it."""

    path: str
    message: str
    blocks_sending: bool
    section: str


def words(entry: object, key: str) -> str:
    """The answer as trimmed text; nothing when it is missing or of another kind."""
    value = entry.get(key) if isinstance(entry, Mapping) else None
    return value.strip() if isinstance(value, str) else ""


def entries(document: object, key: str) -> list[Mapping[str, Any]]:
    """The list under this key, keeping its numbering: what is not an object counts as an empty one."""
    found = document.get(key) if isinstance(document, Mapping) else None
    if not isinstance(found, list):
        return []
    return [entry if isinstance(entry, Mapping) else {} for entry in found]


def part(document: object, key: str) -> Mapping[str, Any]:
    """The object under this key, or an empty one."""
    found = document.get(key) if isinstance(document, Mapping) else None
    return found if isinstance(found, Mapping) else {}


def gaps(document: Document, now: datetime | None = None) -> list[Gap]:
    """Everything still open, what blocks sending first. `now` gives a draft the day to count ages on."""
    if now is not None and "submitted_at" not in document:
        document = {**document, "submitted_at": now.isoformat()}
    found = [*needed(document), *can_follow(document)]
    return sorted(found, key=lambda gap: not gap.blocks_sending)


def can_send(document: Document) -> bool:
    """Whether the little that is needed is there."""
    return next(needed(document), None) is None


def needed(document: Document) -> Iterator[Gap]:
    """What a referral cannot be sent without."""
    yield from _reach(part(document, "referrer"))
    yield from _who(document)
    yield from _safe(document)
    if not words(part(document, "concern"), "worry"):
        yield Gap("/concern/worry", "Say what you are worried about.", True, "concern")
    yield from _told(part(document, "consent"), part(document, "referrer"))


def _reach(referrer: Mapping[str, Any]) -> Iterator[Gap]:
    """Who is writing and how MASH reaches them. Only members of the public may stay anonymous."""
    kind = words(referrer, "kind")
    if not kind:
        yield Gap("/referrer/kind", "Say who you are writing as.", True, "referrer")
    if words(referrer, "anonymous") == "yes":
        if kind == "public":
            return
        message = "Professionals cannot refer anonymously: give your name and how to reach you."
        yield Gap("/referrer/anonymous", message, True, "referrer")
    if not words(referrer, "name"):
        yield Gap("/referrer/name", "Give your name.", True, "referrer")
    if not (phone(words(referrer, "phone")) or email(words(referrer, "email"))):
        yield Gap("/referrer/phone", "Give a phone number or an e-mail address to reach you.", True, "referrer")


def is_known_somehow(child: Mapping[str, Any]) -> bool:
    """Whether anything at all tells this child from another."""
    named = any(words(child, key) for key in ("given_name", "family_name", "chosen_name", "description"))
    listed = any(_lines(child, key) for key in ("nicknames", "aliases"))
    return named or listed or words(child, "unborn") == "yes"


def _lines(entry: Mapping[str, Any], key: str) -> list[str]:
    """The lines of a list answer that are not blank."""
    found = entry.get(key)
    return [line for line in found if isinstance(line, str) and line.strip()] if isinstance(found, list) else []


def _who(document: Document) -> Iterator[Gap]:
    """Who the child is, as far as known."""
    children = entries(document, "children")
    if not children:
        yield Gap("/children", "Say who the child is, as far as you know.", True, "children")
    for number, child in enumerate(children):
        if not is_known_somehow(child):
            message = f"Say who {_called(child, number)} is: a name, a nickname or how we would know them."
            yield Gap(f"/children/{number}/given_name", message, True, "children")


def _safe(document: Document) -> Iterator[Gap]:
    """Whether each child is safe now."""
    for number, child in enumerate(entries(document, "children")):
        if not words(child, "safe_now"):
            message = f"Say whether {_called(child, number)} is safe now."
            yield Gap(f"/children/{number}/safe_now", message, True, "where")


def _called(child: Mapping[str, Any], number: int) -> str:
    """A child's name for a sentence to the writer, who typed it."""
    return words(child, "chosen_name") or words(child, "given_name") or f"child {number + 1}"


def _told(consent: Mapping[str, Any], referrer: Mapping[str, Any]) -> Iterator[Gap]:
    """Whether the family have been told, or the allowed reason why not."""
    informed = words(consent, "informed")
    reason = words(consent, "not_informed_reason")
    if not informed:
        yield Gap("/consent/informed", "Say whether the family have been told.", True, "consent")
    elif informed != "yes" and not reason:
        yield Gap("/consent/not_informed_reason", "Choose why the family have not been told.", True, "consent")
    if reason == "public" and words(referrer, "kind") == "professional":
        message = "That reason is for members of the public only. Choose another."
        yield Gap("/consent/not_informed_reason", message, True, "consent")


def can_follow(document: Document) -> Iterator[Gap]:
    """What is worth adding, before or after sending."""
    for number, child in enumerate(entries(document, "children")):
        yield from _child_later(child, number)
    yield from _assessments_later(document)
    yield from _sections_later(document)
    yield from _consent_later(part(document, "consent"))
    need = part(document, "need")
    if words(need, "level") and not words(need, "level_reason"):
        yield Gap("/need/level_reason", "Say why you see that level of need.", False, "need")


def _child_later(child: Mapping[str, Any], number: int) -> Iterator[Gap]:
    """What is still worth knowing of one child."""
    base, name = f"/children/{number}", _called(child, number)
    if words(child, "unborn") == "yes":
        if not words(child, "expected_date"):
            yield Gap(f"{base}/expected_date", "Say when the baby is due.", False, "children")
        if not words(child, "unborn_reason"):
            yield Gap(f"{base}/unborn_reason", "Say why you are worried before the birth.", False, "children")
    elif not words(child, "date_of_birth") and not isinstance(child.get("estimated_age"), int):
        yield Gap(f"{base}/date_of_birth", f"Give {name}'s date of birth or about how old.", False, "children")
    if not words(child, "address"):
        yield Gap(f"{base}/address", f"Say where {name} lives.", False, "children")
    if not words(child, "where_now"):
        yield Gap(f"{base}/where_now", f"Say where {name} is now.", False, "where")


def assessed(document: Document) -> set[int]:
    """The numbers of the children who have an assessment."""
    numbers = (entry.get("child") for entry in entries(document, "assessments"))
    return {number for number in numbers if isinstance(number, int) and not isinstance(number, bool)}


def unassessed(document: Document) -> list[int]:
    """The numbers of the children, once born, with neither an assessment nor a reason for having none."""
    done = assessed(document)
    return [
        number
        for number, child in enumerate(entries(document, "children"))
        if number not in done and not words(child, "no_assessment_reason") and words(child, "unborn") != "yes"
    ]


def _assessments_later(document: Document) -> Iterator[Gap]:
    """Assessments that are missing, or not yet whole."""
    children = entries(document, "children")
    for number in unassessed(document):
        message = f"Add an exploitation risk assessment for {_called(children[number], number)}, or say why not."
        yield Gap(f"/children/{number}/no_assessment_reason", message, False, "assessments")
    for number, entry in enumerate(entries(document, "assessments")):
        yield from assessment_gaps(document, entry, number)


def assessment_gaps(document: Document, entry: Mapping[str, Any], number: int) -> Iterator[Gap]:
    """What is still open in one assessment."""
    base = f"/assessments/{number}"
    for key, message in (
        ("level", "Give your level of risk."),
        ("rationale", "Say why you gave that level."),
    ):
        if not words(entry, key):
            yield Gap(f"{base}/{key}", message, True, "assessments")
    for key, who in (("child_voice", "the child says"), ("parents_view", "the parents or carers say")):
        if not (words(entry, key) or words(entry, f"{key}_not_sought")):
            yield Gap(f"{base}/{key}", f"Say what {who}, or why they were not asked.", False, "assessments")
    yield from _indicator_gaps(entry, base)
    if _below_floor(document, entry) and not words(entry, "below_floor_reason"):
        message = "Say why your level is below the safety floor. The exploitation manager reads it."
        yield Gap(f"{base}/below_floor_reason", message, False, "assessments")


def _indicator_gaps(entry: Mapping[str, Any], base: str) -> Iterator[Gap]:
    """Signs that are seen or suspected without when, evidence or source."""
    given = part(entry, "indicators")
    for row in INDICATORS:
        answer = part(given, row.key)
        if words(answer, "state") not in ("yes", "suspected"):
            continue
        for key, what in (
            ("when", "when it was seen"),
            ("evidence", "what shows it"),
            ("source", "who says so"),
        ):
            if not words(answer, key):
                yield Gap(f"{base}/indicators/{row.key}/{key}", f"{row.label}: say {what}.", False, "assessments")


def _below_floor(document: Document, entry: Mapping[str, Any]) -> bool:
    """Whether the level given lies below the safety floor."""
    level = words(entry, "level")
    return level in set(Level) and suggestion_for(document, entry).is_below_floor(Level(level))


def facts_for(document: Document, entry: Mapping[str, Any]) -> AssessmentFacts:
    """What the rules of the risk assessment read of one assessment and its child."""
    children, number = entries(document, "children"), entry.get("child")
    child = children[number] if isinstance(number, int) and 0 <= number < len(children) else {}
    background = part(entry, "vulnerabilities")
    seen = ("yes", "suspected")
    return AssessmentFacts(
        answers_from(part(entry, "indicators")),
        age_of(document, child),
        words(child, "learning_disability") == "yes" or words(part(background, "learning_disability"), "state") in seen,
        words(child, "send") == "yes" or words(part(background, "send"), "state") in seen,
        words(entry, "concern"),
    )


def suggestion_for(document: Document, entry: Mapping[str, Any]) -> Suggestion:
    """What the signs of one assessment suggest, with the floor under it."""
    return suggest(facts_for(document, entry))


def age_of(document: Document, child: Mapping[str, Any]) -> int | None:
    """A child's age when the referral was sent, or as estimated; None when nothing is known or it is unborn."""
    estimated = child.get("estimated_age")
    guess = estimated if isinstance(estimated, int) and not isinstance(estimated, bool) else None
    try:
        born = parse(f"{words(child, 'date_of_birth')}T00:00").date()
        return age_on(born, parse(words(document, "submitted_at")).date())
    except TimeUnclear:
        return guess


def _sections_later(document: Document) -> Iterator[Gap]:
    """Sections left blank that one tap could answer."""
    answered = part(document, "sections")
    for section in SECTIONS:
        if section.whole_answer and not words(answered, section.key) and is_blank(document, section):
            message = f"{section.title}: nothing yet. Answer it, or choose no information or not applicable."
            yield Gap(section.base.split("/*")[0], message, False, section.key)


def is_blank(document: Document, section: Section) -> bool:
    """Whether nothing at all has been answered in a section."""
    key = section.base.split("/")[1]
    held = entries(document, key) if section.repeats else [part(document, key)]
    return not any(_answered(entry.get(name)) for entry in held for name in section.keys)


def _answered(value: object) -> bool:
    """Whether something was said. Nought is an answer, blank text and an empty list are not."""
    if isinstance(value, str):
        return bool(value.strip())
    return value is not None and value != []


def _consent_later(consent: Mapping[str, Any]) -> Iterator[Gap]:
    """What is still open about agreement, lawful basis and who may call."""
    asked = (
        ("agreed", "Say whether the family agree to help."),
        ("lawful_basis", "Choose your lawful basis for sharing. It stands apart from agreement."),
        ("family_contact", "Say who may contact the family."),
    )
    for key, message in asked:
        if not words(consent, key):
            yield Gap(f"/consent/{key}", message, False, "consent")
    if words(consent, "agreed") in ("yes", "some"):
        for key, message in (
            ("agreed_by", "Say who agreed."),
            ("agreed_covering", "Say whose information it covers."),
        ):
            if not words(consent, key):
                yield Gap(f"/consent/{key}", message, False, "consent")
