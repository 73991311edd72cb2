"""A trigger plan is kept ready by those who work with the child, and opens to the police while the child is missing."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from holdfast.access.visibility import visible
from holdfast.audit.models import Event
from holdfast.documents import actions as documents
from holdfast.documents.models import LockDecision, StoredFile
from holdfast.kernel.errors import Faulty, NotHere, Refused, StaleEdit
from holdfast.kernel.time import frozen, now
from holdfast.kernel.viewer import Viewer
from holdfast.missing import actions, plan_queries
from holdfast.missing.actions import picturing, planning
from holdfast.missing.models import PlanDraft, PlanPicture, TriggerPlan
from holdfast.missing.types import When
from holdfast.records import actions as records
from holdfast.rules.trigger_plan import QUESTIONS
from holdfast.work.models import Duty
from tests.factories.missing import episode_of
from tests.factories.pictures import picture

NIGHT = dt.datetime(2026, 3, 3, 23, 30, tzinfo=dt.UTC)
MORNING = NIGHT + dt.timedelta(hours=10)
WORDS = {"description": "Tall, red hair", "marks": "Scar on the left hand", "child_picture": "against"}

pytestmark = pytest.mark.usefixtures("the_morning_after")


@pytest.fixture
def the_morning_after() -> Any:
    with frozen(MORNING):
        yield


@pytest.fixture
def worker(person: Any, looking: Any, system: Viewer, robin: Any) -> Viewer:
    """Robin's social worker."""
    viewer = person("social-worker", name="Asha Worker")
    records.involve(by=system, child_id=robin.pk, user_id=viewer.me, role="Social worker", lead=True, allocated=True)
    looking(viewer)
    return viewer


@pytest.fixture
def sergeant(person: Any) -> Viewer:
    return person("duty-sergeant")


def missing(system: Viewer, looking: Any, child: Any) -> Any:
    looking(system)
    return episode_of(system, child.pk, NIGHT, facts={"clothing": "A green coat"})


def drawn(by: Viewer, child: Any, picture_id: Any) -> Image.Image:
    return Image.open(io.BytesIO(picturing.open_picture(by=by, child_id=child.pk, picture_id=picture_id)[1]))


def given_picture(by: Viewer, child: Any, **values: Any) -> PlanPicture:
    usual: dict[str, Any] = {"kind": "face", "readers": "plan", "taken_on": dt.date(2026, 1, 5), "upload": picture()}
    return picturing.add_picture(by=by, child_id=child.pk, **(usual | values))


# -- part 1 -----------------------------------------------------------------------------------------------------------


def test_every_save_is_kept_with_what_it_changed(worker: Viewer, robin: Any) -> None:
    first = planning.save_plan(by=worker, child_id=robin.pk, seen=None, answers=WORDS)
    planning.save_plan(by=worker, child_id=robin.pk, seen=first.version, answers=WORDS | {"marks": "A tattoo"})
    newest, oldest = plan_queries.changes_of(worker, robin.pk)
    assert newest.differs == (("Marks", "Scar on the left hand", "A tattoo"),)
    assert newest.row.saved_by
    assert newest.row.saved_by.name == "Asha Worker"
    assert ("Description", "", "Tall, red hair") in oldest.differs


def test_two_who_write_at_once_are_both_shown_and_nothing_is_lost(worker: Viewer, robin: Any) -> None:
    planning.save_plan(by=worker, child_id=robin.pk, seen=None, answers=WORDS)
    with pytest.raises(StaleEdit) as stale:
        planning.save_plan(by=worker, child_id=robin.pk, seen=None, answers={"description": "Small"})
    assert stale.value.theirs["answers"]["description"] == "Tall, red hair"
    assert stale.value.yours["answers"]["description"] == "Small"


def test_an_answer_that_would_not_print_on_two_pages_is_refused_beside_its_question(worker: Viewer, robin: Any) -> None:
    with pytest.raises(Faulty, match="two pages") as faulty:
        planning.save_plan(by=worker, child_id=robin.pk, seen=None, answers={"marks": "x" * 701})
    assert [fault.path for fault in faulty.value.faults] == ["marks"]


