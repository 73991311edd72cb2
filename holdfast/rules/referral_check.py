"""Whether a referral document holds together: every fault, with its place and a sentence."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any, TypeGuard, cast

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from . import identifiers
from .local import FIRST_YEAR, LAST_YEAR, TimeUnclear, age_on, parse
from .question import Kind, Question
from .referral_gaps import entries, needed, unassessed, words
from .referral_questions import questions
from .referral_schema import DATE_PATTERN, EMAIL_PATTERN, INSTANT_PATTERN, LINE_LENGTH, MOST_LINES, NOT_BLANK, OLDEST, shape

DEEPEST, MOST_PARTS, MOST_BYTES = 12, 100_000, 5_000_000
OLDEST_CHILD = 25
# Characters that no database text can hold, and those that only garble a printed page.
UNKEEPABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Fault:
    """Something wrong: a JSON Pointer to where, and what to do about it."""

    path: str
    message: str


@dataclass(frozen=True)
class Reading:
    """What came of reading a file: the document, or the faults that kept it from being read."""

    document: Any
    faults: tuple[Fault, ...]


def pointer(parts: tuple[object, ...]) -> str:
    """A JSON Pointer to this place; the whole document is the empty one."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in parts)


def read(content: bytes) -> Reading:
    """A document from the bytes of a file. Whatever the bytes are, the answer is a document or a sentence."""
    if len(content) > MOST_BYTES:
        return Reading(None, (Fault("", "The file is larger than 5 MB. Attachments go apart from it."),))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Reading(None, (Fault("", "The file is not written in UTF-8. Save it as UTF-8 and try again."),))
    try:
        document = json.loads(text, object_pairs_hook=_no_twins, parse_constant=_no_constant)
    except Unreadable as problem:
        return Reading(None, (Fault("", str(problem)),))
    except RecursionError:
        return Reading(None, (Fault("", "The file has lists within lists too deep to read."),))
    except ValueError as problem:
        return Reading(None, (Fault("", f"The file is not JSON: {_place(problem)}."),))
    return Reading(document, ())


class Unreadable(ValueError):
    """A file that is JSON by its letters and still cannot be trusted."""


