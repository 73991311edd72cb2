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
from holdfast.documents.models import StoredFile
from holdfast.kernel.acting import acting_as
from holdfast.kernel.guard import Writes, guarded_models
from holdfast.kernel.time import now, today
from holdfast.kernel.viewer import Viewer
from holdfast.records.models import Child, Household, OpeningList, OpeningReview, Person, Relationship
from holdfast.referrals.models import Attachment, Referral, ReferredChild, Share
from holdfast.referrals.types import ShareKind
from holdfast.screening.models import (
    AgencyCheck,
    CheckAnswer,
    ConsentWeighing,
    Decision,
    HandOver,
    Instruction,
    Proposal,
    ProtectiveStep,
    RatingChange,
    Screening,
)

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
    OpeningReview: "opening__child_id",
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


# -- referrals, screenings and files ----------------------------------------------------------------------------------

PRACTICE = [
    model for model in guarded_models() if model._meta.app_label in {"records", "referrals", "screening", "documents", "comms"}
]
# In the demonstration everybody sees the outbox; business support answers the advice line.
OPEN_TO = {"": {"comms.Message"}, "business-support": {"comms.Message", "referrals.Consultation"}}


def looked(viewer: Viewer, model: type[Model], keys: list[Any]) -> int:
    return int(visibility.visible(viewer, model).filter(pk__in=keys).count())


def shut(viewer: Viewer, keys: dict[type[Model], list[Any]]) -> int:
    """Every row is tried by reading, counting, changing, removing and guessing its id. Gives how many tables were tried."""
    with acting_as(viewer):
        for model, held in keys.items():
            assert looked(viewer, model, held) == 0, f"{name(model)}: read"
            assert not model._default_manager.filter(pk=held[0]).exists(), f"{name(model)}: guessed by id"
            assert _changed(model, held) == 0, f"{name(model)}: changed"
            assert _removed(model, held) == 0, f"{name(model)}: removed"
    return len(keys)


def _removed(model: type[Model], held: list[Any]) -> int:
    if model.guard.writes is not Writes.FULL:  # type: ignore[attr-defined]
        return 0
    return int(model._default_manager.filter(pk__in=held)._raw_delete("default"))


@pytest.mark.usefixtures("first_wall_down")
@pytest.mark.parametrize(
    "role", ["referring-professional", "agency-checker", "business-support", "administrator", "social-worker"]
)
def test_somebody_with_nothing_of_their_own_reads_no_row_about_any_child(house: House, role: str) -> None:
    with acting_as(Viewer.job("tests", house.here.pk)):
        rows = {model: list(model._default_manager.order_by("pk").values_list("pk", flat=True)[:20]) for model in PRACTICE}
    closed = {model: held for model, held in rows.items() if held and name(model) not in OPEN_TO.get(role, OPEN_TO[""])}
    assert shut(looks(house, role).with_(agency_id=None), closed) > 25


# How a row of each table says which referral it is about.
REFERRAL_PATHS = {
    "referrals.Referral": "pk",
    "referrals.FloorReview": "assessment__referral_id",
    "screening.CheckAnswer": "check_asked__screening__referral_id",
    "screening.DisagreementStage": "disagreement__screening__referral_id",
}


def of_referral(house: House, referral_id: Any) -> dict[type[Model], list[Any]]:
    """The keys of everything that belongs to one referral, table by table."""
    found: dict[type[Model], list[Any]] = {}
    with acting_as(Viewer.job("tests", house.here.pk)):
        for model in PRACTICE:
            names = {field.attname for field in model._meta.concrete_fields}
            path = REFERRAL_PATHS.get(name(model)) or (
                "referral_id" if "referral_id" in names else "screening__referral_id" if "screening_id" in names else None
            )
            if path and (held := list(model._default_manager.filter(**{path: referral_id}).values_list("pk", flat=True))):
                found[model] = held
        if files := list(StoredFile.objects.filter(subject_id__in=_subjects(referral_id)).values_list("pk", flat=True)):
            found[StoredFile] = files
    return found


def _subjects(referral_id: Any) -> list[Any]:
    return list(Attachment.objects.filter(referral_id=referral_id).values_list("file__subject_id", flat=True))


@pytest.fixture
def known(house: House) -> Any:
    """A referral of which MASH knows most, decided, of a child who has a record."""
    with acting_as(Viewer.job("tests", house.here.pk)):
        rows = Referral.objects.filter(
            about_worker=False, screenings__checks__answers__isnull=False, screenings__decisions__isnull=False,
            screenings__ratings__isnull=False, children__child_id__isnull=False,
        )  # fmt: skip
        found = rows.exclude(screenings__ended_at=None).order_by("pk").first()
        assert found is not None
        return found


def children_of(house: House, referral: Any) -> list[Any]:
    with acting_as(Viewer.job("tests", house.here.pk)):
        rows = ReferredChild.objects.filter(referral=referral, child_id__isnull=False)
        return list(rows.values_list("child_id", flat=True))


