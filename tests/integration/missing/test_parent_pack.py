"""A parent is given the pack, opens it once, writes ahead what should be known, and a worker takes it into the plan."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from holdfast.comms.models import Message
from holdfast.disclosure.models import FamilyLink, Release
from holdfast.journeys.stopping import stop_message
from holdfast.kernel.errors import NotHere, Refused, StaleEdit
from holdfast.kernel.viewer import Viewer
from holdfast.missing import parent_queries as queries
from holdfast.missing.actions import giving, planning
from holdfast.missing.parent_models import Means, PackGiven, PlanProposal, ProposalState
from holdfast.missing.parent_printing import as_pdf, as_pictures
from holdfast.missing.plan_models import PlanVersion, TriggerPlan
from holdfast.records.actions import involve, relate
from holdfast.records.actions.people import tell
from holdfast.records.models import ChronologyEntry, Relationship
from holdfast.records.types import RelationKind, Tell, TellSubject
from holdfast.rules.parent_pack import ASKED, PAPERS, answers_in, joined
from holdfast.rules.trigger_plan import BY_KEY
from holdfast.work.models import Duty
from tests.factories.missing import child_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def job(partnership: Any, looking: Any) -> Viewer:
    viewer = Viewer.job("tests", partnership.pk)
    looking(viewer)
    return viewer


@pytest.fixture
def worker(person: Any) -> Viewer:
    return person("social-worker")


@pytest.fixture
def robin(job: Viewer, worker: Viewer) -> Any:
    child = child_of(job)
    involve(by=job, child_id=child.pk, user_id=worker.person_id, role="Social worker", allocated=True)
    return child


@pytest.fixture
def mother(job: Viewer, robin: Any) -> Any:
    """She has never been asked anything yet, and it is not recorded that she may be told."""
    person = {"given": "Ros", "family": "Fell", "telephone": "07700 900982", "email": "ros@home.example"}
    relate(by=job, child_id=robin.pk, kind=RelationKind.MOTHER, person=person)
    return Relationship.objects.get(child_id=robin.pk).person


@pytest.fixture
def told(job: Viewer, robin: Any, mother: Any) -> Any:
    """It is recorded that she may be told of missing episodes, and of nothing else."""
    tell(by=job, child_id=robin.pk, person_id=mother.pk, subject=TellSubject.MISSING, answer=Tell.YES, why="She asked for it.")
    return mother


def give(by: Viewer, robin: Any, person: Any, means: str = Means.EMAIL) -> PackGiven:
    return giving.give_pack(by=by, child_id=robin.pk, person_id=person.pk, papers=list(PAPERS), means=means)


def link_in(given: PackGiven) -> str:
    found = re.search(r"/f/o/[\w-]+/", Message.objects.get(pk=given.message_id).body)
    assert found
    return found[0]


@pytest.mark.parametrize("means", Means.values)
def test_nothing_goes_to_a_parent_of_whom_it_is_not_recorded_that_they_may_be_told(
    means: str, job: Viewer, robin: Any, mother: Any
) -> None:
    with pytest.raises(Refused, match="safely be told"):
        give(job, robin, mother, means)
    assert (PackGiven.objects.count(), FamilyLink.objects.count(), Release.objects.count()) == (0, 0, 0)


def test_never_about_missing_episodes_is_never_also_where_everything_else_may_be_told(job: Viewer, robin: Any, told: Any) -> None:
    for subject, answer in ((TellSubject.EVERYTHING, Tell.YES), (TellSubject.MISSING, Tell.NEVER)):
        tell(by=job, child_id=robin.pk, person_id=told.pk, subject=subject, answer=answer, why="He reads her post.")
    with pytest.raises(Refused, match="safely be told"):
        give(job, robin, told)


def test_whoever_is_not_of_the_family_or_is_of_concern_is_given_nothing(job: Viewer, robin: Any, told: Any) -> None:
    Relationship.objects.filter(person=told).update(of_concern=True)
    with pytest.raises(NotHere):
        give(job, robin, told)


def test_what_was_given_stands_on_the_record_and_its_message_says_nothing(job: Viewer, robin: Any, told: Any) -> None:
    """Also before the child was ever missing."""
    by_mail, by_text = give(job, robin, told), give(job, robin, told, Means.TEXT)
    by_hand = give(job, robin, told, Means.PAPER)
    letters = {row.pk: row for row in Message.objects.all()}
    assert (letters[by_mail.message_id].channel, letters[by_text.message_id].channel) == ("email", "sms")
    assert letters[by_text.message_id].address == "+447700900982"
    assert by_hand.message_id is None
    for letter in letters.values():
        words = (letter.subject + letter.body).lower()
        assert not any(word in words for word in ("robin", "fell", "ros", "missing", "child", "pack"))
    assert ChronologyEntry.objects.filter(child_id=robin.pk, kind="missing.pack-given").count() == 3
    assert [one.row.pk for one in queries.given_of(job, robin.pk)] == [by_hand.pk, by_text.pk, by_mail.pk]


def test_a_parent_opens_it_writes_ahead_and_the_worker_takes_it_line_by_line(
    job: Viewer, worker: Viewer, robin: Any, told: Any, client_for: Any, looking: Any
) -> None:
    planning.save_plan(by=job, child_id=robin.pk, seen=None, answers={"description": "Tall.", "marks": "None known."})
    parent, desk = Client(), client_for(worker)
    # When the worker gives it by e-mail, and the mother opens the link
    form = {"person": str(told.pk), "papers": list(PAPERS), "means": "email"}
    assert desk.post(reverse("parent-pack", args=[robin.pk]), form).status_code == 302
    looking(job)
    given = PackGiven.objects.get()
    assert parent.post(link_in(given))["Location"] == reverse("family-pack")
    # Then she reads the papers, and nothing there names the child
    page = parent.get(reverse("family-pack")).content.decode()
    assert all(paper.title in page for paper in PAPERS.values())
    assert not any(name in page for name in ("Robin", "Fell", "Ros"))
    assert "<title>Papers</title>" in page
    assert parent.get(reverse("family-pack-pdf", args=["template"])).content.startswith(b"%PDF")
    assert parent.get(reverse("family-pack-picture", args=["signs", 1])).content.startswith(b"\x89PNG")
    assert parent.get(reverse("family-pack-picture", args=["signs", 99])).status_code == 404
    # And she keeps some answers, goes on later, and sends them
    ahead = reverse("family-pack-ahead")
    assert parent.post(ahead, {"later": "yes", "description": "Red hair."}).status_code == 302
    assert "Red hair." in parent.get(ahead).content.decode()
    assert "What a parent wrote" not in desk.get(reverse("trigger-plan", args=[robin.pk])).content.decode()
    answers = {"description": "Red hair.", "marks": "A scar on the chin.", "trusts": "Her aunt."}
    assert parent.post(ahead, answers).status_code == 302
    assert "It has been sent" in parent.get(ahead).content.decode()
    looking(job)
    proposal = PlanProposal.objects.get()
    assert (proposal.state, proposal.answers) == (ProposalState.SENT, answers)
    assert TriggerPlan.objects.get().answers == {"description": "Tall.", "marks": "None known."}
    assert Duty.objects.get(kind=giving.DUTY).user_id == worker.person_id
    # And the worker takes each line, adds to it or leaves it
    at = reverse("plan-proposed", args=[robin.pk, proposal.pk])
    shown = desk.get(at).content.decode()
    assert "A scar on the chin." in shown
    assert "None known." in shown
    assert desk.post(at, {"version": "1", "description": "both", "marks": "theirs"}).status_code == 422
    assert desk.post(at, {"version": "1", "description": "both", "marks": "theirs", "trusts": "ours"}).status_code == 302
    looking(job)
    plan = TriggerPlan.objects.get()
    assert plan.answers == {"description": "Tall.\nRed hair.", "marks": "A scar on the chin."}
    assert (plan.version, PlanVersion.objects.count()) == (2, 2)
    proposal.refresh_from_db()
    assert proposal.answers == answers
    assert proposal.taken == {"description": "both", "marks": "theirs", "trusts": "ours"}
    assert Duty.objects.get(kind=giving.DUTY).state == "done"
    again = desk.post(at, {"version": "2", "description": "both", "marks": "theirs", "trusts": "ours"})
    assert "looked at this already" in again.content.decode()


def test_nobody_but_the_circle_reads_what_she_wrote(job: Viewer, robin: Any, told: Any, person: Any, client_for: Any) -> None:
    given = give(job, robin, told)
    row = giving.keep_proposal(by=job, given=given, typed={"marks": "A scar."})
    assert queries.waiting(job, robin.pk) == []
    giving.send_proposal(by=job, given=given, typed={"marks": "A scar."})
    with pytest.raises(Refused, match="sent this already"):
        giving.keep_proposal(by=job, given=given, typed={"marks": "Two scars."})
    stranger = client_for(person("social-worker"))
    assert stranger.get(reverse("plan-proposed", args=[robin.pk, row.pk])).status_code == 404
    assert stranger.get(reverse("parent-pack", args=[robin.pk])).status_code == 404


def test_a_plan_that_changed_meanwhile_is_shown_again_and_nothing_is_lost(job: Viewer, robin: Any, told: Any) -> None:
    given = give(job, robin, told)
    row = giving.send_proposal(by=job, given=given, typed={"marks": "A scar."})
    planning.save_plan(by=job, child_id=robin.pk, seen=None, answers={"marks": "A tattoo."})
    with pytest.raises(StaleEdit):
        giving.take_proposal(by=job, child_id=robin.pk, proposal_id=row.pk, seen=0, choices={"marks": "theirs"})
    assert TriggerPlan.objects.get().answers == {"marks": "A tattoo."}


def test_a_link_that_was_taken_back_opens_nothing(job: Viewer, robin: Any, told: Any) -> None:
    given = give(job, robin, told)
    giving.take_link_back(by=job, child_id=robin.pk, given_id=given.pk)
    assert Client().post(link_in(given)).status_code == 404


def test_the_papers_close_once_the_parent_may_not_be_told_any_more(job: Viewer, robin: Any, told: Any, looking: Any) -> None:
    client = Client()
    client.post(link_in(give(job, robin, told)))
    assert client.get("/f/papers/").status_code == 200
    looking(job)
    tell(by=job, child_id=robin.pk, person_id=told.pk, subject=TellSubject.MISSING, answer=Tell.NOT_YET, why="He reads her post.")
    for page in ("", "ahead/", "guidance/pdf/"):
        assert client.get(f"/f/papers/{page}").status_code == 404


def test_a_link_whose_message_was_stopped_opens_nothing(job: Viewer, robin: Any, told: Any, worker: Viewer, looking: Any) -> None:
    looking(worker)
    given = give(worker, robin, told)
    stop_message(by=worker, message=Message.objects.get(pk=given.message_id))
    assert Client().post(link_in(given)).status_code == 404


def test_the_partnership_words_the_papers_and_what_was_given_keeps_its_words(
    job: Viewer, robin: Any, told: Any, person: Any, client_for: Any, looking: Any
) -> None:
    before = give(job, robin, told)
    admin = client_for(person("administrator"))
    at = reverse("parent-paper-words", args=["signs"])
    new = {"title": "Signs", "body": "# One\n\nRing us.", "seen": ""}
    assert admin.post(at, new).status_code == 302
    looking(job)
    assert queries.paper(job, "signs").title == PAPERS["signs"].title  # a draft is given to nobody
    assert admin.post(at, {**new, "publish": "yes"}).status_code == 409  # begun before the draft was kept
    looking(job)
    draft = queries.draft(job, "signs")
    assert draft
    assert admin.post(at, {**new, "seen": str(draft.pk), "publish": "yes"}).status_code == 302
    looking(job)
    assert [row.published for row in queries.versions(job, "signs")] == [True, False]
    assert queries.paper(job, "signs").title == "Signs"
    titles = [paper.title for paper in queries.as_given(job, before)]
    assert "Signs" not in titles
    assert PAPERS["signs"].title in titles
    assert client_for(person("social-worker")).get(at).status_code == 403


@pytest.mark.parametrize("key", PAPERS)
def test_each_paper_is_an_accessible_pdf_and_a_picture(key: str, job: Viewer) -> None:
    import pikepdf
    from PIL import Image

    numbers = [{"label": "In danger now", "number": "999", "note": "#panic()"}]
    with pikepdf.open(io.BytesIO(as_pdf(queries.paper(job, key), numbers, "Testshire"))) as pdf:
        metadata = bytes(pdf.Root.Metadata.read_bytes())
        assert b"pdfuaid:part" in metadata
        assert pdf.Root.Lang
        assert pdf.Root.MarkInfo.Marked
    pages = as_pictures(queries.paper(job, key), numbers, "Testshire")
    with Image.open(io.BytesIO(pages[0])) as picture:
        assert picture.width > 700


def test_every_question_a_parent_reads_is_one_of_the_plan_and_what_does_not_fit_is_cut() -> None:
    assert {one.key for one in ASKED} <= set(BY_KEY)
    assert answers_in({"marks": "x" * 5000, "nonsense": "y", "money": "  "}) == {"marks": "x" * BY_KEY["marks"].limit}
    assert joined("", "a") == "a"
    assert joined("a b", "b") == "a b"
