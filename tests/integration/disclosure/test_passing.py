"""What answers with a file is let pass by the gate: again only word for word, and unchanged only by a row that says why."""

from __future__ import annotations

from typing import Any

import pytest

from holdfast.audit.models import Event
from holdfast.disclosure import passing, readers
from holdfast.disclosure.gate import clear_document
from holdfast.disclosure.models import Release
from holdfast.disclosure.papers import Paper
from holdfast.disclosure.types import Recipient
from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import Faulty, NotHere, Refused
from holdfast.kernel.leaving import leaves
from holdfast.kernel.viewer import Viewer
from holdfast.records import actions as records
from holdfast.records.models import Child

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(person: Any, looking: Any) -> Viewer:
    made: Viewer = person("mash-screener")
    looking(made)
    return made


@pytest.fixture
def child(by: Viewer) -> Child:
    return records.create_child(by=by, given="Kyle", family="Barnes")


def test_what_was_let_go_is_given_again_word_for_word_or_not_at_all(by: Viewer, child: Child) -> None:
    paper = Paper("checked-letter", "Kyle enjoys football.")
    to = Recipient("professionals", "By hand", child_id=child.pk, channel="letter")
    cleared = clear_document(by=by, child_id=child.pk, reader=readers.PROFESSIONAL, recipient=to, paper=paper)
    again: dict[str, Any] = {"by": by, "release_id": cleared.release_id, "content": b"%PDF", "name": "page.pdf"}
    assert passing.given_again(papers=[paper], **again).release_id == cleared.release_id
    changed = Paper("checked-letter", "Kyle enjoys football with Darren Pike.")
    for papers in ([changed], [paper, changed], []):
        with pytest.raises(Refused, match="not what was let go"):
            passing.given_again(papers=papers, **again)
    with pytest.raises(NotHere):
        passing.given_again(papers=[paper], **{**again, "release_id": None})


def test_what_leaves_as_it_is_stands_in_the_register_with_to_whom_and_what_for(by: Viewer, child: Child) -> None:
    with pytest.raises(Faulty):
        passing.as_it_is(by=by, what="evidence-original", content=b"as it came", name="original.bin")
    with pytest.raises(LookupError):
        passing.as_it_is(by=by, what="a-new-way", content=b"words", name="words.txt")
    assert not Release.objects.filter(channel=passing.FILE).exists()
    asked = {"child_id": child.pk, "reason": "For the officer of the case, by hand."}
    passed = passing.as_it_is(by=by, what="evidence-original", content=b"as it came", name="original.bin", **asked)
    row = Release.objects.get(pk=passed.release_id)
    assert (row.template, row.recipient, row.released_by, row.reason) == ("evidence-original", "staff", by.me, asked["reason"])
    assert passed.content == b"as it came"
    event = Event.objects.get(verb="release.as-it-is")
    assert (event.kind, event.child_id, "officer" in str(event.detail)) == ("release", child.pk, False)


def test_a_reader_for_whom_it_is_not_meant_is_refused(by: Viewer, partnership: Any) -> None:
    visitor = Viewer(partnership_id=partnership.pk, token="cookie")
    for what in ("evidence-original", "trigger-plan", "referral-print", "counts"):
        with pytest.raises(Refused, match="other readers"):
            passing.as_it_is(by=visitor, what=what, content=b"words", name="a.pdf", reason="To know.", said_by="Somebody")
    with pytest.raises(Refused, match="other readers"):
        passing.as_read(by=visitor, what="stored-file", content=b"words", name="a.pdf", media="application/pdf")
    own = passing.as_it_is(by=visitor, what="own-referral", content=b"words", name="a.pdf", said_by="In their own browser")
    with acting_as(Viewer.job("tests", partnership.pk)):
        row = Release.objects.get(pk=own.release_id)
    assert (row.recipient, row.released_by, row.address) == ("referrer", None, "In their own browser")


def test_what_is_only_read_is_no_way_round_the_register(by: Viewer) -> None:
    with pytest.raises(LookupError, match="register"):
        passing.as_read(by=by, what="counts", content=b"1,2", name="counts.csv", media="text/csv")
    with pytest.raises(LookupError, match="only read"):
        passing.as_it_is(by=by, what="stored-file", content=b"words", name="a.pdf")


def test_a_file_is_kept_by_nobody_on_the_way_and_never_runs_as_a_page(by: Viewer) -> None:
    page = passing.as_read(by=by, what="stored-file", content=b"<script>", name="föto (1).html", media="text/html")
    answer = leaves(page, shown=True)
    assert answer["Content-Disposition"].startswith("attachment; filename*=UTF-8''f%C3%B6to%20%281%29.html")
    assert (answer["Cache-Control"], answer["X-Content-Type-Options"]) == ("no-store, private", "nosniff")
    assert "sandbox" in answer["Content-Security-Policy"]
    picture = passing.as_read(by=by, what="plan-picture", content=b"png", name="picture", media="image/png")
    assert leaves(picture, shown=True)["Content-Disposition"].startswith("inline")
