"""How each stage was come to: which steps, and how many hours after the referral."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from holdfast.referrals.models import Referral
from holdfast.screening.models import Screening

from ..cast.plan import Planned
from . import office, steps
from .steps import Told
from .telling import Teller

Step = Callable[[Told, datetime], None]
Stage = tuple[float, Step]

TAKEN: tuple[Stage, ...] = ((0.4, steps.acknowledge), (0.6, steps.rate))
SCREENED: tuple[Stage, ...] = (*TAKEN, (1.0, steps.link), (1.2, steps.instruct), (2.0, steps.weigh))
ASKED: tuple[Stage, ...] = (*SCREENED, (2.5, steps.ask))
ANSWERED: tuple[Stage, ...] = (*ASKED, (4.5, steps.answer), (4.8, steps.follow))
PROPOSED: tuple[Stage, ...] = (*ANSWERED, (5.2, steps.propose))
DECIDED: tuple[Stage, ...] = (*PROPOSED, (6.4, steps.ratify), (6.6, steps.sum_up), (6.7, steps.tell))

PATHS: dict[str, tuple[Stage, ...]] = {
    "new": (),
    "public": (),
    "lado": (),
    "acknowledged": TAKEN,
    "screening": (*SCREENED, (2.6, steps.follow)),
    "adult": SCREENED,
    "checks-asked": (*ASKED, (3.4, steps.answer_one)),
    "checks-answered": ANSWERED,
    "proposed": PROPOSED,
    "sent-back": (*PROPOSED, (5.9, steps.send_back)),
    "early_help": (*DECIDED, (24.0, steps.finish)),
    "no_further_action": (*DECIDED, (24.0, steps.finish)),
    "assessment": (*DECIDED, (24.0, steps.finish)),
    "strategy": (
        *TAKEN, (0.7, steps.protect), (1.0, steps.link), (1.2, steps.instruct), (2.0, steps.weigh), (2.2, steps.ask),
        (3.5, steps.answer), (4.0, steps.propose), (4.5, steps.ratify), (4.7, steps.sum_up), (4.8, steps.tell),
        (20.0, steps.look), (21.0, steps.finish),
    ),
    "disagreed": (*DECIDED, (49.0, steps.disagree), (70.0, steps.answer_disagreement)),
    "withdrawn": (*TAKEN, (4.0, steps.withdraw), (5.0, steps.agree_withdrawal)),
    "returned-for-consent": (*TAKEN, (1.0, steps.link), (2.0, steps.return_for_consent)),
    "open-case": (*TAKEN, (1.0, steps.link), (1.2, steps.pass_on)),
    "out-of-hours": ((2.6, steps.duty_acts),),
}  # fmt: skip
# One decided referral in so many took far longer than it should have.
LATE_IN, LATE = 5, 5.5


def follow_path(teller: Teller, plan: Planned, referral: Referral, sent: datetime) -> None:
    """Do what was done with every child of a referral."""
    with teller.acting("Helen Marsh", sent):
        rows = list(Screening.objects.select_related("child").filter(referral=referral).order_by("child__position"))
    for row in rows:
        told = Told(teller, plan, referral, row)
        for at, step in timeline(teller, plan, sent):
            step(told, at + timedelta(minutes=row.child.position))


def timeline(teller: Teller, plan: Planned, sent: datetime) -> list[tuple[datetime, Step]]:
    """When each step was done: by the clock on the wall for what is new, in office hours for what is older."""
    path = PATHS[plan.stage]
    sent = sent.astimezone(UTC)
    if teller.is_recent(plan.hours_ago):
        stretch = _stretch(plan, path, (teller.until - sent).total_seconds() / 3600)
        return [(sent + timedelta(hours=hours * stretch), step) for hours, step in path]
    stretch = _stretch(plan, path, office.hours_between(sent, teller.until))
    return [(office.after(sent, hours * stretch), step) for hours, step in path]


def _stretch(plan: Planned, path: tuple[Stage, ...], room: float) -> float:
    """Some took longer; none of it lies in the future."""
    if not path:
        return 1.0
    wanted = LATE if plan.place % LATE_IN == 0 else 1.0
    return min(wanted, room * 0.93 / path[-1][0])
