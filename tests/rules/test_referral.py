"""The referral document: what it needs, what it refuses, and that nothing makes the check fall over."""

import copy
import json
from datetime import UTC, datetime
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfast.rules import referral, wording
from holdfast.rules.question import Kind

TOP = {"source", "source_ref", "submitted_at", "referrer", "children", "people", "assessments", "concern", "consent"}


def at(document: Any, path: str) -> tuple[Any, Any]:
    """What holds the value at a pointer, and its key there."""
    *steps, last = path.split("/")[1:]
    for step in steps:
        document = document[int(step)] if isinstance(document, list) else document[step]
    return document, (int(last) if isinstance(document, list) else last)


def changed(path: str, value: Any) -> dict[str, Any]:
    document = copy.deepcopy(referral.example())
    holder, key = at(document, path)
    holder[key] = value
    return document


def without(path: str) -> dict[str, Any]:
    document = copy.deepcopy(referral.example())
    holder, key = at(document, path)
    del holder[key]
    return document


def minimal() -> dict[str, Any]:
    """The little that is needed to send."""
    return {
        "source": "x",
        "source_ref": "1",
        "submitted_at": "2026-11-20T09:00",
        "referrer": {"kind": "professional", "name": "Ann Wells", "phone": "01632 960001"},
        "children": [{"nicknames": ["Jay"], "safe_now": "not_known", "no_assessment_reason": "to_follow"}],
        "people": [],
        "assessments": [],
        "concern": {"worry": "He is frightened."},
        "consent": {"informed": "no", "not_informed_reason": "significant_harm"},
    }


def faults(document: Any) -> dict[str, str]:
    return {fault.path: fault.message for fault in referral.check(document)}


def test_the_example_and_the_least_document_hold_together() -> None:
    jsonschema.Draft202012Validator.check_schema(referral.schema())
    for document in (referral.example(), minimal()):
        assert faults(document) == {}
        jsonschema.validate(document, referral.schema())
        assert referral.can_send(document)
    assert not referral.gaps(referral.example())
    assert json.loads(json.dumps(referral.example())) == referral.example()


def test_the_example_prompts_nobody_about_its_wording() -> None:
    assert not wording.prompts(json.dumps(referral.example(), ensure_ascii=False).replace('\\"', "'"))


def test_the_document_has_the_members_it_must_have() -> None:
    assert set(referral.schema()["required"]) == TOP == set(referral.TOP_KEYS)
    assert referral.schema()["additionalProperties"] is False
    assert set(faults({})) == {f"/{key}" for key in TOP}


def objects(schema: Any) -> list[Any]:
    """Every object in the schema, wherever it lies."""
    if isinstance(schema, list):
        return [found for item in schema for found in objects(item)]
    if not isinstance(schema, dict):
        return []
    own = [schema] if schema.get("type") == "object" else []
    return own + [found for item in schema.values() for found in objects(item)]


def test_nothing_unknown_is_let_in_anywhere() -> None:
    found = objects(referral.schema())
    assert len(found) > 80
    assert all(one["additionalProperties"] is False for one in found)


def test_every_question_has_one_place_and_a_member_in_the_schema() -> None:
    paths = [question.path for _, question in referral.questions()]
    assert len(set(paths)) == len(paths)
    for path in paths:
        steps = path.split("/")[1:]
        member = referral.schema()["properties"][steps[0]]
        if steps[1] == "*":
            member = member["items"]
        assert steps[-1] in member["properties"]


