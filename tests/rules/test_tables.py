"""Tables that enums key are whole, and point at things that exist."""

from datetime import UTC, date, datetime

import pytest

from holdfast.rules import (
    clock,
    config,
    identifiers,
    lifecycles,
    outcomes,
    rag,
    reference,
    referral,
    thresholds,
    wording,
    working,
)
from holdfast.rules.exploitation import Level
from holdfast.rules.outcomes import Outcome
from holdfast.rules.source import Source, Status
from holdfast.rules.thresholds import NeedFacts


@pytest.mark.parametrize("row", config.SETTINGS, ids=lambda row: row.key)
def test_every_shipped_value_passes_its_own_check(row: config.Setting) -> None:
    given = list(row.default) if isinstance(row.default, tuple) else row.default
    assert config.check_value(row.key, given) is None
    assert str(row.source)


def test_settings_have_one_key_each_and_a_page() -> None:
    assert len({row.key for row in config.SETTINGS}) == len(config.SETTINGS)
    assert {row.group for row in config.SETTINGS} == set(config.Group) == set(config.GROUPS)
    assert config.value({}, "rag.red") == 4
    assert config.value({"rag.red": 3}, "rag.red") == 3


WRONG = [
    ("rag.red", 0),
    ("rag.red", 25),
    ("rag.red", True),
    ("rag.red", "4"),
    ("contacts.mash", "call us"),
    ("contacts.mash", ""),
    ("mash.opens", "9am"),
    ("mash.opens", "25:00"),
    ("mash.days", ["caturday"]),
    ("calendar.extra_holidays", ["2026-02-30"]),
    ("calendar.extra_holidays", "2026-02-03"),
    ("pages.procedures", "javascript:alert(1)"),
    ("missing.trigger_comparison", "sometimes"),
    ("routes.lado", "nobody"),
    ("names.council", 3),
]


@pytest.mark.parametrize(("key", "given"), WRONG)
def test_a_wrong_value_is_refused_with_its_label(key: str, given: object) -> None:
    message = config.check_value(key, given)
    assert message is not None
    assert message.startswith(config.setting(key).label)


@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_has_steps_with_clocks_that_exist(outcome: Outcome) -> None:
    row = outcomes.OUTCOMES[outcome]
    assert row.steps == outcomes.outcome_steps(outcome)
    for step in row.steps:
        clock.rule(step.clock)
    assert len({step.key for step in row.steps}) == len(row.steps)


def test_protection_never_waits_and_endings_do() -> None:
    assert not outcomes.waits_for_ratification(Outcome.STRATEGY)
    assert outcomes.waits_for_ratification(Outcome.NO_FURTHER_ACTION)
    assert outcomes.waits_for_ratification(Outcome.EARLY_HELP)
    steps = {step.key: step for step in outcomes.outcome_steps(Outcome.STRATEGY)}
    assert {"call_discussion", "police_discussion", "health_discussion", "who_tells"} <= set(steps)
    assert not any(step.waits for step in outcomes.DISCUSSION)


@pytest.mark.parametrize(("worries", "feared", "safe", "may"), [
    (["support"], False, ["yes"], True),
    (["support"], True, ["yes"], False),
    (["support", "neglect"], False, ["yes"], False),
    ([], False, ["yes"], False),
    (["support"], False, ["yes", "not_known"], False),
])  # fmt: skip
def test_only_a_request_for_support_is_returned(worries: list[str], feared: bool, safe: list[str], may: bool) -> None:
    assert (outcomes.why_not_returned(worries, exploitation_feared=feared, safe_now=safe) is None) == may


NEEDS = [
    (NeedFacts(safe_now="yes"), 1, Outcome.NO_FURTHER_ACTION),
    (NeedFacts(safe_now="no"), 4, Outcome.STRATEGY),
    (NeedFacts(immediate_danger=True), 4, Outcome.STRATEGY),
    (NeedFacts(exploitation=Level.SIGNIFICANT), 4, Outcome.STRATEGY),
    (NeedFacts(exploitation=Level.MODERATE), 3, Outcome.ASSESSMENT),
    (NeedFacts(exploitation=Level.EMERGING, floor=Level.MODERATE), 3, Outcome.ASSESSMENT),
    (NeedFacts(exploitation=Level.EMERGING), 2, Outcome.EARLY_HELP),
    (NeedFacts(worries=frozenset({"neglect"})), 3, Outcome.ASSESSMENT),
    (NeedFacts(worries=frozenset({"support"})), 2, Outcome.EARLY_HELP),
    (NeedFacts(missing_now=True), 3, Outcome.ASSESSMENT),
]


@pytest.mark.parametrize(("facts", "level", "outcome"), NEEDS)
def test_the_level_of_need_that_is_suggested(facts: NeedFacts, level: int, outcome: Outcome) -> None:
    found = thresholds.suggest(facts)
    assert (found.level, found.outcome) == (level, outcome)
    assert found.reasons


def test_the_need_of_each_child_of_the_example_is_its_own() -> None:
    older, younger = (thresholds.suggest(thresholds.facts_of(referral.example(), number)) for number in (0, 1))
    assert older.outcome is Outcome.STRATEGY
    assert younger.outcome is Outcome.ASSESSMENT
    assert thresholds.suggest(thresholds.facts_of({}, 5)).level == 1


def test_local_names_of_levels_are_settings() -> None:
    assert thresholds.level_name(4, {"levels.need_4": "Specialist"}) == "Specialist"
    assert thresholds.exploitation_name("moderate", {}) == "MODERATE"