def _no_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object from its members; the same key twice would silently lose one answer."""
    found = dict(pairs)
    if len(found) < len(pairs):
        seen = [key for key, _ in pairs]
        twin = next(key for key in seen if seen.count(key) > 1)
        raise Unreadable(f"The file gives {_shown(twin)} twice in one place. Keep one of them.")
    return found


def _no_constant(_: str) -> float:
    """NaN and Infinity are not JSON and mean nothing here."""
    raise Unreadable("The file holds a number that is not a number.")


def _place(problem: ValueError) -> str:
    """Where reading stopped, without repeating what was written there."""
    if isinstance(problem, json.JSONDecodeError):
        return f"reading stopped at line {problem.lineno}, column {problem.colno}"
    return "a number in it is too long"


def _shown(text: str) -> str:
    """A key short enough and clean enough to print in a sentence."""
    return UNKEEPABLE.sub("?", text)[:60]


def digest(document: Mapping[str, Any]) -> str:
    """A fingerprint of what the document says. The order of its keys and its spacing do not matter."""
    said = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(said.encode()).hexdigest()


def check(document: Any, now: datetime | None = None) -> list[Fault]:
    """Every fault of the document, in order of place, one for each place. Empty means it can be taken in.

    `now` adds that it was not sent in the future.
    """
    faults = list(_unkeepable(document))
    if any(fault.path == "" for fault in faults):
        return faults
    faults += _shape_faults(document)
    if isinstance(document, Mapping):
        faults += _meaning_faults(document, now)
        faults += [Fault(gap.path, gap.message) for gap in needed(document)]
    return _one_each(document, faults)


def _one_each(document: Any, faults: list[Fault]) -> list[Fault]:
    """The first fault for each place, leaving out what lies within a place that is missing or no container."""
    kept: dict[str, Fault] = {}
    for fault in faults:
        if fault.path not in kept and not any(place in kept and not _holds(document, place) for place in _above(fault.path)):
            kept[fault.path] = fault
    return sorted(kept.values(), key=lambda fault: _order(fault.path))


def _above(path: str) -> Iterator[str]:
    """The places that a place lies within, the outermost first."""
    steps = path.split("/")
    return ("/".join(steps[:count]) for count in range(1, len(steps)))


def _holds(document: Any, path: str) -> bool:
    """Whether there is a list or an object at this place."""
    found = document
    for step in path.split("/")[1:]:
        if isinstance(found, Mapping):
            found = found.get(step.replace("~1", "/").replace("~0", "~"))
        elif isinstance(found, list) and step.isascii() and step.isdigit() and int(step) < len(found):
            found = found[int(step)]
        else:
            return False
    return isinstance(found, Mapping | list)


def _order(path: str) -> list[tuple[int, int, str]]:
    """Places in reading order, the tenth child after the second."""
    steps = path.split("/")
    return [(0, int(s), "") if s.isascii() and s.isdigit() and len(s) < 9 else (1, 0, s) for s in steps]


def _unkeepable(document: Any) -> Iterator[Fault]:
    """Answers that cannot be kept, and documents too deep or too long to read. Walks without recursion."""
    waiting: list[tuple[tuple[object, ...], Any]] = [((), document)]
    count = 0
    while waiting:
        place, value = waiting.pop()
        count += 1
        if len(place) > DEEPEST or count > MOST_PARTS:
            yield Fault("", "The document is too deep or too long to be a referral.")
            return
        if isinstance(value, str) and UNKEEPABLE.search(value):
            yield Fault(pointer(_clean(place)), "Take out the characters that cannot be stored or printed.")
        elif isinstance(value, float):
            yield Fault(pointer(_clean(place)), "No answer is a fraction: write a whole number as 0, not 0.0.")
        elif isinstance(value, Mapping):
            waiting += [((*place, str(key)), inner) for key, inner in value.items()]
        elif isinstance(value, list | tuple):
            waiting += [((*place, number), inner) for number, inner in enumerate(value)]


def _clean(place: tuple[object, ...]) -> tuple[object, ...]:
    """A place whose own names can be printed."""
    return tuple(UNKEEPABLE.sub("?", step) if isinstance(step, str) else step for step in place)


@cache
def _validator() -> Draft202012Validator:
    """The validator of the shape, made once."""
    return Draft202012Validator(shape())


def _shape_faults(document: Any) -> Iterator[Fault]:
    """What does not have the shape of a referral."""
    for error in _validator().iter_errors(document):
        yield from _in_words(error)


def _in_words(error: ValidationError) -> Iterator[Fault]:
    """One error of the schema as faults with places and sentences."""
    place, rows = tuple(error.absolute_path), cast(dict[str, Any], error.schema)
    given: Any = error.instance
    if error.validator == "required":
        for key in rows["required"]:
            if key not in given:
                yield Fault(pointer((*place, key)), "This is missing.")
    elif error.validator == "additionalProperties":
        for key in given:
            if key not in rows["properties"]:
                yield Fault(pointer(_clean((*place, key))), "A referral has nothing of this name. Take it out.")
    else:
        yield Fault(pointer(place), _sentence(error))


TYPE_WORDS = {
    "string": "Write this as text.",
    "array": "Write this as a list.",
    "object": "Write this as an object with named members.",
    "integer": "Write this as a whole number.",
}


def _sentence(error: ValidationError) -> str:
    """What to do about one error of the schema."""
    rows = cast(dict[str, Any], error.schema)
    limit: Any = error.validator_value
    match error.validator:
        case "type":
            return TYPE_WORDS[limit]
        case "enum":
            return f"Choose one of: {', '.join(limit)}."
        case "maxLength":
            return f"Write at most {limit} characters."
        case "minimum" | "maximum":
            low, high = rows["minimum"], rows["maximum"]
            return f"Give a whole number from {low} to {high}."
        case "maxItems":
            return f"Give at most {limit}."
        case "minItems":
            return f"Give at least {limit}."
    return PATTERN_WORDS.get(str(limit), "Write this in the form that the schema shows.")


PATTERN_WORDS = {
    NOT_BLANK: "This is blank. Say something here.",
    DATE_PATTERN: "Write the date as year, month and day, such as 2011-05-09.",
    INSTANT_PATTERN: "Give a date and a time, such as 2026-12-24T16:30.",
    EMAIL_PATTERN: "Write an e-mail address such as name@example.org.",
}


def check_answer(question: Question, value: object) -> str | None:
    """What is wrong with one answer typed into a page, as a sentence; None when nothing is."""
    if isinstance(value, list):
        return _lines_fault(value) if question.kind is Kind.LINES else None
    if question.kind is Kind.NUMBER and _is_number(value):
        most = OLDEST[question.path]
        return None if 0 <= value <= most else f"Give a whole number from 0 to {most}."
    if not isinstance(value, str) or not value.strip():
        return None
    if UNKEEPABLE.search(value):
        return "Take out the characters that cannot be stored or printed."
    if len(value) > question.max_length:
        return f"Write at most {question.max_length} characters."
    return _kind_fault(question.kind, value)


def _lines_fault(lines: list[object]) -> str | None:
    """What is wrong with a list of short lines."""
    if len(lines) > MOST_LINES:
        return f"Give at most {MOST_LINES}."
    for line in lines:
        if isinstance(line, str) and (len(line) > LINE_LENGTH or UNKEEPABLE.search(line)):
            return f"Write each on its own line, with at most {LINE_LENGTH} ordinary characters."
    return None


def _kind_fault(kind: Kind, value: str) -> str | None:
    """What is wrong with an answer of this kind."""
    match kind:
        case Kind.DATE:
            return _date_fault(value)
        case Kind.INSTANT:
            return _instant_fault(value)
        case Kind.PHONE if identifiers.phone(value) is None:
            return "Write a phone number, such as 01432 260800."
        case Kind.EMAIL if identifiers.email(value) is None:
            return "Write an e-mail address such as name@example.org."
        case Kind.POSTCODE if identifiers.postcode(value) is None:
            return "Write a whole postcode, such as HR1 2PJ. Leave it out if you do not know it."
        case Kind.NHS_NUMBER if identifiers.nhs(value) is None:
            return "This is not an NHS number: it has 10 digits and its last digit checks the others."
        case Kind.UPN if identifiers.upn(value) is None:
            return "This is not a pupil number: it has 13 characters and its first letter checks the others."
    return None


def _date_fault(value: str) -> str | None:
    """What is wrong with a date."""
    if not re.fullmatch(DATE_PATTERN, value):
        return PATTERN_WORDS[DATE_PATTERN]
    try:
        year = date.fromisoformat(value).year
    except ValueError:
        return "There is no such date."
    return None if FIRST_YEAR <= year <= LAST_YEAR else f"Give a year from {FIRST_YEAR} to {LAST_YEAR}."


def _instant_fault(value: str) -> str | None:
    """What is wrong with a time."""
    try:
        parse(value)
    except TimeUnclear as problem:
        return str(problem)
    return None


def _meaning_faults(document: Mapping[str, Any], now: datetime | None) -> Iterator[Fault]:
    """What has the right shape and still cannot be."""
    yield from _sent_faults(document, now)
    yield from _answer_faults(document)
    yield from _birth_faults(document)
    yield from _number_faults(document)
    yield from _reason_faults(document)


def _sent_faults(document: Mapping[str, Any], now: datetime | None) -> Iterator[Fault]:
    """The time it was sent: there is one, and it is not to come."""
    sent = document.get("submitted_at")
    if not isinstance(sent, str):
        return
    message = _instant_fault(sent)
    if message:
        yield Fault("/submitted_at", message)
    elif now is not None and parse(sent) > now + timedelta(minutes=5):
        yield Fault("/submitted_at", "This time is still to come. Give the time it was sent.")


def _answer_faults(document: Mapping[str, Any]) -> Iterator[Fault]:
    """Answers that are not what their question asks for."""
    for _, question in questions():
        for place, value in _answers(document, question.path):
            message = check_answer(question, value)
            if message:
                yield Fault(place, message)
    for number, entry in enumerate(entries(document, "assessments")):
        day = words(entry, "assessed_on")
        message = _date_fault(day) if day else None
        if message:
            yield Fault(f"/assessments/{number}/assessed_on", message)


def _answers(document: Mapping[str, Any], path: str) -> Iterator[tuple[str, object]]:
    """Every answer to one question, with its place."""
    steps = path.split("/")[1:]
    if steps[1] != "*":
        inner = document.get(steps[0])
        yield path, inner.get(steps[1]) if isinstance(inner, Mapping) else None
        return
    for number, entry in enumerate(entries(document, steps[0])):
        yield f"/{steps[0]}/{number}/{steps[2]}", entry.get(steps[2])


def _birth_faults(document: Mapping[str, Any]) -> Iterator[Fault]:
    """Births after the referral, and ages no child has."""
    try:
        sent = parse(words(document, "submitted_at")).date()
    except TimeUnclear:
        return
    for key in ("children", "people"):
        for number, entry in enumerate(entries(document, key)):
            born = words(entry, "date_of_birth")
            if not born or _date_fault(born):
                continue
            day = date.fromisoformat(born)
            place = f"/{key}/{number}/date_of_birth"
            if day > sent:
                yield Fault(
                    place,
                    "This is after the referral was sent. An unborn child has a due date instead.",
                )
            elif key == "children" and age_on(day, sent) > OLDEST_CHILD:
                yield Fault(place, "This makes them older than 25. Referrals are for children, and care leavers to 25.")


def _number_faults(document: Mapping[str, Any]) -> Iterator[Fault]:
    """Numbers of children who are not there, and a child assessed twice."""
    count = len(entries(document, "children"))
    if count == 0:  # said once already, of the children themselves
        return
    seen: set[int] = set()
    for number, entry in enumerate(entries(document, "assessments")):
        child, place = entry.get("child"), f"/assessments/{number}/child"
        if not _is_number(child):
            continue
        if not 0 <= child < count:
            yield Fault(place, _no_such_child(count))
        elif child in seen:
            yield Fault(place, "This child already has an assessment in this referral. Keep one.")
        seen.add(child)
    for number, entry in enumerate(entries(document, "people")):
        listed = entry.get("children")
        for index, child in enumerate(listed if isinstance(listed, list) else []):
            if _is_number(child) and not 0 <= child < count:
                yield Fault(f"/people/{number}/children/{index}", _no_such_child(count))


def _is_number(value: object) -> TypeGuard[int]:
    """Whether this is a whole number; true and false are not."""
    return isinstance(value, int) and not isinstance(value, bool)


def _no_such_child(count: int) -> str:
    """What to say of a number that names nobody."""
    return f"There is no child of this number: they are numbered from 0 to {count - 1}."


def _reason_faults(document: Mapping[str, Any]) -> Iterator[Fault]:
    """Levels without reasons, and children with neither an assessment nor a reason."""
    for number, entry in enumerate(entries(document, "assessments")):
        if isinstance(entry.get("rationale"), str) and not words(entry, "rationale"):
            yield Fault(f"/assessments/{number}/rationale", "Say why this level was given.")
    for number in unassessed(document):
        message = "Add an assessment for this child, or a no_assessment_reason."
        yield Fault(f"/children/{number}/no_assessment_reason", message)
