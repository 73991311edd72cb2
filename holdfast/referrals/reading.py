"""A referral as people read it: the questions with their answers, in the order they were asked.

The same rows make the page where answers are checked, what MASH reads and the printed copy.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from holdfast.rules.exploitation import DOMAINS, INDICATORS, LEVELS, STATES, WHENS, Domain, Level, State, When
from holdfast.rules.exploitation_questions import (
    ADULT_QUESTIONS,
    ASSESSMENT_QUESTIONS,
    PROTECTIVE_FACTORS,
    VULNERABILITIES,
    Factor,
)
from holdfast.rules.local import TimeUnclear, in_london, parse
from holdfast.rules.question import WHOLE_ANSWERS, Audience, Kind, Question, Section, WholeAnswer
from holdfast.rules.referral_gaps import entries, part, words
from holdfast.rules.referral_questions import SECTIONS, section
from holdfast.rules.spoken import long_date, long_time

from . import paths

UNNAMED = {"people": "Person", "agencies": "Agency"}


@dataclass(frozen=True)
class Line:
    """One answer. named: for named people only (safety H17), so a reader who is none of them is not shown it."""

    label: str
    value: str
    place: str = ""
    named: bool = False


@dataclass(frozen=True)
class Part:
    """Answers that belong together. page: the page of the form they were given on."""

    title: str
    lines: tuple[Line, ...]
    page: str
    number: int | None = None


def read(document: Mapping[str, Any], *, named: bool = True) -> list[Part]:
    """The whole referral. named: whether the reader may have what is kept for named people."""
    parts = [*_parts(document)]
    if named:
        return parts
    return [Part(one.title, tuple(line for line in one.lines if not line.named), one.page, one.number) for one in parts]


def _parts(document: Mapping[str, Any]) -> Iterator[Part]:
    for one in SECTIONS:
        if one.key == "where":
            continue
        if one.key == "children":
            yield from _children(document)
        elif one.repeats:
            yield from _entries(document, one)
        else:
            yield Part(one.title, (*_whole(document, one), *_lines(document, one)), one.key)


def _children(document: Mapping[str, Any]) -> Iterator[Part]:
    for number, child in enumerate(entries(document, "children")):
        name = called(child, number)
        yield Part(name, tuple(_lines(document, section("children"), number)), f"child-{number}", number)
        yield Part(f"{name}: where they are now", tuple(_lines(document, section("where"), number)), f"where-{number}", number)
        for at, entry in enumerate(entries(document, "assessments")):
            if entry.get("child") == number:
                yield from assessment(entry, title=f"{name}: exploitation risk assessment", child=number, position=at)


def called(child: Mapping[str, Any], number: int) -> str:
    """A child as the referral names them."""
    name = " ".join(filter(None, (words(child, "given_name"), words(child, "family_name"))))
    return name or ("Unborn child" if words(child, "unborn") == "yes" else f"Child {number + 1}")


def _entries(document: Mapping[str, Any], one: Section) -> Iterator[Part]:
    held = entries(document, one.repeats)
    if not held:
        yield Part(one.title, tuple(_whole(document, one)), one.key)
    for number, _ in enumerate(held):
        title = f"{UNNAMED[one.repeats]} {number + 1}"
        yield Part(title, tuple(_lines(document, one, number)), f"{one.repeats}-{number}", number)


def _whole(document: Mapping[str, Any], one: Section) -> Iterator[Line]:
    """What one tap said of a whole section."""
    given = words(part(document, "sections"), one.key)
    if given in set(WholeAnswer):
        yield Line("This section", WHOLE_ANSWERS[WholeAnswer(given)], f"/sections/{one.key}")


def _lines(document: Mapping[str, Any], one: Section, number: int | None = None) -> Iterator[Line]:
    for question in one.questions:
        place = question.path.replace("*", str(number), 1)
        value = in_words(question, paths.get(document, place), document)
        if value:
            yield Line(question.label, value, place, question.audience is Audience.NAMED)


def in_words(question: Question, value: Any, document: Mapping[str, Any] | None = None) -> str:
    """An answer as a person reads it; "" where there is none."""
    if paths.is_empty(value):
        return ""
    if question.kind in (Kind.DATE, Kind.INSTANT):
        return _when(str(value))
    if question.kind is Kind.CHILDREN:
        names = [called(child, number) for number, child in enumerate(entries(document or {}, "children"))]
        return ", ".join(names[number] for number in value if isinstance(number, int) and number < len(names))
    if isinstance(value, list):
        return "\n".join(question.label_of(one) for one in value)
    return question.label_of(value) if question.options else str(value)


def _when(text: str) -> str:
    """A day or an instant in words; as typed where it is neither."""
    try:
        return long_time(in_london(parse(text))) if "T" in text or " " in text else long_date(parse(f"{text}T00:00").date())
    except TimeUnclear:
        return text


# -- the assessment ---------------------------------------------------------------------------------------------------


def assessment(
    entry: Mapping[str, Any], *, title: str = "Exploitation risk assessment", child: int = 0, position: int = 0
) -> Iterator[Part]:
    """One assessment: its own questions, then every indicator, those that nobody touched as "Not considered" (H24)."""
    own = tuple(_own_lines(entry, position))
    yield Part(title, own, f"assessment-{child}", child)
    for domain in Domain:
        yield Part(DOMAINS[domain], tuple(_signs(entry, domain)), f"signs-{child}-{domain.value}", child)
    for key, factors, heading in (
        ("vulnerabilities", VULNERABILITIES, "Background"),
        ("protective", PROTECTIVE_FACTORS, "What protects them"),
    ):
        page = "background" if key == "vulnerabilities" else "protection"
        yield Part(heading, tuple(_factors(part(entry, key), factors)), f"{page}-{child}", child)


def _own_lines(entry: Mapping[str, Any], position: int) -> Iterator[Line]:
    for question in (*ASSESSMENT_QUESTIONS, *ADULT_QUESTIONS):
        value = in_words(question, entry.get(question.key))
        if value and question.kind is not Kind.CHILD:
            yield Line(question.label, value, question.path.replace("*", str(position), 1))


def _signs(entry: Mapping[str, Any], domain: Domain) -> Iterator[Line]:
    given = part(entry, "indicators")
    untouched = []
    for row in INDICATORS:
        if row.domain is domain:
            answer = part(given, row.key)
            if _state(answer) is State.NOT_CONSIDERED and not words(answer, "evidence"):
                untouched.append(row.label)
            else:
                yield Line(row.label, _answer(answer), named=row.sensitive)
    if untouched:
        yield Line(STATES[State.NOT_CONSIDERED], "\n".join(untouched))


def _state(answer: Mapping[str, Any]) -> State:
    said = words(answer, "state")
    return State(said) if said in set(State) else State.NOT_CONSIDERED


def _answer(answer: Mapping[str, Any]) -> str:
    """The state, when, what shows it and who says so, each on a line of its own."""
    said = words(answer, "when")
    lines = [
        STATES[_state(answer)],
        WHENS[When(said)] if said in set(When) else "",
        words(answer, "evidence"),
        f"Source: {words(answer, 'source')}" if words(answer, "source") else "",
    ]
    return "\n".join(line for line in lines if line)


def _factors(given: Mapping[str, Any], factors: tuple[Factor, ...]) -> Iterator[Line]:
    untouched = []
    for row in factors:
        answer = part(given, row.key)
        if _state(answer) is State.NOT_CONSIDERED and not words(answer, "note"):
            untouched.append(row.label)
        else:
            said = "\n".join(filter(None, (STATES[_state(answer)], words(answer, "note"))))
            yield Line(row.label, said, named=row.sensitive)
    if untouched:
        yield Line(STATES[State.NOT_CONSIDERED], "\n".join(untouched))


def level_words(key: str) -> str:
    """A level in words; "" for none."""
    return LEVELS[Level(key)] if key in set(Level) else ""
