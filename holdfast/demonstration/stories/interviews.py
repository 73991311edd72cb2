"""What came of each return: interviews in time, late and declined, one about two absences, one due now, one that runs late."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from holdfast.kernel.viewer import Viewer
from holdfast.missing.conversation_models import Conversation
from holdfast.missing.interview_models import Interview
from holdfast.missing.interview_types import CarerAsked, LeadKind, Mode, Outcome
from holdfast.missing.interviews import arranging, carers, ending, leading, sharing, talking
from holdfast.missing.interviews.leading import Became
from holdfast.records import actions as records
from holdfast.records.types import RelationKind, Tell, TellSubject

from .telling import Teller

ARRANGES, INTERVIEWS = "Siobhan Walsh", "Nadia Petrova"
HOUR = timedelta(hours=1)
RECENT, NEW = timedelta(days=20), timedelta(days=3)
EXPLAINED = "Said who reads this, what must be passed on, and that the child says what the family is told."
PLAIN: Mapping[str, Any] = {
    "explained": EXPLAINED,
    "before": "“It kicked off at tea and I just wanted out.”",
    "push": ["family"],
    "pull": ["friends"],
    "where": "At a friend's, then the skate park.",
    "returned": "Came home alone on the last bus.",
}
WHOLE: Mapping[str, Any] = {
    **PLAIN,
    "planned": "A message came the day before. Nobody at home knew.",
    "pull": ["friends", "exploitation"],
    "where": "The bus station, then a flat over a shop on Mill Street, for most of the night.",
    "who": "Two older boys, one called Jay. A woman who let them in.",
    "travel": "A small silver car with a dented rear door. Jay drove.",
    "phones": "A second telephone, given by Jay “so I can always get you”.",
    "offences": "Asked to carry a bag to the station. Said no this time.",
    "hurt": "“He didn't hit me. He just stands there till you do it.”",
    "medical": "no",
    "feels": "“Tired. Mum didn't shout, that was weird. Good weird.”",
    "again": "yes",
    "help": "“Somebody to pick me up without asking a hundred questions.”",
    "support": "The youth worker, by message.",
    "own_words": "“Ring me first and I might answer.”",
    "analysis": "The same flat as two months ago, and a telephone nobody at home gave.",
    "risks": "Carrying for others; a debt is being made.",
}
SUMMARY = "I went out because things were loud at home. I was with people I know. I would like a lift home with no questions."
CARER = {
    "before": "“We had words about the telephone.”",
    "done": "Rang the number twice, then the police within half an hour.",
    "worry": "“That he waits for her outside.”",
    "help": "A number to ring in the evening that somebody answers.",
}


def tell(teller: Teller) -> None:
    """Oldest first, each as it was at the time."""
    rows = _due(teller)
    alone = [row for row in rows if (row.counted_from or teller.until) < teller.until - RECENT]
    for number, row in enumerate(alone):
        _long_ago(teller, row, number)
    recent = [row for row in rows if row not in alone]
    by_child: dict[UUID, list[Interview]] = {}
    for row in recent:
        by_child.setdefault(row.child_id, []).append(row)
    several = next((several for several in by_child.values() if len(several) > 1), [])
    single = [row for row in recent if row not in several]
    if several:
        _over_several(teller, several)
    stories = iter((_runs_late, _by_video))  # the newest runs late
    for row in reversed(single):
        if (row.counted_from or teller.until) > teller.until - NEW:
            _due_now(teller, row)
        else:
            next(stories, _declined)(teller, row)


def _due(teller: Teller) -> list[Interview]:
    with teller.being(Viewer.job("demonstration", teller.staff.partnership_id), teller.until):
        rows = Interview.objects.filter(partnership_id=teller.staff.partnership_id, counted_from__isnull=False)
        return list(rows.select_related("episode").order_by("counted_from", "pk"))


def _after(row: Interview, hours: float) -> datetime:
    assert row.counted_from is not None
    return row.counted_from + hours * HOUR


def _named(teller: Teller, row: Interview, hours: float = 6) -> None:
    with teller.acting(ARRANGES, _after(row, hours)) as by:
        arranging.allocate(by=by, interview_id=row.pk, user_id=teller.staff.users[INTERVIEWS].pk)


def _long_ago(teller: Teller, row: Interview, number: int) -> None:
    """In time, late, declined, or not held, in turn."""
    kind = ("held", "declined", "held", "late", "declined", "not-held")[number % 6]
    if kind == "declined":
        _declined(teller, row)
    elif kind == "not-held":
        with teller.acting(ARRANGES, _after(row, 50)) as by:
            mode, outcome = Mode.TELEPHONE.value, Outcome.NO_ANSWER.value
            arranging.attempt(by=by, interview_ids=[row.pk], mode=mode, outcome=outcome, words="Rang twice, left a message.")
        with teller.acting(ARRANGES, _after(row, 71)) as by:
            ending.give_up(by=by, interview_ids=[row.pk], words="Could not be reached. The worker sees the child on Monday.")
    else:
        _named(teller, row)
        _talk(teller, [row], _after(row, 90 if kind == "late" else 30 + number % 30), PLAIN)


def _declined(teller: Teller, row: Interview) -> None:
    with teller.acting(ARRANGES, _after(row, 26)) as by:
        words = "“I have nothing to say about it.”"
        ending.decline(by=by, interview_ids=[row.pk], child_said=True, mode=Mode.TELEPHONE, words=words)
        carers.not_asked(by=by, interview_id=row.pk, answer=CarerAsked.DECLINED, words="They said all they know to the police.")


def _talk(
    teller: Teller, rows: list[Interview], at: datetime, answers: Mapping[str, Any], mode: str = Mode.IN_PERSON, summary: str = ""
) -> Conversation:
    with teller.acting(INTERVIEWS, at) as by:
        place = "A quiet room at the youth centre" if mode == Mode.IN_PERSON else "In the child's room, door shut"
        made = talking.begin(by=by, interview_ids=[row.pk for row in rows], mode=mode, place=place)
        if mode != Mode.IN_PERSON:
            safe = {"you": "yes", "with": "nobody", "talk": "yes", "word": "said"}
            talking.check_remote(by=by, conversation_id=made.pk, answers=safe, cut_off="I ring back twice, then the carer.")
        return talking.save(by=by, conversation_id=made.pk, seen=made.version, answers=answers, summary=summary, complete=True)


def _over_several(teller: Teller, rows: list[Interview]) -> None:
    """One conversation about two absences: late for the first, in time for the last."""
    last = rows[-1]
    for row in rows:
        _named(teller, row)
    made = _talk(teller, rows, _after(last, 40), WHOLE)
    with teller.acting(INTERVIEWS, _after(last, 44)) as by:
        source = {"interview_id": last.pk, "conversation_id": made.pk}
        place = leading.write_lead(by=by, kind=LeadKind.PLACE, words="A flat over a shop on Mill Street.", **source)
        leading.write_lead(by=by, kind=LeadKind.PERSON, words="An older boy called Jay, in a small silver car.", **source)
        leading.write_lead(by=by, kind=LeadKind.PLAN, words="Somebody who fetches the child at night.", **source)
        leading.write_lead(
            by=by, kind=LeadKind.INTELLIGENCE, words="Silver car, dented rear door, Mill Street, nights.", **source
        )
    with teller.acting(ARRANGES, _after(last, 60)) as by:
        leading.follow_lead(
            by=by,
            lead_id=place.pk,
            came_of="In the trigger plan, and named at the weekly briefing.",
            became=Became(into_plan="The flat over the shop on Mill Street."),
        )


def _by_video(teller: Teller, row: Interview) -> None:
    """By video; her aunt says what she knows; the child says that she may be told."""
    _named(teller, row)
    made = _talk(teller, [row], _after(row, 28), WHOLE, Mode.VIDEO, SUMMARY)
    with teller.acting(INTERVIEWS, _after(row, 30)) as by:
        person = {"given": "Dawn", "family": "Ashby"}
        aunt = records.relate(by=by, child_id=row.child_id, kind=RelationKind.RELATIVE, person=person, note="Mother's sister")
        assert aunt.person_id is not None
        why = "The child lives with her, and it was she who rang the police."
        records.tell(
            by=by, child_id=row.child_id, person_id=aunt.person_id, subject=TellSubject.MISSING, answer=Tell.YES, why=why
        )
        account = carers.begin_account(
            by=by, interview_id=row.pk, mode=Mode.TELEPHONE, name="", relation="", person_id=aunt.person_id
        )
        carers.save_account(by=by, account_id=account.pk, seen=account.version, answers=CARER, complete=True)
        sharing.ask_child(by=by, conversation_id=made.pk, person_id=aunt.person_id, may=True, words="“She can know that bit.”")
        sharing.give_summary(by=by, conversation_id=made.pk, person_id=aunt.person_id, how="Told on the telephone. No copy.")


def _runs_late(teller: Teller, row: Interview) -> None:
    """Named in time, tried twice, and its hours have run out."""
    _named(teller, row)
    for hours, outcome, words in (
        (30, Outcome.NO_ANSWER, "Wrote at four and at six. Not read."),
        (54, Outcome.LATER, "Wrote back: not today. Asked for the weekend."),
    ):
        with teller.acting(INTERVIEWS, _after(row, hours)) as by:
            arranging.attempt(by=by, interview_ids=[row.pk], mode=Mode.MESSAGING, outcome=outcome, words=words)


def _due_now(teller: Teller, row: Interview) -> None:
    """Named, offered, and not answered yet."""
    _named(teller, row, 3)
    with teller.acting(INTERVIEWS, _after(row, 5)) as by:
        words = "Sent a message with who I am and three times to choose from."
        arranging.offer(by=by, interview_ids=[row.pk], mode=Mode.MESSAGING, accepted=None, words=words)
