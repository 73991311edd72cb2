"""A copy reaches its reader: in Holdfast, or on a private page with a link and a code; and is recalled with an incident (H22)."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Callable
from typing import Any

import docx
import pypdf
import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from holdfast.access.models import User
from holdfast.access.visibility import visible
from holdfast.comms.models import Message
from holdfast.disclosure.models import Release
from holdfast.journeys import minutes as journey
from holdfast.journeys.stopping import WHY, stop_message
from holdfast.keeping.models import Breach
from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import Faulty, Refused
from holdfast.kernel.ids import new_id
from holdfast.kernel.time import frozen
from holdfast.meetings import copy_queries
from holdfast.meetings import minute_queries as queries
from holdfast.meetings.minute_models import CopyEvent, MinuteCopy, MinuteLine
from holdfast.meetings.minuting import due
from holdfast.meetings.models import Invitee, Reach
from holdfast.records import actions as records
from holdfast.records.models import Relationship
from holdfast.work.models import Duty
from tests.factories.minutes import Room, room

DAY = dt.timedelta(days=1)
SILVER, UNCLE = "Robin was seen in a silver car.", "An uncle is a worry."


@pytest.fixture
def held(partnership: Any) -> Room:
    made = room(partnership).begin()
    made.write(SILVER, minute=5)
    made.leave("mother", "father", "child", minute=20)
    made.write(UNCLE, item="closed", minute=25)
    made.write("Ring on Monday.", item="actions", minute=30, kind="action", owner_id=made.people["school"].pk)
    made.end().approve()
    return made


@pytest.fixture
def mothers(held: Room) -> MinuteCopy:
    """The mother's copy, ready; she has an address, and it is safe to tell her."""
    made = held.copies()["mother"]
    held.safe_to_tell("mother")
    with acting_as(held.system):
        Reach.objects.create(
            partnership=held.partnership, meeting=held.meeting, invitee=held.people["mother"], means="email",
            email="mother@home.example",
        )  # fmt: skip
    return made


def give(held: Room, made: MinuteCopy, **more: Any) -> journey.Gone:
    asked = {"means": "link", "code_way": "said", "kept_where": "At her sister's", "found_by": "Nobody"} | more
    with held.as_("chair", 100) as by:
        row = copy_queries.copy(by, made.pk)
        kept = {one.key: "The reader may have it." for one in journey.check_copy(by, row)}
        return journey.give(by=by, copy=row, kept=kept, **asked)


def link_in(held: Room, address: str) -> str:
    with acting_as(held.system):
        message = Message.objects.get(partnership=held.partnership, address=address, template="minutes.page")
    found = re.search(r"(/f/o/[^/\s]+/)", message.body)
    assert found is not None
    assert not any(word in message.subject + message.body for word in ("Robin", "mother", "meeting", "silver", "minute "))
    return found.group(1)


def opened(path: str) -> Client:
    client = Client()
    assert client.get(path).status_code == 200
    assert client.post(path).status_code == 302
    return client


def test_the_mother_opens_her_page_by_a_link_and_a_code_that_came_another_way(held: Room, mothers: MinuteCopy) -> None:
    gone = give(held, mothers)
    path = link_in(held, "mother@home.example")
    assert gone.code
    with frozen(held.at(110)):
        client = opened(path)
        asked = client.get("/f/page/")
        assert "Type the code" in asked.content.decode()
        assert SILVER not in asked.content.decode()
        assert client.get("/f/page/print/").status_code == client.get("/f/page/word/").status_code == 404
        wrong = "000000" if gone.code != "000000" else "111111"
        assert client.post("/f/page/", {"code": wrong}).status_code == 422
        assert client.post("/f/page/", {"code": gone.code}).status_code == 302
        page = client.get("/f/page/")
        assert SILVER in page.content.decode()
        assert UNCLE not in page.content.decode()
        assert "<title>Open page</title>" in page.content.decode()
        assert "no-store" in page["Cache-Control"]
        made = client.get("/f/page/print/")
        words = " ".join(one.extract_text() for one in pypdf.PdfReader(io.BytesIO(made.content)).pages)
        assert SILVER in words
        assert UNCLE not in words
        made = client.get("/f/page/word/")
        words = " ".join(one.text for one in docx.Document(io.BytesIO(made.content)).paragraphs)
        assert SILVER in words
        assert UNCLE not in words
        assert Client().get(path).status_code == 404  # the link opens once
    with held.as_("chair", 120) as by:
        (one,) = [one for one in copy_queries.register(by, queries.sheet(by, held.meeting.pk)) if one.out]
        assert (one.out is not None and one.out.opened_times, [row.done for row in one.events][:2]) == (3, ["made", "released"])


