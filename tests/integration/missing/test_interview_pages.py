"""The pages of return interviews: what they say, what they lose not, and to whom they say nothing."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from holdfast.kernel.acting import tell_database
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.missing.conversation_models import Conversation
from holdfast.missing.interview_models import Interview
from holdfast.missing.interviews import arranging, carers, leading, talking
from holdfast.records import actions as records
from tests.factories.missing import child_of, episode_of

HOUR = dt.timedelta(hours=1)
SAID = {"explained": "Said who reads it.", "where": "A flat on Mill Street"}


@pytest.fixture
def interviewer(person: Any) -> Viewer:
    return person("return-interviewer", name="Nadia Listens")


@pytest.fixture
def row(partnership: Any, person: Any, interviewer: Viewer) -> Interview:
    """Robin is back since two hours, and Nadia is named."""
    system, manager = Viewer.job("tests", partnership.pk), person("exploitation-manager")
    child = child_of(system)
    episode_of(system, child.pk, now() - 9 * HOUR, now() - 2 * HOUR)
    made = Interview.objects.get(child_id=child.pk)
    tell_database(manager)
    arranging.allocate(by=manager, interview_id=made.pk, user_id=interviewer.me)
    tell_database(interviewer)
    records.relate(by=interviewer, child_id=child.pk, kind="mother", person={"given": "Dawn", "family": "Fell"})
    return made


@pytest.fixture
def nadia(client_for: Callable[..., Any], interviewer: Viewer, row: Interview) -> Any:
    return client_for(interviewer)


def path(name: str, **kwargs: Any) -> str:
    return reverse(name, kwargs=kwargs)


def begun(by: Viewer, row: Interview, mode: str = "in-person") -> Conversation:
    tell_database(by)
    return talking.begin(by=by, interview_ids=[row.pk], mode=mode)


def words(response: Any) -> str:
    return str(response.content.decode())


def test_every_page_opens_and_no_title_says_who_or_what(nadia: Any, interviewer: Viewer, row: Interview) -> None:
    talk = begun(interviewer, row)
    talking.save(by=interviewer, conversation_id=talk.pk, seen=1, answers=SAID, summary="With people I know.", complete=True)
    account = carers.begin_account(by=interviewer, interview_id=row.pk, mode="telephone", name="Dawn", relation="Mother")
    carers.save_account(by=interviewer, account_id=account.pk, seen=1, answers={"worry": "“He waits.”"}, complete=True)
    lead = leading.write_lead(by=interviewer, interview_id=row.pk, kind="place", words="Mill Street", conversation_id=talk.pk)
    other = episode_of(Viewer.job("tests", interviewer.here), row.child_id, now() - 2 * HOUR, now() - HOUR)
    due = Interview.objects.get(episode=other)
    pages = [path("interviews"), path("interview", interview_id=row.pk), path("child-interviews", child_id=row.child_id)]
    pages += [path("episode", episode_id=row.episode_id), path("interview-lead", lead_id=lead.pk)]
    pages += [
        path(f"interview-{name}", conversation_id=talk.pk) for name in ("talk", "talk-write", "check", "say", "give", "copy")
    ]
    pages += [path(f"interview-{name}", account_id=account.pk) for name in ("account", "account-write", "account-copy")]
    doings = ("allocate", "offer", "attempt", "give-up", "police", "begin", "carer", "carer-not", "lead")
    pages += [path("interview-do", interview_id=due.pk, what=what) for what in doings]
    for page in pages:
        response = nadia.get(page)
        assert response.status_code == 200, page
        title = re.search(r"<title>(.*?)</title>", words(response), re.S)
        assert title is not None
        assert not any(one in title[1].lower() for one in ("missing", "robin", "fell", "mill street")), title[1]
    shown = words(nadia.get(path("interview", interview_id=row.pk)))
    assert "So what? Not done yet" in shown
    assert "Within its hours" in shown
    assert "Mill Street" not in words(nadia.get(path("interview-account-copy", account_id=account.pk)))
    assert "He waits" not in words(nadia.get(path("interview-copy", conversation_id=talk.pk)))


def test_what_two_windows_write_is_shown_in_both_versions(nadia: Any, interviewer: Viewer, row: Interview) -> None:
    talk = begun(interviewer, row)
    page, sent = path("interview-talk-write", conversation_id=talk.pk), {"readers": "professionals"}
    kept = nadia.post(
        path("interview-talk-keep", conversation_id=talk.pk), {"_changed": ["where"], "where": "The st", "version": 1}
    )
    assert kept.json()["version"] == 2
    assert nadia.post(page, {**sent, "version": "2", "where": "The station", "draft": "1"}).status_code == 302
    stale = nadia.post(page, {**sent, "version": "2", "where": "The park", "draft": "1"})
    assert stale.status_code == 409
    assert all(one in words(stale) for one in ("The station", "The park", "Nothing of yours is lost"))
    assert (
        nadia.post(path("interview-talk-keep", conversation_id=talk.pk), {"_changed": "where", "version": 2}).status_code == 409
    )
    unsaid = nadia.post(page, {**sent, "version": "3", "where": "The park", "complete": "1"})
    assert unsaid.status_code == 422
    assert "The park" in words(unsaid)
    assert (
        nadia.post(page, {**sent, "version": "3", "explained": "Said.", "push": ["school"], "complete": "1"}).status_code == 302
    )
    assert Interview.objects.get(pk=row.pk).state == "held"


def test_a_video_begins_with_the_check_and_an_unsafe_one_goes_no_further(nadia: Any, interviewer: Viewer, row: Interview) -> None:
    begin = nadia.post(path("interview-do", interview_id=row.pk, what="begin"), {"mode": "video"})
    talk = Conversation.objects.get()
    write, check = (path(f"interview-{name}", conversation_id=talk.pk) for name in ("talk-write", "check"))
    assert begin["Location"] == write
    assert nadia.get(write)["Location"] == check
    assert nadia.post(check, {"you": "yes"}).status_code == 422
    unsafe = nadia.post(check, {"you": "yes", "with": "somebody", "talk": "yes", "word": "said"}, follow=True)
    assert "Those on duty have been told" in words(unsafe)
    assert nadia.get(write)["Location"] == check


def test_a_no_needs_words_and_somebody_elses_no_leaves_it_due(nadia: Any, row: Interview) -> None:
    page = path("interview-do", interview_id=row.pk, what="offer")
    assert nadia.post(page, {"mode": "telephone", "answer": "no"}).status_code == 422
    assert (
        nadia.post(page, {"mode": "telephone", "answer": "others-no", "words": "His mother says he is asleep."}).status_code
        == 302
    )
    assert Interview.objects.get(pk=row.pk).open
    assert nadia.post(page, {"mode": "telephone", "answer": "no", "words": "“No.”"}).status_code == 302
    assert "Declined by the child" in words(nadia.get(path("interview", interview_id=row.pk)))


def test_the_queue_is_silent_while_nothing_changes(nadia: Any, row: Interview) -> None:
    version = re.search(r'data-version="([0-9a-f]+)"', words(nadia.get(path("interviews"))))
    assert version is not None
    ask = path("interviews-version")
    assert nadia.get(ask, {"version": version[1]}).status_code == 204
    tried = {"mode": "telephone", "answer": "wait"}
    nadia.post(path("interview-do", interview_id=row.pk, what="offer"), tried)
    assert nadia.get(ask, {"version": version[1]}).status_code == 200


def test_a_worker_of_another_child_finds_nothing_and_police_find_no_words(
    client_for: Callable[..., Any], person: Any, interviewer: Viewer, row: Interview
) -> None:
    talk = begun(interviewer, row)
    talking.save(by=interviewer, conversation_id=talk.pk, seen=1, answers=SAID, complete=True)
    stranger, police = client_for(person("social-worker")), client_for(person("missing-coordinator"))
    for page in (path("interview", interview_id=row.pk), path("interview-talk", conversation_id=talk.pk)):
        assert stranger.get(page).status_code == 404
    assert police.get(path("interview-talk", conversation_id=talk.pk)).status_code == 404
    page = words(police.get(path("interview", interview_id=row.pk)))
    assert "Held" in page
    assert "Mill Street" not in page
