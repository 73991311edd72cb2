"""Who hears the item of one child at a meeting about many: how everybody called stands to that child, and what was decided."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from holdfast.access.asking import Asked
from holdfast.access.models import Membership, Restriction, User
from holdfast.access.policies import in_force
from holdfast.access.roles import GRANTS, Grant
from holdfast.access.visibility import visible
from holdfast.kernel.acting import acting_as
from holdfast.kernel.viewer import Viewer
from holdfast.partnership.queries import figures
from holdfast.rules import meetings as rules
from holdfast.rules.config import value
from holdfast.rules.meeting_circles import ARRANGEMENT, GROUND_WORDS, Ground, Standing, ground, suggested

from .models import AgendaItem, Hearing, Invitee, Meeting
from .types import Kind

JOB = "meetings.circles"
HEARERS = frozenset({Kind.STAFF.value, Kind.PROFESSIONAL.value})
OPENS_EVERY_RECORD = [key for key, role in GRANTS.items() if Grant.READ_CHILDREN in role.grants]
# About an account in the row: whether the child given is in its circle, or closed to it (`access.walls`).
_IN_CASE = "%s IN (SELECT holdfast_mine(%s, {child}))"
_CLOSED = "%s IN (SELECT holdfast_closed(%s, {child}))"
# About a decision: whether the child of its item is closed to the account it names. Restricted is closed to whoever has none.
_CLOSED_SINCE = "{child} IN (SELECT holdfast_closed(%s, (SELECT i.user_id FROM meetings_invitee i WHERE i.id = invitee_id)))"


@dataclass(frozen=True)
class Place:
    """One of those called, as the rule and as a person would have it. hears: decided, or, before that, suggested.

    decided: whether anybody has decided. why: the reason for letting them in wider than the rule.
    """

    invitee: Invitee
    ground: Ground
    hears: bool
    decided: bool
    why: str = ""

    @property
    def words(self) -> str:
        return GROUND_WORDS[self.ground]


def runners(meeting: Meeting) -> frozenset[UUID]:
    """The accounts of its chair, its minute taker and whoever convened it: they hear every item."""
    return frozenset(filter(None, (meeting.chair_id, meeting.minute_taker_id, meeting.convened_by_id)))


def closed_to(here: UUID | None, child_ids: Collection[UUID], users: Collection[UUID]) -> bool:
    """Whether the record of one of these children is closed to one of these accounts. Asked by the system: nobody else is told
    whose case somebody is a person in."""
    with acting_as(Viewer.job(JOB, here)):
        return any(_those(_CLOSED, child_id, here, users) for child_id in child_ids)


def _those(question: str, child_id: UUID, here: UUID | None, users: Iterable[UUID]) -> set[UUID]:
    rows = User.objects.filter(pk__in=list(users)).filter(Q(Asked("id", question, (child_id, here))))
    return set(rows.values_list("pk", flat=True))


def standings(meeting: Meeting, child_id: UUID, people: Iterable[Invitee]) -> dict[UUID, Standing]:
    """How each of these stands to the child today, by their invitation."""
    here, called = meeting.partnership_id, list(people)
    users = {one.user_id for one in called if one.user_id}
    with acting_as(Viewer.job(JOB, here)):
        in_case, closed = _those(_IN_CASE, child_id, here, users), _those(_CLOSED, child_id, here, users)
        posts = Membership.objects.filter(in_force(), partnership_id=here, user_id__in=users, role__in=OPENS_EVERY_RECORD)
        by_role = set(posts.values_list("user_id", flat=True))
        restricted = Restriction.objects.filter(in_force(), partnership_id=here, child_id=child_id).exists()
    return {
        one.pk: Standing(
            runs=one.user_id in runners(meeting),
            in_case=one.user_id in in_case,
            by_role=one.user_id in by_role,
            seat=one.seat,
            closed=one.user_id in closed if one.user_id else restricted,
        )
        for one in called
    }


def grounds(meeting: Meeting, child_id: UUID, people: Iterable[Invitee]) -> dict[UUID, Ground]:
    """Why each of these would hear of the child by the rule, by their invitation."""
    kind, arrangement = rules.of(meeting.kind), value(figures(meeting.partnership_id), ARRANGEMENT)
    return {key: ground(kind, one, arrangement) for key, one in standings(meeting, child_id, people).items()}


def who_may_hear(viewer: Viewer, meeting: Meeting) -> list[Invitee]:
    """The professionals who are called and come: of these a circle is made."""
    rows = visible(viewer, Invitee).filter(meeting=meeting, kind__in=HEARERS, withdrawn_at=None, kept_out_at=None)
    return list(rows.select_related("agency").order_by("created_at", "pk"))


def places(viewer: Viewer, meeting: Meeting, child_id: UUID, item: AgendaItem | None = None) -> list[Place]:
    """Everybody who may be in the circle of a child's item: as decided, else as the rule suggests."""
    people = who_may_hear(viewer, meeting)
    decided = {row.invitee_id: row for row in visible(viewer, Hearing).filter(item=item)} if item else {}
    by_rule = grounds(meeting, child_id, people)
    return [_place(one, by_rule[one.pk], decided.get(one.pk), new=item is None) for one in people]


