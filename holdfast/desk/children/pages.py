"""What each page of a child's record shows, gathered once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any
from uuid import UUID

from django.urls import reverse

from holdfast.journeys.safety_plan import agreed_in_meetings, asked_by_levels, levels_over_time
from holdfast.kernel.time import LONDON, london_date, now, today
from holdfast.kernel.viewer import Viewer
from holdfast.missing.pattern_queries import reported
from holdfast.plans.models import LevelGiven
from holdfast.plans.queries import levels_given
from holdfast.records import policies, queries
from holdfast.records.agreements import Standing, ledger
from holdfast.records.models import (
    Address,
    CarePeriod,
    Child,
    ChronologyEntry,
    Health,
    HouseholdMember,
    Involvement,
    LegalStatus,
    Placement,
    Relationship,
    Schooling,
    Summary,
)
from holdfast.records.queries import Entries, Header
from holdfast.records.types import Results
from holdfast.referrals.models import ReferredChild, RiskAssessment
from holdfast.referrals.naming import assessors
from holdfast.referrals.queries import assessments_of_child, referred_children_of_child
from holdfast.rules import outcomes
from holdfast.rules.referral_options import ETHNICITIES
from holdfast.screening.by_child import decisions_of_child
from holdfast.screening.models import Decision
from holdfast.ui.pictures import (
    Lane,
    LevelChart,
    Mark,
    Step,
    YearStrip,
    a_year_before,
    direction,
    level_over_time,
    year_strip,
)
from holdfast.work.models import Clock, Duty
from holdfast.work.queries import clocks_of_child, duties_of_child

LEVELS = ("none_identified", "emerging", "moderate", "significant")
LEVEL_NAMES = ("None identified", "Emerging", "Moderate", "Significant")
# Which row of the year strip an entry of the chronology stands in, by the first part of its kind.
LANES: tuple[tuple[str, tuple[str, ...], str, str], ...] = (
    ("Referrals", ("referral",), "circle", "teal"),
    ("Risk level", (), "triangle", "amber"),
    ("Decisions", ("screening", "decision", "protective"), "diamond", "teal"),
    ("Law and care", ("legal", "care", "placement"), "square", "grey"),
    ("Missing", ("missing",), "square", "red"),
    ("Plans", ("plan",), "diamond", "plum"),
    ("Meetings", ("meeting",), "circle", "teal"),
    ("Workers", ("worker",), "square", "grey"),
)
# That a plan was kept ready is no episode.
NOT_DRAWN = frozenset({"missing.plan"})
LEVEL_TONES = {"significant": "red", "moderate": "amber", "emerging": "teal"}
KINDS: dict[str, str] = {
    "referral": "Referral",
    "screening": "Decision",
    "decision": "Decision",
    "protective": "Protection",
    "worker": "Worker",
    "legal": "Legal status",
    "care": "Care",
    "placement": "Placement",
    "missing": "Missing",
    "interview": "Return interview",
    "meeting": "Meeting",
    "plan": "Plan",
    "assessment": "Assessment",
}


@dataclass(frozen=True)
class Tab:
    """A page of the record."""

    text: str
    href: str
    current: bool


TABS: tuple[tuple[str, str], ...] = (
    ("Overview", "child"),
    ("People", "child-people"),
    ("Details", "child-details"),
    ("Risk and referrals", "child-risk"),
    ("Plans", "child-plans"),
    ("Safety plan", "safety-plan"),
    ("Meetings", "child-meetings"),
    ("Trigger plan", "trigger-plan"),
    ("Pattern of episodes", "pattern"),
    ("Return interviews", "child-interviews"),
    ("Who can see this", "child-access"),
)


def tabs(child_id: UUID, current: str) -> list[Tab]:
    return [Tab(text, reverse(name, kwargs={"child_id": child_id}), name == current) for text, name in TABS]


@dataclass(frozen=True)
class Risk:
    """The level as last given, whether it rose or fell then, and since when."""

    level: str = ""
    direction: str = ""
    since: dt.datetime | None = None


def risk_now(levels: Sequence[tuple[str, dt.datetime]]) -> Risk:
    """From every level that was given, the latest first."""
    if not levels:
        return Risk()
    steps = [Step(london_date(at), LEVELS.index(level), level) for level, at in reversed(levels) if level in LEVELS]
    said = direction(steps) if len(steps) > 1 else ""
    return Risk(levels[0][0], said, levels[0][1])


# -- overview ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Event:
    """An entry of the chronology as it is drawn."""

    at: dt.datetime
    title: str
    text: str
    kind: str
    audience: tuple[str, ...]
    by: str = ""
    href: str = ""
    tone: str = ""


@dataclass(frozen=True)
class Overview:
    header: Header
    levels: list[tuple[str, dt.datetime]]
    summary: Summary | None
    strip: YearStrip
    events: list[Event]
    older: str
    clocks: list[Clock]
    duties: list[Duty]
    now: dt.datetime = field(default_factory=now)


CLOCKS, DUTIES = 5, 20


def asked_by_overview(viewer: Viewer, child_id: UUID) -> list[partial[Any]]:
    """What the first page of the record asks, all of which can be asked together."""
    return [
        *queries.asked_by_header(viewer, child_id),
        *queries.asked_by_first_page(viewer, child_id),
        *asked_by_levels(viewer, child_id),
        partial(queries.since, viewer, child_id, _strip_from()),
        partial(clocks_of_child, viewer, child_id, limit=CLOCKS),
        partial(duties_of_child, viewer, child_id, limit=DUTIES),
        partial(reported, viewer, child_id),
    ]


def _strip_from() -> dt.datetime:
    return dt.datetime.combine(a_year_before(today()), dt.time.min, tzinfo=LONDON)


def overview(viewer: Viewer, child_id: UUID, *, before: str = "") -> Overview:
    """The first page of the record."""
    header = queries.header(viewer, child_id)
    entries = queries.chronology(viewer, child_id, before=before)
    levels = levels_over_time(viewer, child_id)
    return Overview(
        header=header,
        levels=levels,
        summary=queries.summary(viewer, child_id),
        strip=strip(viewer, child_id, levels),
        events=events(entries),
        older=entries.older,
        clocks=clocks_of_child(viewer, child_id, limit=CLOCKS),
        duties=duties_of_child(viewer, child_id, limit=DUTIES),
    )


def events(entries: Entries) -> list[Event]:
    """The audience is shown where it is not simply everybody who may open the record."""
    return [
        Event(
            at=entry.at,
            title=entry.title,
            text=entry.text,
            kind=KINDS.get(_first(entry.kind), "Note"),
            audience=() if entry.audience == ["professionals"] else tuple(entry.audience),
        )
        for entry in entries.entries
    ]


def _first(kind: str) -> str:
    return kind.partition(".")[0]


def strip(viewer: Viewer, child_id: UUID, given: Sequence[tuple[str, dt.datetime]]) -> YearStrip:
    """A year on one line: what the chronology holds, and each level that was given."""
    entries = queries.since(viewer, child_id, _strip_from())
    lanes = [
        Lane(title, _level_marks(given) if not kinds else _marks(entries, kinds, tone), shape)
        for title, kinds, shape, tone in LANES
    ]
    shown = tuple(lane for lane in lanes if lane.marks or lane.title in {"Referrals", "Risk level", "Decisions"})
    return year_strip(shown, today=today(), first=a_year_before(today()))


def _marks(entries: Iterable[ChronologyEntry], kinds: Sequence[str], tone: str) -> tuple[Mark, ...]:
    rows = (e for e in entries if _first(e.kind) in kinds and e.kind not in NOT_DRAWN)
    return tuple(Mark(london_date(e.at), e.title, tone=tone) for e in rows)


def _level_marks(given: Iterable[tuple[str, dt.datetime]]) -> tuple[Mark, ...]:
    """Each level as a bar, from the day it was given until another was; the last, until today. The newest comes first."""
    marks: list[Mark] = []
    until, same = today(), ""
    for level, at in given:
        day = london_date(at)
        if level == same:  # given again: the bar begins earlier
            marks[-1] = replace(marks[-1], on=day)
        else:
            marks.append(Mark(day, level_name(level), until=max(until, day), tone=LEVEL_TONES.get(level, "grey")))
        until, same = day, level
    return tuple(reversed(marks))


def level_name(key: str) -> str:
    return LEVEL_NAMES[LEVELS.index(key)] if key in LEVELS else "Not assessed"


# -- people -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class People:
    header: Header
    relationships: list[Relationship]
    households: list[tuple[str, UUID, list[HouseholdMember]]]
    tell: list[queries.TellAnswer]
    ledger: list[Standing]
    involved: list[Involvement]
    past: list[Involvement]
    may_involve: bool


def people(viewer: Viewer, child_id: UUID) -> People:
    """Everybody in the child's life, and what each may be told."""
    relations = queries.relationships(viewer, child_id)
    involved = queries.involvements(viewer, child_id)
    ended = [row for row in involved if row.until and row.until < today()]
    return People(
        header=queries.header(viewer, child_id),
        relationships=relations,
        households=_houses(queries.households(viewer, child_id)),
        tell=queries.safe_to_tell(viewer, child_id, relations),
        ledger=ledger(viewer, child_id),
        involved=[row for row in involved if row not in ended],
        past=ended,
        may_involve=policies.can_involve(viewer, child_id),
    )


