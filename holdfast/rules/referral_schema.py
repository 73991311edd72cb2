"""The JSON Schema of a referral, printed from the question tables."""

from functools import cache
from typing import Any

from .exploitation_indicators import INDICATORS
from .exploitation_questions import (
    ADULT_QUESTIONS,
    ASSESSMENT_QUESTIONS,
    PROTECTIVE_FACTORS,
    STATE_OPTIONS,
    VULNERABILITIES,
    WHEN_OPTIONS,
    Factor,
    Indicator,
)
from .question import WHOLE_ANSWERS, Kind, Option, Question, Section
from .referral_questions import AGENCIES, CHILDREN, PEOPLE, SECTIONS

Schema = dict[str, Any]

TOP_KEYS = (
    "source",
    "source_ref",
    "submitted_at",
    "referrer",
    "children",
    "people",
    "assessments",
    "concern",
    "consent",
)
MOST_CHILDREN, MOST_PEOPLE = 20, 60
MOST_LINES, LINE_LENGTH = 50, 200
NOT_BLANK = r"\S"
DATE_PATTERN = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
EMAIL_PATTERN = r"^\s*[^@\s]+@[^@\s]+\.[^@\s]+\s*$"
INSTANT_PATTERN = (
    r"^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ]"
    r"[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?([Zz]|[+-][0-9]{2}:?[0-9]{2})?$"
)
PATTERNS = {Kind.DATE: DATE_PATTERN, Kind.INSTANT: INSTANT_PATTERN, Kind.EMAIL: EMAIL_PATTERN}
# What a pattern cannot say, for somebody who writes a document by the schema alone.
KIND_NOTES = {
    Kind.DATE: "A day that exists, from 1900 to 2100.",
    Kind.INSTANT: "A date and a time; without a zone it is London's.",
    Kind.PHONE: "A phone number; without a country it is of the United Kingdom.",
    Kind.POSTCODE: "A whole postcode of the United Kingdom.",
    Kind.NHS_NUMBER: "Its last digit must check the others.",
    Kind.UPN: "Its first letter must check the others.",
    Kind.CHILD: "The number of a child in children, from 0.",
    Kind.CHILDREN: "Numbers of children in children, from 0.",
}
NOTES = {
    "/children/*/no_assessment_reason": "Needed for each born child that no assessment in this referral is about.",
    "/children/*/date_of_birth": "Not after the referral was sent, and not more than 25 years before it.",
    "/people/*/date_of_birth": "Not after the referral was sent.",
    "/consent/not_informed_reason": "Needed when not all the family have been told. public is for members of the public only.",
}
OLDEST = {"/children/*/estimated_age": 25, "/people/*/estimated_age": 120}


def _choice(options: tuple[Option, ...]) -> Schema:
    """One of these keys, each with its words."""
    return {
        "type": "string",
        "enum": [option.key for option in options],
        "$comment": "; ".join(f"{option.key} = {option.label}" for option in options),
    }


def _answer(question: Question) -> Schema:
    """What an answer to this question may be."""
    match question.kind:
        case Kind.CHOICE | Kind.YES_NO | Kind.YES_NO_UNKNOWN:
            return _choice(question.options)
        case Kind.CHOICES:
            return {"type": "array", "items": _choice(question.options), "maxItems": 100}
        case Kind.LINES:
            return {"type": "array", "items": {"type": "string", "maxLength": LINE_LENGTH}, "maxItems": MOST_LINES}
        case Kind.NUMBER:
            return {"type": "integer", "minimum": 0, "maximum": OLDEST[question.path]}
        case Kind.CHILD:
            return {"type": "integer", "minimum": 0, "maximum": MOST_CHILDREN - 1}
        case Kind.CHILDREN:
            number = {"type": "integer", "minimum": 0, "maximum": MOST_CHILDREN - 1}
            return {"type": "array", "items": number, "maxItems": MOST_CHILDREN}
    return _words(question)


def _words(question: Question) -> Schema:
    """An answer in words, with the shape that its kind asks for."""
    words: Schema = {"type": "string", "maxLength": question.max_length}
    if question.kind in PATTERNS:
        words["pattern"] = PATTERNS[question.kind]
    if question.kind is Kind.DATE:
        words["format"] = "date"
    return words


def _property(question: Question) -> Schema:
    """The schema of one answer with the question as its title."""
    said = " ".join(part for part in (question.hint, NOTES.get(question.path) or KIND_NOTES.get(question.kind, "")) if part)
    return {"title": question.label} | ({"description": said} if said else {}) | _answer(question)


def _object(title: str, properties: Schema, required: tuple[str, ...] = ()) -> Schema:
    """An object with these members and no others."""
    shape: Schema = {
        "title": title,
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
    }
    return shape | ({"required": list(required)} if required else {})


def _members(questions: tuple[Question, ...]) -> Schema:
    """The members that these questions fill."""
    return {question.key: _property(question) for question in questions}


def _section(section: Section, *more: Section) -> Schema:
    """The object, or one entry of the list, that a section's answers lie in."""
    rows = section.questions + tuple(question for other in more for question in other.questions)
    return _object(section.title, _members(rows)) | ({"description": section.intro} if section.intro else {})


def _list(items: Schema, most: int, least: int = 0) -> Schema:
    """A list of these, no longer than can be read."""
    return {"type": "array", "items": items, "minItems": least, "maxItems": most}


