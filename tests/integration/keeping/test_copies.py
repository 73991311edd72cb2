"""What a copy of a record holds is decided by a person, thing by thing: what nobody decides on goes, and some always does."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from holdfast.audit.models import Event
from holdfast.disclosure.models import Release
from holdfast.disclosure.redacting.copy import words_left
from holdfast.keeping.actions.copies import (
    StillWaiting,
    ask_manager,
    decide,
    mark,
    placed,
    prepare,
    remove_rest,
    sections,
)
from holdfast.keeping.actions.requests import end_request, log_request, record_step
from holdfast.keeping.items import Item
from holdfast.keeping.looking import Found, Looking
from holdfast.keeping.models import RequestDecision, SubjectRequest
from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import Refused, StaleEdit
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.records import actions as records
from holdfast.records.models import Child
from holdfast.referrals.models import ReferredChild
from holdfast.rules.disclosure import KINDS, Finding, schedule
from holdfast.rules.disclosure.veil import veiled
from tests.conftest import make_agency, make_partnership, make_person
from tests.factories import leaks
from tests.integration.documents.conftest import attach, own_folder, sent, teacher

__all__ = ["attach", "own_folder", "sent", "teacher"]
TOLD = (
    "Mr Gerald Fotheringham rang on 07700 900123. Wilhelmina Frost was there. Bartholomew Quince was there. "
    "Intelligence suggests that an older man waits for her."
)
STRANGER, NUMBER, FRIEND, ELSEWHERE = "Gerald Fotheringham", "07700 900123", "Wilhelmina Frost", "Bartholomew Quince"


@pytest.fixture
def asked(desk: Any, make_child: Any, looking: Any) -> SubjectRequest:
    """A request with every step recorded, about a child whose record tells of others.

    A friend on the record; a caller whom no record knows; and somebody who is known in the friend's brother's record alone.
    """
    child = make_child("Ada", born_years_ago=12)
    looking(desk.screener)
    friend = records.relate(by=desk.screener, child_id=child.pk, kind="friend", person={"given": "Wilhelmina", "family": "Frost"})
    other = records.create_child(by=desk.screener, given="Rufus", family="Frost")
    records.relate(by=desk.screener, child_id=other.pk, kind="sibling", person_id=friend.person_id)
    quince = {"given": "Bartholomew", "family": "Quince"}
    records.relate(by=desk.screener, child_id=other.pk, kind="father", person=quince)
    records.change_child(by=desk.screener, child_id=child.pk, seen=None, communication=TOLD)
    looking(desk.officer)
    made = log_request(by=desk.officer, child_id=child.pk, made_by="child", name="Ada", reach="At school", received_at=now())
    for kind, answer in (("identity", "checked"), ("authority", "own"), ("child", "own"), ("serious_harm", "part")):
        by = desk.screener if kind == "serious_harm" else desk.officer
        looking(by)
        record_step(by=by, request=made, kind=kind, answer=answer, words="Seen and asked.")
    looking(desk.officer)
    mark(
        by=desk.officer,
        request=made,
        item=_item(desk, made).key,
        give=True,
        why="It is the child's own, once others are out of it.",
    )
    return made


def _item(desk: Any, asked: SubjectRequest) -> Item:
    return sections(desk.officer, asked)[0].items[0]


def _found(desk: Any, asked: SubjectRequest) -> dict[str, Found]:
    """What was found in the child's own item, by its words."""
    with acting_as(Viewer.job("keeping.request", asked.partnership_id)) as job:
        looking = Looking(job, asked.child_id)
        return {one.finding.text: one for one in looking.of_item(_item(desk, asked))}


def _keys(desk: Any, asked: SubjectRequest) -> dict[str, str]:
    return {words: one.key for words, one in _found(desk, asked).items()}


def _decide(desk: Any, asked: SubjectRequest, which: str, choice: str, **given: Any) -> RequestDecision:
    by = given.pop("by", desk.officer)
    key = next(key for text, key in _keys(desk, asked).items() if which in text)
    return decide(by=by, request=asked, item="child", key=key, choice=choice, **given)


