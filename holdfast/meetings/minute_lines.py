"""What was said at meetings, for the check before anything leaves: words kept from a reader are found again in a letter, too."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q

from holdfast.access.visibility import visible
from holdfast.disclosure.known import MOST_LINES, Line, lines_from
from holdfast.kernel.viewer import Viewer
from holdfast.rules.audience import Key

from .circles import hearers_by_name
from .minute_models import ChairRuling, MinuteLine
from .minuting.outcomes import OUTCOMES
from .types import Kind


@lines_from
def said_at_meetings(viewer: Viewer, child_id: UUID) -> Iterable[Line]:
    """Each line with whom it is for, and to whom the chair gave it. The same words said to more people are for all of them.

    What was said of a child of many is for those who hear of that child, by name, and for no other professional; what was decided
    goes to the child's record, and is for whoever reads there.
    """
    given: dict[UUID, list[tuple[str, str]]] = {}
    rulings = visible(viewer, ChairRuling).filter(meeting__child_id=child_id, line_id__isnull=False, gives=True)
    for row in rulings.select_related("invitee"):
        if row.line_id is not None:
            key = Key.CHILD if row.invitee.kind == Kind.CHILD else Key.FAMILY
            given.setdefault(row.line_id, []).append((key.value, str(row.invitee.person_id or "")))
    told: dict[str, Line] = {}
    about = Q(meeting__child_id=child_id) | Q(item__child_id=child_id)
    rows = visible(viewer, MinuteLine).filter(about, removed_at=None).order_by("-said_at", "pk").select_related("item__meeting")
    lines = list(rows[:MOST_LINES])
    heard = hearers_by_name(viewer, [line.item for line in lines if line.item.child_id])
    for line in lines:
        more = given.get(line.pk, [])
        audience = {*line.audience, *(key for key, _person in more)}
        circle: frozenset[str] = frozenset()
        if line.item_id in heard and line.kind not in OUTCOMES and Key.PROFESSIONALS.value in audience:
            audience, circle = audience - {Key.PROFESSIONALS.value} | {Key.NAMED.value}, heard[line.item_id]
        named = {*circle, *map(str, line.family), *map(str, line.named), *(person for _key, person in more if person)}
        before = told.get(line.text.casefold())
        if before is not None:
            audience, named = audience | set(before.audience), named | set(before.named)
        told[line.text.casefold()] = Line(line.text, tuple(sorted(audience)), tuple(sorted(named)), tuple(map(str, line.not_for)))
    return told.values()