def _houses(members: Iterable[HouseholdMember]) -> list[tuple[str, UUID, list[HouseholdMember]]]:
    houses: dict[UUID, tuple[str, UUID, list[HouseholdMember]]] = {}
    for member in members:
        houses.setdefault(member.household_id, (member.household.name, member.household_id, []))[2].append(member)
    return list(houses.values())


def adults(relations: Iterable[Relationship]) -> list[tuple[str, str]]:
    """The people of the record, to choose from."""
    named = {str(row.person_id): f"{row.person.name} ({row.get_kind_display().lower()})" for row in relations if row.person}
    return list(named.items())


# -- details ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Listed:
    """A list of the record with its rows as a page shows them."""

    key: str
    title: str
    add: str
    rows: list[tuple[str, str, str]]


def details(viewer: Viewer, child_id: UUID) -> dict[str, Any]:
    """Everything that is known, part by part."""
    header = queries.header(viewer, child_id)
    return {
        "header": header,
        "basics": _basics(header.child),
        "lists": _lists(viewer, child_id),
        "sensitive": queries.sensitive(viewer, child_id),
        "may_edit": policies.can_edit(viewer, child_id),
    }


def _basics(child: Child) -> list[tuple[str, str]]:
    ethnicities = {option.key: option.label for option in ETHNICITIES}
    return [
        ("Sex, for returns", child.get_sex_display()),
        ("Ethnicity", f"{ethnicities[child.ethnicity]} ({child.ethnicity})" if child.ethnicity in ethnicities else ""),
        ("Nationality", child.nationality),
        ("First language", child.language),
        ("Interpreter needed", child.get_interpreter_display()),
        ("Communication", child.communication),
        ("Access needs", child.access_needs),
        ("Special educational needs", _joined(child.get_send_display(), child.send_needs)),
        ("Learning disability", child.get_learning_disability_display()),
        ("Is a parent", child.get_is_parent_display()),
        ("Safety of staff", child.staff_safety),
    ]


