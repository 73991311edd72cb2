"""The child's and each relative's copy: their own answers, in a PDF that holds no word of anything else (H14, H9)."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pypdf
import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from holdfast.audit.models import Event
from holdfast.disclosure.models import Release
from holdfast.kernel.errors import Faulty, NotHere, Refused
from holdfast.plans import actions, editions
from holdfast.plans.actions import leaving
from holdfast.plans.editions import Copy
from holdfast.plans.models import CopyGiven
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


def test_where_it_is_kept_and_who_might_find_it_is_asked_and_no_copy_is_a_full_answer(
    those: Round, client_for: Callable[..., Any]
) -> None:
    those.approved(TEXT | {"places": "Not where Darren waits"})
    # A plan whose copy would give something away can be talked through all the same
    page = reverse("safety-plan-copy", args=[those.child.pk])
    client = client_for(those.worker)
    asked = client.get(page).content.decode()
    assert "where will it be kept?" in asked
    assert "who might find it?" in asked
    assert client.post(page, {"means": "talked", "words": "Fine by me"}).status_code == 302
    those.looking(those.worker)
    row = CopyGiven.objects.get()
    assert (row.means, row.number, row.release_id, row.person_id) == ("talked", 1, None, None)
    # What would be seen by the child is refused while it gives something away
    refused = client.post(page, {"means": "shown", "words": "x"})
    assert refused.status_code == 422
    assert "give something away" in refused.content.decode()


PLAIN = {"goals": "To go out and be left alone", "danger_signs": "The phone rings all night", "code_word": "Pineapple"}


def test_a_copy_on_paper_passes_the_gate_once_asked_where_it_is_kept_and_stands_in_the_register(
    those: Round, client_for: Callable[..., Any]
) -> None:
    those.approved(PLAIN)
    page, client = reverse("safety-plan-copy", args=[those.child.pk]), client_for(those.worker)
    # When nobody has asked where it will be kept, Then no paper leaves
    answer = client.post(page, {"means": "paper"})
    assert answer.status_code == 422
    assert "who might find it" in answer.content.decode()
    # And once that is written down it does, with its line in the register of what left
    answer = client.post(page, {"means": "paper", "kept_where": "In her locker", "found_by": "Nobody else has the key"})
    assert answer["Content-Type"] == "application/pdf"
    said = text_of(answer.content)
    assert PLAIN["goals"] in said
    assert "Pineapple" not in said
    those.looking(those.worker)
    row = CopyGiven.objects.get()
    release = Release.objects.get(pk=row.release_id)
    assert (release.template, release.recipient, release.child_id) == ("plan.copy", "child", those.child.pk)


def test_what_the_gate_finds_in_a_copy_stays_only_with_a_reason(those: Round, client_for: Callable[..., Any]) -> None:
    those.approved(PLAIN | {"places": "Ring Mrs Beatrix Oldershaw on 01632 960 444 from the library"})
    page, client = reverse("safety-plan-copy", args=[those.child.pk]), client_for(those.worker)
    sent = {"means": "paper", "kept_where": "In her locker", "found_by": "Nobody"}
    refused = client.post(page, sent)
    assert refused.status_code == 422
    those.looking(those.worker)
    assert not CopyGiven.objects.exists()
    found = leaving.found_in_copy(those.worker, those.child.pk, None)
    assert found
    assert all(one.words in refused.content.decode() for one in found)
    reasons = {f"keep-{one.key}": "She chose her, and knows that she is named" for one in found}
    assert client.post(page, sent | reasons)["Content-Type"] == "application/pdf"


def test_a_relatives_copy_passes_the_gate_only_where_they_may_be_told(those: Round) -> None:
    those.approved(PLAIN, mother=("goals",))
    give = {"child_id": those.child.pk, "person_id": those.mother.pk, "kept_where": "A drawer", "found_by": "Nobody"}
    with pytest.raises(Refused, match="safely be told"):
        actions.give_on_paper(by=those.worker, **give)
    records.tell(
        by=those.worker, child_id=those.child.pk, person_id=those.mother.pk, subject="meetings", answer="yes", why="Asked alone"
    )
    row, cleared = actions.give_on_paper(by=those.worker, **give)
    assert (row.person_id, row.release_id) == (those.mother.pk, cleared.release_id)


def test_a_practitioners_print_is_what_they_may_read_and_is_in_the_register(those: Round, client_for: Callable[..., Any]) -> None:
    those.approved(TEXT)
    page = reverse("safety-plan-print", args=[those.child.pk])
    client = client_for(those.worker)
    assert client.get(page).status_code == 200
    found = leaving.found_in_print(those.worker, those.child.pk)
    answer = client.post(page, {f"keep-{one.key}": "For my own visits" for one in found})
    assert answer["Content-Type"] == "application/pdf", answer.content.decode()
    assert "Darren Pike" in text_of(answer.content)
    those.looking(those.worker)
    assert Release.objects.get().template == "plan.print"


def test_a_practitioner_is_not_asked_about_colleagues_and_safe_adults_they_have_just_read(
    those: Round, client_for: Callable[..., Any]
) -> None:
    """Names and numbers that the record does not know are on their screen already; the audit says how many stood in the print."""
    those.approved(PLAIN | {"safe_adults": "Odile Marchetti at the youth club, 01632 960 547"})
    assert leaving.found_in_print(those.worker, those.child.pk) == []
    answer = client_for(those.worker).post(reverse("safety-plan-print", args=[those.child.pk]))
    assert answer["Content-Type"] == "application/pdf", answer.content.decode()
    assert "Marchetti" in text_of(answer.content)
    those.looking(those.system)
    said = Event.objects.filter(verb="release.clear-document").latest("position").detail
    assert set(said["kept"]) == {"name", "phone"}
