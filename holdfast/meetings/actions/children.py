"""The agenda of a meeting about many children, child by child: each an item, with its worry, its time, and who hears it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import F

from holdfast.access.visibility import visible
from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import Fault, Faulty, NotHere, Refused
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.records.models import Child
from holdfast.records.policies import check_can_read as check_can_read_child
from holdfast.rules import meetings as rules
from holdfast.rules.meeting_circles import Ground, suggested
from holdfast.rules.minutes import LineKind

from .. import circles
from ..models import AgendaItem, Hearing, Invitee, Meeting
from ..types import State
from .convening import JOB, held_for_change

LONGEST, LONGEST_WHY, MOST_MINUTES = 500, 1000, 240
NOT_HERE = "This child cannot be spoken of at this meeting. Call one about this child alone."
WIDER = "Somebody you ticked is not in by the rule. Say why they hear of this child, or leave them out."
BEYOND = "The record is closed to somebody you ticked: nobody lets them in here."
FROM_BEFORE = "What was agreed last time and is not done."


@dataclass(frozen=True)
class Spoken:
    """What is said of one child's item. hears: the invitations of those who hear it. why: the reason for whoever is let in wider
    than the rule."""

    worry: str
    minutes: int | None = None
    presenter_id: UUID | None = None
    hears: frozenset[UUID] = frozenset()
    why: str = ""


def check_can_speak_of(by: Viewer, meeting_id: UUID, child_id: UUID) -> Meeting:
    """Those who run a meeting about many children, of a child whose record opens to them, and is closed to none of them."""
    meeting = held_for_change(by, meeting_id)
    check_can_read_child(by, child_id)
    if not rules.of(meeting.kind).by_child:
        raise Refused("At this kind of meeting children are not spoken of one by one.")
    if not meeting.ahead:
        raise Refused("This meeting is over, or was cancelled.")
    if circles.closed_to(by.here, [child_id], circles.runners(meeting)):
        raise Refused(NOT_HERE)
    return meeting


@action
def speak_of(*, by: Viewer, meeting_id: UUID, child_id: UUID, said: Spoken) -> AgendaItem:
    """Put a child on the agenda, last of the children, with who hears of them.

    Raises Faulty with every fault beside its question.
    """
    meeting = check_can_speak_of(by, meeting_id, child_id)
    if visible(by, AgendaItem).filter(meeting=meeting, child_id=child_id, removed_at=None).exists():
        raise Refused("This child is on the agenda already.")
    places = circles.places(by, meeting, child_id)
    _check(said, places)
    item = _put(by, meeting, visible(by, Child).get(pk=child_id), said)
    _decide(by, item, places, said)
    record(by, "meeting.item-add", item, child_id=child_id, hear=len(said.hears))
    return item


@action
def change_item(*, by: Viewer, item_id: UUID, seen: int | None, said: Spoken) -> AgendaItem:
    """Its worry, time and presenter; and who hears it. Whoever is no longer in the circle reads nothing of it from now on, and
    what they took on of it goes to the chair.

    Raises StaleEdit with both, where somebody saved since version `seen`.
    """
    from ..minuting.due import pass_on

    item, meeting = held_item(by, item_id)
    if meeting.state == State.CANCELLED:
        raise Refused("This meeting was cancelled.")
    places = circles.places(by, meeting, _child_of(item), item)
    _check(said, places)
    values = {"prompt": said.worry.strip(), "minutes": said.minutes, "presenter_id": said.presenter_id}
    item.change(seen=seen, **values)
    _decide(by, item, places, said)
    pass_on(by, meeting, item)
    record(by, "meeting.item-change", item, child_id=item.child_id, hear=len(said.hears))
    return item


@action
def move_item(*, by: Viewer, item_id: UUID, up: bool) -> AgendaItem:
    """Earlier or later among the children. The first stays first, and the last last."""
    item, meeting = held_item(by, item_id)
    _check_ahead(meeting)
    rows = visible(by, AgendaItem).filter(meeting=meeting, child__isnull=False, removed_at=None).exclude(pk=item.pk)
    if up:
        other = rows.filter(position__lte=item.position).order_by("-position", "-pk").first()
    else:
        other = rows.filter(position__gte=item.position).order_by("position", "pk").first()
    if other is not None:
        here, there = item.position, other.position
        other.change(seen=None, position=here)
        item.change(seen=None, position=there)
    record(by, "meeting.item-move", item, child_id=item.child_id, up=up)
    return item


@action
def take_item_off(*, by: Viewer, item_id: UUID, why: str) -> AgendaItem:
    """The child is not spoken of this time, and why. What was said under it already stays with the minute."""
    item, meeting = held_item(by, item_id)
    _check_ahead(meeting)
    if not why.strip():
        raise Faulty([Fault("reason", "Say why this child is not spoken of this time.")])
    item.change(seen=None, removed_at=now(), removed_why=why.strip()[:LONGEST_WHY])
    record(by, "meeting.item-remove", item, child_id=item.child_id)
    return item


def held_item(by: Viewer, item_id: UUID) -> tuple[AgendaItem, Meeting]:
    """A child's item, for those who run its meeting and hear it. To anybody else there is none."""
    item = visible(by, AgendaItem).filter(pk=item_id, child__isnull=False, removed_at=None).first()
    if item is None:
        raise NotHere
    return item, held_for_change(by, item.meeting_id)


def _child_of(item: AgendaItem) -> UUID:
    if item.child_id is None:
        raise NotHere
    return item.child_id


