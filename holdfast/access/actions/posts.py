"""Posts: given from one day, ended on another."""

from __future__ import annotations

from datetime import date

from holdfast.access import policies
from holdfast.access.models import Agency, Membership, Team, User
from holdfast.access.policies import in_force
from holdfast.access.roles import GRANTS, Grant
from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.errors import Refused
from holdfast.kernel.time import today
from holdfast.kernel.viewer import Viewer

ADMINISTERING = frozenset(key for key, role in GRANTS.items() if Grant.ADMINISTER in role.grants)


@action
def give_post(
    *,
    by: Viewer,
    user: User,
    agency: Agency,
    role: str,
    team: Team | None = None,
    from_date: date | None = None,
    until: date | None = None,
    supervisor: User | None = None,
) -> Membership:
    """Give somebody a role in an agency from a day on. The same post twice over the same days is one post."""
    policies.check_can_administer(by)
    if user.pk == by.person_id:
        raise Refused("Somebody else must give you a post.")
    start = from_date or today()
    _check_post(agency, team, role, start, until)
    held = _held_already(by, user, agency, team, role, start)
    if held is None:
        held = Membership.objects.create(
            partnership_id=by.here, user=user, agency=agency, team=team, role=role,
            from_date=start, until=until, supervisor=supervisor,
        )  # fmt: skip
    record(by, "post.give", held, user=user.pk, role=role, agency=agency.pk)
    return held


def _check_post(agency: Agency, team: Team | None, role: str, start: date, until: date | None) -> None:
    if role not in GRANTS:
        raise Refused("There is no such role. Choose one from the list.")
    if team is not None and team.agency_id != agency.pk:
        raise Refused("This team belongs to another agency. Choose a team of the agency, or none.")
    if agency.closed_on is not None and start >= agency.closed_on:
        raise Refused("This agency has closed. Choose another.")
    if until is not None and until < start:
        raise Refused("A post cannot end before it begins. Check both dates.")


def _held_already(by: Viewer, user: User, agency: Agency, team: Team | None, role: str, start: date) -> Membership | None:
    rows = Membership.objects.filter(partnership_id=by.here, user=user, agency=agency, team=team, role=role, from_date__lte=start)
    return rows.exclude(until__lt=start).first()


@action
def end_post(*, by: Viewer, post: Membership, until: date, seen: int | None = None) -> Membership:
    """End a post after a day. What the person did in it stays theirs.

    The last administrator's post cannot be ended: nobody could give another.
    """
    policies.check_can_administer(by)
    if until < post.from_date:
        raise Refused("A post cannot end before it begins. Check the date.")
    check_not_last_administrator(post)
    post.change(seen=seen, until=until)
    record(by, "post.end", post, user=post.user_id)
    return post


def check_not_last_administrator(post: Membership) -> None:
    """Nobody could give another post once the last administrator's is gone."""
    if post.role in ADMINISTERING and not _other_administrator(post):
        raise Refused("This is the last administrator. Give somebody else the role first.")


def _other_administrator(post: Membership) -> bool:
    """An administrator without an end in sight, whose account works."""
    others = Membership.objects.filter(
        in_force(), partnership_id=post.partnership_id, role__in=ADMINISTERING, until=None, user__is_active=True
    )
    return others.exclude(user_id=post.user_id).exists()
