"""The reference pages of the rules, printed from the tables they describe."""

from collections.abc import Callable, Iterable

from . import clock, config, exploitation, lifecycles, meetings, outcomes, rag, thresholds
from .agencies import PROFESSIONS
from .exploitation_level import FLOOR_RULES, FLOOR_SOURCE, LEVEL_RULES, LEVEL_SOURCE
from .exploitation_questions import LEVEL_HINTS
from .exploitation_routes import BY_LEVEL


def _table(heads: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> list[str]:
    """A Markdown table. A bar inside a cell would end it."""
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    return lines + ["| " + " | ".join(str(cell).replace("|", "/") for cell in row) + " |" for row in rows]


def _page(title: str, intro: str, *parts: list[str]) -> str:
    """A page of Markdown: a title, what it is, and its parts."""
    lines = [f"# {title}", "", intro]
    for part in parts:
        lines += ["", *part]
    return "\n".join(lines) + "\n"


def clocks() -> str:
    """Every time limit, and the settings of a partnership."""
    shipped = config.defaults()
    rows = [
        (f"`{row.key}`", row.starts, row.limit(shipped), f"`{row.setting}`" if row.setting else "", row.source)
        for row in clock.RULES
    ]
    settings = [
        (f"`{row.key}`", row.label, _shown(row.default), row.unit.value.replace("_", " "), row.source) for row in config.SETTINGS
    ]
    return _page(
        "Clocks",
        "Every time limit, as shipped. Working days leave out Saturdays, Sundays and England's bank holidays and end "
        "at the close of the day; months end on the same day of the later month, or its last, and are not moved; "
        "elapsed hours are real hours. A limit with a setting is the partnership's own.",
        _table(("Clock", "Starts", "Limit", "Setting", "Source"), rows),
        ["## Settings"],
        _table(("Setting", "What it is", "As shipped", "Unit", "Source"), settings),
    )


def _shown(default: object) -> str:
    """A shipped value in a cell."""
    if isinstance(default, list | tuple):
        return ", ".join(str(item) for item in default) or "none"
    return str(default) or "blank"


def exploitation_page() -> str:
    """The exploitation risk assessment."""
    return _page(
        "Exploitation risk assessment",
        "Indicators by domain, each asked only of those who could know it. An untouched indicator is not considered, "
        "which is never no. Nothing is added up: the writer gives the level, with reasons.",
        _table(("Type",), ((label,) for label in exploitation.TYPES.values())),
        _table(("Setting",), ((label,) for label in exploitation.SETTINGS.values())),
        ["## Indicators"],
        _table(("Indicator", "Domain", "Speaks", "Types", "Asked of"), _indicator_rows()),
        ["## Vulnerabilities"],
        _table(("Vulnerability",), ((row.label,) for row in exploitation.VULNERABILITIES)),
        ["## What protects"],
        _table(("Protective factor",), ((row.label,) for row in exploitation.PROTECTIVE_FACTORS)),
    )


def _indicator_rows() -> list[tuple[object, ...]]:
    """One row for each indicator."""
    return [
        (
            row.label,
            exploitation.DOMAINS[row.domain],
            "strongly" if row.weight is exploitation.Weight.SIGNIFICANT else "moderately",
            ", ".join(kind.value.replace("_", " ") for kind in exploitation.ExploitationType if kind in row.types),
            ", ".join(PROFESSIONS[who].label for who in PROFESSIONS if who in row.asked) or "everybody",
        )
        for row in exploitation.INDICATORS
    ]


def levels() -> str:
    """Levels of exploitation and of need, floors, suggestions and routes."""
    named = exploitation.LEVELS
    return _page(
        "Levels",
        "Levels are a person's judgement with reasons. The rules suggest and never decide; a floor never blocks.",
        ["## Exploitation"],
        _table(("Level", "Meaning"), ((named[level], LEVEL_HINTS[level]) for level in named)),
        ["## Suggestions", "", f"Source: {LEVEL_SOURCE}."],
        _table(("At least", "When"), ((named[row.level], row.reason) for row in LEVEL_RULES)),
        [
            "## Safety floor",
            "",
            f"At least MODERATE when any indicator is yes or suspected and one of these holds. "
            f"Source: {FLOOR_SOURCE}. The exploitation manager looks at a lower level on `exploitation.floor-review`.",
        ],
        _table(("Reason",), ((row.reason,) for row in FLOOR_RULES)),
        ["## Routes"],
        _table(
            ("Level", "Step", "Source"),
            ((named[level], step.text, step.source) for level, steps in BY_LEVEL.items() for step in steps),
        ),
        ["## Need: Right Help Right Time", "", f"Source: {thresholds.RHRT}. Local names are settings."],
        _table(
            ("Level", "Outcome to consider", "When", "Source"),
            ((row.level, outcomes.OUTCOMES[row.outcome].label, row.reason, row.source) for row in thresholds.NEED_RULES),
        ),
        ["## Ratings", "", f"Source: {rag.SOURCE}."],
        _table(
            ("Rating", "Meaning", "Limit from receipt"),
            ((row.label, row.meaning, rag.limits({})[rating]) for rating, row in rag.RATINGS.items()),
        ),
    )


def lifecycles_page() -> str:
    """How things move from state to state."""
    parts = [[f"## {table.title}", "", "```mermaid", lifecycles.mermaid(table), "```"] for table in lifecycles.LIFECYCLES]
    return _page("Lifecycles", "The moves that exist. What is not drawn cannot happen.", *parts)


def outcomes_page() -> str:
    """What each outcome sets going."""
    parts = []
    for row in outcomes.OUTCOMES.values():
        waits = "It takes effect when a manager has ratified it." if row.waits else "It never waits for ratification."
        parts.append([f"## {row.label}", "", f"{row.meaning} {waits} Source: {row.source}."])
        parts.append(
            _table(
                ("Step", "Who", "Clock", "From", "Waits", "Source"),
                (
                    (
                        step.what,
                        step.who.replace("_", " "),
                        f"`{step.clock}`",
                        step.starts.value,
                        "yes" if step.waits else "no",
                        step.source,
                    )
                    for step in row.steps
                ),
            )
        )
    return _page("Outcomes", "What each outcome of MASH sets going.", *parts)


def meetings_page() -> str:
    """The types of meeting, and the agenda of each with its readers."""
    types = meetings.TYPES.values()
    agendas = []
    for kind in types:
        agendas.append([f"## {kind.label}: agenda"])
        agendas.append(
            _table(
                ("Section", "Readers unless somebody says otherwise", "Without the family", "Agencies report"),
                ((one.title, ", ".join(sorted(one.audience)), _yes(one.closed), _yes(one.reported)) for one in kind.sections),
            )
        )
    return _page(
        "Meetings",
        "The types of meeting. A type advises: more people may be called, and the agenda added to. The family is called only "
        "where the type allows it and a person chooses them, by name.",
        _table(
            ("Type", "Who may know of it", "Family", "Closed part", "Must be called", "Chair", "Child's own worker as chair"),
            (
                (
                    kind.label,
                    KNOWN_WORDS[kind.known],
                    _yes(kind.family),
                    _yes(kind.closed),
                    ", ".join(meetings.SEATS[seat] for seat in kind.must),
                    ", ".join(sorted(kind.chairing.roles)),
                    kind.chairing.own.value,
                )
                for kind in types
            ),
        ),
        _table(
            ("Type", "Quorum", "Held within", "Papers", "After it", "The next within", "Source"),
            (
                (
                    kind.label,
                    ", ".join(
                        [
                            *(meetings.SEATS[seat] for seat in kind.quorum.seats),
                            *([f"agencies by `{kind.quorum.agencies}`"] if kind.quorum.agencies else []),
                        ]
                    ),
                    _keys(kind.hold),
                    _keys((kind.papers,) if kind.papers else ()),
                    _keys(kind.after),
                    _keys(kind.next_by),
                    kind.source,
                )
                for kind in types
            ),
        ),
        *agendas,
    )


KNOWN_WORDS = {
    meetings.Known.CIRCLE: "those who work with the child, and those called",
    meetings.Known.PROTECTING: "those called, and those who protect children across the partnership",
    meetings.Known.PEOPLE: "those called, and nobody else",
}


def _yes(so: bool) -> str:
    return "yes" if so else "no"


def _keys(keys: Iterable[str]) -> str:
    return ", ".join(f"`{key}`" for key in keys)


def pages() -> dict[str, Callable[[], str]]:
    """The name of each page and what prints it."""
    return {
        "clocks.md": clocks,
        "exploitation.md": exploitation_page,
        "levels.md": levels,
        "lifecycles.md": lifecycles_page,
        "meetings.md": meetings_page,
        "outcomes.md": outcomes_page,
    }