BROKEN = [
    (changed("/submitted_at", "2025-11-04"), "/submitted_at"),
    (changed("/submitted_at", "2025-02-30T10:00"), "/submitted_at"),
    (changed("/submitted_at", 5), "/submitted_at"),
    (changed("/source", " "), "/source"),
    (changed("/source_ref", ""), "/source_ref"),
    (changed("/source_ref", "x" * 201), "/source_ref"),
    (changed("/children", []), "/children"),
    (changed("/children", {}), "/children"),
    (changed("/children/0", None), "/children/0"),
    (changed("/children/0/date_of_birth", "2026-02-30"), "/children/0/date_of_birth"),
    (changed("/children/0/date_of_birth", "17/06/2010"), "/children/0/date_of_birth"),
    (changed("/children/0/date_of_birth", "2010-06-17\n"), "/children/0/date_of_birth"),
    (changed("/children/0/date_of_birth", "2030-01-01"), "/children/0/date_of_birth"),
    (changed("/children/0/date_of_birth", "1950-01-01"), "/children/0/date_of_birth"),
    (changed("/children/0/date_of_birth", "1066-01-01"), "/children/0/date_of_birth"),
    (changed("/people/0/date_of_birth", "2030-01-01"), "/people/0/date_of_birth"),
    (changed("/children/0/nhs_number", "9434765910"), "/children/0/nhs_number"),
    (changed("/children/0/upn", "A801200001001"), "/children/0/upn"),
    (changed("/children/0/postcode", "HR1"), "/children/0/postcode"),
    (changed("/children/0/estimated_age", -1), "/children/0/estimated_age"),
    (changed("/children/0/estimated_age", 26), "/children/0/estimated_age"),
    (changed("/children/0/estimated_age", True), "/children/0/estimated_age"),
    (changed("/children/0/estimated_age", "12"), "/children/0/estimated_age"),
    (changed("/children/0/safe_now", "maybe"), "/children/0/safe_now"),
    (changed("/children/0/nicknames", "Kit"), "/children/0/nicknames"),
    (changed("/referrer/phone", "ring me"), "/referrer/phone"),
    (changed("/referrer/email", "nobody"), "/referrer/email"),
    (changed("/assessments/0/child", 2), "/assessments/0/child"),
    (changed("/assessments/0/child", -1), "/assessments/0/child"),
    (changed("/assessments/0/child", 0.0), "/assessments/0/child"),
    (changed("/children/0/estimated_age", 12.0), "/children/0/estimated_age"),
    (changed("/assessments/0/child", "0"), "/assessments/0/child"),
    (changed("/assessments/0/level", "high"), "/assessments/0/level"),
    (changed("/assessments/0/rationale", "  "), "/assessments/0/rationale"),
    (changed("/assessments/0/types", ["gangs"]), "/assessments/0/types/0"),
    (changed("/assessments/0/assessed_on", "2025-13-01"), "/assessments/0/assessed_on"),
    (changed("/assessments/0/indicators/debt/state", "perhaps"), "/assessments/0/indicators/debt/state"),
    (changed("/assessments/0/indicators/invented", {"state": "yes"}), "/assessments/0/indicators/invented"),
    (changed("/people/1/children", [0, 7]), "/people/1/children/1"),
    (changed("/concern/worry", ""), "/concern/worry"),
    (changed("/concern/worry", "a\x00b"), "/concern/worry"),
    (changed("/concern/worry", "\ud800"), "/concern/worry"),
    (changed("/concern/worry", "x" * 10001), "/concern/worry"),
    (changed("/concern/worry", None), "/concern/worry"),
    (changed("/consent/informed", "no"), "/consent/not_informed_reason"),
    (changed("/extra", 1), "/extra"),
    (changed("/concern/a~b", 1), "/concern/a~0b"),
    (without("/consent"), "/consent"),
    (without("/consent/informed"), "/consent/informed"),
    (without("/concern/worry"), "/concern/worry"),
    (without("/children/0/safe_now"), "/children/0/safe_now"),
    (without("/children/1/no_assessment_reason"), "/children/1/no_assessment_reason"),
    (without("/assessments/0/level"), "/assessments/0/level"),
    (without("/assessments/0/rationale"), "/assessments/0/rationale"),
    (without("/referrer/name"), "/referrer/name"),
]


@pytest.mark.parametrize(("document", "path"), BROKEN, ids=[f"{number}:{path}" for number, (_, path) in enumerate(BROKEN)])
def test_each_fault_is_found_at_its_place(document: Any, path: str) -> None:
    found = faults(document)
    assert path in found
    assert found[path].endswith(".")
    assert len([place for place in found if not place.startswith(("/children/0/no_assessment",))]) == 1


def test_every_fault_is_listed_at_once() -> None:
    document = changed("/concern/worry", 3)
    document["children"][0]["date_of_birth"] = "x"
    document["children"][1]["safe_now"] = []
    document["referrer"] = "me"
    assert set(faults(document)) == {"/concern/worry", "/children/0/date_of_birth", "/children/1/safe_now", "/referrer"}