def _given(made: dict[str, bytes]) -> str:
    told = json.loads(made["to-give/record.json"])
    return str([line["value"] for part in told["sections"] for item in part["items"] for line in item["lines"]])


def test_somebody_whom_the_desk_may_not_see_looks_like_anybody_nobody_knows(desk: Any, asked: SubjectRequest) -> None:
    found = _found(desk, asked)
    hidden, stranger, friend = found[ELSEWHERE], next(found[key] for key in found if STRANGER in key), found[FRIEND]
    assert hidden.finding.known
    assert (hidden.shown.known, hidden.shown.about, hidden.shown.reason) == (False, None, stranger.shown.reason)
    assert hidden.shown.reason == "A name to check."
    assert hidden.may == stranger.may
    assert friend.shown.known
    for kind in KINDS:
        known, unknown = (Finding(0, 1, "x", kind, one, "ref" if one else None, "Because.", "text", one) for one in (True, False))
        assert veiled(known) == veiled(unknown)


def test_somebody_whom_the_desk_may_not_see_is_kept_as_anybody_is_and_what_nobody_may_keep_goes_all_the_same(
    desk: Any, asked: SubjectRequest, looking: Any
) -> None:
    looking(desk.screener)
    other = Child.objects.get(given="Rufus")
    suspect = {"given": "Octavius", "family": "Plumb"}
    records.relate(by=desk.screener, child_id=other.pk, kind="of_concern", person=suspect)
    records.change_child(by=desk.screener, child_id=asked.child_id, seen=None, communication=f"{TOLD} Octavius Plumb rang.")
    looking(desk.officer)
    for words in (ELSEWHERE, "Octavius Plumb"):
        _decide(desk, asked, words, "keep", reason="Nobody knows who that is.")
    _settle(desk, asked)
    made = prepare(by=desk.officer, request=asked).files
    assert ELSEWHERE in _given(made)
    assert STRANGER not in words_left(made["to-give/record.pdf"], "record.pdf")
    assert ("Octavius" in _given(made)) is not _found(desk, asked)["Octavius Plumb"].never


def test_what_nobody_decided_on_holds_up_the_copy_with_a_list_and_is_taken_out_by_the_command(
    desk: Any, asked: SubjectRequest, tmp_path: Path, looking: Any
) -> None:
    with pytest.raises(StillWaiting) as still:
        prepare(by=desk.officer, request=asked)
    waits = {one.words for one in still.value.waiting}
    assert any(STRANGER in words for words in waits)
    assert {NUMBER, ELSEWHERE} <= waits
    assert not any(FRIEND in words or "ntelligence" in words for words in waits)
    assert not Release.objects.filter(template="record-copy").exists()
    call_command("sar", "export", str(asked.child_id), "--out", str(tmp_path / "one"))
    call_command("sar", "export", str(asked.child_id), "--out", str(tmp_path / "two"))
    page = (tmp_path / "one" / "to-give" / "record.html").read_text()
    for words in (STRANGER, NUMBER, FRIEND, ELSEWHERE, "ntelligence", "older man"):
        assert words not in page
    assert schedule.UNSURE.replace("'", "&#39;") in page
    looking(desk.officer)
    release = Release.objects.get(template="record-copy")
    assert (release.reference, release.recipient, release.released_by_system) == (asked.reference, "requester", "keeping.request")


def test_each_thing_becomes_what_a_person_said_and_the_schedule_says_why_without_a_trace(
    desk: Any, asked: SubjectRequest, looking: Any
) -> None:
    _decide(desk, asked, STRANGER, "replace", words="a caller")
    _decide(desk, asked, NUMBER, "keep", reason="It is the school's number.")
    _decide(desk, asked, ELSEWHERE, "remove")
    made = prepare(by=desk.officer, request=asked).files
    given = _given(made)
    assert "a caller" in given
    assert NUMBER in given
    for words in (STRANGER, FRIEND, ELSEWHERE, "ntelligence", "older man", "friend", "suspect", "Frost", "record knows"):
        assert words not in given, words
    told = json.loads(made["to-give/record.json"])["sections"][-1]["items"]
    counts = {line["label"]: int(line["value"]) for line in told[0]["lines"]}
    assert counts[schedule.LIMITED.kind] >= 1
    assert sum(counts.values()) == len(told) - 1
    assert "Intelligence" in made["for-review/record.html"].decode()
    release = Release.objects.get(template="record-copy")
    assert (release.released_by, release.child_id) == (desk.officer.person_id, asked.child_id)
    prepare(by=desk.officer, request=asked)
    assert Release.objects.filter(template="record-copy").count() == 1
    _decide(desk, asked, NUMBER, "remove")
    prepare(by=desk.officer, request=asked)
    assert Release.objects.filter(template="record-copy").count() == 2