def test_a_draft_is_its_writers_alone_and_goes_when_the_plan_is_saved(
    worker: Viewer, robin: Any, person: Any, looking: Any
) -> None:
    planning.keep_plan_draft(by=worker, child_id=robin.pk, seen=0, answers={"marks": "half a word"})
    manager = person("mash-manager")
    looking(manager)
    assert not visible(manager, PlanDraft).exists()
    assert not PlanDraft.objects.exists()  # nor does the database show it
    looking(worker)
    planning.save_plan(by=worker, child_id=robin.pk, seen=None, answers=WORDS)
    assert plan_queries.draft_of(worker, robin.pk) is None


def test_the_next_look_rests_on_the_allocated_worker_and_a_look_begins_it_anew(worker: Viewer, robin: Any) -> None:
    planning.save_plan(by=worker, child_id=robin.pk, seen=None, answers=WORDS)
    due = Duty.objects.get(kind=planning.REVIEW, state="open")
    assert (due.user_id, due.due_at.date()) == (worker.me, dt.date(2026, 6, 4))
    with frozen(MORNING + dt.timedelta(days=30)):
        planning.look_at_plan(by=worker, child_id=robin.pk)
    again = Duty.objects.get(kind=planning.REVIEW, state="open")
    assert again.due_at.date() == dt.date(2026, 7, 3)


def test_only_those_who_change_the_record_keep_the_plan(
    worker: Viewer, robin: Any, person: Any, looking: Any, system: Viewer
) -> None:
    looking(system)
    advocate = person("advocate")
    records.involve(by=system, child_id=robin.pk, user_id=advocate.me, role="Advocate")
    looking(advocate)
    with pytest.raises(Refused, match="Tell the child's worker"):
        planning.save_plan(by=advocate, child_id=robin.pk, seen=None, answers=WORDS)
    stranger = person("social-worker")
    looking(stranger)
    with pytest.raises(NotHere):
        planning.save_plan(by=stranger, child_id=robin.pk, seen=None, answers=WORDS)


# -- the night --------------------------------------------------------------------------------------------------------


def test_the_plan_opens_to_police_while_the_child_is_missing_and_closes_when_they_are_back(
    worker: Viewer, robin: Any, sergeant: Viewer, system: Viewer, looking: Any
) -> None:
    planning.save_plan(by=worker, child_id=robin.pk, seen=None, answers=WORDS)
    given_picture(worker, robin)
    looking(sergeant)
    assert (TriggerPlan.objects.count(), visible(sergeant, TriggerPlan).count()) == (0, 0)
    with pytest.raises(NotHere):
        plan_queries.plan_page(sergeant, robin.pk)
    episode = missing(system, looking, robin)
    looking(sergeant)
    page = plan_queries.plan_page(sergeant, robin.pk)
    assert page.who.name == "Robin Fell"
    assert page.plan
    assert page.face
    assert not page.may_keep
    assert not page.record
    assert [line.words for line in page.tonight] == ["A green coat"]
    assert drawn(sergeant, robin, page.face.row.pk).size == (60, 100)
    looking(system)
    actions.find(by=system, episode_id=episode.pk, found=When(NIGHT + dt.timedelta(hours=1)))
    looking(sergeant)
    assert (TriggerPlan.objects.count(), visible(sergeant, PlanPicture).count()) == (0, 0)
    with pytest.raises(NotHere):
        plan_queries.plan_page(sergeant, robin.pk)


def test_a_restricted_childs_plan_opens_to_police_by_break_glass_alone(
    worker: Viewer, robin: Any, sergeant: Viewer, system: Viewer, looking: Any, client_for: Callable[..., Any]
) -> None:
    planning.save_plan(by=worker, child_id=robin.pk, seen=None, answers=WORDS)
    looking(system)
    records.restrict(by=system, child_id=robin.pk, reason="A relative works here")
    missing(system, looking, robin)
    looking(sergeant)
    assert TriggerPlan.objects.count() == 0
    with pytest.raises(NotHere):
        plan_queries.plan_page(sergeant, robin.pk)
    sent = {"given": "Robin", "family": "Fell", "born_day": "4", "born_month": "5", "born_year": "2011"}
    sent |= {"reason": "Missing tonight and the plan did not open"}
    answer = client_for(sergeant).post(reverse("trigger-plan-open"), sent, follow=True)
    assert answer.redirect_chain == [(reverse("trigger-plan", args=[robin.pk]), 302)], answer.content
    assert "Tall, red hair" in answer.content.decode()


