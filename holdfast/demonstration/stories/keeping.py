"""What the information-governance officer has on the desk: old records, a hold, a breach, agreements with partners."""

from __future__ import annotations

from datetime import date, timedelta

from holdfast.keeping import actions
from holdfast.keeping.actions import merging
from holdfast.keeping.actions import requests as asking
from holdfast.keeping.models import Disposal
from holdfast.keeping.types import BreachRisk, Controller, RequestedBy, StepKind
from holdfast.kernel.viewer import Viewer
from holdfast.records.actions import create_child
from holdfast.records.models import Child

from .telling import Teller

OFFICER, MANAGER = "Farah Siddiqui", "Helen Marsh"
DAY = 24.0
# Grown up long ago: name, and how old they are now. None was ever more than a referral.
GROWN: tuple[tuple[str, str, int], ...] = (
    ("Edith", "Vowles", 26),
    ("Rowan", "Thackray", 27),
    ("Callum", "Ottershaw", 28),
    ("Bronwen", "Fosdyke", 29),
    ("Dilys", "Amory", 31),
)
NOTHING_SINCE = "One referral in the nineties, answered with advice. Nothing came after it, and nobody has asked for it."
READ = "I read the record from end to end. Nothing in it would help a survivor or a court."


def tell(teller: Teller) -> None:
    """One record to review, one held, one waiting for a second person, one agreed, one gone with its certificate."""
    _to_review, held, proposed, agreed, gone = _grown(teller)
    with teller.acting(OFFICER, teller.ago(40 * DAY)) as by:
        actions.place(
            by=by,
            key=held.pk,
            why="The inquiry asks every council to keep what it holds of this children's home.",
            asked_by="Marchshire historic abuse inquiry, letter 14",
        )
    _dispose(teller, gone, days_ago=30)
    _dispose(teller, agreed, days_ago=3)
    with teller.acting(OFFICER, teller.ago(2 * DAY)) as by:
        actions.propose(by=by, key=proposed.pk, why=NOTHING_SINCE)
    _breaches(teller)
    _agreements(teller)
    _requests(teller)
    _merged(teller)


def _grown(teller: Teller) -> list[Child]:
    made = []
    with teller.acting("Priya Nair", teller.ago(60 * DAY)) as by:
        for given, family, age in GROWN:
            born = date(teller.today.year - age, 1 + age % 12, 7)
            made.append(create_child(by=by, given=given, family=family, born=born))
    return made


def _dispose(teller: Teller, child: Child, *, days_ago: int) -> None:
    """Reviewed, agreed by a manager, and removed where the wait is over."""
    with teller.acting(OFFICER, teller.ago((days_ago + 1) * DAY)) as by:
        review = actions.propose(by=by, key=child.pk, why=NOTHING_SINCE)
    with teller.acting(MANAGER, teller.ago(days_ago * DAY)) as by:
        review = actions.answer(by=by, disposal=review, agreed=True, why=READ)
    if days_ago > 10:
        _remove(teller, review, days_ago - 9)


def _remove(teller: Teller, review: Disposal, days_ago: int) -> None:
    job = Viewer.job("keeping.dispose", teller.staff.partnership_id)
    with teller.being(job, teller.ago(days_ago * DAY)) as by:
        actions.carry_out(by=by, disposal=review)
        actions.finish_files(by=by, disposal=Disposal.objects.get(pk=review.pk))


def _breaches(teller: Teller) -> None:
    """One settled with the regulator, and one of yesterday on the clock."""
    aware = teller.ago(50 * DAY)
    with teller.acting(OFFICER, aware + timedelta(hours=2)) as by:
        letter = actions.log_breach(
            by=by,
            aware_at=aware,
            happened="A letter about a meeting went to the family's last address and was opened by whoever lives there now.",
            kinds="A child's name, the name of a worker, the day and place of a meeting.",
            people=2,
            in_danger="Nobody: the family moved by choice and the worker spoke with them the same day.",
        )
    with teller.acting(OFFICER, aware + timedelta(hours=26)) as by:
        letter = actions.change_breach(
            by=by,
            breach=letter,
            seen=letter.version,
            holder="The new tenant gave the letter back to the worker, unread beyond the first lines.",
            done="The old address is closed on the record. Letters now go by the address the worker confirms.",
            risk=BreachRisk.RISK,
            risk_why="A stranger knows that the child is known to services.",
            told_regulator_at=aware + timedelta(hours=25),
            regulator_reference="IC-60115-X",
            told_people="The worker told the child's mother in person.",
        )
        actions.close_breach(by=by, breach=letter)
    with teller.acting(OFFICER, teller.ago(20)) as by:
        actions.log_breach(
            by=by,
            aware_at=teller.ago(22),
            happened="A worker's bag was taken from a car. In it were two pages of notes of a visit.",
            kinds="First names of two children, and what one of them said about a flat in Ledwych.",
            people=2,
            in_danger="The two children: their worker has rung both homes, and the police know. No address was in the notes.",
        )


