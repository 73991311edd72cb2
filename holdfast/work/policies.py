"""Who may see and answer duties and clocks."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from holdfast.access.policies import about_children_i_may_read, not_shut_out
from holdfast.access.roles import Grant
from holdfast.access.visibility import readable
from holdfast.kernel.asks import asks
from holdfast.kernel.errors import Refused
from holdfast.kernel.viewer import Viewer

from .models import Clock, Duty, Seat, Told
from .seats import holders_of


@readable(Seat)
def seats(viewer: Viewer) -> Q | None:
    """A seat is seen by those who sit in it."""
    if viewer.system:
        return Q()
    return Q(holder__in=holders_of(viewer)) if viewer.is_person else None


@readable(Duty)
def duties(viewer: Viewer) -> Q | None:
    """A duty is seen by those it rests on or has climbed to, by whoever opened it, and by MASH; never by a person of its case."""
    if viewer.system:
        return Q()
    if viewer.may(Grant.SCREEN):
        return not_shut_out(viewer)
    if not viewer.is_person:
        return None
    mine = Seat.objects.filter(partnership_id=viewer.here, duty_id=OuterRef("pk"), holder__in=holders_of(viewer))
    return (Q(Exists(mine)) | Q(opened_by_id=viewer.person_id)) & not_shut_out(viewer)


@readable(Told)
def told(viewer: Viewer) -> Q | None:
    if viewer.system or viewer.may(Grant.SCREEN):
        return Q()
    return Q(user_id=viewer.person_id) if viewer.is_person else None


@readable(Clock)
def clocks(viewer: Viewer) -> Q | None:
    """Seen by those who may read the child it runs for, by MASH, and by those whose duty it times."""
    if viewer.system or viewer.may(Grant.SCREEN):
        return Q()
    if not viewer.is_person:
        return None
    mine = Seat.objects.filter(partnership_id=viewer.here, duty__clock_id=OuterRef("pk"), holder__in=holders_of(viewer))
    about = about_children_i_may_read(viewer)
    return Q(Exists(mine)) | about if about is not None else Q(Exists(mine))


def check_can_acknowledge(viewer: Viewer, duty: Duty) -> None:
    """An agency's duty is acknowledged by that agency, by a named person (H6)."""
    if not viewer.is_person:
        raise Refused("A duty is acknowledged by a named person.")
    if not duty.live:
        raise Refused("This duty has ended, so there is nothing to acknowledge.")
    if duty.agency_id and duty.agency_id != viewer.agency_id:
        raise Refused("Another agency must acknowledge this: it is theirs to answer.")
    if not duty.needs_ack:
        raise Refused("This duty does not ask to be acknowledged. Do it, or pass it on.")
    _check_sits(viewer, duty, "This rests on somebody else, and they have not answered: ring them.")


def check_can_finish(viewer: Viewer, duty: Duty) -> None:
    """A duty is finished by those it rests on."""
    if viewer.system:
        return
    if duty.agency_id and duty.agency_id != viewer.agency_id:
        raise Refused("Another agency must finish this: it is theirs to do.")


def _check_sits(viewer: Viewer, duty: Duty, otherwise: str) -> None:
    if not Seat.objects.filter(partnership_id=viewer.here, duty_id=duty.pk, holder__in=holders_of(viewer)).exists():
        raise Refused(otherwise)


can_acknowledge = asks(check_can_acknowledge)
can_finish = asks(check_can_finish)