def _check_ahead(meeting: Meeting) -> None:
    if not meeting.ahead:
        raise Refused("This meeting is over, or was cancelled.")


def _check(said: Spoken, places: list[circles.Place]) -> None:
    by_key = {one.invitee.pk: one for one in places}
    if not said.hears <= set(by_key):
        raise NotHere
    faults = []
    if not said.worry.strip():
        faults.append(Fault("worry", "Say in a sentence why this child is spoken of"))
    elif len(said.worry) > LONGEST:
        faults.append(Fault("worry", f"Write {LONGEST} characters or fewer"))
    if said.minutes is not None and not 1 <= said.minutes <= MOST_MINUTES:
        faults.append(Fault("minutes", f"Enter a number of minutes from 1 to {MOST_MINUTES}"))
    chosen = [by_key[key] for key in said.hears]
    if any(one.ground == Ground.CLOSED for one in chosen):
        faults.append(Fault("hears", BEYOND))
    if not said.why.strip() and any(_is_wider(one) and not one.why for one in chosen):
        faults.append(Fault("why", WIDER))
    hear = said.hears | {one.invitee.pk for one in places if one.ground == Ground.RUNS}
    if said.presenter_id is not None and said.presenter_id not in hear:
        faults.append(Fault("presenter", "Whoever presents it must be among those who hear it"))
    if faults:
        raise Faulty(faults)


def _is_wider(one: circles.Place) -> bool:
    return not suggested(one.ground)


def _put(by: Viewer, meeting: Meeting, child: Child, said: Spoken) -> AgendaItem:
    """After the children who are there, under the heading of its type. What comes after moves on by one."""
    kind = rules.of(meeting.kind)
    section = kind.section(kind.by_child)
    rows = AgendaItem.objects.filter(partnership_id=by.here, meeting=meeting)
    last = rows.filter(child__isnull=False).order_by("-position").first() or rows.filter(key=kind.by_child).first()
    place = last.position + 1 if last else rows.count()
    rows.filter(position__gte=place).update(position=F("position") + 1)
    return AgendaItem.objects.create(
        partnership_id=by.here,
        meeting=meeting,
        child=child,
        title=child.name,
        prompt=said.worry.strip(),
        minutes=said.minutes,
        presenter_id=said.presenter_id,
        position=place,
        audience=sorted(key.value for key in section.audience) if section else ["professionals"],
    )


def _decide(by: Viewer, item: AgendaItem, places: list[circles.Place], said: Spoken) -> None:
    """What was decided of everybody who is called: one row each, with the ground, and the reason where it is wider."""
    for one in places:
        hears = one.invitee.pk in said.hears or one.ground == Ground.RUNS
        wider = hears and _is_wider(one)
        Hearing.objects.update_or_create(
            partnership_id=by.here,
            item=item,
            invitee=one.invitee,
            defaults={
                "meeting_id": item.meeting_id,
                "hears": hears,
                "ground": one.ground.value,
                "why": (said.why.strip() or one.why)[:LONGEST_WHY] if wider else "",
                "decided_by_id": by.person_id,
            },
        )


# -- from one meeting to the next -------------------------------------------------------------------------------------


def bring_unfinished(by: Viewer, meeting: Meeting) -> int:
    """Each child of whom something agreed at an earlier meeting of this kind is not done is on this agenda, as that child's item.

    It is heard by those who heard it then, as far as the rule gives it to them today; a person decides on everybody else. Where
    somebody who runs this meeting did not hear it then, it is brought by nobody: whoever may puts it on. How many were brought.
    """
    from ..minute_models import MinuteLine

    if not rules.of(meeting.kind).by_child:
        return 0
    with acting_as(Viewer.job(JOB, by.here).with_(request_id=by.request_id)) as job:
        here = {"partnership_id": by.here}
        left = MinuteLine.objects.filter(
            **here, kind=LineKind.ACTION, removed_at=None, done_at=None, item__child__isnull=False,
            meeting__kind=meeting.kind, meeting__state=State.HELD,
        )  # fmt: skip
        there = AgendaItem.objects.filter(**here, meeting=meeting, child__isnull=False).values("child_id")
        items = AgendaItem.objects.filter(**here, pk__in=left.exclude(meeting=meeting).values("item_id"))
        newest: dict[UUID, AgendaItem] = {}
        for item in items.exclude(child_id__in=there).select_related("child", "meeting").order_by("meeting__starts_at", "pk"):
            newest[_child_of(item)] = item
        return sum(_brought(job, meeting, item) for item in newest.values())


def _brought(by: Viewer, meeting: Meeting, before: AgendaItem) -> bool:
    heard = circles.circles(by, before.meeting).get(before.pk, frozenset())
    accounts = set(Invitee.objects.filter(partnership_id=by.here, pk__in=heard).values_list("user_id", flat=True))
    accounts = {one for one in accounts if one} | circles.runners(before.meeting)
    child_id = _child_of(before)
    if not circles.runners(meeting) <= accounts or circles.closed_to(by.here, [child_id], circles.runners(meeting)):
        return False
    places = circles.places(by, meeting, child_id)
    hears = frozenset(one.invitee.pk for one in places if one.hears and one.invitee.user_id in accounts)
    said = Spoken(FROM_BEFORE, before.minutes, hears=hears)
    item = _put(by, meeting, visible(by, Child).get(pk=child_id), said)
    _decide(by, item, [one for one in places if one.invitee.pk in hears or one.ground == Ground.RUNS], said)
    record(by, "meeting.item-bring", item, child_id=child_id, hear=len(hears))
    return True