def test_some_things_a_manager_keeps_whom_the_desk_asked_and_some_nobody(
    desk: Any, asked: SubjectRequest, looking: Any, person: Any
) -> None:
    with pytest.raises(Refused, match="Only a manager"):
        _decide(desk, asked, FRIEND, "keep", reason="They are friends.")
    with pytest.raises(Refused, match="never be given"):
        _decide(desk, asked, "ntelligence", "keep", reason="She knows.")
    with pytest.raises(Refused, match="Say why"):
        _decide(desk, asked, NUMBER, "keep")
    with pytest.raises(Refused, match="may itself be about somebody"):
        _decide(desk, asked, FRIEND, "replace", words="Wilhelmina")
    key = _keys(desk, asked)[FRIEND]
    for by in (desk.manager, desk.worker, desk.screener):
        looking(by)
        with pytest.raises(Refused):
            decide(by=by, request=asked, item="child", key=key, choice="keep", reason="They are friends.")
    looking(desk.officer)
    ask_manager(by=desk.officer, request=asked)
    looking(desk.manager)
    decide(by=desk.manager, request=asked, item="child", key=key, choice="keep", reason="They are friends, and she agrees.")
    looking(desk.screener)
    with pytest.raises(Refused):
        remove_rest(by=desk.screener, request=asked, item="child")
    looking(desk.officer)
    assert remove_rest(by=desk.officer, request=asked, item="child") >= 3
    given = _given(prepare(by=desk.officer, request=asked).files)
    assert FRIEND in given
    assert STRANGER not in given
    written = str(list(Event.objects.values_list("detail", flat=True)))
    assert not [words for words in ("Wilhelmina", "Frost", "She knows", "friends") if words in written]


def test_a_decision_holds_where_it_was_made_or_wherever_the_words_stand(desk: Any, asked: SubjectRequest, looking: Any) -> None:
    looking(desk.screener)
    records.write_summary(
        by=desk.screener,
        child_id=asked.child_id,
        seen=None,
        worried=f"{NUMBER} rang again.",
        working_well="School.",
        needs="Talk.",
    )
    looking(desk.officer)
    _decide(desk, asked, NUMBER, "keep", reason="It is the school's.")
    for words in (STRANGER, ELSEWHERE):
        _decide(desk, asked, words, "remove")
    with pytest.raises(StillWaiting) as still:
        prepare(by=desk.officer, request=asked)
    assert [one.words for one in still.value.waiting] == [NUMBER]
    _decide(desk, asked, NUMBER, "replace", words="the school", everywhere=True)
    given = _given(prepare(by=desk.officer, request=asked).files)
    assert "the school rang again." in given
    assert f"rang on {NUMBER}" in given


def test_what_becomes_known_after_it_was_kept_waits_for_a_manager(desk: Any, asked: SubjectRequest, looking: Any) -> None:
    _decide(desk, asked, NUMBER, "keep", reason="It is the school's.")
    remove_rest(by=desk.officer, request=asked, item="child")
    assert NUMBER in _given(prepare(by=desk.officer, request=asked).files)
    looking(desk.screener)
    aunt = {"given": "Philippa", "family": "Dunne", "telephone": "07700 900 123"}
    records.relate(by=desk.screener, child_id=asked.child_id, kind="relative", person=aunt)
    looking(desk.officer)
    with pytest.raises(StillWaiting) as still:
        prepare(by=desk.officer, request=asked)
    assert [one.words for one in still.value.waiting] == [NUMBER]
    assert NUMBER not in _given(prepare(by=desk.officer, request=asked, undecided_goes=True).files)


