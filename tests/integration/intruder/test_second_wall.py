"""The second wall, with the first one taken down: `visible` lets everything through, and the database still does not.

Four viewers who may not read a child: a worker of another agency with no place in the circle, a screener for whom the record is
restricted, one who is a person in the case, and one whose few hours by break-glass are over.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.db.models import Model, QuerySet

from holdfast.access import visibility
from holdfast.access.models import Circle, Exclusion, Restriction
from holdfast.access.posts import posts_of, viewer_for
from holdfast.access.types import PlaceKind
from holdfast.kernel.acting import acting_as
from holdfast.kernel.guard import guarded_models
from holdfast.kernel.time import now, today
from holdfast.kernel.viewer import Viewer
from holdfast.records.models import Child, Household, Person, Relationship

from .house import House


def child_path(model: type[Model]) -> str | None:
    """How a row of the model says which child it is about."""
    names = {field.attname for field in model._meta.concrete_fields}
    if model is Child:
        return "pk"
    return next((name for name in ("child_id", "child_record") if name in names), PATHS.get(model))


PATHS: dict[type[Model], str] = {
    Person: "relationships__child_id",
    Household: "members__child_id",
}
MODELS = [model for model in guarded_models() if model._meta.app_label == "records" and child_path(model)]


def name(model: type[Model]) -> str:
    return model._meta.label


@pytest.fixture
def first_wall_down(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every rule of the application answers: everything, whatever the partnership."""
    for model in visibility.ruled_models():
        monkeypatch.setitem(visibility._RULES, model, lambda _viewer: visibility.Q())


@pytest.fixture
def child(house: House) -> Any:
    """The child of whom the county knows most, but for those people named here."""
    with acting_as(Viewer.job("tests", house.here.pk)):
        found = Child.objects.filter(names__isnull=False, relationships__person__isnull=False, addresses__isnull=False)
        return found.order_by("pk").distinct().first()


def looks(house: House, role: str) -> Viewer:
    user = house.people[role]
    with acting_as(Viewer(person_id=user.pk)):
        return viewer_for(user, posts_of(user)[0])


def outside(house: House, child: Any) -> Viewer:
    return looks(house, "police-officer")


def no_role(house: House, child: Any) -> Viewer:
    return looks(house, "referring-professional")


def restricted(house: House, child: Any) -> Viewer:
    viewer = looks(house, "mash-screener")
    with acting_as(Viewer.job("tests", house.here.pk)):
        Restriction.objects.create(partnership=house.here, child_id=child.pk, reason="Confidential", from_date=today())
    return viewer


def in_the_case(house: House, child: Any) -> Viewer:
    viewer = looks(house, "mash-manager")
    with acting_as(Viewer.job("tests", house.here.pk)):
        _place(house, viewer, child)
        Exclusion.objects.create(partnership=house.here, child_id=child.pk, user_id=viewer.me, about_id=child.pk, why="same name")
    return viewer


def lapsed(house: House, child: Any) -> Viewer:
    viewer = looks(house, "social-worker")
    with acting_as(Viewer.job("tests", house.here.pk)):
        _place(house, viewer, child, kind=PlaceKind.BREAK_GLASS, expires_at=now() - timedelta(minutes=1))
    return viewer


def _place(house: House, viewer: Viewer, child: Any, **more: Any) -> None:
    assert viewer.agency_id
    Circle.objects.create(
        partnership=house.here, child_id=child.pk, user_id=viewer.me, agency_id=viewer.agency_id, reason="Worker",
        from_date=today(), **more,
    )  # fmt: skip


WHO: list[Callable[[House, Any], Viewer]] = [outside, no_role, restricted, in_the_case, lapsed]


def about(model: type[Model], child_id: UUID) -> QuerySet[Any]:
    return model._default_manager.filter(**{str(child_path(model)): child_id}).order_by()


