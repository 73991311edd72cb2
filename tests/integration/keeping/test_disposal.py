"""A record goes when its time is over, a person reviewed it and a second agreed; then nothing of it is left."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from holdfast.access.models import User
from holdfast.documents import store
from holdfast.documents.actions import keep
from holdfast.documents.content import read
from holdfast.keeping import queries
from holdfast.keeping.actions import answer, keep_longer, lift, place, propose, stop
from holdfast.keeping.jobs import dispose_in
from holdfast.keeping.models import Certificate, Disposal
from holdfast.keeping.types import DisposalState
from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import Faulty, Refused
from holdfast.kernel.time import frozen, now, today
from holdfast.kernel.viewer import Viewer
from holdfast.meetings.minute_models import Minute, MinuteCopy, MinuteLine
from holdfast.meetings.models import AgendaItem
from holdfast.records.models import Child, Involvement, LegalStatus, Person
from tests import databases
from tests.conftest import make_partnership, make_person
from tests.factories.county import SmallCounty
from tests.factories.meetings import MONDAY
from tests.factories.panels import panel_of
from tests.integration.audit.conftest import Audit


def _approved(desk: Any, looking: Any, key: Any) -> Disposal:
    looking(desk.officer)
    review = propose(by=desk.officer, key=key, why="Nothing since the referral.")
    looking(desk.manager)
    return answer(by=desk.manager, disposal=review, agreed=True, why="I read the record: nothing keeps it.")


def _later(days: int = 8) -> Any:
    return frozen(now() + timedelta(days=days))


def _job(desk: Any) -> Viewer:
    return Viewer.job("keeping.dispose", desk.partnership.pk)


def test_the_list_holds_whoever_is_past_their_birthday_and_nobody_younger(desk: Any, make_child: Any) -> None:
    old, _young = make_child("Ada"), make_child("Ben", born_years_ago=24)
    rows = queries.due(desk.officer).rows
    assert [row.key for row in rows] == [old.pk]
    assert "25th birthday" in rows[0].kept.reason


def test_a_child_who_was_looked_after_is_kept_to_seventy_five(desk: Any, make_child: Any, looking: Any) -> None:
    child = make_child()
    with acting_as(_job(desk)):
        LegalStatus.objects.create(
            partnership=desk.partnership,
            child=child,
            kind="C2",
            from_date=today() - timedelta(3000),
            until=today() - timedelta(2000),
        )
    looking(desk.officer)
    assert queries.due(desk.officer).rows == ()
    assert "75th birthday" in queries.due_one(desk.officer, child.pk).kept.reason


def test_nobody_disposes_alone(desk: Any, make_child: Any) -> None:
    review = propose(by=desk.officer, key=make_child().pk, why="Nothing since the referral.")
    with pytest.raises(Refused, match="Someone else must agree"):
        answer(by=desk.officer, disposal=review, agreed=True, why="I agree with myself.")


def test_a_reason_is_asked_of_both(desk: Any, make_child: Any, looking: Any) -> None:
    child = make_child()
    with pytest.raises(Faulty):
        propose(by=desk.officer, key=child.pk, why="  ")
    review = propose(by=desk.officer, key=child.pk, why="Nothing since.")
    looking(desk.second)
    with pytest.raises(Faulty):
        answer(by=desk.second, disposal=review, agreed=True, why="")


def test_what_is_not_due_is_not_proposed(desk: Any, make_child: Any) -> None:
    with pytest.raises(Refused, match="its time is not over"):
        propose(by=desk.officer, key=make_child(born_years_ago=20).pk, why="It is old.")


def test_a_hold_blocks_the_review_the_answer_and_the_database(desk: Any, make_child: Any, looking: Any) -> None:
    child = make_child()
    held = place(by=desk.officer, key=child.pk, why="An inquiry asks.", asked_by="Inquiry, ref 7")
    with pytest.raises(Refused, match="legal hold"):
        propose(by=desk.officer, key=child.pk, why="Nothing since.")
    lift(by=desk.officer, hold=held, why="The inquiry has ended.")
    review = propose(by=desk.officer, key=child.pk, why="Nothing since.")
    again = place(by=desk.officer, key=child.pk, why="A court asks.", asked_by="Court, ref 8")
    looking(desk.manager)
    with pytest.raises(Refused, match="legal hold"):
        answer(by=desk.manager, disposal=review, agreed=True, why="Read.")
    looking(desk.officer)
    lift(by=desk.officer, hold=again, why="Not needed.")
    looking(desk.manager)
    answer(by=desk.manager, disposal=review, agreed=True, why="Read.")
    looking(desk.officer)
    place(by=desk.officer, key=child.pk, why="The police ask.", asked_by="Police, ref 9")
    with _later():
        assert dispose_in(_job(desk)) == 0
    looking(desk.officer)
    assert queries.disposal(desk.officer, review.pk).state == DisposalState.APPROVED


def test_it_waits_and_can_be_stopped_until_it_goes(desk: Any, make_child: Any, looking: Any) -> None:
    review = _approved(desk, looking, make_child().pk)
    assert dispose_in(_job(desk)) == 0
    looking(desk.officer)
    stop(by=desk.officer, disposal=review, why="Somebody asked for their record today.")
    with _later():
        assert dispose_in(_job(desk)) == 0


def test_a_record_is_kept_longer_with_a_reason_and_a_day(desk: Any, make_child: Any) -> None:
    child = make_child()
    with pytest.raises(Faulty):
        keep_longer(by=desk.officer, key=child.pk, why="They may ask.", look_again_on=today())
    review = keep_longer(by=desk.officer, key=child.pk, why="They may ask.", look_again_on=today() + timedelta(days=365))
    assert review.state == DisposalState.KEPT


def test_the_application_can_remove_nothing_by_itself(desk: Any, make_child: Any) -> None:
    """Its role has no right to delete a record or to write a certificate, and the function asks for a second person."""
    child = make_child()
    review = propose(by=desk.officer, key=child.pk, why="Nothing since.")
    review.change(seen=None, state=DisposalState.APPROVED, approved_at=now())
    forbidden = (
        ("DELETE FROM records_child WHERE id = %s", [child.pk], "permission denied"),
        ("DELETE FROM records_chronologyentry WHERE child_id = %s", [child.pk], "permission denied"),
        ("UPDATE keeping_certificate SET removed = '{}' WHERE disposal_id = %s", [review.pk], "permission denied"),
        ("SELECT keeping_remove(%s, gen_random_uuid(), current_date)", [review.pk], "second person has not agreed"),
    )
    for statement, values, refusal in forbidden:
        with pytest.raises(DatabaseError, match=refusal), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)


def test_the_second_answer_cannot_be_given_in_anothers_name(desk: Any, make_child: Any) -> None:
    review = propose(by=desk.officer, key=make_child().pk, why="Nothing since.")
    with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO keeping_disposalanswer (id, partnership_id, created_at, disposal_id, agreed, why, decided_by_id)"
            " VALUES (gen_random_uuid(), %s, now(), %s, true, 'x', %s)",
            [desk.partnership.pk, review.pk, desk.manager.person_id],
        )


def test_a_relative_whom_another_record_names_stays_and_one_of_this_record_alone_goes(
    desk: Any, make_child: Any, looking: Any
) -> None:
    from holdfast.records.actions import relate

    old, young = make_child("Ada"), make_child("Ben", born_years_ago=12)
    looking(desk.screener)
    mother = relate(by=desk.screener, child_id=old.pk, kind="mother", person={"given": "Mia", "family": "Underhill"}).person
    relate(by=desk.screener, child_id=young.pk, kind="mother", person_id=mother.pk)
    friend = relate(by=desk.screener, child_id=old.pk, kind="friend", person={"given": "Fay", "family": "Frost"}).person
    _approved(desk, looking, old.pk)
    with _later():
        assert dispose_in(_job(desk)) == 1
    with acting_as(_job(desk)):
        assert not Child.objects.filter(pk=old.pk).exists()
        assert Child.objects.filter(pk=young.pk).exists()
        assert list(Person.objects.filter(pk__in=[mother.pk, friend.pk])) == [mother]


def test_of_a_panel_about_many_children_what_was_said_of_the_one_goes_and_the_rest_stays(
    desk: Any, make_child: Any, looking: Any, person: Any
) -> None:
    with frozen(MONDAY):
        old, young = make_child("Ada"), make_child("Ben", born_years_ago=12)
        chair, taker, police, nurse = (
            person(role) for role in ("exploitation-manager", "minute-taker", "police-officer", "practitioner")
        )
        looking(chair)
        panel = panel_of(chair, taker, police, nurse, young.pk, old.pk).held()
    _approved(desk, looking, old.pk)
    with _later():
        assert dispose_in(_job(desk)) == 1
    with acting_as(_job(desk)):
        assert set(AgendaItem.objects.filter(child__isnull=False).values_list("child_id", flat=True)) == {young.pk}
        assert set(MinuteLine.objects.values_list("item_id", flat=True)) == {panel.robin.pk}
        assert list(MinuteCopy.objects.values_list("invitee__user_id", flat=True)) == [nurse.me]  # police's told of both
        assert Minute.objects.filter(meeting=panel.meeting).exists()


# What stays by intent: the proof of what was done, and that the record was removed. Neither names anybody.
PROOFS = {"audit_event", "audit_seal", "keeping_disposal", "keeping_disposalanswer", "keeping_certificate"}


def _tables_that_name(database: str, words: str) -> set[str]:
    """Every table of the database in which these words stand anywhere, looked at by the owner, row security aside."""
    with psycopg.connect(databases.owner_url(database), autocommit=True) as owner:
        tables = [row[0] for row in owner.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()]
        found = {
            name
            for name in tables
            if owner.execute(f'SELECT 1 FROM "{name}" t WHERE t::text ILIKE %s LIMIT 1', [f"%{words}%"]).fetchone()
        }
    return found - PROOFS


@pytest.fixture
def told(audit: Audit) -> Any:
    """A committed county with one referral decided, its child grown to forty and nobody working with them any more."""
    with transaction.atomic():
        partnership = make_partnership()
        county = SmallCounty(partnership)
    with transaction.atomic():
        referral = county.referral("no_further_action")
    job = Viewer.job("tests", partnership.pk)
    with acting_as(job):
        child = Child.objects.get(pk=referral.children.get().child_id)
        Child.objects.filter(pk=child.pk).update(born_earliest=today() - timedelta(15000), born_latest=today() - timedelta(15000))
        Involvement.objects.filter(child=child).update(until=today() - timedelta(days=400))
        agency = county.staff.agencies["council"]
        people = [make_person(partnership, agency, (role,)) for role in ("information-governance", "mash-manager")]
    return audit, partnership, referral, child, people


@pytest.fixture
def own_files(tmp_path: Path, settings: Any) -> Iterator[Path]:
    """Files of this test alone."""
    settings.FILES_DIR = tmp_path / "files"
    store.store.cache_clear()
    yield settings.FILES_DIR
    store.store.cache_clear()


def _backed_up(audit: Audit, name: str, *, days: int = 0, gone: bool = False) -> None:
    """A backup in the register, as the owner's role writes it."""
    audit.sql(
        "INSERT INTO keeping_backup (id, begun_at, file_name, key_name, finished_at, keep_until, destroyed_at) SELECT"
        f" gen_random_uuid(), now() + interval '{days} days', '{name}', 'a1b2c3', now(), current_date + 60,"
        f" {'now()' if gone else 'NULL'}"
    )