def test_a_copy_with_something_nobody_has_decided_on_goes_to_nobody(partnership: Any) -> None:
    """Given a line with a stranger's name and number, when the copy is given without a word on them, then nothing leaves."""
    held = room(partnership).begin()
    held.write("Ring Odile Marchetti on 07700 900 547.", minute=5)
    held.end().approve()
    made = held.copies()["mother"]
    held.safe_to_tell("mother")
    with acting_as(held.system):
        Reach.objects.create(
            partnership=held.partnership, meeting=held.meeting, invitee=held.people["mother"], means="email",
            email="mother@home.example",
        )  # fmt: skip
    asked = {"means": "link", "code_way": "said", "kept_where": "At her sister's", "found_by": "Nobody"}
    with held.as_("chair", 100) as by:
        row = copy_queries.copy(by, made.pk)
        found = journey.check_copy(by, row)
        assert len(found) >= 2
        for kept in ({}, {found[0].key: "The reader may have it."}):
            with pytest.raises(Refused, match="nobody has decided on"):
                journey.give(by=by, copy=row, kept=kept, **asked)
    with acting_as(held.system):
        assert not Message.objects.filter(address="mother@home.example").exists()
        assert not Release.objects.filter(child_id=held.meeting.child_id).exists()
    assert give(held, made).code


def test_a_link_that_was_stopped_opens_nothing_and_the_copy_counts_as_recalled(held: Room, mothers: MinuteCopy) -> None:
    give(held, mothers)
    path = link_in(held, "mother@home.example")
    with held.as_("chair", 100) as by:
        stop_message(by=by, message=Message.objects.get(address="mother@home.example", template="minutes.page"))
        copy = copy_queries.copy(by, mothers.pk)
        assert (copy.state, copy.why, copy.breach_id) == ("recalled", WHY, None)
    with frozen(held.at(102)):
        assert Client().post(path).status_code == 404


def test_five_wrong_codes_close_the_page(held: Room, mothers: MinuteCopy) -> None:
    code = give(held, mothers).code
    path = link_in(held, "mother@home.example")
    with frozen(held.at(110)):
        client = opened(path)
        wrong = "000000" if code != "000000" else "111111"
        answers = [client.post("/f/page/", {"code": wrong}).status_code for _ in range(5)]
        assert answers == [422, 422, 422, 422, 404]
        assert client.post("/f/page/", {"code": code}).status_code == 404


def test_a_recall_closes_the_page_that_is_open_says_what_it_cannot_do_and_opens_the_incident(
    held: Room, mothers: MinuteCopy
) -> None:
    code = give(held, mothers).code
    path = link_in(held, "mother@home.example")
    with frozen(held.at(110)):
        client = opened(path)
        client.post("/f/page/", {"code": code})
        assert client.get("/f/page/").status_code == 200
    with held.as_("chair", 115) as by:
        row = copy_queries.copy(by, mothers.pk)
        with pytest.raises(Faulty):
            journey.recall(by=by, copy=row, in_danger=" ", holder="The mother", why="The father reads it.")
        journey.recall(by=by, copy=row, in_danger="The mother; her worker rings now.", holder="The mother", why="Wrong name.")
    with frozen(held.at(116)):
        assert client.get("/f/page/").status_code == 404
        assert client.get("/f/page/print/").status_code == 404
    with acting_as(held.system):
        breach = Breach.objects.get(partnership=held.partnership)
        assert breach.in_danger.startswith("The mother")
        assert "Robin" not in breach.happened
        assert MinuteCopy.objects.get(pk=mothers.pk).breach_id == breach.pk