@pytest.mark.usefixtures("first_wall_down")
@pytest.mark.parametrize("why", ["restricted", "shut out", "in the case", "a worker of theirs"])
def test_a_referral_closed_to_a_screener_is_closed_with_all_that_hangs_on_it(house: House, known: Any, why: str) -> None:
    viewer, children = looks(house, "mash-screener"), children_of(house, known)
    keys = of_referral(house, known.pk)
    with acting_as(viewer):
        assert looked(viewer, Referral, [known.pk]) == looked(viewer, Screening, keys[Screening][:1]) == 1
    with acting_as(Viewer.job("tests", house.here.pk)):
        if why == "restricted":
            for child_id in children:
                Restriction.objects.create(partnership=house.here, child_id=child_id, reason="Confidential", from_date=today())
        elif why == "shut out":
            for child_id in children:
                Exclusion.objects.create(
                    partnership=house.here, child_id=child_id, user_id=viewer.me, about_id=child_id, why="same name"
                )
        elif why == "in the case":
            Referral.objects.filter(pk=known.pk).update(kept_from=[viewer.me])
        else:
            Referral.objects.filter(pk=known.pk).update(about_worker=True, worker_agency_id=viewer.agency_id)
    assert shut(viewer, keys) > 6


@pytest.mark.usefixtures("first_wall_down")
def test_a_restricted_childs_referral_stays_with_whoever_screens_it_and_answers_for_the_queue(house: House) -> None:
    screener, colleague, manager = (looks(house, role) for role in ("mash-screener", "emergency-duty", "mash-manager"))
    other = looks(house, "exploitation-manager")
    with acting_as(Viewer.job("tests", house.here.pk)):
        waiting = Screening.objects.filter(
            ended_at=None, child_record__isnull=False, referral__about_worker=False, child__child_id__isnull=False
        ).order_by("pk")[0]
        Screening.objects.filter(referral_id=waiting.referral_id).update(assigned_to_id=screener.me)
        Restriction.objects.create(
            partnership=house.here, child_id=waiting.child_record, reason="Confidential", from_date=today()
        )
    seen = {}
    for viewer in (screener, colleague, manager, other):
        with acting_as(viewer):
            seen[viewer.me] = looked(viewer, Screening, [waiting.pk])
    assert seen == {screener.me: 1, colleague.me: 1, manager.me: 1, other.me: 0}
    with acting_as(Viewer.job("tests", house.here.pk)):
        Screening.objects.filter(referral_id=waiting.referral_id).update(ended_at=now())
    for viewer in (screener, colleague, manager):
        with acting_as(viewer):
            assert looked(viewer, Screening, [waiting.pk]) == 0, "it is decided, and restricted"


@pytest.mark.usefixtures("first_wall_down")
def test_what_one_agency_was_asked_is_not_read_by_another_and_nothing_else_of_the_screening_by_either(house: House) -> None:
    with acting_as(Viewer.job("tests", house.here.pk)):
        check = AgencyCheck.objects.filter(answers__isnull=False).select_related("screening").order_by("pk").first()
        assert check is not None
    checker = looks(house, "agency-checker")
    asked = {AgencyCheck: [check.pk], CheckAnswer: list(check.answers.values_list("pk", flat=True))}
    asked_agency = checker.with_(agency_id=check.agency_id)
    with acting_as(asked_agency):
        assert looked(asked_agency, AgencyCheck, [check.pk]) == 1
        assert CheckAnswer.objects.filter(check_asked_id=check.pk).exists()
        assert not AgencyCheck.objects.exclude(agency_id=check.agency_id).exists()
    rest = of_referral(house, check.screening.referral_id)
    assert shut(asked_agency, {m: rows for m, rows in rest.items() if m not in asked}) > 4
    assert shut(checker, {**rest, AgencyCheck: [check.pk]}) > 5


@pytest.mark.usefixtures("first_wall_down")
def test_the_sender_reads_their_own_and_nothing_of_what_mash_wrote_about_it(house: House, known: Any) -> None:
    keys = of_referral(house, known.pk)
    sender = looks(house, "school-lead")
    with acting_as(Viewer.job("tests", house.here.pk)):
        Share.objects.create(partnership=house.here, referral=known, user_id=sender.me, kind=ShareKind.choices[0][0])
    with acting_as(sender):
        assert looked(sender, Referral, [known.pk]) == 1
        assert looked(sender, ReferredChild, keys[ReferredChild]) == len(keys[ReferredChild])
    work = {RatingChange, HandOver, Instruction, ConsentWeighing, Proposal, Decision, AgencyCheck, CheckAnswer, ProtectiveStep}
    assert shut(sender, {model: rows for model, rows in keys.items() if model in work}) > 3


@pytest.mark.usefixtures("first_wall_down")
def test_a_file_opens_with_what_it_belongs_to_and_a_locked_one_to_the_police(house: House) -> None:
    with acting_as(Viewer.job("tests", house.here.pk)):
        attached = Attachment.objects.filter(referral__isnull=False, referral__about_worker=False, removed_at=None)
        file = StoredFile.objects.filter(pk__in=attached.values("file_id"), state="ready", evidence=False).order_by("pk")[0]
        locked = StoredFile.objects.filter(state="locked").order_by("pk")[0]
    screener, teacher, police = (looks(house, role) for role in ("mash-screener", "school-lead", "police-officer"))
    assert shut(teacher, {StoredFile: [file.pk, locked.pk]}) == shut(police, {StoredFile: [file.pk]}) == 1
    for viewer, opened in ((screener, file), (police, locked)):
        with acting_as(viewer):
            assert looked(viewer, StoredFile, [opened.pk]) == 1


def test_every_table_of_the_record_is_tried_here() -> None:
    of_records = {model for model in guarded_models() if model._meta.app_label == "records"}
    assert of_records == {*MODELS, OpeningList}  # a list says which day and which reviewers, and names nobody
