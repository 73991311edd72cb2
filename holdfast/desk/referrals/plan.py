"""The pages of a draft in the order they are asked, and where each one's answers lie."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from holdfast.kernel.time import now
from holdfast.referrals.models import Draft
from holdfast.referrals.types import DraftKind
from holdfast.referrals.walls import is_about_worker
from holdfast.rules.agencies import Profession
from holdfast.rules.exploitation import (
    DOMAINS,
    INDICATORS,
    PROTECTIVE_FACTORS,
    VULNERABILITIES,
    Domain,
    ExploitationType,
    Factor,
    Indicator,
    Suggestion,
    indicators_for,
)
from holdfast.rules.exploitation_questions import (
    ADULT_QUESTIONS,
    ASSESSMENT_QUESTIONS,
    STATE_OPTIONS,
    WHEN_OPTIONS,
)
from holdfast.rules.question import Kind, Option, Question
from holdfast.rules.referral import age_of, section, suggestion_for
from holdfast.rules.referral_gaps import entries, is_blank, words
from holdfast.rules.referral_questions import SECTIONS

from .answers import Asked, Group, ask, called

STARTING = ("reason", "profession", "assessed_on", "types", "settings")
VOICES = ("concern", "child_voice", "child_voice_not_sought", "parents_view", "parents_view_not_sought", "analysis")
LEVELLING = ("level", "rationale", "below_floor_reason", "no_referral_reason")
QUICK = {
    "referrer": ("kind", "name", "phone", "email", "agency", "role"),
    "children": ("given_name", "family_name", "description", "date_of_birth", "estimated_age", "address", "school"),
    "where": ("safe_now", "where_now"),
    "concern": ("worry", "immediate_danger"),
    "consent": ("informed", "not_informed_reason"),
}
REPEATED = {"people": "Person", "agencies": "Agency"}


@dataclass(frozen=True)
class DraftPage:
    """One page of the form.

    group: the heading of the task list it stands under. kind: which view and template draw it.
    number: the child, person or agency it is about; position: where that child's assessment lies.
    """

    key: str
    title: str
    group: str
    kind: str = "questions"
    section: str = ""
    number: int | None = None
    position: int | None = None
    domain: str = ""
    needed: bool = False


def plan(draft: Draft) -> list[DraftPage]:
    """Every page of this draft, in order."""
    if draft.kind == DraftKind.ASSESSMENT:
        return [*_child_pages(draft, alone=True)]
    return [*_pages(draft)]


def _pages(draft: Draft) -> Iterator[DraftPage]:
    document = draft.document
    yield DraftPage("referrer", "How to reach you", "You", section="referrer", needed=True)
    yield from _child_pages(draft)
    yield DraftPage("concern", section("concern").title, "The worry", section="concern", needed=True)
    if is_about_worker(document):
        yield DraftPage("worker", "The worker, and who may read this", "The worry", kind="worker")
    yield DraftPage("people", section("people").title, "The family and what helps", kind="entries", section="people")
    for number, _ in enumerate(entries(document, "people")):
        yield DraftPage(f"people-{number}", f"Person {number + 1}", "", section="people", number=number)
    for key in ("circumstances", "views", "parents"):
        yield DraftPage(key, section(key).title, "The family and what helps", section=key)
    yield DraftPage("agencies", section("agencies").title, "The family and what helps", kind="entries", section="agencies")
    for number, _ in enumerate(entries(document, "agencies")):
        yield DraftPage(f"agencies-{number}", f"Agency {number + 1}", "", section="agencies", number=number)
    for key in ("need", "safety"):
        yield DraftPage(key, section(key).title, "The family and what helps", section=key)
    yield DraftPage("consent", section("consent").title, "Sharing and sending", section="consent", needed=True)
    yield DraftPage("files", "Files to attach", "Sharing and sending", kind="files")


def _child_pages(draft: Draft, *, alone: bool = False) -> Iterator[DraftPage]:
    children = entries(draft.document, "children") or [{}]
    for number, child in enumerate(children):
        group = called(child, number)
        yield DraftPage(f"child-{number}", "Who they are", group, section="children", number=number, needed=True)
        if not alone:
            yield DraftPage(f"where-{number}", section("where").title, group, section="where", number=number, needed=True)
        yield from _assessment_pages(draft, number, group)


def position_of(document: Mapping[str, Any], child: int) -> int | None:
    """Where the assessment of this child lies in the document; None when there is none."""
    return next((at for at, entry in enumerate(entries(document, "assessments")) if entry.get("child") == child), None)


def _assessment_pages(draft: Draft, child: int, group: str) -> Iterator[DraftPage]:
    at = position_of(draft.document, child)
    title = "Exploitation risk assessment"
    yield DraftPage(f"assessment-{child}", title, group, kind="assessment", number=child, position=at)
    if at is None:
        return
    entry = entries(draft.document, "assessments")[at]
    group = f"{group}: risk assessment"
    for domain in asked_domains(entry):
        key = f"signs-{child}-{domain.value}"
        yield DraftPage(key, DOMAINS[domain], group, "signs", number=child, position=at, domain=domain.value)
    for key, title in (
        ("background", "Background"),
        ("protection", "What protects them"),
        ("voice", "Concern, voices and what you make of it"),
        ("level", "Level of risk"),
        ("routes", "Where it goes"),
    ):
        yield DraftPage(f"{key}-{child}", title, group, key, number=child, position=at)


def profession_of(document: Mapping[str, Any], entry: Mapping[str, Any]) -> Profession:
    """What the writer is to the child: as the assessment says, or else the referral."""
    said = words(entry, "profession") or words(document.get("referrer"), "profession")
    return Profession(said) if said in set(Profession) else Profession.OTHER


def types_of(entry: Mapping[str, Any]) -> frozenset[ExploitationType]:
    """The sorts of exploitation feared."""
    found = entry.get("types")
    return frozenset(ExploitationType(key) for key in found if key in set(ExploitationType)) if found else frozenset()


def asked_domains(entry: Mapping[str, Any]) -> list[Domain]:
    """The parts of a child's life in which this writer is asked something, or has said something."""
    asked = {row.domain for row in indicators_for(profession_of({}, entry), types_of(entry))}
    said = {row.domain for row in INDICATORS if row.key in (entry.get("indicators") or {})}
    return [domain for domain in Domain if domain in asked | said]


