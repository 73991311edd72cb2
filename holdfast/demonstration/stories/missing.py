"""About forty absences of a dozen children: most are back, one is missing now, and a pattern has formed for some of them."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from holdfast.kernel.viewer import Viewer
from holdfast.missing import actions
from holdfast.missing.models import AlertTo
from holdfast.missing.types import Category, LogKind, PoliceCalled, ReporterKind, When
from holdfast.records.models import Child, Involvement
from holdfast.ui.formats import years_old
from holdfast.work.models import Duty
from holdfast.work.seats import on_duty

from .telling import Teller

CO_ORDINATOR, SERGEANT, SCREENER, CARER = "Dev Chauhan", "Alison Reeve", "Grace Adeyemi", "Wendy Arkwright"
AGES = range(11, 18)
# Each child's absences: how many days ago each began, how many hours it lasted, and what it was.
ABSENCES: tuple[tuple[tuple[int, float, str], ...], ...] = (
    ((80, 9, "M"), (61, 5, "M"), (33, 30, "M"), (4, 7, "M"), (2, 6, "M"), (140, 3, "A")),
    ((70, 6, "H"), (25, 11, "H"), (200, 4, "H")),  # and missing now
    ((66, 8, "H"), (48, 3, "H"), (9, 5, "H")),
    ((120, 4, "H"), (101, 6, "H"), (20, 2, "H")),
    ((85, 14, "M"), (30, 2, "A"), (29, 3, "A"), (12, 2, "A")),
    ((160, 5, "H"), (55, 7, "H")),
    ((210, 26, "M"), (95, 5, "M"), (40, 4, "M")),
    ((300, 3, "H"), (15, 4, "H")),
    ((180, 6, "M"), (175, 5, "M"), (170, 8, "M"), (168, 7, "M")),
    ((60, 3, "H"), (1, 6, "H")),
    ((130, 9, "H"), (6, 10, "H")),
    ((250, 4, "M"), (240, 6, "A"), (85, 5, "M"), (52, 3, "M"), (24, 4, "M"), (3, 5, "M")),
    ((75, 2, "H"), (38, 5, "H")),
)
SAID = "about when the others came home"
WORRY = "Two calls this week from a number nobody knows, and a new telephone that nobody gave."


def tell(teller: Teller) -> None:
    """The absences that are over, then the child who is missing now."""
    children = _children(teller)
    for child, absences in zip(children, ABSENCES, strict=False):
        for number, (days, hours, category) in enumerate(absences):
            _over(teller, child, days, hours, category, number)
    _missing_now(teller, children[1])
    with teller.acting(CARER, teller.ago(2)) as by:
        actions.keep_draft(by=by, answers={"police_called": [PoliceCalled.YES.value], "given_name": ["Billie"]})


def _children(teller: Teller) -> list[Child]:
    """Young people of the county whose record opens to everybody it should; those with a worker of their own first."""
    plain = [one.key for family in teller.families[:-3] for one in family.children]
    young = [row for key in plain if (row := teller.children[key]).born and years_old(row.born, teller.today) in AGES]
    with teller.being(Viewer.job("demonstration", teller.staff.partnership_id), teller.until):
        allocated = set(
            Involvement.objects.filter(allocated=True, until=None, user__isnull=False).values_list("child_id", flat=True)
        )
    return sorted(young, key=lambda row: row.pk not in allocated)[: len(ABSENCES)]


def _over(teller: Teller, child: Child, days: int, hours: float, category: str, number: int) -> None:
    """An absence that ended, as the co-ordinator kept it."""
    start = teller.until.replace(minute=10 + number, second=0, microsecond=0) - timedelta(days=days)
    end = start + timedelta(hours=hours)
    with teller.acting(CO_ORDINATOR, end + timedelta(hours=1)) as by:
        actions.open_episode(
            by=by,
            child_id=child.pk,
            category=category,
            started=When(start),
            ended=When(end),
            reported_at=start + timedelta(minutes=50),
            police_ref=f"MP-{days:03}{number}",
            police_grade="medium" if hours < 20 else "high",
            back_at=end,
            found_at=None if category == Category.AWAY else end,
        )


def _missing_now(teller: Teller, child: Child) -> None:
    """Reported by telephone; the police have it and have graded it; the worker has not answered yet."""
    seen = teller.until - timedelta(hours=7)
    said = actions.Said(
        police_called=PoliceCalled.YES,
        category=Category.HOME,
        last_seen=When(seen, SAID, seen - timedelta(minutes=20), seen + timedelta(minutes=20)),
        reporter_kind=ReporterKind.PARENT,
        told_by="The mother, by telephone",
        telephone="01632 960 177",
        facts={"last_seen_where": "At home, in the kitchen", "clothing": "Grey hooded top, black jeans", "worry": WORRY},
    )
    with teller.acting(SCREENER, seen + timedelta(hours=3)) as by:
        made = actions.report(by=by, said=said, child_id=child.pk)
    with teller.acting(CO_ORDINATOR, seen + timedelta(hours=3, minutes=10)) as by:
        _answer(by, made.episode_id, "police")
        actions.grade(by=by, episode_id=made.episode_id, level="medium", reason="Young, out after dark, and a new telephone.")
    _duty_answers(teller, made.episode_id)
    with teller.acting(SERGEANT, seen + timedelta(hours=5)) as by:
        words = "Seen by the bus station with an older boy in a blue jacket. Gone when the car came."
        actions.add_to_log(by=by, episode_id=made.episode_id, kind=LogKind.SIGHTING, words=words, place="Bus station")


def _answer(by: Viewer, episode_id: UUID, seat: str) -> None:
    for one in AlertTo.objects.filter(alert__episode_id=episode_id, seat=seat):
        actions.acknowledge_alert(by=by, recipient_id=one.pk, held_by="The desk, on the number everybody has")


def _duty_answers(teller: Teller, episode_id: UUID) -> None:
    """Whoever was on duty then has answered, by day or by night."""
    at = teller.until - timedelta(hours=3)
    with teller.being(Viewer.job("demonstration", teller.staff.partnership_id), at) as job:
        asked = AlertTo.objects.filter(alert__episode_id=episode_id, seat="duty").values_list("duty_id", flat=True)
        roles = list(Duty.objects.filter(pk__in=asked).values_list("role", flat=True))
        people = [on_duty(job, role)[0][0] for role in roles]
    for user_id in people:
        name = next(name for name in teller.staff.users if teller.staff.users[name].pk == user_id)
        with teller.acting(name, at) as by:
            _answer(by, episode_id, "duty")