def test_a_list_that_is_too_long_hides_no_other_fault() -> None:
    document = referral.example()
    document["children"] += [dict(document["children"][1]) for _ in range(25)]
    document["children"][3]["date_of_birth"] = "2026-02-30"
    assert set(faults(document)) == {"/children", "/children/3/date_of_birth"}


def test_a_child_may_be_assessed_once() -> None:
    document = referral.example()
    document["assessments"].append(document["assessments"][0])
    assert "already" in faults(document)["/assessments/1/child"]


def test_nothing_is_taken_from_the_future() -> None:
    now = datetime(2025, 11, 4, 15, 0, tzinfo=UTC)
    assert [fault.path for fault in referral.check(referral.example(), now)] == ["/submitted_at"]
    assert referral.check(referral.example(), datetime(2025, 11, 4, 15, 40, tzinfo=UTC)) == []


def test_only_the_public_can_be_anonymous() -> None:
    public = minimal()
    public["referrer"] = {"kind": "public", "anonymous": "yes"}
    public["consent"]["not_informed_reason"] = "public"
    assert faults(public) == {}
    jsonschema.validate(public, referral.schema())
    worker = minimal()
    worker["referrer"] = {"kind": "professional", "anonymous": "yes"}
    assert "/referrer/anonymous" in faults(worker)
    worker = minimal()
    worker["consent"]["not_informed_reason"] = "public"
    assert "/consent/not_informed_reason" in faults(worker)


def test_an_unborn_child_is_enough_and_needs_no_assessment() -> None:
    document = minimal()
    document["children"] = [{"unborn": "yes", "safe_now": "yes"}]
    assert faults(document) == {}
    assert {gap.path for gap in referral.gaps(document)} >= {"/children/0/expected_date", "/children/0/unborn_reason"}


NEEDED = {
    "/referrer/kind": "",
    "/referrer/name": " ",
    "/referrer/phone": "",
    "/concern/worry": " ",
    "/consent/informed": "",
    "/consent/not_informed_reason": "",
    "/children/0/safe_now": "",
}


@pytest.mark.parametrize("path", NEEDED)
def test_only_the_little_that_is_needed_blocks_sending(path: str) -> None:
    document = minimal()
    assert not [gap for gap in referral.gaps(document) if gap.blocks_sending]
    holder, key = at(document, path)
    holder[key] = NEEDED[path]
    blocking = [gap.path for gap in referral.gaps(document) if gap.blocks_sending]
    assert blocking == [path]
    assert not referral.can_send(document)


def test_the_rest_can_follow_and_one_tap_answers_a_section() -> None:
    document = minimal()
    open_sections = {gap.section for gap in referral.gaps(document) if not gap.blocks_sending}
    assert {"people", "circumstances", "views", "parents", "agencies", "need", "safety"} <= open_sections
    keys = [section.key for section in referral.SECTIONS if section.whole_answer]
    document["sections"] = dict.fromkeys(keys, "no_information")
    assert faults(document) == {}
    assert not {gap.section for gap in referral.gaps(document)} & set(keys)


def test_sending_without_an_assessment_is_marked_to_follow() -> None:
    document = minimal()
    del document["children"][0]["no_assessment_reason"]
    assert referral.can_send(document)
    settled = referral.settled(document)
    assert settled["children"][0]["no_assessment_reason"] == "to_follow"
    assert faults(settled) == {}
    assert referral.settled(referral.example()) == referral.example()


def test_a_draft_counts_age_on_the_day_it_is_read() -> None:
    document = {
        "children": [{"given_name": "Jo", "date_of_birth": "2014-11-22"}],
        "assessments": [{"child": 0, "level": "emerging", "rationale": "x", "indicators": {"debt": {"state": "yes"}}}],
    }
    paths = {gap.path for gap in referral.gaps(document, datetime(2026, 11, 21, tzinfo=UTC))}
    assert "/assessments/0/below_floor_reason" in paths
    later = {gap.path for gap in referral.gaps(document, datetime(2028, 11, 22, tzinfo=UTC))}
    assert "/assessments/0/below_floor_reason" not in later


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["child", "children", "state", "x/~"]), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(JSON)
def test_no_document_makes_the_check_fall_over(document: Any) -> None:
    assert referral.check(document)


