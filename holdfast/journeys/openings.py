"""The daily look at records opened by people whom no task brought there, and what a reviewer makes of each (H10)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection

from holdfast.access.models import Membership, StaffHome, User
from holdfast.access.policies import in_force
from holdfast.access.roles import GRANTS, Grant
from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.keeping.actions.breaches import ASKED, log_breach
from holdfast.keeping.models import Breach
from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import Fault, Faulty
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.partnership.queries import figures
from holdfast.records import actions
from holdfast.records.actions.openings import Found
from holdfast.records.likeness import grounds
from holdfast.records.models import OpeningList, UnrelatedOpening
from holdfast.records.policies import check_can_find
from holdfast.rules.config import value
from holdfast.rules.openings import Finding, Ground, is_listed
from holdfast.work.actions import finish, open_duty
from holdfast.work.types import Responsible

from .relation import JOB, Opener, is_related

LOOK, TALK = "openings.look", "opening.talk"
LOOK_WORDS = "Look at records that were opened by people without a task."
TALK_WORDS = "Ask a colleague why they opened a record without a task, and write what came of it."
BACK = timedelta(days=3)  # a night on which nothing ran is made up for
MANAGER, GOVERNOR = "mash-manager", "information-governance"
READS_ALL = tuple(key for key, role in GRANTS.items() if Grant.READ_CHILDREN in role.grants)
MANAGERS = frozenset(key for key, role in GRANTS.items() if Grant.RATIFY in role.grants)

# One person's openings by their own index, by record and London day; a look through somebody else's eyes counts as one.
_OPENED = (
    "SELECT child_id, (at AT TIME ZONE 'Europe/London')::date, min(at), max(at), count(*) FROM audit_event"
    " WHERE partnership_id = %s AND person_id = %s AND kind = 'read' AND verb IN ('child.open', 'child.preview')"
    " AND child_id IS NOT NULL AND at >= %s GROUP BY 1, 2 ORDER BY 3"
)


@action
def look_for_unrelated(*, by: Viewer, since: datetime | None = None) -> int:
    """List what was opened without a task since then. Safe to run twice: an opening of a day is listed once. How many are new."""
    begin = since or now() - BACK
    new = 0
    for user, opener, agency_id in _openers(by):
        home = StaffHome.objects.filter(partnership_id=by.here, user_id=user.pk).first()
        for found in _opened(by, user.pk, agency_id, begin):
            why = _grounds(by, user, opener, home, found)
            new += is_listed(why) and _listed(by, replace(found, grounds=why), opener)
    record(by, "opening.look", None, count=new)
    return new


def _openers(by: Viewer) -> Iterator[tuple[User, Opener, UUID]]:
    """Everybody who reads every child, with the posts they hold."""
    posts: dict[UUID, list[Membership]] = {}
    held = Membership.objects.filter(partnership_id=by.here, user__memberships__in=_reading(by))
    for post in held.filter(in_force()).select_related("user").distinct().order_by("from_date", "pk"):
        posts.setdefault(post.user_id, []).append(post)
    for user_id, own in posts.items():
        agencies = tuple(sorted({post.agency_id for post in own}))
        teams = tuple(sorted({post.team_id for post in own if post.team_id}))
        yield own[0].user, Opener(user_id, agencies, teams, frozenset(post.role for post in own)), own[0].agency_id


def _reading(by: Viewer) -> list[UUID]:
    rows = Membership.objects.filter(in_force(), partnership_id=by.here, role__in=READS_ALL)
    return list(rows.values_list("pk", flat=True))


def _opened(by: Viewer, user_id: UUID, agency_id: UUID, since: datetime) -> list[Found]:
    with connection.cursor() as cursor:
        cursor.execute(_OPENED, [by.here, user_id, since])
        rows = cursor.fetchall()
    return [Found(user_id, agency_id, *row) for row in rows]


def _grounds(by: Viewer, user: User, opener: Opener, home: StaffHome | None, found: Found) -> tuple[Ground, ...]:
    why = grounds(by, user.name, home, found.child_id)
    if not is_related(by, opener, found.child_id, found.day):
        why |= {Ground.NO_TASK}
    return tuple(ground for ground in Ground if ground in why)


def _listed(by: Viewer, found: Found, opener: Opener) -> bool:
    """A manager's own opening is looked at by information governance."""
    role = GOVERNOR if opener.roles & MANAGERS else MANAGER
    made = actions.list_opening(by=by, found=found, role=role)
    if made is None:
        return False
    open_duty(
        by=by, kind=LOOK, subject=made.listed, what=LOOK_WORDS, responsible=Responsible(role=role), due_at=made.due_at,
        ladder="limit",
    )  # fmt: skip
    return True


@action
def review(*, by: Viewer, opening: UnrelatedOpening, finding: Finding, words: str, in_danger: str = "") -> UnrelatedOpening:
    """Keep what a reviewer makes of an opening, and what follows: a word with a colleague, or the breach log."""
    check_can_find(by, opening)
    breach = _breach(by, words, in_danger) if finding is Finding.BREACH else None
    kept = actions.review_unrelated(by=by, opening=opening, finding=finding, words=words, breach_id=breach.pk if breach else None)
    if finding is Finding.TALK:
        _to_talk(by, kept)
    else:
        finish(by=by, subject=kept, kind=TALK)
    _close_list(by, kept.listed_id)
    return kept


def _breach(by: Viewer, words: str, in_danger: str) -> Breach:
    """The breach log is information governance's own; a manager's finding is entered there for them."""
    faults = [Fault("words", ASKED["happened"])] if not words.strip() else []
    if not in_danger.strip():
        faults.append(Fault("in_danger", ASKED["in_danger"]))
    if faults:
        raise Faulty(faults)
    with acting_as(Viewer.job(JOB, by.here)) as job:
        return log_breach(
            by=job, aware_at=now(), happened=words, kinds="A child's record, opened by a colleague without a task",
            in_danger=in_danger, people=1,
        )  # fmt: skip


def _to_talk(by: Viewer, opening: UnrelatedOpening) -> None:
    hours = int(value(figures(by.here), "openings.review_hours"))
    due = now() + timedelta(hours=hours)
    open_duty(by=by, kind=TALK, subject=opening, what=TALK_WORDS, responsible=Responsible(user_id=by.me), due_at=due)


def _close_list(by: Viewer, list_id: UUID) -> None:
    """Once everything on a day's list was looked at, the duty to look is done; what is still to be asked has its own."""
    with acting_as(Viewer.job(JOB, by.here)):
        row = OpeningList.objects.select_for_update().get(partnership_id=by.here, pk=list_id)
        if row.settled_at is None and not row.openings.filter(finding="").exists():
            row.change(seen=None, settled_at=now())
            finish(by=by, subject=row, kind=LOOK)
