"""A table about a child stands behind the circle, restrictions and shut-outs, or says in one place what guards it instead.

Nobody keeps a list of such tables: they are found by where their keys lead and by what their fields hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.apps.registry import Apps
from django.db import models
from django.db.models import Model

from holdfast.config.walls import OTHERWISE
from holdfast.kernel.guard import FUNCTIONS, OWN_PARTNERSHIP, Guard, guarded_models
from holdfast.records.models import Child, Household, Person
from holdfast.referrals.models import Consultation, Referral, ReferredChild
from holdfast.screening.models import Screening

ABOUT: set[type[Model]] = {Child, Person, Household, Referral, ReferredChild, Consultation, Screening}
# Columns that name a child, a person or a referral without a foreign key.
NAMES_ONE = re.compile(r"^(child|person|about|survivor|merged|referral|screening)_(id|record)$|_child_id$|^child_record$")
MODELS: list[type[Model]] = guarded_models()


def label(model: type[Model]) -> str:
    return model._meta.label


def leads_to_a_child(model: type[Model], seen: frozenset[type[Model]] = frozenset()) -> bool:
    """Whether the table names a child or somebody in a case, or a key of it leads to a table that does."""
    if model in ABOUT or any(NAMES_ONE.search(field.column or "") for field in model._meta.concrete_fields):
        return True
    targets = {field.related_model for field in model._meta.concrete_fields if field.is_relation} - seen - {model}
    return any(isinstance(to, type) and leads_to_a_child(to, seen | {model}) for to in targets)


def holds_personal_data(model: type[Model]) -> bool:
    register = getattr(model, "register", None)
    return bool(register and (register.personal or register.special))


def asks_about_the_child(guard: Guard, tables: dict[str, Guard], seen: frozenset[str] = frozenset()) -> bool:
    """Whether the guard asks one of the database's functions, or for a row of a table whose own guard does."""
    if any(f"{signature.split('(')[0]}(" in guard.rows for signature in FUNCTIONS):
        return True
    asked = set(re.findall(r"EXISTS \(SELECT FROM (\w+) ", guard.rows)) - seen
    return any(asks_about_the_child(tables[name], tables, seen | {name}) for name in asked if name in tables)


def holes(models: Iterable[type[Model]]) -> list[str]:
    """Tables about a child that are guarded neither by the relation to the child nor by what the table of exceptions says."""
    tables = {model._meta.db_table: model.guard for model in MODELS}  # type: ignore[attr-defined]
    about = [model for model in models if leads_to_a_child(model) or holds_personal_data(model)]
    return [
        label(model)
        for model in about
        if not asks_about_the_child(model.guard, tables) and label(model) not in OTHERWISE  # type: ignore[attr-defined]
    ]


def test_no_table_about_a_child_is_without_a_guard_that_asks_about_the_child() -> None:
    assert holes(MODELS) == []


def test_the_look_through_finds_a_table_that_has_none() -> None:
    class Whisper(models.Model):
        guard = Guard(rows=OWN_PARTNERSHIP)
        screening = models.ForeignKey(Screening, on_delete=models.CASCADE, related_name="+")

        class Meta:
            app_label = "tests"
            apps = Apps()

    class Echo(models.Model):
        guard = Guard(rows=OWN_PARTNERSHIP)
        whisper = models.ForeignKey(Whisper, on_delete=models.CASCADE, related_name="+")

        class Meta:
            app_label = "tests"
            apps = Whisper._meta.apps

    assert holes([Whisper, Echo]) == ["tests.Whisper", "tests.Echo"]


def test_every_exception_is_of_a_table_about_people_says_why_and_is_guarded_as_it_says() -> None:
    known = {label(model): model for model in MODELS}
    assert set(OTHERWISE) <= set(known)
    for name, (instead, why) in OTHERWISE.items():
        model = known[name]
        assert leads_to_a_child(model) or holds_personal_data(model), f"{name} needs no exception"
        assert len(why.split()) > 5, name
        assert instead.value in model.guard.rows, f"{name} is not guarded by what is said of it"  # type: ignore[attr-defined]
        assert instead.value or model.guard.why, name  # type: ignore[attr-defined]


def test_no_exception_stands_for_a_table_that_asks_about_the_child() -> None:
    tables = {model._meta.db_table: model.guard for model in MODELS}  # type: ignore[attr-defined]
    needless = [label(m) for m in MODELS if label(m) in OTHERWISE and asks_about_the_child(m.guard, tables)]  # type: ignore[attr-defined]
    assert needless == []


def test_a_table_guarded_by_its_partnership_alone_says_why_that_is_enough() -> None:
    bare = [label(m) for m in MODELS if m.guard.rows == OWN_PARTNERSHIP and not m.guard.why]  # type: ignore[attr-defined]
    assert [name for name in bare if name not in OTHERWISE] == []