def not_safe(held: Room) -> None:
    records.tell(
        by=held.system, child_id=held.child.pk, person_id=held.people["mother"].person_id, subject="meetings", answer="not_yet",
        why="He reads her post.",
    )  # fmt: skip


def never_at_all(held: Room) -> None:
    records.tell(
        by=held.system, child_id=held.child.pk, person_id=held.people["mother"].person_id, answer="never", why="An order."
    )


def no_contact(held: Room) -> None:
    row = Relationship.objects.get(person_id=held.people["mother"].person_id)
    row.change(seen=None, contact="no", contact_why="An order of the court.")


def nobody_of_theirs(held: Room) -> None:
    Relationship.objects.get(person_id=held.people["mother"].person_id).change(seen=None, until=held.at(0).date() - DAY)


def kept_out(held: Room) -> None:
    Invitee.objects.get(pk=held.people["mother"].pk).change(seen=None, kept_out_at=held.at(111))


@pytest.mark.parametrize("close", [not_safe, never_at_all, no_contact, nobody_of_theirs, kept_out])
def test_a_page_asks_each_time_it_is_opened_whether_its_reader_may_still_be_told(
    close: Callable[[Room], None], held: Room, mothers: MinuteCopy
) -> None:
    """Given the mother reads her copy, when she may not be told any more, then the page and its file are as for a link that has
    ended, the register has it, and whoever gave her the copy finds it in My work, once."""
    code = give(held, mothers).code
    path = link_in(held, "mother@home.example")
    with frozen(held.at(110)):
        client = opened(path)
        client.post("/f/page/", {"code": code})
        assert client.get("/f/page/").status_code == 200
    with acting_as(held.system):
        close(held)
    with frozen(held.at(115)):
        ended = Client().get(path)
        for page in (client.get("/f/page/"), client.get("/f/page/word/"), client.post("/f/page/", {"code": code})):
            assert (page.status_code, page.content) == (404, ended.content)
    with held.as_("chair", 120) as by:
        done = list(visible(by, CopyEvent).filter(copy_id=mothers.pk).values_list("done", flat=True))
        assert (done.count("opened"), done.count("shut")) == (1, 3)
    with acting_as(held.system):
        (duty,) = Duty.objects.filter(kind="meeting.copy-shut")
        assert duty.user_id == held.viewers["chair"].me
        assert "Robin" not in duty.what


def test_contact_refused_before_the_copy_was_given_is_known_to_whoever_gives_it(held: Room, mothers: MinuteCopy) -> None:
    with frozen(held.at(96)), acting_as(held.system):
        no_contact(held)
    code = give(held, mothers).code
    with frozen(held.at(110)):
        client = opened(link_in(held, "mother@home.example"))
        client.post("/f/page/", {"code": code})
        assert client.get("/f/page/").status_code == 200


def test_nothing_goes_home_before_it_is_recorded_as_safe_and_a_code_never_goes_the_way_of_the_link(
    held: Room, mothers: MinuteCopy
) -> None:
    with acting_as(held.system):
        fathers = MinuteCopy.objects.get(invitee=held.people["father"])
    with pytest.raises(Refused, match="safely be told"):
        give(held, fathers)
    with pytest.raises(Faulty) as asked:
        give(held, mothers, code_way="")
    assert [fault.path for fault in asked.value.faults] == ["code_way"]
    assert give(held, mothers, code_way="text", telephone="07700 900 415").code == ""
    with acting_as(held.system):
        (text,) = Message.objects.filter(partnership=held.partnership, template="minutes.code")
        assert text.channel == "sms"
        assert "Robin" not in text.body
    assert not mail.outbox