# Who shares what: partner, title, controller, years since it was signed, years until it is looked at again.
AGREED: tuple[tuple[str, str, Controller, int, int], ...] = (
    ("police", "Sharing agreement for exploitation and missing children", Controller.INDEPENDENT, 1, 1),
    ("health", "Sharing agreement for exploitation and missing children", Controller.INDEPENDENT, 1, 1),
    ("education", "MASH sharing agreement", Controller.JOINT, 3, -1),
    ("riverside", "Agreement on return interviews", Controller.PROCESSOR, 1, 2),
    ("youth-justice", "MASH sharing agreement", Controller.INDEPENDENT, 1, 1),
)


def _agreements(teller: Teller) -> None:
    with teller.acting(OFFICER, teller.ago(30 * DAY)) as by:
        for agency, title, controller, signed, review in AGREED:
            actions.make_agreement(
                by=by,
                agency_id=teller.staff.agencies[agency].pk,
                title=title,
                controller=controller,
                purpose="To find and protect children who may be exploited or go missing, and to answer MASH's checks.",
                basis="UK GDPR Article 6(1)(e) and 9(2)(g); Children Act 2004 sections 10 and 11.",
                contact="Data protection officer",
                signed_on=teller.today - timedelta(days=365 * signed),
                review_on=teller.today + timedelta(days=365 * review),
            )


def _requests(teller: Teller) -> None:
    """A mother asks; everything is recorded, and what is about others waits for a decision before the copy is given."""
    child = next(row for row in teller.children.values() if row.born_latest and not row.unborn)
    came = teller.ago(9 * DAY)
    with teller.acting(OFFICER, came + timedelta(hours=3)) as by:
        asked = asking.log_request(
            by=by,
            child_id=child.pk,
            made_by=RequestedBy.PARENT,
            name="The mother on the record",
            reach="By telephone, mornings, on the number her worker has",
            received_at=came,
            wants="Everything that was written since the summer",
        )
        for kind, answer, words in (
            (StepKind.IDENTITY, "checked", "Her worker, who knows her, brought her to the office. Passport seen."),
            (StepKind.AUTHORITY, "responsibility", "Birth certificate seen."),
            (StepKind.CHILD, "agrees", "Asked by the worker, alone, at school."),
            (StepKind.BEST_INTERESTS, "yes", "They live together, and the child wants her to know."),
        ):
            asking.record_step(by=by, request=asked, kind=kind, answer=answer, words=words)
        if asking.came_from_police(by, asked):
            police = "The duty sergeant, by telephone: nothing they sent is part of an investigation that is open."
            asking.record_step(by=by, request=asked, kind=StepKind.POLICE, answer="no", words=police)
    with teller.acting(MANAGER, came + timedelta(hours=27)) as by:
        harm = "I read the record with the worker. What a friend said of others is withheld; the rest harms nobody."
        asking.record_step(by=by, request=asked, kind=StepKind.SERIOUS_HARM, answer="part", words=harm)


def _merged(teller: Teller) -> None:
    """Two records of one child, made on two days by two people, are one."""
    born = date(teller.today.year - 13, 5, 19)
    with teller.acting("Tom Beddoes", teller.ago(20 * DAY)) as by:
        first = create_child(by=by, given="Saoirse", family="Pennefather", born=born)
        second = create_child(by=by, given="Sersha", family="Pennifather", born=born)
    with teller.acting("Priya Nair", teller.ago(15 * DAY)) as by:
        merging.merge(
            by=by,
            kind="child",
            survivor_id=first.pk,
            merged_id=second.pk,
            why="Same day of birth, school and mother; the school wrote the name by ear.",
        )
