"""Safety plans of the county: made with children and families, put forward by one and approved by another."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from holdfast.journeys.safety_plan import put_forward
from holdfast.kernel.viewer import Viewer
from holdfast.plans import actions
from holdfast.plans.actions.writing import ItemGiven, Particulars
from holdfast.plans.models import PlanItem
from holdfast.records import actions as records
from holdfast.records.models import Child, Relationship
from holdfast.records.types import RelationKind
from holdfast.rules.plans import BY_KEY, CHILD

from ..cast.safety_plans import EVIDENCE, FIRST, LATER, SHORT
from . import plans_beside
from .telling import Teller

MANAGER = "Siobhan Walsh"
DAY = 24.0
Said = Iterable[tuple[str, str, str]]


def tell(teller: Teller) -> None:
    """Each plan is told from its first day; the one that others look for first comes first."""
    if "katharine-marlowe" not in teller.children:
        return
    _four_versions(teller, teller.children["katharine-marlowe"])
    _overdue(teller, teller.children["tia-campbell"], "Chris Underhill")
    _waiting(teller, teller.children["aisha-mahmood"], "Bethan Pryce")
    _ended(teller, teller.children["jayden-godsall"], "Chris Underhill")
    plans_beside.tell(teller)


def _four_versions(teller: Teller, child: Child) -> None:
    """Written with the girl, her mother and her nan; the level came down on evidence with the fourth."""
    writer = "Amir Rahimi"
    with teller.acting(writer, teller.ago(82 * DAY)) as by:
        records.relate(
            by=by,
            child_id=child.pk,
            kind=RelationKind.OF_CONCERN,
            person={"given": "Darren", "family": "Pike", "known_as": "Daz"},
            note="Seen with her three times. Drives a grey car.",
        )
        mother = Relationship.objects.filter(partnership_id=by.here, child_id=child.pk, kind=RelationKind.MOTHER).get()
        actions.open_plan(by=by, child_id=child.pk)
        shared = {"if_missing", "safe_adults", "home", "contingency", "parents_say"}
        given = [_item(*said, mother=mother if said[0] in shared else None) for said in FIRST]
        actions.save_items(by=by, child_id=child.pk, given=given)
        _level(by, child, "significant", "Driven away and given money to hold a bag; missing four times in two months.")
    _approved(teller, child, writer, 80, 79)
    for days, changes in zip((55, 30, 6), LATER, strict=True):
        with teller.acting(writer, teller.ago((days + 2) * DAY)) as by:
            _change(by, child, changes, mother)
            if days == 6:
                _level(by, child, "moderate", "Safer at school and at home; the car has been seen again.", EVIDENCE)
        _approved(teller, child, writer, days + 1, days)
    with teller.acting(writer, teller.ago(5 * DAY)) as by:
        said: tuple[dict[str, Any], ...] = (
            {"signer": "child", "answer": "agrees", "how": "said", "words": "Yeah. It is more mine now."},
            {
                "signer": "relative",
                "person_id": mother.person_id,
                "answer": "partly",
                "how": "call",
                "words": "Wants a night number.",
            },
            {"signer": "professional", "name": "Jo Castle, Marchbury High School", "answer": "agrees", "how": "message"},
        )
        for one in said:
            actions.sign(by=by, child_id=child.pk, number=4, **one)


def _overdue(teller: Teller, child: Child, writer: str) -> None:
    """Approved long ago, and nobody has looked at it since."""
    _written(teller, child, writer, SHORT, "significant", "Found in another town with adults she will not name.", 61)
    _approved(teller, child, writer, 60, 59)


def _waiting(teller: Teller, child: Child, writer: str) -> None:
    """The second version waits for somebody else; the first was sent back once."""
    _written(teller, child, writer, SHORT, "moderate", "Contacted online by adults who knew where she studies.", 34)
    with teller.acting(writer, teller.ago(33 * DAY)) as by:
        put_forward(by=by, child_id=child.pk)
    with teller.acting(MANAGER, teller.ago(32 * DAY)) as by:
        actions.answer_version(by=by, child_id=child.pk, number=1, approved=False, why="Who rings whom at night is not said.")
    with teller.acting(writer, teller.ago(31 * DAY)) as by:
        _change(by, child, (("if_missing", "By night the duty team, 01632 960 002; by day her worker. Nobody waits."),), None)
    _approved(teller, child, writer, 30, 29)
    with teller.acting(writer, teller.ago(1 * DAY)) as by:
        _change(by, child, (("school", "The tutor meets at the bus, and the college knows whom to ring."),), None)
        put_forward(by=by, child_id=child.pk)


def _ended(teller: Teller, child: Child, writer: str) -> None:
    _written(teller, child, writer, SHORT, "emerging", "Older boys waited for him after school for some weeks.", 85)
    _approved(teller, child, writer, 84, 83)
    with teller.acting(MANAGER, teller.ago(12 * DAY)) as by:
        actions.close_plan(
            by=by,
            child_id=child.pk,
            why="safer",
            reached="reached",
            level="none_identified",
            what_changed="The boys were moved on, and he has not been met by anybody since the summer.",
            child_said="“Nobody bothers me now. I liked that you asked me first.”",
            family_said="The carers would like to be told sooner when something changes.",
            carries_on="His worker sees him each month. If he is met again, or missing once, the plan is begun anew.",
            evidence={"contact": "Nobody has waited for him since the summer; the school gate is watched."},
        )


def _written(teller: Teller, child: Child, writer: str, said: Said, level: str, why: str, days: int) -> None:
    with teller.acting(writer, teller.ago(days * DAY)) as by:
        actions.open_plan(by=by, child_id=child.pk)
        actions.save_items(by=by, child_id=child.pk, given=[_item(*one, mother=None) for one in said])
        shown = {} if level == "significant" else {"contact": "No contact since the last assessment that anybody saw."}
        _level(by, child, level, why, shown)


def _item(key: str, words: str, whose: str, *, mother: Relationship | None) -> ItemGiven:
    question = BY_KEY[key]
    relatives = (mother.person_id,) if mother is not None and mother.person_id else ()
    return ItemGiven(
        f"new-{key}", key, words, whose, readers=question.readers, child=CHILD in question.copies, relatives=relatives
    )


def _level(by: Viewer, child: Child, level: str, why: str, evidence: dict[str, str] | None = None) -> None:
    took_part = [
        {"key": "child", "name": "the child", "how": "together"},
        {"key": "others", "name": "Somebody at home whom the child chose, and the head of year", "how": "spoke"},
    ]
    given = Particulars(level, why, evidence or {}, took_part)
    actions.save_particulars(by=by, child_id=child.pk, seen=None, given=given)


def _change(by: Viewer, child: Child, changes: Iterable[tuple[str, str]], mother: Relationship | None) -> None:
    """Answers worded anew, by the row there is; else written for the first time."""
    rows = {row.key: row for row in PlanItem.objects.filter(child_id=child.pk)}
    given = []
    for key, words in changes:
        row = rows.get(key)
        begun = _item(key, words, row.whose if row else "together", mother=mother if row and row.relatives else None)
        given.append(ItemGiven(**(begun.__dict__ | {"item_id": row.pk if row else None, "seen": row.version if row else None})))
    actions.save_items(by=by, child_id=child.pk, given=given)


def _approved(teller: Teller, child: Child, writer: str, put: int, answered: int) -> None:
    with teller.acting(writer, teller.ago(put * DAY)) as by:
        version = put_forward(by=by, child_id=child.pk)
    with teller.acting(MANAGER, teller.ago(answered * DAY) + timedelta(hours=1)) as by:
        actions.answer_version(by=by, child_id=child.pk, number=version.number, approved=True)