def test_a_colleague_is_told_and_reads_their_own_copy_here(held: Room, client_for: Any) -> None:
    made = held.copies()["school"]
    give(held, made, means="here")
    with frozen(held.at(105)):
        client = client_for(held.viewers["school"])
        assert client.get(f"/meetings/{held.meeting.pk}/minute/").status_code == 302
        page = client.get(f"/meetings/{held.meeting.pk}/my-minute/").content.decode()
        assert SILVER in page
        assert UNCLE in page
        assert client.get(f"/meetings/{held.meeting.pk}/minute/copies/{made.pk}/print/")["Content-Type"] == "application/pdf"
        other = client_for(held.viewers["health"])
        for path in ("minute/", "my-minute/", "minute/check/", "minute/versions/", f"minute/copies/{made.pk}/print/"):
            assert other.get(f"/meetings/{held.meeting.pk}/{path}").status_code == 404, path


def test_whoever_took_something_on_is_reminded_before_and_once_after(held: Room) -> None:
    line = held.lines["Ring on Monday."]
    told = []
    for days in (1, 12.5, 13, 15, 16):
        with held.as_("chair", int(days * 24 * 60)) as by:
            assert due.action_due(by, line) > held.at(0)
        with frozen(held.at(int(days * 24 * 60))), acting_as(held.system) as by:
            told.append(journey.remind(by=by))
    assert told == [0, 1, 0, 1, 0]
    with acting_as(held.system):
        address = User.objects.get(pk=held.viewers["school"].me).email
        assert Message.objects.filter(partnership=held.partnership, address=address, template="minutes.action-due").count() == 2


def test_a_page_that_waited_for_its_connection_writes_each_line_once_with_the_time_it_was_typed(
    partnership: Any, client_for: Any
) -> None:
    made = room(partnership).begin()
    client = client_for(made.viewers["taker"])
    path = f"/meetings/{made.meeting.pk}/minute/"
    given = {"item": str(made.items["worries"].pk), "text": "Typed on a train.", "kind": "said", "key": str(made.meeting.pk)}
    with frozen(made.at(10)):
        for _ in range(2):
            answer = client.post(f"{path}lines/", given | {"waited": "300"}, headers={"X-Holdfast-Line": "1"})
            assert answer.json() == {"written": True}
        empty = client.post(f"{path}lines/", given | {"text": " "}, headers={"X-Holdfast-Line": "1"})
        assert empty.status_code == 422
        assert client.post(f"{path}lines/", given | {"text": "From the form.", "key": ""}).status_code == 302
        page = client.get(path).content.decode()
        shown = re.search(r'data-version="([^"]+)"', page)
        assert shown is not None
        assert client.get(f"{path}version/?version={shown[1]}").status_code == 204
        made.write("By somebody else.", minute=11)
        assert client.get(f"{path}version/?version={shown[1]}").json()["version"] != shown[1]
    assert "Typed on a train." in page
    with acting_as(made.system):
        (line,) = MinuteLine.objects.filter(text="Typed on a train.")
        assert line.said_at == made.at(5)


def test_the_pages_take_no_more_statements_however_long_the_minute_is(held: Room, client_for: Any) -> None:
    base = f"/meetings/{held.meeting.pk}/minute/"
    mother = held.people["mother"].pk
    paths = [base, f"{base}version/", f"{base}check/", f"{base}versions/", f"{base}as/{mother}/"]
    with frozen(held.at(120)):
        chair = client_for(held.viewers["chair"])
        before = [_statements(chair, path) for path in paths]
    with acting_as(held.system):
        line = MinuteLine.objects.get(text=SILVER)
        columns = {field.attname: getattr(line, field.attname) for field in line._meta.concrete_fields}
        for n in range(20):
            MinuteLine.objects.create(**{**columns, "id": new_id(), "key": new_id(), "text": f"Line {n}"})
    with frozen(held.at(121)):
        assert [_statements(chair, path) for path in paths] == before


def _statements(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as caught:
        assert client.get(path).status_code == 200
    return len(caught)