def test_two_people_never_overwrite_one_another_unseen(desk: Any, asked: SubjectRequest, looking: Any) -> None:
    first = _decide(desk, asked, NUMBER, "keep", reason="It is the school's.", seen=0)
    looking(desk.second)
    with pytest.raises(StaleEdit) as stale:
        _decide(desk, asked, NUMBER, "replace", words="a number", by=desk.second, seen=0)
    assert stale.value.theirs["reason"] == "It is the school's."
    assert stale.value.theirs["by"] == "Ina Officer"
    assert stale.value.yours["words"] == "a number"
    second = _decide(desk, asked, NUMBER, "replace", words="a number", by=desk.second, seen=stale.value.version)
    assert (first.number, second.number) == (1, 2)
    item = _item(desk, asked)
    with pytest.raises(StaleEdit):
        mark(by=desk.second, request=asked, item=item.key, give=False, why="Not yet.", seen=0)
    mark(by=desk.second, request=asked, item=item.key, give=False, why="Not yet.", seen=1)
    with pytest.raises(Refused, match="not given"):
        _decide(desk, asked, NUMBER, "remove", by=desk.second)


def test_a_file_is_given_as_its_clean_copy_once_a_person_said_so(
    desk: Any, asked: SubjectRequest, attach: Any, looking: Any, partnership: Any
) -> None:
    letter = attach(f"Ada enjoys football.\nFrom {STRANGER}. Ask {FRIEND}.".encode(), "letter.txt")
    picture = attach(leaks.picture(), "picture.jpg")
    looking(Viewer.job("tests", partnership.pk))
    ReferredChild.objects.all().update(child_id=asked.child_id)
    looking(desk.officer)
    remove_rest(by=desk.officer, request=asked, item="child")
    items = {one.item.key: one for one in placed(sections(desk.officer, asked)) if one.section == "Files"}
    assert set(items) == {f"file:{letter.pk}", f"file:{picture.pk}"}
    _settle(desk, asked)
    assert not [name for name in prepare(by=desk.officer, request=asked).files if "/files/" in name]
    for key in items:
        mark(by=desk.officer, request=asked, item=key, give=True, why="The school gave it for the child.")
    _settle(desk, asked)
    made = prepare(by=desk.officer, request=asked).files
    (name,) = [name for name in made if "/files/" in name]
    assert name == "to-give/files/file-1.txt"
    left = words_left(made[name], "file.txt")
    assert "Ada enjoys football." in left
    assert STRANGER not in left
    assert FRIEND not in left


def _settle(desk: Any, asked: SubjectRequest) -> None:
    """Everything that still waits, anywhere in the copy, is removed."""
    try:
        prepare(by=desk.officer, request=asked)
    except StillWaiting as still:
        for token in {one.token for one in still.waiting}:
            remove_rest(by=desk.officer, request=asked, item=token)