def _joined(*words: str) -> str:
    return ". ".join(word.rstrip(".") for word in words if word)


def _lists(viewer: Viewer, child_id: UUID) -> list[Listed]:
    def rows(model: Any, what: Any, more: Any) -> list[tuple[str, str, str]]:
        return [(str(row.pk), what(row), _joined(more(row), days(row))) for row in queries.rows_of(viewer, model, child_id)]

    names = [
        (str(n.pk), f"{n.given} {n.family}".strip(), _joined(n.get_kind_display(), days(n), n.note))
        for n in queries.other_names(viewer, child_id)
    ]
    numbers = [(str(n.pk), n.value, _joined(n.get_kind_display(), n.note)) for n in queries.numbers(viewer, child_id)]
    return [
        Listed("name", "Other names", "Add a name", names),
        Listed("number", "Numbers", "Add a number", numbers),
        Listed("address", "Addresses", "Add an address", rows(Address, lambda r: r.in_one_line, _about_address)),
        Listed("school", "School", "Add a school", rows(Schooling, _school, lambda r: _joined(r.attendance, r.contact))),
        Listed(
            "health",
            "GP and health",
            "Add a health service",
            rows(Health, lambda r: r.name, lambda r: _joined(r.get_kind_display(), r.telephone, r.note)),
        ),
        Listed("legal", "Legal status", "Add a status", rows(LegalStatus, lambda r: r.get_kind_display(), lambda r: r.note)),
        Listed(
            "care",
            "Times in care",
            "Add a time in care",
            rows(CarePeriod, lambda r: "Looked after", lambda r: _joined(r.why_started, r.why_ended)),
        ),
        Listed("placement", "Placements", "Add a placement", rows(Placement, _placement, lambda r: _joined(r.contact))),
    ]