def _place(one: Invitee, why: Ground, row: Hearing | None, *, new: bool) -> Place:
    """Whoever was called after a circle was decided is in it once somebody says so."""
    if why in (Ground.RUNS, Ground.CLOSED):
        return Place(one, why, hears=why == Ground.RUNS, decided=True)
    if row is None:
        return Place(one, why, hears=new and suggested(why), decided=False)
    return Place(one, why, hears=row.hears, decided=True, why=row.why)


def circles(viewer: Viewer, meeting: Meeting) -> Mapping[UUID, frozenset[UUID]]:
    """The circle of each child's item of a meeting, by item: invitations of those who hear it, and to whom the record is not
    closed today. Those who run the meeting hear every item, called or not. In two statements, however many items there are."""
    items = [row.pk for row in visible(viewer, AgendaItem).filter(meeting=meeting, child__isnull=False)]
    if not items:
        return {}
    with acting_as(Viewer.job(JOB, viewer.here)):
        rows = Hearing.objects.filter(partnership_id=viewer.here, item_id__in=items, hears=True)
        open_ = rows.exclude(Q(Asked("item__child_id", _CLOSED_SINCE, (viewer.here,))))
        found: dict[UUID, set[UUID]] = {item: set() for item in items}
        for item_id, invitee_id in open_.values_list("item_id", "invitee_id"):
            found[item_id].add(invitee_id)
        running = Invitee.objects.filter(partnership_id=viewer.here, meeting=meeting, user_id__in=runners(meeting))
        always = set(running.values_list("pk", flat=True))
    return {item: frozenset(heard | always) for item, heard in found.items()}


def hears_all_of(viewer: Viewer, meeting: Meeting) -> bool:
    """Whether the viewer hears everything that a whole minute is made of."""
    own = visible(viewer, AgendaItem).filter(meeting=meeting, child__isnull=False).count()
    with acting_as(Viewer.job(JOB, viewer.here)):
        return own == AgendaItem.objects.filter(partnership_id=viewer.here, meeting=meeting, child__isnull=False).count()


def hearers_by_name(viewer: Viewer, items: Iterable[AgendaItem]) -> dict[UUID, frozenset[str]]:
    """Who hears each of these items, by the ids of invitation and account; those who run the meeting by theirs. For the check of
    what leaves, which names nobody: asked by the system, of items that the viewer hears."""
    found = {one.pk: {str(key) for key in runners(one.meeting)} for one in items}
    if not found:
        return {}
    with acting_as(Viewer.job(JOB, viewer.here)):
        rows = Hearing.objects.filter(partnership_id=viewer.here, item_id__in=found, hears=True)
        for item_id, invitee_id, user_id in rows.values_list("item_id", "invitee_id", "invitee__user_id"):
            found[item_id] |= {str(key) for key in (invitee_id, user_id) if key}
    return {item: frozenset(keys) for item, keys in found.items()}