def _indicator(row: Indicator) -> Schema:
    """One indicator: untouched is not considered, which is never the same as no."""
    shape = _object(
        row.label,
        {
            "state": _choice(STATE_OPTIONS),
            "when": _choice(WHEN_OPTIONS),
            "evidence": {"title": "What shows it", "type": "string", "maxLength": 5000},
            "source": {"title": "Who or what says so", "type": "string", "maxLength": 500},
        },
        ("state",),
    )
    return shape | ({"description": row.help} if row.help else {})


def _factor(row: Factor) -> Schema:
    """One vulnerability or protective factor."""
    return _object(
        row.label,
        {"state": _choice(STATE_OPTIONS), "note": {"type": "string", "maxLength": 2000}},
        ("state",),
    )


def _assessment() -> Schema:
    """The exploitation risk assessment of one child."""
    members = _members(ASSESSMENT_QUESTIONS + ADULT_QUESTIONS)
    members["indicators"] = _object("Indicators", {row.key: _indicator(row) for row in INDICATORS})
    members["vulnerabilities"] = _object("Vulnerabilities", {row.key: _factor(row) for row in VULNERABILITIES})
    members["protective"] = _object("Protective factors", {row.key: _factor(row) for row in PROTECTIVE_FACTORS})
    return _object("Exploitation risk assessment", members, ("child", "level", "rationale"))


def _whole_answers() -> Schema:
    """One tap for a whole section."""
    answer = _choice(tuple(Option(key.value, label) for key, label in WHOLE_ANSWERS.items()))
    members = {section.key: {"title": section.title} | answer for section in SECTIONS if section.whole_answer}
    return _object("Sections answered as a whole", members)


def _properties() -> Schema:
    """The members of the document, in the order a person would read them."""
    by_key = {section.key: section for section in SECTIONS}
    single = ("referrer", "concern", "circumstances", "views", "parents", "need", "safety", "consent")
    members: Schema = {
        "source": {
            "title": "Where the referral was written",
            "description": "The system or form it comes from. With source_ref it names the referral for ever.",
            "type": "string",
            "maxLength": 100,
            "pattern": NOT_BLANK,
        },
        "source_ref": {
            "title": "Its number there",
            "type": "string",
            "maxLength": 200,
            "pattern": NOT_BLANK,
        },
        "submitted_at": {
            "title": "When it was sent",
            "description": "A date and time. Without a zone it is London's.",
            "type": "string",
            "pattern": INSTANT_PATTERN,
        },
    }
    members |= {key: _section(by_key[key]) for key in single[:1]}
    members["children"] = _list(_section(CHILDREN, by_key["where"]), MOST_CHILDREN, 1)
    members["people"] = _list(_section(PEOPLE), MOST_PEOPLE)
    members["assessments"] = _list(_assessment(), MOST_CHILDREN)
    members |= {key: _section(by_key[key]) for key in single[1:]}
    members["agencies"] = _list(_section(AGENCIES), MOST_PEOPLE)
    members["sections"] = _whole_answers()
    return members


@cache
def shape() -> Schema:
    """The shape alone: what each member may be, without what is needed to send."""
    return _object("Referral", _properties(), TOP_KEYS)


def _blank(key: str) -> Schema:
    """True of an object in which this member is there and not blank."""
    return {"required": [key], "properties": {key: {"pattern": NOT_BLANK}}}


REACHABLE: Schema = {
    "if": {
        "required": ["kind", "anonymous"],
        "properties": {"kind": {"const": "public"}, "anonymous": {"const": "yes"}},
    },
    "else": {"allOf": [_blank("name"), {"anyOf": [_blank("phone"), _blank("email")]}]},
}
KNOWN_SOMEHOW: Schema = {
    "anyOf": [
        _blank("given_name"),
        _blank("family_name"),
        _blank("chosen_name"),
        _blank("description"),
        {"required": ["nicknames"], "properties": {"nicknames": {"minItems": 1}}},
        {"required": ["aliases"], "properties": {"aliases": {"minItems": 1}}},
        {"required": ["unborn"], "properties": {"unborn": {"const": "yes"}}},
    ]
}
WHY_NOT_TOLD: Schema = {
    "if": {"required": ["informed"], "properties": {"informed": {"enum": ["no", "some"]}}},
    "then": {"required": ["not_informed_reason"]},
}


def schema() -> Schema:
    """The published schema: the shape, and what a referral cannot be sent without.

    Three rules need more than a schema can say, and are in the descriptions: numbers of children must exist, each
    child needs an assessment or a reason, and NHS and pupil numbers must pass their check.
    """
    whole = {"$schema": "https://json-schema.org/draft/2020-12/schema", "description": DESCRIPTION, **shape()}
    members = dict(whole["properties"])
    members["referrer"] = members["referrer"] | {"required": ["kind"]} | REACHABLE
    child = members["children"]["items"] | {"required": ["safe_now"]} | KNOWN_SOMEHOW
    members["children"] = members["children"] | {"items": child}
    said = members["concern"]["properties"]
    worry = said | {"worry": said["worry"] | {"pattern": NOT_BLANK}}
    members["concern"] = members["concern"] | {"required": ["worry"], "properties": worry}
    members["consent"] = members["consent"] | {"required": ["informed"]} | WHY_NOT_TOLD
    return whole | {"properties": members}


DESCRIPTION = (
    "One referral of one or more children. Children are numbered from 0 in the order given; assessments and people "
    "name them by number. Each child that is born has one assessment, or a no_assessment_reason. Leave out what is "
    "not known. "
    "source and source_ref together name the referral: the same content again changes nothing."
)
