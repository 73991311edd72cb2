"""An episode as text for another system's screens, and such text read back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from holdfast.missing.copying import COUNCIL, LABELS, POLICE, taken, written
from holdfast.missing.questions import BY_KEY

WORDS = st.text(alphabet=st.characters(whitelist_categories=("L", "N", "P", "Zs")), max_size=40)


def test_both_orders_hold_every_fact_there_is() -> None:
    assert set(BY_KEY) <= set(POLICE) & set(COUNCIL)
    assert set(POLICE) | set(COUNCIL) == set(LABELS)


@given(st.dictionaries(st.sampled_from(sorted(BY_KEY)), WORDS))
def test_what_is_copied_comes_back_the_same(facts: dict[str, str]) -> None:
    kept = {key: " ".join(words.split()) for key, words in facts.items() if words.strip()}
    assert taken(written(kept, POLICE)).facts == kept


def test_what_is_not_understood_is_kept_as_it_is() -> None:
    got = taken("Clothing worn: red coat\nWhat are they wearing and carrying?: Red coat\nPolice reference: MP-7\nName: Robin")
    assert got.facts == {"clothing": "Red coat"}
    assert got.police_ref == "MP-7"
    assert got.rest == "Clothing worn: red coat"