PLACES = [
    "/children/0/date_of_birth",
    "/children/0",
    "/children",
    "/people/0/children",
    "/assessments/0/indicators/debt",
    "/assessments/0/child",
    "/assessments",
    "/concern/kinds",
    "/consent",
    "/referrer/phone",
    "/submitted_at",
    "/people",
]


@settings(max_examples=150)
@given(st.sampled_from(PLACES), JSON)
def test_no_value_anywhere_makes_the_check_fall_over(path: str, value: Any) -> None:
    document = changed(path, value)
    found = referral.check(document)
    referral.gaps(document)
    valid = jsonschema.Draft202012Validator(referral.schema()).is_valid(document)
    assert found or valid
    assert all(fault.path == "" or fault.path.startswith("/") for fault in found)


READ = [
    (b"\xff\xfe{", "UTF-8"),
    (b"{", "line 1"),
    (b"", "line 1"),
    (b'{"a": 1, "a": 2}', "twice"),
    (b'{"a": NaN}', "not a number"),
    (b"[" * 100_000, "too deep"),
    (b'{"a": ' + b"9" * 10_000 + b"}", "too long"),
    (b" " * 5_000_001, "5 MB"),
]


@pytest.mark.parametrize(("content", "words"), READ)
def test_a_file_that_cannot_be_read_is_one_sentence(content: bytes, words: str) -> None:
    reading = referral.read(content)
    assert reading.document is None
    assert len(reading.faults) == 1
    assert words in reading.faults[0].message


def test_a_file_is_read_with_or_without_its_mark() -> None:
    content = json.dumps(referral.example(), ensure_ascii=False)
    for encoding in ("utf-8", "utf-8-sig"):
        assert referral.read(content.encode(encoding)).document == referral.example()


def test_the_deep_and_the_wide_are_refused() -> None:
    deep: Any = []
    for _ in range(900):
        deep = [deep]
    assert faults(changed("/concern/worry", deep)) == {"": "The document is too deep or too long to be a referral."}
    wide = changed("/concern/kinds", ["exploitation"] * 200_000)
    assert list(faults(wide)) == [""]


def test_the_same_content_has_the_same_digest() -> None:
    shuffled = dict(reversed(referral.example().items()))
    assert referral.digest(shuffled) == referral.digest(referral.example())
    assert referral.digest(changed("/concern/harm", "more")) != referral.digest(referral.example())


def test_answers_typed_into_a_page_are_checked_one_by_one() -> None:
    say = referral.question_at
    assert referral.check_answer(say("/children/*/postcode"), "hr12pj") is None
    assert referral.check_answer(say("/children/*/postcode"), "nowhere")
    assert referral.check_answer(say("/children/*/nicknames"), ["a" * 201])
    assert referral.check_answer(say("/children/*/estimated_age"), 40)
    assert referral.check_answer(say("/children/*/date_of_birth"), "2023-02-29") == "There is no such date."
    assert all(referral.check_answer(question, "") is None for _, question in referral.questions())


def test_each_choice_has_words_and_sensitive_answers_are_for_named_people() -> None:
    for _, question in referral.questions():
        if question.kind in (Kind.CHOICE, Kind.CHOICES):
            assert question.options
            assert len({option.key for option in question.options}) == len(question.options)
    named = {question.path for _, question in referral.questions() if question.audience == "named"}
    outing = ("chosen_name", "gender", "pronouns", "religion", "immigration_status", "expected_date", "is_parent")
    assert {f"/children/*/{key}" for key in outing} <= named


def test_the_way_on_is_read_from_the_document() -> None:
    document = referral.example()
    entry = document["assessments"][0]
    assert {step.key for step in referral.routes_of(document, entry)} == {"marf", "same_day"}
    document["children"][0]["current_help"] = "child_protection"
    document["concern"]["about_worker"] = "yes"
    document["concern"]["new_significant_harm"] = "yes"
    entry["types"] = ["radicalisation"]
    assert {"social_worker", "screened", "lado", "prevent"} <= {step.key for step in referral.routes_of(document, entry)}
    assert referral.routes_of(document, {"child": 9}) == ()


def test_a_referral_about_safety_is_never_returned_for_agreement() -> None:
    assert referral.why_not_return(referral.example())
    assert referral.why_not_return(minimal())
    support = minimal()
    support["concern"]["kinds"] = ["support"]
    support["children"][0]["safe_now"] = "yes"
    assert referral.why_not_return(support) is None