def reported_by_police(sergeant: Viewer, client_for: Callable[..., Any]) -> Any:
    """The sergeant's own report, and the page on which it ends."""
    sent = {
        "police_called": "is-police",
        "given_name": "robin",
        "family_name": "FELL",
        "category": "H",
        "reporter_kind": "police",
    }
    sent |= {"date_of_birth_day": "4", "date_of_birth_month": "5", "date_of_birth_year": "2011"}
    sent |= {"last_seen_day": "3", "last_seen_month": "3", "last_seen_year": "2026", "last_seen_time": "22:15"}
    return client_for(sergeant).post(reverse("missing-report"), sent, follow=True)


def test_a_sergeants_own_report_opens_the_plan_in_the_same_step(
    worker: Viewer, robin: Any, sergeant: Viewer, client_for: Callable[..., Any], looking: Any
) -> None:
    planning.save_plan(by=worker, child_id=robin.pk, seen=None, answers=WORDS)
    looking(sergeant)
    answer = reported_by_police(sergeant, client_for)
    assert answer.redirect_chain == [(reverse("trigger-plan", args=[robin.pk]), 302)]
    words = answer.content.decode()
    assert "Tall, red hair" in words
    assert "Missing now" in words


def test_a_restricted_child_reported_by_the_sergeant_is_not_given_away_and_break_glass_is_offered(
    worker: Viewer, robin: Any, sergeant: Viewer, client_for: Callable[..., Any], looking: Any, system: Viewer
) -> None:
    planning.save_plan(by=worker, child_id=robin.pk, seen=None, answers=WORDS)
    looking(system)
    records.restrict(by=system, child_id=robin.pk, reason="A relative works here")
    looking(sergeant)
    words = reported_by_police(sergeant, client_for).content.decode()
    assert "Tall, red hair" not in words
    assert reverse("trigger-plan-open") in words


def test_somebody_who_is_a_person_of_the_case_never_reads_the_plan(
    worker: Viewer, robin: Any, sergeant: Viewer, system: Viewer, looking: Any
) -> None:
    planning.save_plan(by=worker, child_id=robin.pk, seen=None, answers=WORDS)
    missing(system, looking, robin)
    from holdfast.access.models import Exclusion

    Exclusion.objects.create(
        partnership_id=system.here, child_id=robin.pk, user_id=sergeant.me, about_id=robin.pk, why="A relative"
    )
    looking(sergeant)
    assert TriggerPlan.objects.count() == 0
    with pytest.raises(NotHere):
        plan_queries.plan_page(sergeant, robin.pk)


def test_where_the_child_was_found_before_is_read_from_episodes_that_are_over(
    worker: Viewer, robin: Any, system: Viewer, looking: Any
) -> None:
    from holdfast.missing.models import Return

    looking(system)
    over = episode_of(system, robin.pk, NIGHT, NIGHT + dt.timedelta(hours=2))
    Return.objects.create(partnership_id=system.here, episode=over, child=robin, found_where="The bus station")
    looking(worker)
    assert [one.where for one in plan_queries.found_before(worker, robin.pk)] == ["The bus station"]


# -- pictures ---------------------------------------------------------------------------------------------------------


def test_a_picture_is_kept_without_what_the_camera_wrote_or_whose_name_it_had(worker: Viewer, robin: Any) -> None:
    made = given_picture(worker, robin)
    assert not drawn(worker, robin, made.pk).getexif()
    assert StoredFile.objects.get(pk=made.file_id).name == "Picture.jpg"