def test_the_pages_of_a_copy(desk: Any, asked: SubjectRequest, client_for: Any, person: Any, make_child: Any) -> None:
    officer, other, manager = client_for(desk.officer), client_for(desk.second), client_for(desk.manager)
    at = {"request_id": asked.pk}
    listed, one = reverse("request-items", kwargs=at), reverse("request-item", kwargs={**at, "token": "child"})
    decided = reverse("request-decide", kwargs={**at, "token": "child"})
    assert "things wait for a decision" in officer.get(listed).content.decode()
    page = officer.get(one).content.decode()
    assert page.count('<mark class="hf-paper__found">') >= 4
    assert "Rufus" not in page
    keys = _keys(desk, asked)
    refused = officer.post(decided, {"key": keys[NUMBER], "choice": "keep", "words": "half a sentence", "seen": "0"})
    assert (refused.status_code, "Say why it may be given." in refused.content.decode()) == (422, True)
    assert "half a sentence" in refused.content.decode()
    held = officer.post(reverse("request-copy", kwargs=at))
    assert (held.status_code, "What holds up the copy" in held.content.decode()) == (422, True)
    assert (
        officer.post(decided, {"key": keys[NUMBER], "choice": "keep", "reason": "The school's.", "seen": "0"}).status_code == 302
    )
    stale = other.post(decided, {"key": keys[NUMBER], "choice": "replace", "words": "a number", "seen": "0", "seen_all": "0"})
    told = stale.content.decode()
    assert stale.status_code == 409
    assert "Ina Officer decided on this while you were writing: it stays: The school&#39;s." in told
    assert 'value="a number"' in told
    assert 'name="seen" value="1"' in told
    # Nobody else comes near it: not a worker, not a manager who was not asked, not another partnership's officer.
    for who in (desk.worker, desk.screener, desk.manager):
        answer = client_for(who).post(decided, {"key": keys[NUMBER], "choice": "remove", "seen": "1"})
        assert answer.status_code in (403, 404), who
    assert manager.get(listed).status_code in (403, 404)
    elsewhere = make_partnership()
    stranger = make_person(elsewhere, make_agency(elsewhere), ("information-governance",))
    for address in (listed, one, reverse("request-mark", kwargs={**at, "token": "child"})):
        assert client_for(stranger).get(address).status_code == 404
        assert client_for(desk.worker).get(address).status_code in (403, 404)
    assert officer.post(decided, {"key": keys[NUMBER], "choice": "remove", "seen": "9" * 5000}).status_code == 409
    assert officer.post(decided, {"key": keys[NUMBER], "choice": "keep", "reason": "x" * 501, "seen": "1"}).status_code == 422
    assert officer.get(reverse("request-item", kwargs={**at, "token": "nothing"})).status_code == 404
    assert officer.post(reverse("request-manager", kwargs=at)).status_code == 302
    assert "Keep it" in manager.get(one).content.decode()
    kept = manager.post(decided, {"key": keys[FRIEND], "choice": "keep", "reason": "They are friends.", "seen": "0"})
    assert kept.status_code == 302
    assert manager.post(reverse("request-copy", kwargs=at)).status_code in (403, 404)
    assert manager.post(reverse("request-decided", kwargs=at)).status_code == 302
    assert manager.get(one).status_code in (403, 404)
    assert officer.post(reverse("request-remove-rest", kwargs={**at, "token": "child"})).status_code == 302
    given = officer.post(reverse("request-copy", kwargs=at))
    assert (given.status_code, given["Content-Type"]) == (200, "application/zip")
    assert "A copy of a record, for whoever asked to see it" in officer.get(reverse("releases")).content.decode()


def test_the_pages_cost_the_same_however_long_the_record_is(
    desk: Any, asked: SubjectRequest, client_for: Any, looking: Any
) -> None:
    officer = client_for(desk.officer)
    page = reverse("request-items", kwargs={"request_id": asked.pk})

    def more(count: int) -> None:
        looking(desk.screener)
        for number in range(count):
            records.add_part(
                by=desk.screener, part="placement", child_id=asked.child_id, kind="foster", provider=f"Home {number}",
                from_date=now().date(),
            )  # fmt: skip

    def cost(address: str) -> int:
        with CaptureQueriesContext(connection) as asked_of:
            assert officer.get(address).status_code == 200
        return len(asked_of)

    more(2)
    cost(page)
    few = (cost(page), cost(f"{page}?show=all"))
    more(25)
    assert (cost(page), cost(f"{page}?show=all")) == few
    whole = officer.get(f"{page}?show=all").content.decode()
    assert "Further down the list" in whole
    assert whole.count("<tr>") <= 21


def test_an_ended_request_is_decided_on_no_more(desk: Any, asked: SubjectRequest) -> None:
    key = _keys(desk, asked)[NUMBER]
    end_request(by=desk.officer, request=asked, state="withdrawn", words="They rang.")
    with pytest.raises(Refused, match="has ended"):
        decide(by=desk.officer, request=asked, item="child", key=key, choice="remove")


def test_the_words_of_the_schedule_say_of_nobody_who_they_are() -> None:
    for one in schedule.TABLE:
        assert not {"police", "intelligence", "suspect", "source", "carer"} & set(f"{one.kind} {one.reason}".lower().split())
        assert one.source
