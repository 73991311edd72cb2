"""What a child drew is kept with what they said, seen by whom they let see it, and taken off with its history."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from holdfast.access.models import Exclusion
from holdfast.access.visibility import visible
from holdfast.audit.models import Event
from holdfast.documents.models import StoredFile
from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import Faulty, NotHere, Refused
from holdfast.meetings import actions, drawing_queries
from holdfast.meetings.actions import Drawn, Gathered
from holdfast.meetings.drawing_models import Drawing
from holdfast.meetings.minute_papers import papers
from holdfast.meetings.minute_queries import sheet
from holdfast.meetings.models import Invitee, Meeting, View
from tests.factories.meetings import convened

from .conftest import Team
from .test_invitations import key_of

SHOWS = "My nan's house."


def photo(make: str = "Nokia") -> bytes:
    """A photograph that says which telephone took it."""
    kept, exif = io.BytesIO(), Image.Exif()
    exif[0x010F] = make
    Image.new("RGB", (60, 40), "yellow").save(kept, "JPEG", exif=exif)
    return kept.getvalue()


def drawn(data: bytes = b"", readers: str = "meeting", says: str = SHOWS) -> Drawn:
    return Drawn(SimpleUploadedFile("robin fell nan.jpg", data or photo()), says, readers)


@pytest.fixture
def meeting(team: Team, looking: Any) -> Meeting:
    looking(team.chair)
    made = convened(team.chair, team.child.pk, minute_taker_id=team.worker.me)
    actions.invite(by=team.chair, meeting_id=made.pk)
    return made


def give(team: Team, meeting: Meeting, looking: Any, one: Drawn, by: Any = None) -> Drawing:
    by = by or team.nurse
    looking(by)
    child = Invitee.objects.get(meeting=meeting, kind="child")
    view = actions.give_view(by=by, invitee_id=child.pk, gathered=Gathered("drawing", {"say": "Less talking."}, drawn=one))
    return Drawing.objects.get(view=view)


def sees(viewer: Any, row: Drawing, looking: Any) -> bool:
    """Whether the picture opens, and whether the database gives the row and the file at all: one answer."""
    looking(viewer)
    found = {visible(viewer, Drawing).filter(pk=row.pk).exists(), Drawing.objects.filter(pk=row.pk).exists()}
    found |= {visible(viewer, StoredFile).filter(pk=row.file_id).exists(), StoredFile.objects.filter(pk=row.file_id).exists()}
    assert len(found) == 1, found
    if found == {True}:
        assert actions.open_drawing(by=viewer, drawing_id=row.pk)[0] == "image/jpeg"
        return True
    with pytest.raises(NotHere):
        actions.open_drawing(by=viewer, drawing_id=row.pk)
    return False


@pytest.mark.parametrize("readers", ["meeting", "chair"])
def test_whoever_the_child_lets_see_it_sees_it_and_nobody_else(
    readers: str, team: Team, meeting: Meeting, person: Any, looking: Any
) -> None:
    """Given a drawing, when its maker keeps it to few, then those who run the meeting and whoever it was given to see it; else
    everybody who reads of the meeting: and never somebody who is kept out, shut out of the case, or of no case."""
    row = give(team, meeting, looking, drawn(readers=readers))
    for viewer in (team.chair, team.worker, team.nurse):
        assert sees(viewer, row, looking)
    assert sees(team.police, row, looking) is sees(team.teacher, row, looking) is (readers == "meeting")
    assert not sees(person("school-lead", name="Stella Stranger"), row, looking)
    looking(team.chair)
    actions.keep_out(
        by=team.chair, invitee_id=Invitee.objects.get(meeting=meeting, user_id=team.police.me).pk, part="whole", reason="Kin."
    )
    assert not sees(team.police, row, looking)
    with acting_as(team.system):
        Exclusion.objects.create(
            partnership_id=team.system.here, child_id=team.child.pk, user_id=team.nurse.me, about_id=team.mother.pk, why="Kin"
        )
    assert not sees(team.nurse, row, looking)


def test_nothing_of_where_it_was_taken_stays_and_each_look_is_written_down(team: Team, meeting: Meeting, looking: Any) -> None:
    row = give(team, meeting, looking, drawn())
    looking(team.chair)
    _kind, data = actions.open_drawing(by=team.chair, drawing_id=row.pk)
    assert b"Nokia" not in data
    with Image.open(io.BytesIO(data)) as picture:
        assert not picture.getexif()
    with acting_as(team.system):
        assert "robin" not in StoredFile.objects.get(pk=row.file_id).name.lower()
        seen = Event.objects.filter(verb="meeting.drawing-seen", partnership_id=team.system.here)
        assert [one.child_id for one in seen] == [team.child.pk]


@pytest.mark.parametrize(
    ("one", "where"),
    [
        (drawn(b"not a picture at all"), "drawing"),
        (drawn(b"%PDF-1.4 nothing"), "drawing"),
        (drawn(photo()[:80]), "drawing"),
        (drawn(says=" "), "drawing_says"),
        (drawn(readers="everybody"), "drawing_readers"),
    ],
)
def test_what_is_no_picture_or_has_no_words_is_refused_and_leaves_nothing_behind(
    one: Drawn, where: str, team: Team, meeting: Meeting, looking: Any
) -> None:
    with pytest.raises(Faulty) as refused:
        give(team, meeting, looking, one)
    assert where in [fault.path for fault in refused.value.faults]
    with acting_as(team.system):
        assert [model for model in (View, Drawing, StoredFile) if model.objects.exists()] == []


def test_a_view_that_fails_half_way_leaves_no_picture(team: Team, meeting: Meeting, looking: Any, monkeypatch: Any) -> None:
    def broken(*_given: Any, **_more: Any) -> None:
        raise OSError("the store is away")

    monkeypatch.setattr("holdfast.documents.actions.record", broken)
    with pytest.raises(OSError, match="the store is away"):
        give(team, meeting, looking, drawn())
    with acting_as(team.system):
        assert [model for model in (View, Drawing, StoredFile) if model.objects.exists()] == []


def test_one_taken_off_is_gone_and_its_history_stays(team: Team, meeting: Meeting, looking: Any, client_for: Any) -> None:
    row = give(team, meeting, looking, drawn())
    looking(team.police)
    with pytest.raises(Refused, match="Whoever brought"):
        actions.take_drawing_off(by=team.police, drawing_id=row.pk, why="I do not like it.")
    page = client_for(team.chair)
    address = reverse("meeting-drawing-off", args=[row.pk])
    assert page.post(address, {"reason": " "}).status_code == 422
    assert page.post(address, {"reason": "The child asked for it back."}).status_code == 302
    shown = page.get(reverse("meeting", args=[meeting.pk])).content.decode()
    assert "There was a drawing" in shown
    assert "The child asked for it back." in shown
    assert page.get(reverse("meeting-drawing", args=[row.pk])).status_code == 404
    with acting_as(team.system):
        kept = Drawing.objects.get(pk=row.pk)
        assert (kept.says, kept.taken_off_by_id, StoredFile.objects.get(pk=kept.file_id).state) == (
            SHOWS,
            team.chair.me,
            "removed",
        )


def test_its_words_are_papers_only_where_everybody_may_see_it(team: Team, meeting: Meeting, looking: Any) -> None:
    for readers, says in (("meeting", SHOWS), ("chair", "The car.")):
        give(team, meeting, looking, drawn(readers=readers, says=says))
    looking(team.worker)
    said = [one for one in papers(team.worker, sheet(team.worker, meeting.pk)) if "drawing" in one.words]
    assert [one.words for one in said] == [f"A drawing. It shows: {SHOWS}"]
    assert not said[0].readers.family


def test_the_page_shows_it_with_its_words_in_as_many_statements_however_many_there_are(
    team: Team, meeting: Meeting, looking: Any, client_for: Any
) -> None:
    page, address, counts = client_for(team.police), reverse("meeting", args=[meeting.pk]), []
    for number in range(3):
        row = give(team, meeting, looking, drawn(says=f"House {number}"))
        with CaptureQueriesContext(
            connection,
        ) as asked:
            shown = page.get(address).content.decode()
        counts.append(len(asked))
        assert f'src="{reverse("meeting-drawing", args=[row.pk])}" alt="Drawing: House {number}"' in shown
    assert counts[1] == counts[2]


def test_a_worker_sends_it_with_the_form_and_a_wrong_file_loses_no_words(
    team: Team, meeting: Meeting, looking: Any, client_for: Any
) -> None:
    looking(team.chair)
    child = Invitee.objects.get(meeting=meeting, kind="child")
    page, address = client_for(team.nurse), reverse("meeting-person", args=[child.pk, "view"])
    sent = {"how": "drawing", "note": "She hummed.", "drawing_says": SHOWS, "drawing_readers": "meeting"}
    wrong = page.post(address, sent | {"drawing": SimpleUploadedFile("a.txt", b"words")})
    assert wrong.status_code == 422
    assert "She hummed." in wrong.content.decode()
    assert page.post(address, sent | {"drawing": SimpleUploadedFile("a.jpg", photo())}).status_code == 302
    looking(team.chair)
    assert len(drawing_queries.drawings(team.chair, meeting.pk)) == 1


def test_the_child_sends_one_from_their_own_page_and_it_is_for_few_unless_they_say(
    team: Team, meeting: Meeting, looking: Any, client_for: Any
) -> None:
    key = key_of("marion@home.example")
    page, address = client_for(), f"/f/c/{key}/"
    picture = SimpleUploadedFile("a.jpg", photo())
    assert page.post(address, {"do": "say", "drawing": picture})["Location"].endswith("came=say")
    wrong = page.post(address, {"do": "say", "worried": "The car.", "drawing": SimpleUploadedFile("a.txt", b"words")})
    assert wrong["Location"].endswith("came=picture")
    assert page.post(address, {"do": "say", "drawing": SimpleUploadedFile("a.txt", b"x")})["Location"].endswith("came=empty")
    with acting_as(team.system):
        (row,) = Drawing.objects.all()
        assert (row.readers, row.given_by_id, row.view.how) == ("chair", None, "drawing")
        assert [view.answers for view in View.objects.exclude(pk=row.view_id)] == [{"worried": "The car."}]
    assert not sees(team.police, row, looking)
    assert sees(team.chair, row, looking)