def test_a_picture_from_a_telephone_in_heic_is_taken(worker: Viewer, robin: Any) -> None:
    made = given_picture(worker, robin, upload=picture("a.heic", (64, 96), "HEIF"))
    assert drawn(worker, robin, made.pk).format == "JPEG"


def test_what_is_no_picture_is_refused(worker: Viewer, robin: Any) -> None:
    with pytest.raises(Faulty, match="not a picture"):
        given_picture(worker, robin, upload=SimpleUploadedFile("a.jpg", b"only words"))


def test_it_is_turned_and_then_cut_as_it_is_seen(worker: Viewer, robin: Any) -> None:
    made = given_picture(worker, robin)  # 60 across, 100 down, red above
    before = made.file_id
    changed = picturing.change_picture(
        by=worker, child_id=robin.pk, picture_id=made.pk, seen=None, kind="face", readers="plan", taken_on=None, turn=90, left=50
    )
    shown = drawn(worker, robin, changed.pk)
    assert shown.size == (50, 60)
    red, _green, blue = shown.convert("RGB").getpixel((5, 30))  # type: ignore[misc]
    assert red > 200 > 60 > blue  # what was above is on the right
    assert StoredFile.objects.get(pk=before).removed


def test_no_picture_is_cut_to_nothing(worker: Viewer, robin: Any) -> None:
    made = given_picture(worker, robin)
    with pytest.raises(Faulty, match="at least 10 per cent"):
        picturing.change_picture(
            by=worker,
            child_id=robin.pk,
            picture_id=made.pk,
            seen=None,
            kind="face",
            readers="plan",
            taken_on=None,
            left=50,
            right=50,
        )


def test_a_new_face_takes_the_place_of_the_last_whose_file_is_destroyed(worker: Viewer, robin: Any) -> None:
    first, second = given_picture(worker, robin), given_picture(worker, robin)
    assert [one.row.pk for one in plan_queries.pictures_of(worker, robin.pk)] == [second.pk]
    assert StoredFile.objects.get(pk=first.file_id).removed


def test_a_picture_kept_to_those_who_keep_the_plan_is_nowhere_for_others_of_the_circle(
    worker: Viewer, robin: Any, person: Any, looking: Any, system: Viewer, sergeant: Viewer
) -> None:
    made = given_picture(worker, robin, readers="keepers")
    looking(system)
    advocate = person("advocate")
    records.involve(by=system, child_id=robin.pk, user_id=advocate.me, role="Advocate")
    looking(advocate)
    assert (PlanPicture.objects.count(), visible(advocate, StoredFile).filter(pk=made.file_id).count()) == (0, 0)
    missing(system, looking, robin)
    looking(sergeant)
    assert plan_queries.plan_page(sergeant, robin.pk).face


def test_a_child_or_parent_who_is_against_it_never_keeps_the_picture_from_police(
    worker: Viewer, robin: Any, sergeant: Viewer, system: Viewer, looking: Any
) -> None:
    against = {"child_picture": "against", "parents_picture": "against"}
    planning.save_plan(by=worker, child_id=robin.pk, seen=None, answers=against)
    given_picture(worker, robin)
    missing(system, looking, robin)
    looking(sergeant)
    page = plan_queries.plan_page(sergeant, robin.pk)
    said = [line.words for section in page.sections for line in section.lines]
    assert page.face
    assert said.count("Does not want police to have it") == 2


def test_who_saw_the_picture_is_written_down(worker: Viewer, robin: Any, system: Viewer, looking: Any) -> None:
    made = given_picture(worker, robin)
    picturing.open_picture(by=worker, child_id=robin.pk, picture_id=made.pk)
    looking(system)
    seen = Event.objects.get(verb="missing.picture-seen")
    assert (seen.person_id, seen.child_id, seen.kind) == (worker.me, robin.pk, "read")


