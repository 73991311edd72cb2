"""What a page shows: its task list, its groups of questions, its rows. Plain values for the templates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.forms import BoundField

from holdfast.referrals.models import Draft
from holdfast.referrals.types import DraftKind
from holdfast.rules.referral import gaps
from holdfast.rules.referral_gaps import entries, words
from holdfast.rules.referral_questions import question_at

from .answers import AnswersForm, Group, called, names_of_children
from .plan import FACTORS, FIRST_OF_CHILD, DraftPage, plan, signs_of, standing
from .way import Way

TITLES = {
    DraftKind.REFERRAL: "Your referral",
    DraftKind.QUICK: "Your urgent referral",
    DraftKind.ASSESSMENT: "Your risk assessment",
    DraftKind.WRITTEN: "Your written referral, after the call",
}


def draft_title(draft: Draft) -> str:
    return TITLES[DraftKind(draft.kind)]


def task_groups(draft: Draft, way: Way) -> list[dict[str, Any]]:
    """The task list: pages by heading, each with how far it has come."""
    needed = [gap for gap in gaps(draft.document) if gap.blocks_sending]
    blocking = {gap.section for gap in needed}
    if not entries(draft.document, "children"):
        blocking.add("where")
    levels = {gap.path.split("/")[2] for gap in needed if gap.path.startswith("/assessments/")}
    blocking |= {f"level-{position}" for position in levels}
    groups: list[dict[str, Any]] = []
    for page in plan(draft):
        if not page.group:
            continue
        if not groups or groups[-1]["title"] != page.group:
            groups.append({"title": page.group, "items": [], "needed": 0})
        groups[-1]["items"].append(_task(draft, way, page, blocking))
        groups[-1]["needed"] += groups[-1]["items"][-1]["needed"]
    return groups


def _task(draft: Draft, way: Way, page: DraftPage, blocking: set[str]) -> dict[str, Any]:
    done = standing(draft, page) == "done"
    needed = (page.needed and page.section in blocking) or (page.kind == "level" and f"level-{page.position}" in blocking)
    if needed:
        status, tone = "Needed to send", "amber"
    else:
        status, tone = ("Done", "") if done else ("Can follow", "grey")
    return {
        "text": page.title,
        "href": way.page(page.key),
        "status": status,
        "tone": tone,
        "done": done and not needed,
        "needed": needed,
    }


@dataclass(frozen=True)
class Sign:
    """One indicator or factor as it is asked: its state, and what belongs to it once it is seen."""

    key: str
    state: BoundField
    more: list[BoundField]
    open: bool


@dataclass(frozen=True)
class ShownGroup:
    """Questions under a heading. folded: shown when somebody opens them, or has said something there."""

    title: str
    intro: str
    fields: list[BoundField]
    folded: bool = False
    open: bool = False


def shown_groups(form: AnswersForm, groups: list[Group], page: DraftPage) -> list[Any]:
    """The questions of a page under their headings; indicators and factors each with what belongs to them."""
    if page.kind == "signs" or page.kind in FACTORS:
        return _signs(form)
    if page.section == "children":
        return _child_groups(form)
    if not groups:
        return [ShownGroup("", "", [form[name] for name in form.fields])]
    return [ShownGroup(group.title, group.intro, [form[name] for name in group.names]) for group in groups]


def _child_groups(form: AnswersForm) -> list[ShownGroup]:
    """What is asked of everybody, and the rest: names, identity, language, numbers, legal status."""
    first = [form[name] for name, one in form.asked.items() if one.question.key in FIRST_OF_CHILD]
    rest = [form[name] for name, one in form.asked.items() if one.question.key not in FIRST_OF_CHILD]
    said = any(bound.value() or bound.errors for bound in rest)
    return [ShownGroup("", "", first), ShownGroup(MORE_OF_CHILD, "", rest, folded=True, open=said)]


MORE_OF_CHILD = "More about the child: other names, identity, language, numbers, GP, legal status"


def _signs(form: AnswersForm) -> list[Sign]:
    by_key: dict[str, list[BoundField]] = {}
    for name in form.fields:
        by_key.setdefault(name.split("-")[-2], []).append(form[name])
    return [Sign(key, fields[0], fields[1:], any(_is_open(bound) for bound in fields)) for key, fields in by_key.items()]


def _is_open(bound: BoundField) -> bool:
    """Whether what belongs to a sign is shown at once: it was seen, or something is written already."""
    value = bound.value()
    return value in ("yes", "suspected") if bound.name.endswith("-state") else bool(value) or bool(bound.errors)


def rows_of_entries(draft: Draft, key: str, way: Way) -> list[dict[str, str]]:
    """The people or agencies of a draft as a list."""
    return [
        {"name": name_of_entry(draft, key, number), "note": _note(key, entry), "href": way.page(f"{key}-{number}")}
        for number, entry in enumerate(entries(draft.document, key))
    ]  # fmt: skip


def name_of_entry(draft: Draft, key: str, number: int) -> str:
    """What the writer calls a child, a person or an agency of their draft."""
    if key == "assessments":
        names = names_of_children(draft.document)
        return f"the assessment of {names[number]}" if number < len(names) else "the assessment"
    held = entries(draft.document, key)
    entry: Mapping[str, Any] = held[number] if number < len(held) else {}
    if key == "children":
        return called(entry, number)
    if key == "agencies":
        return words(entry, "agency") or words(entry, "name") or f"Agency {number + 1}"
    return " ".join(filter(None, (words(entry, "given_name"), words(entry, "family_name")))) or f"Person {number + 1}"


def _note(key: str, entry: Mapping[str, Any]) -> str:
    place, name = ("/people/*/relationship", "relationship") if key == "people" else ("/agencies/*/kind", "kind")
    said = words(entry, name)
    return question_at(place).label_of(said) if said else ""


def hidden_signs(draft: Draft, page: DraftPage) -> int:
    """How many more indicators of this part there are that this writer is not asked."""
    if page.kind != "signs" or page.position is None:
        return 0
    entry = entries(draft.document, "assessments")[page.position]
    return len(signs_of(entry, page.domain, everything=True)) - len(signs_of(entry, page.domain))