def _closed_people(child: Any) -> set[UUID]:
    """Those who stand in no other child's case: somebody else's case may open them."""
    mine = set(Relationship.objects.filter(child=child).values_list("person_id", flat=True))
    return mine - set(Relationship.objects.exclude(child=child).values_list("person_id", flat=True))


def keys_of(house: House, model: type[Model], child: Any) -> list[Any]:
    with acting_as(Viewer.job("tests", house.here.pk)):
        rows = about(model, child.pk)
        if model is Person:
            rows = rows.filter(pk__in=_closed_people(child))
        return list(rows.values_list("pk", flat=True).distinct()[:20])


@pytest.mark.usefixtures("first_wall_down")
@pytest.mark.parametrize("who", WHO, ids=lambda who: who.__name__)
def test_nothing_of_a_closed_child_is_read_counted_changed_or_guessed(
    house: House, child: Any, who: Callable[[House, Any], Viewer]
) -> None:
    tried = 0
    keys = {model: keys_of(house, model, child) for model in MODELS}
    viewer = who(house, child)
    with acting_as(viewer):
        for model in MODELS:
            if not keys[model]:
                continue
            tried += 1
            assert visibility.visible(viewer, model).filter(pk__in=keys[model]).count() == 0, f"{name(model)}: guessed by id"
            found = visibility.visible(viewer, model).filter(**{str(child_path(model)): child.pk}).count()
            assert found == 0 or model in PATHS, f"{name(model)}: counted"
            assert _changed(model, keys[model]) == 0, f"{name(model)}: changed"
    assert tried > 10


def _changed(model: type[Model], keys: list[Any]) -> int:
    column = next(field for field in model._meta.concrete_fields if field.column == "partnership_id")
    if model.guard.writes.value.count("UPDATE") == 0:  # type: ignore[attr-defined]
        return 0
    return int(model._default_manager.filter(pk__in=keys).update(**{column.attname: keys and _here(model, keys)}))


def _here(model: type[Model], keys: list[Any]) -> Any:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nullif(current_setting('holdfast.partnership', true), '')::uuid")
        return cursor.fetchone()[0]


@pytest.mark.usefixtures("first_wall_down")
def test_the_circle_reads_through_the_second_wall_and_so_does_a_cover_until_the_last_day(house: House, child: Any) -> None:
    from holdfast.access.models import Absence

    worker, colleague = looks(house, "social-worker"), looks(house, "practitioner")
    with acting_as(Viewer.job("tests", house.here.pk)):
        _place(house, worker, child)
        away = Absence.objects.create(
            partnership=house.here, user_id=worker.me, cover_id=colleague.me, from_date=today(), until=today()
        )
    assert opens(worker, child)
    assert opens(colleague, child)
    with acting_as(Viewer.job("tests", house.here.pk)):
        Absence.objects.filter(pk=away.pk).update(from_date=today() - timedelta(days=3), until=today() - timedelta(days=1))
    assert not opens(colleague, child), "the cover has ended"
    with acting_as(Viewer.job("tests", house.here.pk)):
        Absence.objects.filter(pk=away.pk).update(until=today())
        Restriction.objects.create(partnership=house.here, child_id=child.pk, reason="Confidential", from_date=today())
    assert not opens(colleague, child), "a restricted record opens to those named in it"
    assert opens(worker, child)


def opens(viewer: Viewer, child: Any) -> bool:
    with acting_as(viewer):
        return visibility.visible(viewer, Child).filter(pk=child.pk).exists()


def test_a_job_that_nobody_named_reads_no_child(house: House) -> None:
    for job, expected in (("nobody-named-this", False), ("comms.deliver", False), ("records.routing", True)):
        with acting_as(Viewer.job(job, house.here.pk)):
            assert Child.objects.exists() is expected, job


def test_every_table_of_the_record_is_tried_here() -> None:
    of_records = {model for model in guarded_models() if model._meta.app_label == "records"}
    assert of_records == set(MODELS)
