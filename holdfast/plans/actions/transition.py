"""Growing up is planned from sixteen. At eighteen the young person is asked anew; nothing is ended by a birthday."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from uuid import UUID

from holdfast.access.visibility import visible
from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import Fault, Faulty, Refused
from holdfast.kernel.time import today
from holdfast.kernel.viewer import Viewer
from holdfast.partnership.queries import figures
from holdfast.records.models import Agreement, Child
from holdfast.records.queries import allocated_worker
from holdfast.records.types import Agreed
from holdfast.rules.config import value
from holdfast.rules.local import age_on, at
from holdfast.rules.transition import ADULT_MONTHS, BY_KEY, STATES, day_of, is_from
from holdfast.work.actions import finish, open_duty
from holdfast.work.types import Responsible

from ..around_models import Transition
from ..policies import check_can_write

JOB = "plans.grow-up"
BEGIN, NAME_LEAD, ASK_ANEW = "transition.begin", "transition.name-lead", "transition.ask-anew"
CLOSE = dt.time(17)
_STATES = {one.key for one in STATES}
ANSWERED = (Agreed.GIVEN, Agreed.REFUSED)


@action
def save_transition(
    *,
    by: Viewer,
    child_id: UUID,
    seen: int | None,
    lead: str,
    lead_agency: str,
    lead_telephone: str,
    young_person_says: str,
    after_18: str,
    answers: Mapping[str, Mapping[str, str]],
) -> Transition:
    """Save the plan for growing up. A lead who is named is named from that day."""
    check_can_write(by, child_id)
    row = visible(by, Transition).filter(child_id=child_id).first()
    named_on = (row.named_on if row else None) or (today() if lead.strip() else None)
    if lead.strip() and not lead_agency.strip():
        raise Faulty([Fault("lead_agency", "Say of which adult service the lead is")])
    values = {
        "lead": lead.strip(),
        "lead_agency": lead_agency.strip(),
        "lead_telephone": lead_telephone.strip(),
        "named_on": named_on if lead.strip() else None,
        "young_person_says": young_person_says.strip(),
        "after_18": after_18.strip(),
        "answers": _taken(answers),
        "saved_by_id": by.person_id,
    }
    if row is None:
        row = Transition.objects.create(partnership_id=by.here, child_id=child_id, **values)
    else:
        row.change(seen=seen, **values)
    _put_duties(by, row)
    record(by, "transition.save", row, child_id=child_id)
    return row


def _taken(answers: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    """What was considered. A prompt that is left is not considered, and is kept as nothing (H24)."""
    taken = {}
    for key, answer in answers.items():
        state, words = answer.get("state", ""), answer.get("words", "").strip()
        if key in BY_KEY and state in _STATES and (state != "not_considered" or words):
            taken[key] = {"state": state, "words": words}
    return taken


def _put_duties(by: Viewer, row: Transition) -> None:
    """Begun is begun; a lead is to be named; at eighteen the young person is asked anew."""
    child = visible(by, Child).get(pk=row.child_id)
    worker = allocated_worker(row.child_id, by.here)
    holder = worker.user_id if worker else by.person_id
    with acting_as(Viewer.job(JOB, by.here)) as job:
        finish(by=job, subject=child, kind=BEGIN)
        if row.lead:
            finish(by=job, subject=row, kind=NAME_LEAD)
        elif holder is not None:
            weeks = int(value(figures(by.here), "transition.lead"))
            due = at(today() + dt.timedelta(weeks=weeks), CLOSE)
            on = Responsible(user_id=holder)
            what = "Agree with adult services who leads for this young person"
            open_duty(by=job, kind=NAME_LEAD, subject=row, what=what, responsible=on, due_at=due, child_id=row.child_id)
        put_ask_anew(job, row, child)


def put_ask_anew(job: Viewer, row: Transition, child: Child) -> None:
    """From a month before eighteen it is on the worker's list to ask the young person anew. Safe to call again."""
    worker = allocated_worker(row.child_id, job.here)
    if child.born is None or row.asked_at_18 is not None or worker is None:
        return
    if not is_from(child.born, ADULT_MONTHS - 1, today()):
        return
    open_duty(
        by=job,
        kind=ASK_ANEW,
        subject=row,
        what="Ask the young person anew what they agree to: from eighteen it is theirs alone",
        responsible=Responsible(user_id=worker.user_id),
        due_at=at(day_of(child.born, ADULT_MONTHS), CLOSE),
        child_id=row.child_id,
    )


@action
def note_asked_anew(*, by: Viewer, child_id: UUID) -> Transition:
    """The young person was asked at eighteen: their own lines of that day or later stand in the ledger of agreement."""
    check_can_write(by, child_id)
    row = visible(by, Transition).filter(child_id=child_id).first()
    child = visible(by, Child).filter(pk=child_id).first()
    if row is None or child is None or child.born is None:
        raise Refused("Write the plan for growing up first, with a date of birth on the record.")
    if age_on(child.born, today()) < ADULT_MONTHS // 12:
        raise Refused("The young person is not eighteen yet. Until then the agreement there is stands.")
    first = answered_since(by, child_id, day_of(child.born, ADULT_MONTHS))
    if first is None:
        raise Refused(
            "The ledger of agreement has no answer of the young person's own since they turned eighteen. Ask them, and write it "
            "down under People, Agreement; then come back."
        )
    row.change(seen=None, asked_at_18=first)
    with acting_as(Viewer.job(JOB, by.here)) as job:
        finish(by=job, subject=row, kind=ASK_ANEW)
    record(by, "transition.asked-anew", row, child_id=child_id)
    return row


def answered_since(by: Viewer, child_id: UUID, day: dt.date) -> dt.date | None:
    """The first day, from a day on, on which the young person themself said what they agree to."""
    rows = visible(by, Agreement).filter(child_id=child_id, person=None, giver="", answer__in=ANSWERED, on_date__gte=day)
    return rows.order_by("on_date").values_list("on_date", flat=True).first()