def signs_of(entry: Mapping[str, Any], domain: str, *, everything: bool = False) -> list[Indicator]:
    """The indicators of one part, as this writer is asked; all of them when they want to add one they were not asked."""
    asked = {row.key for row in indicators_for(profession_of({}, entry), types_of(entry))}
    said = entry.get("indicators") or {}
    return [row for row in INDICATORS if row.domain == domain and (everything or row.key in asked or row.key in said)]


STATE_WORDS = (
    *[option for option in STATE_OPTIONS if option.key != "not_considered"],
    Option("not_considered", "Not considered"),
)
DETAILS = (
    ("when", Kind.CHOICE, "When?", WHEN_OPTIONS, 200),
    ("evidence", Kind.LONG_TEXT, "What shows it?", (), 5000),
    ("source", Kind.TEXT, "Who or what says so?", (), 500),
)


def ask_sign(position: int, row: Indicator) -> list[Asked]:
    """The questions of one indicator."""
    base = f"/assessments/{position}/indicators/{row.key}"
    first = Question("state", f"{base}/state", Kind.CHOICE, row.label, row.help, STATE_WORDS)
    asked = [Asked(first.path, first)]
    for key, kind, label, options, most in DETAILS:
        question = Question(key, f"{base}/{key}", kind, label, options=options, max_length=most)
        asked.append(Asked(question.path, question))
    return asked


def ask_factor(position: int, kind: str, row: Factor) -> list[Asked]:
    """The questions of one vulnerability or protective factor."""
    base = f"/assessments/{position}/{kind}/{row.key}"
    first = Question("state", f"{base}/state", Kind.CHOICE, row.label, row.help, STATE_WORDS)
    note = Question("note", f"{base}/note", Kind.TEXT, "Anything to add", max_length=2000)
    return [Asked(first.path, first), Asked(note.path, note)]


FACTORS = {"background": ("vulnerabilities", VULNERABILITIES), "protection": ("protective", PROTECTIVE_FACTORS)}


def asked_on(draft: Draft, page: DraftPage, *, everything: bool = False) -> list[Asked]:
    """The questions of a page."""
    if page.section:
        return ask(questions_on(page), page.number)
    if page.kind == "signs":
        assert page.position is not None
        rows = signs_of(entries(draft.document, "assessments")[page.position], page.domain, everything=everything)
        return [one for row in rows for one in ask_sign(page.position, row)]
    if page.kind in FACTORS:
        assert page.position is not None
        kind, factors = FACTORS[page.kind]
        return [one for row in factors for one in ask_factor(page.position, kind, row)]
    return _ask_assessment(draft, page)