def _about_address(row: Address) -> str:
    kept = "Confidential" + (f": {row.kept_from} must not learn it" if row.kept_from else "") if row.confidential else ""
    return _joined(row.get_kind_display(), kept, row.note)


def _school(row: Schooling) -> str:
    return ", ".join(word for word in (row.name or row.get_kind_display(), row.year_group) if word)


def _placement(row: Placement) -> str:
    where = " (outside the county)" if row.out_of_area else ""
    return f"{row.get_kind_display()}{': ' + row.provider if row.provider else ''}{where}"


def days(row: Any) -> str:
    """From one day until another, in words; nothing where no day is known."""
    first, last = getattr(row, "from_date", None), getattr(row, "until", None)
    said = [f"from {_day(first)}" if first else "", f"until {_day(last)}" if last else ""]
    words = " ".join(word for word in said if word)
    return words[:1].upper() + words[1:]


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"


# -- risk, access, search ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class RiskPage:
    header: Header
    chart: LevelChart
    assessments: list[RiskAssessment]
    by: dict[UUID, str]
    referred: list[ReferredChild]
    decisions: list[tuple[Decision, str]]


def risk(viewer: Viewer, child_id: UUID) -> RiskPage:
    """The level over time, and every referral and decision."""
    assessed = assessments_of_child(viewer, child_id)
    by = assessors(viewer, assessed)
    steps = [
        Step(london_date(row.assessed_at), LEVELS.index(row.level), level_name(row.level), by[row.pk])
        for row in assessed
        if row.level in LEVELS
    ]
    steps += [
        Step(london_date(row.at), LEVELS.index(row.level), level_name(row.level), _given_in(row))
        for row in levels_given(viewer, child_id)
        if row.level in LEVELS
    ]
    steps += [
        Step(london_date(at), LEVELS.index(row.level), level_name(row.level), f"Agreed at a meeting. {row.text}")
        for row, at in agreed_in_meetings(viewer, child_id)
        if row.level in LEVELS
    ]
    return RiskPage(
        header=queries.header(viewer, child_id),
        chart=level_over_time(steps, top=LEVEL_NAMES, today=today()),
        assessments=assessed,
        by=by,
        referred=referred_children_of_child(viewer, child_id),
        decisions=[(row, outcome_name(row.outcome)) for row in decisions_of_child(viewer, child_id)],
    )


def _given_in(row: LevelGiven) -> str:
    """Where a level was given, by whom, and why."""
    by = f", {row.recorded_by.name}" if row.recorded_by else ""
    return f"{row.get_given_in_display()}{by}. {row.why}".strip()


def outcome_name(key: str) -> str:
    """The words of a decision's outcome."""
    rows = {str(outcome): row for outcome, row in outcomes.OUTCOMES.items()}
    return rows[key].label if key in rows else key


@dataclass(frozen=True)
class SearchPage:
    words: str
    results: Results
    recent: list[Child]
    now: dt.datetime = field(default_factory=now)
