"""The child's and each relative's copy: their own answers, in a PDF that holds no word of anything else (H14, H9)."""

from __future__ import annotations

import io
from typing import Any

import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from holdfast.kernel.errors import Faulty, NotHere, Refused
from holdfast.plans import actions, editions
from holdfast.plans.editions import Copy
from holdfast.plans.printing import printed_copy
from holdfast.records import actions as records
from holdfast.rules.plan_editions import NAMES_ONE, Reader, belongs, words_of
from holdfast.rules.plans import BY_KEY, QUESTIONS

from .conftest import TEXT, Round, item

pytestmark = pytest.mark.django_db


def text_of(made: bytes) -> str:
    reader = pypdf.PdfReader(io.BytesIO(made))
    return " ".join([*(page.extract_text() for page in reader.pages), str(reader.metadata)])


def test_child_and_family_copies_hold_their_own_answers_and_no_word_of_the_others(those: Round) -> None:
    # Given a plan in which the mother gets two answers, and whose code word, persons of concern and tactics are in it
    those.approved(mother=("safe_adults", "parents_say"))
    child, mother = (
        editions.copy_for(those.worker, those.child.pk),
        editions.copy_for(those.worker, those.child.pk, those.mother.pk),
    )
    father = editions.copy_for(those.worker, those.child.pk, those.father.pk)
    # Then each is of their own answers
    assert {words for _, words in child.lines} == {TEXT[key] for key in ("danger_signs", "goals", "safe_adults", "child_says")}
    assert {words for _, words in mother.lines} == {TEXT["safe_adults"], TEXT["parents_say"]}
    assert father.lines == ()
    assert child.may_be_given
    # And the paper names nobody, and says no code word, disclosure or tactic
    said = text_of(printed_copy(child))
    assert TEXT["goals"] in said
    for key in ("code_word", "concern", "told", "tactics", "parents_say"):
        assert TEXT[key] not in said
    assert not {"robin", "fell", "pike", "darren", "pineapple"} & set(words_of(said))


def test_nothing_is_given_to_a_relative_until_it_is_recorded_that_it_is_safe(those: Round) -> None:
    those.approved(mother=("safe_adults",))
    before = editions.copy_for(those.worker, those.child.pk, those.mother.pk)
    assert "safely be told" in before.why_not
    records.tell(
        by=those.worker, child_id=those.child.pk, person_id=those.mother.pk, subject="meetings", answer="yes", why="Asked alone"
    )
    assert editions.copy_for(those.worker, those.child.pk, those.mother.pk).may_be_given
    # And nobody of concern, and nobody who is not in the record, has a copy at all
    from holdfast.records.models import Relationship

    concern = Relationship.objects.get(child=those.child, of_concern=True)
    for person_id in (concern.person_id, those.child.pk):
        with pytest.raises(NotHere):
            editions.copy_for(those.worker, those.child.pk, person_id)


def test_words_that_give_something_away_stop_the_copy_and_say_where(those: Round) -> None:
    those.approved(TEXT | {"places": "Not where Darren waits, and if asked say pineapple"})
    copy = editions.copy_for(those.worker, those.child.pk)
    assert {(one.key, one.words) for one in copy.leaks} == {("places", "Darren"), ("places", "pineapple")}
    assert NAMES_ONE in {one.why for one in copy.leaks}
    assert not copy.may_be_given


def test_what_can_never_be_in_a_copy_cannot_be_chosen_for_one(those: Round) -> None:
    those.write({"goals": "x"})
    for key, values in (
        ("code_word", {"child": True}),
        ("told", {"child": True}),
        ("child_says", {"relatives": (those.mother.pk,)}),
        ("goals", {"readers": "police", "child": True}),
        ("goals", {"relatives": (those.child.pk,)}),
    ):
        with pytest.raises(Faulty):
            actions.save_items(by=those.worker, child_id=those.child.pk, given=[item(key, "words", **values)])


def test_there_is_no_copy_of_what_nobody_approved(those: Round) -> None:
    those.write()
    with pytest.raises(Refused, match="no approved version"):
        editions.copy_for(those.worker, those.child.pk)


# Each answer has words of its own, so that one found where it should not be is told apart from every other.
CHOICES = some.fixed_dictionaries(
    {
        one.key: some.tuples(
            some.sampled_from(["professionals", "police", "named"]),
            some.booleans(),
            some.sets(some.sampled_from(["mother", "father"])),
        )
        for one in QUESTIONS
    }
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(CHOICES, some.sampled_from([None, "mother", "father"]))
def test_no_word_of_an_answer_that_is_left_out_is_in_any_copy_or_in_the_text_of_its_pdf(
    choices: dict[str, tuple[str, bool, set[str]]], who: str | None
) -> None:
    reader = Reader(who)
    items = [_Answer(key, *chosen) for key, chosen in choices.items()]
    shown = [one for one in items if belongs(one, reader)]
    lines = tuple((BY_KEY[one.key].mine or BY_KEY[one.key].label, one.words) for one in shown)
    said = set(words_of(text_of(printed_copy(Copy(None, reader, None, "My plan", lines, (), "")))))  # type: ignore[arg-type]
    for one in items:
        own = set(words_of(one.words))
        assert own <= said if one in shown else not own & said


class _Answer:
    """An answer with two words that no other has."""

    def __init__(self, key: str, readers: str, child: bool, relatives: set[str]) -> None:
        place = list(BY_KEY).index(key)
        self.key, self.words = key, f"zqa{place}x wvb{place}y"
        self.audience: list[Any] = [readers, *(["child"] if child else []), *(["family"] if relatives else [])]
        self.relatives: list[Any] = sorted(relatives)
