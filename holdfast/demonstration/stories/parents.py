"""Parents are given the pack: one has written ahead what should be known, which waits; one was given it on paper.

And a child who is placed in another county was missing there: that council has no accounts here, and was rung.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from holdfast.disclosure import links
from holdfast.kernel.viewer import Viewer
from holdfast.missing import actions
from holdfast.missing.actions import giving
from holdfast.missing.authorities import write_number
from holdfast.missing.models import AlertTo, Episode
from holdfast.missing.parent_models import Means
from holdfast.missing.types import Category, PoliceCalled, ReporterKind, When
from holdfast.records.models import Child, Person, SafeToTell
from holdfast.records.types import Tell
from holdfast.rules.parent_pack import PAPERS
from holdfast.work.models import Duty
from holdfast.work.seats import on_duty

from .telling import Teller

KEEPER, SCREENER, CO_ORDINATOR = "Priya Nair", "Grace Adeyemi", "Dev Chauhan"
COUNCILS = (
    ("Farshire Council", "01632 960840", "01632 960841", "duty@farshire.example"),
    ("Nettlecombe County Council", "01632 960842", "01632 960843", ""),
)
WRITTEN = {
    "description": "Taller than me now. Brown hair to the shoulder, brown eyes. Always the green coat.",
    "aliases": "Friends say Fen. Online I think fen_under_water.",
    "phones": "07700 900 562. There is a tablet too, it shows where it is if I sign in.",
    "friends": "Cass from two doors down. A new one called Rue, I do not know where she lives.",
    "places": "The arcade by the station, and the reservoir in summer.",
    "trusts": "Her aunt in Saltersby. She would ring her before me.",
    "parents_say": "I would rather somebody rang me at three in the morning than not at all.",
}


def tell(teller: Teller) -> None:
    _book(teller)
    told = _told(teller)
    if told:
        _written_ahead(teller, *told[0])
    for child_id, person_id in told[1:2]:
        with teller.acting(KEEPER, teller.ago(24 * 12)) as by:
            giving.give_pack(by=by, child_id=child_id, person_id=person_id, papers=list(PAPERS), means=Means.PAPER)
    _placed_elsewhere(teller)


def _book(teller: Teller) -> None:
    with teller.being(Viewer.job("demonstration", teller.staff.partnership_id), teller.ago(24 * 30)) as job:
        for name, by_day, by_night, email in COUNCILS:
            write_number(
                by=job, name=name, by_day=by_day, by_night=by_night, email=email, note="", checked_on=teller.ago(24 * 30).date()
            )


def _told(teller: Teller) -> list[tuple[UUID, UUID]]:
    """Relatives of children with an open record who may safely be told, and have a mobile."""
    with teller.being(Viewer.job("demonstration", teller.staff.partnership_id), teller.until):
        plain = [teller.children[one.key].pk for family in teller.families[:-3] for one in family.children]
        rows = SafeToTell.objects.filter(child_id__in=plain, answer=Tell.YES, person__telephone__startswith="07")
        rows = rows.filter(person_id__in=Person.objects.values("pk")).order_by("child_id", "pk")
        found = {row.child_id: row.person_id for row in rows if row.person_id}
    return list(found.items())


def _written_ahead(teller: Teller, child_id: UUID, person_id: UUID) -> None:
    """Given by text; opened the same evening, filled in and sent. Nobody has taken it into the plan yet."""
    with teller.acting(KEEPER, teller.ago(30)) as by:
        given = giving.give_pack(by=by, child_id=child_id, person_id=person_id, papers=list(PAPERS), means=Means.TEXT)
    with teller.being(Viewer.job(links.JOB, teller.staff.partnership_id), teller.ago(26)) as reader:
        giving.send_proposal(by=reader, given=given, typed=WRITTEN)


def _placed_elsewhere(teller: Teller) -> None:
    """Reported by the placement in Farshire; the duty team rang Farshire; found the same night."""
    child = _somebody(teller)
    if child is None:
        return
    seen = teller.until - timedelta(days=2, hours=5)
    said = actions.Said(
        police_called=PoliceCalled.YES,
        category=Category.MISSING,
        last_seen=When(seen),
        reporter_kind=ReporterKind.PLACEMENT,
        told_by="The placement, by telephone",
        host_name=COUNCILS[0][0],
        police_ref="FA-2207",
        facts={"last_seen_where": "At the placement, after supper"},
    )
    with teller.acting(SCREENER, seen + timedelta(hours=1)) as by:
        made = actions.report(by=by, said=said, child_id=child.pk)
    _rung(teller, made.episode_id, seen + timedelta(hours=1, minutes=10))
    with teller.acting(CO_ORDINATOR, seen + timedelta(hours=4)) as by:
        found = When(seen + timedelta(hours=3, minutes=40))
        actions.find(by=by, episode_id=made.episode_id, found=found)
        actions.bring_back(by=by, episode_id=made.episode_id, back=When(seen + timedelta(hours=4)))


def _rung(teller: Teller, episode_id: UUID, at: datetime) -> None:
    with teller.being(Viewer.job("demonstration", teller.staff.partnership_id), at) as job:
        asked = AlertTo.objects.get(alert__episode_id=episode_id, seat="host", alert__kind="new")
        user_id = on_duty(job, Duty.objects.get(pk=asked.duty_id).role)[0][0]
    name = next(name for name in teller.staff.users if teller.staff.users[name].pk == user_id)
    with teller.acting(name, at) as by:
        actions.acknowledge_alert(
            by=by, recipient_id=asked.pk, held_by="Farshire duty team, Mr Ames", note="01632 960841. They ring the placement."
        )


def _somebody(teller: Teller) -> Child | None:
    """A child whose record opens to everybody it should, and who was never missing."""
    with teller.being(Viewer.job("demonstration", teller.staff.partnership_id), teller.until):
        been = set(Episode.objects.values_list("child_id", flat=True))
    plain = [teller.children[one.key] for family in teller.families[:-3] for one in family.children]
    return next((child for child in plain if child.born and child.pk not in been), None)