# What is asked of a child first; the rest is folded away until somebody has something to say.
FIRST_OF_CHILD = (
    "given_name", "family_name", "description", "date_of_birth", "estimated_age", "unborn", "expected_date", "unborn_reason",
    "address", "postcode", "address_confidential", "address_kept_from", "school", "learning_disability", "send", "send_detail",
    "interpreter", "social_worker",
)  # fmt: skip


def questions_on(page: DraftPage) -> list[Question]:
    """The questions of a section as its page asks them. Why there is no assessment is asked on the assessment's own page."""
    questions = [question for question in section(page.section).questions if question.key != "no_assessment_reason"]
    if page.section != "children":
        return questions
    first = {key: number for number, key in enumerate(FIRST_OF_CHILD)}
    return sorted(questions, key=lambda question: first.get(question.key, len(first)))


def _ask_assessment(draft: Draft, page: DraftPage) -> list[Asked]:
    """The assessment's own questions, by page."""
    keys = {"assessment": STARTING, "voice": VOICES, "level": LEVELLING}.get(page.kind, ())
    questions = [question for question in ASSESSMENT_QUESTIONS if question.key in keys]
    if page.kind == "level":
        questions = [question for question in questions if question.key in level_keys(draft, page)]
    if page.kind == "level" and is_adult(draft.document, page.number or 0):
        questions += ADULT_QUESTIONS
    return ask(questions, page.position) if page.position is not None else []


def level_keys(draft: Draft, page: DraftPage) -> set[str]:
    """What is asked with the level: why below the floor only over one, why not referred only where it goes to no MASH."""
    keys = {"level", "rationale"}
    if suggestion_of(draft, page).floor is not None:
        keys.add("below_floor_reason")
    return keys | {"no_referral_reason"} if draft.kind == DraftKind.ASSESSMENT else keys


def suggestion_of(draft: Draft, page: DraftPage) -> Suggestion:
    """What the rules make of the assessment as it stands today."""
    dated = {**draft.document, "submitted_at": now().isoformat(timespec="seconds")}
    return suggestion_for(dated, entries(dated, "assessments")[page.position or 0])


def is_adult(document: Mapping[str, Any], child: int) -> bool:
    """Whether the young person is 18 or over, as far as is known."""
    children = entries(document, "children")
    age = age_of(document, children[child]) if child < len(children) else None
    return age is not None and age >= 18


def quick_page(draft: Draft) -> tuple[list[Asked], list[Group]]:
    """The urgent form: one page with what is needed to send, and little more."""
    asked: list[Asked] = []
    groups: list[Group] = []
    children = entries(draft.document, "children") or [{}]
    for key, wanted in QUICK.items():
        one = section(key)
        for number in range(len(children)) if one.repeats == "children" else (None,):
            rows = ask([question for question in one.questions if question.key in wanted], number)
            title = one.title if number is None or len(children) == 1 else f"{one.title}: {called(children[number], number)}"
            groups.append(Group(title, one.intro, tuple(row.name for row in rows)))
            asked += rows
    return asked, groups


def whole_page(draft: Draft) -> tuple[list[Asked], list[Group]]:
    """Every section on one page, for people who do it daily. Assessments keep their own pages."""
    asked: list[Asked] = []
    groups: list[Group] = []
    for one in SECTIONS:
        held = entries(draft.document, one.base.split("/")[1]) if one.repeats else [{}]
        if one.repeats == "children":
            held = held or [{}]
        for number, entry in enumerate(held):
            rows = ask(one.questions, number if one.repeats else None)
            name = called(entry, number) if one.repeats == "children" else f"{REPEATED.get(one.repeats, '')} {number + 1}"
            title = f"{one.title}: {name}" if one.repeats else one.title
            groups.append(Group(title, one.intro, tuple(row.name for row in rows)))
            asked += rows
    return asked, groups


def standing(draft: Draft, page: DraftPage) -> str:
    """How far a page has come: "done", "begun" or "" for untouched."""
    if page.kind in ("files", "routes", "worker"):
        return ""
    if page.section and not section(page.section).repeats:
        answered = words(draft.document.get("sections"), page.section)
        return "done" if answered or not is_blank(draft.document, section(page.section)) else ""
    if page.kind == "entries":
        answered = words(draft.document.get("sections"), page.section)
        return "done" if answered or entries(draft.document, page.section) else ""
    if page.kind == "assessment":
        children = entries(draft.document, "children")
        child = children[page.number or 0] if children else {}
        if page.position is None:
            return "done" if words(child, "no_assessment_reason") else ""
    return "done" if page.key in draft.extras.get("pages", {}) else ""