@pytest.mark.parametrize("table", lifecycles.LIFECYCLES, ids=lambda table: table.key)
def test_every_state_can_be_reached_and_named(table: lifecycles.Lifecycle) -> None:
    reached, waiting = {table.first}, [table.first]
    while waiting:
        for state in table.moves.get(waiting.pop(), ()):
            if state not in reached:
                reached.add(state)
                waiting.append(state)
    assert reached == set(table.labels)
    assert set(table.moves) <= set(table.labels)
    for before in table.labels:
        for after in table.labels:
            assert lifecycles.may_move(table, before, after) == (after in table.moves.get(before, ()))
        assert not lifecycles.may_move(table, before, before)
    assert f"[*] --> {table.first}" in lifecycles.mermaid(table)


def test_ratings_have_clocks_and_the_unrated_runs_as_red() -> None:
    assert set(rag.RATINGS) == set(rag.Rating)
    assert rag.clock_of("amber") == "rag.amber"
    assert rag.clock_of(None) == rag.clock_of("red") == "rag.red"
    assert rag.limits({}) == {"red": "4 elapsed hours", "amber": "24 MASH working hours", "green": "72 elapsed hours"}


@pytest.mark.parametrize("name", reference.pages())
def test_reference_pages_are_printed_whole(name: str) -> None:
    page = reference.pages()[name]()
    assert page.startswith("# ")
    assert page.endswith("\n")
    widths = [line.count("|") for line in page.splitlines() if line.startswith("|")]
    assert all(width >= 2 for width in widths)


BLAMING = [
    ("She puts herself at risk.", "puts herself at risk"),
    ("It is his lifestyle choice", "lifestyle choice"),
    ("He ABSCONDED twice", "ABSCONDED"),
    ("refuses to engage with workers", "refuses to engage"),
    ("She is promiscuous", "promiscuous"),
    ("Attention seeking again", "Attention seeking"),
    ("a child prostitute", "child prostitute"),
]


@pytest.mark.parametrize(("text", "words"), BLAMING)
def test_blaming_words_are_prompted_with_their_place(text: str, words: str) -> None:
    (prompt,) = wording.prompts(text)
    assert prompt.words == words == text[prompt.start : prompt.end]
    assert prompt.instead


QUOTED = [
    'Mum said "it is her lifestyle".',
    "Mum said \u201cit is her lifestyle\u201d.",
    "Mum said 'it is her lifestyle'.",
    "Mum said \u2018it\u2019s her lifestyle\u2019.",
    'He wrote "I absconded\nand it was fine"',
    "She is not sure. The child's cousin's car came.",
]


@pytest.mark.parametrize("text", QUOTED)
def test_a_quotation_is_let_be(text: str) -> None:
    assert wording.prompts(text) == ()


def test_apostrophes_are_not_quotation_marks() -> None:
    (prompt,) = wording.prompts("Mother's view is that he absconded from his uncle's house")
    assert prompt.words == "absconded"


IDENTIFIED = [
    (identifiers.nhs, "943 476 5919", "9434765919"),
    (identifiers.nhs, "9434765918", None),
    (identifiers.nhs, "0000000000", None),
    (identifiers.nhs, "\uff19434765919", None),
    (identifiers.postcode, "hr1 2pj", "HR1 2PJ"),
    (identifiers.postcode, "ec1a1bb", "EC1A 1BB"),
    (identifiers.postcode, "HR1", None),
    (identifiers.postcode, "Q11 1AA", None),
    (identifiers.phone, "07700 900123", "+44 7700 900123"),
    (identifiers.phone, "999", "999"),
    (identifiers.phone, "12", None),
    (identifiers.phone, "9" * 400, None),
    (identifiers.email, " A.B@Example.ORG ", "a.b@example.org"),
    (identifiers.email, "a@b", None),
    (identifiers.email, "a@b.", None),
    (identifiers.email, "a b@c.org", None),
    (identifiers.upn, "H801200001001", "H801200001001"),
    (identifiers.upn, "A801200001001", None),
    (identifiers.upn, "h80120000100a", None),
    (identifiers.upn, "", None),
]


@pytest.mark.parametrize(("read", "text", "expected"), IDENTIFIED)
def test_numbers_and_codes(read: object, text: str, expected: str | None) -> None:
    assert callable(read)
    assert read(text) == expected


def test_exactly_one_check_letter_fits_a_pupil_number() -> None:
    for rest in ("801200001001", "12345678901A", "00000000000Z"):
        fitting = [letter for letter in identifiers.UPN_LETTERS if identifiers.upn(letter + rest)]
        assert len(fitting) == 1


OPEN = [
    ("2026-11-20T18:00", False),
    ("2026-11-20T16:59", True),
    ("2026-11-20T17:00", False),
    ("2026-11-23T09:00", True),
    ("2026-11-21T10:00", False),
    ("2026-12-25T10:00", False),
    ("2026-07-01T08:30Z", True),
]


@pytest.mark.parametrize(("text", "expected"), OPEN)
def test_when_mash_is_open(text: str, expected: bool) -> None:
    assert working.is_open(clock.parse(text), {}) is expected


def test_an_edition_is_in_force_between_its_dates() -> None:
    source = Source("A guide", "2nd", Status.KNOWN, date(2020, 1, 1), date(2022, 12, 31))
    assert [source.in_force(date(year, 6, 1)) for year in (2019, 2020, 2022, 2023)] == [False, True, True, False]
    assert "confirm locally" in str(source)
    assert "own practice" in str(Source("A guide", status=Status.PRACTICE))


def test_the_next_opening_after_friday_evening_is_monday() -> None:
    assert working.next_opening(datetime(2026, 11, 20, 18, tzinfo=UTC), {}) == datetime(2026, 11, 23, 9, tzinfo=UTC)