def test_a_locked_picture_is_seen_by_nobody_and_kept_from_a_person_of_the_case(
    worker: Viewer, robin: Any, person: Any, looking: Any, system: Viewer
) -> None:
    made = given_picture(worker, robin)
    documents.lock(by=worker, file=StoredFile.objects.get(pk=made.file_id))
    with pytest.raises(Refused, match="locked"):
        picturing.open_picture(by=worker, child_id=robin.pk, picture_id=made.pk)
    lead, related = person("information-governance"), person("information-governance")
    from holdfast.access.models import Exclusion

    looking(system)
    Exclusion.objects.create(
        partnership_id=system.here, child_id=robin.pk, user_id=related.me, about_id=robin.pk, why="A relative"
    )
    looking(lead)
    assert visible(lead, StoredFile).filter(pk=made.file_id).exists()
    assert not visible(lead, PlanPicture).exists()
    looking(related)
    assert not visible(related, StoredFile).filter(pk=made.file_id).exists()
    assert LockDecision.objects.count() == 0


# -- pages and paper --------------------------------------------------------------------------------------------------


def test_the_plan_is_read_written_and_printed_through_its_pages(
    worker: Viewer, robin: Any, client_for: Callable[..., Any], looking: Any, system: Viewer
) -> None:
    client, plan = client_for(worker), reverse("trigger-plan", args=[robin.pk])
    assert "Nobody has written" in client.get(plan).content.decode()
    assert "Nobody has written" in client.get(reverse("trigger-plan-versions", args=[robin.pk])).content.decode()
    assert client.post(reverse("trigger-plan-looked-at", args=[robin.pk])).status_code == 403
    edit = reverse("trigger-plan-edit", args=[robin.pk])
    assert client.post(edit, WORDS | {"version": "0"}).status_code == 302
    stale = client.post(edit, {"description": "Small", "version": "0"})
    assert stale.status_code == 409
    assert "Tall, red hair" in stale.content.decode()
    assert "Small" in stale.content.decode()
    add = reverse("plan-picture-add", args=[robin.pk])
    page = client.get(add).content.decode()
    assert "Never view, copy, screenshot or upload a sexual image" in page
    assert 'capture="environment"' in page
    sent = {"camera": picture(), "kind": "face", "readers": "plan"}
    change = client.post(add, sent).headers["Location"]
    cut = {"turn": "90", "cut": "numbers", "left": "10 %", "kind": "face", "readers": "plan"}
    assert client.post(change, cut).status_code == 302
    shown = client.get(plan).content.decode()
    assert "May be out of date" in shown
    assert "Scar on the left hand" in shown
    paper = client.get(reverse("trigger-plan-print", args=[robin.pk]))
    with pikepdf.open(io.BytesIO(paper.content)) as pdf:
        assert len(pdf.pages) <= 2
        assert "/MarkInfo" in pdf.Root  # tagged, to be read aloud
    looking(system)
    assert Event.objects.filter(verb="missing.plan-print", kind="release", child_id=robin.pk).count() == 1


def test_the_fullest_plan_takes_two_pages_and_its_picture_keeps_its_size(worker: Viewer, robin: Any) -> None:
    from holdfast.missing.plan_printing import Shown, printed

    long = {one.key: one.options[0].key if one.options else ("lorem ipsum " * 60)[: one.limit] for one in QUESTIONS}
    planning.save_plan(by=worker, child_id=robin.pk, seen=None, answers=long)
    shown = Shown(picture(size=(300, 400)).read(), "Face", "Picture of the child")
    made = printed(plan_queries.plan_page(worker, robin.pk), [shown], at=now())
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert len(pdf.pages) == 2
        assert pdf.pages[0].get_images()


def test_opening_a_plan_costs_the_same_statements_however_much_it_holds(
    worker: Viewer, robin: Any, client_for: Callable[..., Any]
) -> None:
    planning.save_plan(by=worker, child_id=robin.pk, seen=None, answers=WORDS)
    given_picture(worker, robin, kind="mark")
    client, plan = client_for(worker), reverse("trigger-plan", args=[robin.pk])
    counted = []
    for _ in range(3):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(plan).status_code == 200
        counted.append(len(asked))
        given_picture(worker, robin, kind="mark")
    assert counted[1] == counted[2]