def test_nothing_is_left_of_a_record_and_the_audit_still_stands(told: Any, own_files: Path) -> None:
    audit, partnership, referral, child, (officer, manager) = told
    with acting_as(Viewer.job("tests", partnership.pk)) as by:
        keep(by=by, name="a.txt", read=read(b"A letter."), purpose="tests", subject=referral, original=b"The letter as it came.")
    assert len(list(own_files.rglob("??/*"))) == 2
    _backed_up(audit, "sunday.backup", gone=True)
    _backed_up(audit, "monday.backup")
    named = _tables_that_name(audit.name, str(child.pk))
    assert {"records_child", "records_chronologyentry", "screening_decision", "records_searchkey"} <= named
    assert "documents_original" in _tables_that_name(audit.name, str(partnership.pk))
    assert "referrals_referral" in _tables_that_name(audit.name, referral.reference)
    with acting_as(officer):
        review = propose(by=officer, key=child.pk, why=f"Nothing since {referral.reference}.")
    with acting_as(manager):
        answer(by=manager, disposal=review, agreed=True, why=f"{child.name}: read, nothing keeps it.")
    with _later():
        assert dispose_in(Viewer.job("keeping.dispose", partnership.pk)) == 1
    for words in (str(child.pk), str(referral.pk), referral.reference):
        assert _tables_that_name(audit.name, words) == set(), words
    with acting_as(officer):
        certificate = Certificate.objects.get(disposal=review)
        assert certificate.rows > 10
        assert certificate.backups_until > today()
        assert child.family not in str(Certificate.objects.values().get(pk=certificate.pk))
        assert Disposal.objects.get(pk=review.pk).why == ""
    assert list(own_files.rglob("??/*")) == []
    assert {"documents_storedfile", "documents_original"} <= set(certificate.removed)
    _backed_up(audit, "tuesday.backup", days=9)
    client = Client()
    client.force_login(User.objects.get(pk=officer.person_id))
    shown = client.get(reverse("certificate", args=[certificate.pk])).content.decode()
    assert shown.index("monday.backup") < shown.index("sunday.backup")
    assert "No: destroyed" in shown
    assert "tuesday.backup" not in shown
    audit.seal(demanded=True)
    assert audit.verify().ok
