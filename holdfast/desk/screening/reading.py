"""The referral as MASH reads it: what was answered, in the words of the form, for one child. Untouched is not "no" (H24)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from holdfast.referrals.models import RiskAssessment
from holdfast.referrals.reading import in_words
from holdfast.rules.exploitation_indicators import INDICATORS
from holdfast.rules.exploitation_questions import ExploitationType
from holdfast.rules.question import Kind, Question, Section
from holdfast.rules.referral import SECTIONS
from holdfast.rules.referral_gaps import entries, part
from holdfast.ui.formats import plain_date

CHILD = "/children/*"
PERSON = "/people/*"
WHOLE = {"no_information": "No information available", "not_applicable": "Not applicable"}
STATES = {"yes": "Yes", "suspected": "Suspected", "no": "No", "not_known": "Not known"}
WHEN = {"now_to_6_months": "now to 6 months", "6_to_12_months": "6 to 12 months ago", "historic": "longer ago"}
# What is feared first, who wrote it last: the form asks in the order in which it is easiest to answer.
_LAST = ("referrer",)
IN_ORDER = sorted(SECTIONS, key=lambda section: (section.key in _LAST, section.key not in ("concern", "where")))
TITLES = {"referrer": "Who wrote this"}
_LABELS = {row.key: row.label for row in INDICATORS}


@dataclass(frozen=True)
class Part:
    """A heading and what was answered under it."""

    title: str
    rows: list[tuple[str, str]]


def parts_of(document: Mapping[str, Any], number: int) -> list[Part]:
    """The referral in parts, with what concerns this child; parts with nothing in them are left out."""
    made = [found for section in IN_ORDER for found in _section(section, document, number)]
    return [found for found in made if found.rows]


def _section(section: Section, document: Mapping[str, Any], number: int) -> Iterator[Part]:
    whole = part(document, "sections").get(section.key)
    if isinstance(whole, str) and whole in WHOLE:
        yield Part(section.title, [("All of this", WHOLE[whole])])
        return
    if section.base == CHILD:
        children = entries(document, "children")
        entry = children[number] if number < len(children) else {}
        yield Part(section.title, _rows(section, entry, document))
    elif section.base == PERSON:
        for entry in entries(document, "people"):
            if number in (entry.get("children") or []):
                yield Part(_person_title(entry), _rows(section, entry, document))
    elif section.base.endswith("/*"):
        for entry in entries(document, section.base[1:-2]):
            yield Part(section.title, _rows(section, entry, document))
    else:
        yield Part(_title(section), _rows(section, part(document, section.base[1:]), document))


def _title(section: Section) -> str:
    """The heading for a reader, where the form's own speaks to the writer."""
    return TITLES.get(section.key, section.title)


def _person_title(entry: Mapping[str, Any]) -> str:
    name = " ".join(str(entry.get(key) or "") for key in ("given_name", "family_name")).strip()
    return f"Adult or other person: {name or 'name not known'}"


def _rows(section: Section, entry: Mapping[str, Any], document: Mapping[str, Any]) -> list[tuple[str, str]]:
    shown = [(question.label, _words(question, entry.get(question.key), document)) for question in section.questions]
    return [(label, words) for label, words in shown if words]


def _words(question: Question, value: Any, document: Mapping[str, Any]) -> str:
    """An answer in words; nothing where nothing was answered. A day of birth needs no day of the week."""
    if question.kind is Kind.DATE and isinstance(value, str):
        with suppress(ValueError):
            return plain_date(dt.date.fromisoformat(value))
    return in_words(question, value, document)


@dataclass(frozen=True)
class Sign:
    """One indicator that was answered."""

    label: str
    state: str
    when: str
    evidence: str
    source: str


@dataclass(frozen=True)
class Assessed:
    """One version of a risk assessment as MASH reads it."""

    version: RiskAssessment
    types: list[str]
    signs: list[Sign]
    not_considered: int


def assessed(version: RiskAssessment) -> Assessed:
    """What was answered yes or suspected first; how many were not considered is said, and is not "no"."""
    answered = version.answers.get("indicators") or {}
    considered = ((key, given) for key, given in answered.items() if isinstance(given, Mapping) and given.get("state") in STATES)
    signs = [_sign(key, given) for key, given in considered]
    order = list(STATES.values())
    signs.sort(key=lambda sign: order.index(sign.state) if sign.state in order else len(order))
    names = {kind.value: kind.value.replace("_", " ") for kind in ExploitationType}
    return Assessed(
        version,
        [names.get(kind, kind) for kind in version.types],
        signs,
        len(INDICATORS) - len(signs),
    )


def _sign(key: str, given: Mapping[str, Any]) -> Sign:
    return Sign(
        _LABELS.get(key, key.replace("_", " ")),
        STATES.get(str(given.get("state")), str(given.get("state"))),
        WHEN.get(str(given.get("when") or ""), ""),
        str(given.get("evidence") or ""),
        str(given.get("source") or ""),
    )
