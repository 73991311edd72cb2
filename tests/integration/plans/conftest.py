"""A child with a worker, a manager, and people round them, for tests of plans."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from holdfast.kernel.viewer import Viewer
from holdfast.plans import actions
from holdfast.plans.actions.writing import ItemGiven, Particulars
from holdfast.records import actions as records
from holdfast.records.types import RelationKind
from tests.factories.missing import child_of

TEXT = {
    "danger_signs": "The phone rings all night",
    "goals": "To go out and be left alone",
    "safe_adults": "Nan, by day and by night",
    "code_word": "Pineapple",
    "concern": "Darren Pike waits in a grey car",
    "told": "Was driven to a flat and given money",
    "tactics": "A plain car stands by the leisure centre",
    "child_says": "It is all right if nobody reads it out",
    "parents_say": "She wants a number for the night",
}


@dataclass
class Round:
    """The child, and those round the child."""

    system: Viewer
    child: Any
    worker: Viewer
    manager: Viewer
    mother: Any
    father: Any
    looking: Callable[[Any], None]

    def write(self, text: dict[str, str] | None = None, *, by: Viewer | None = None, mother: tuple[str, ...] = ()) -> Any:
        """Answers with the readers of the table; the mother's copy has those named."""
        by = by or self.worker
        self.looking(by)
        actions.open_plan(by=by, child_id=self.child.pk)
        given = [item(key, words, relatives=(self.mother.pk,) if key in mother else ()) for key, words in (text or TEXT).items()]
        plan = actions.save_items(by=by, child_id=self.child.pk, given=given)
        if not plan.level:
            given_level = Particulars("significant", "Missing four times")
            plan = actions.save_particulars(by=by, child_id=self.child.pk, seen=None, given=given_level)
        return plan

    def approved(self, text: dict[str, str] | None = None, **values: Any) -> Any:
        self.write(text, **values)
        version = actions.put_forward(by=self.worker, child_id=self.child.pk)
        self.looking(self.manager)
        actions.answer_version(by=self.manager, child_id=self.child.pk, number=version.number, approved=True)
        self.looking(self.worker)
        return version


def item(key: str, words: str, **values: Any) -> ItemGiven:
    from holdfast.rules.plans import BY_KEY, CHILD

    usual: dict[str, Any] = {"readers": BY_KEY[key].readers, "child": CHILD in BY_KEY[key].copies}
    return ItemGiven(f"new-{key}", key, words, **(usual | values))


@pytest.fixture
def those(partnership: Any, person: Any, looking: Any) -> Round:
    system = Viewer.job("tests", partnership.pk)
    child = child_of(system)
    worker, manager = person("social-worker", name="Asha Worker"), person("exploitation-manager", name="Mina Manager")
    records.involve(by=system, child_id=child.pk, user_id=worker.me, role="Social worker", lead=True, allocated=True)
    made = {}
    for kind, given in ((RelationKind.MOTHER, "Dawn"), (RelationKind.FATHER, "Ray"), (RelationKind.OF_CONCERN, "Darren")):
        family = "Pike" if kind == RelationKind.OF_CONCERN else "Fell"
        made[kind] = records.relate(by=system, child_id=child.pk, kind=kind, person={"given": given, "family": family}).person
    return Round(system, child, worker, manager, made[RelationKind.MOTHER], made[RelationKind.FATHER], looking)
