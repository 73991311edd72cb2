"""What came of the patterns: one meeting waits for a person, one is booked, one was declined; and somebody asked for more."""

from __future__ import annotations

from datetime import time, timedelta

from django.db.models import Count

from holdfast.kernel.time import london_date
from holdfast.kernel.viewer import Viewer
from holdfast.missing import actions
from holdfast.missing.models import Episode, Intervention
from holdfast.rules.local import at

from .telling import MANAGERS, Teller

CO_ORDINATOR = "Dev Chauhan"
TEN = time(10)
CORE_GROUP = "The core group already booked"
DECLINED = (
    "A strategy discussion was held on the second of the four days, and the plan it made covers these nights. The four absences "
    "were one week after a bereavement, and the school and the carer agreed who does what."
)
WORRY = "Only one absence in the year, but the child came back with a new telephone and would not say who gave it."


def tell(teller: Teller) -> None:
    with teller.being(Viewer.job("demonstration", teller.staff.partnership_id), teller.until):
        here = {"partnership_id": teller.staff.partnership_id}
        called = list(Intervention.objects.filter(**here, state="open").order_by("raised_at", "pk"))
        once = Episode.objects.filter(**here).values("child_id").annotate(number=Count("pk")).filter(number=1)
        only = Episode.objects.filter(**here, child_id__in=once.values("child_id")).order_by("started_at", "pk").first()
    first, *others = called
    with teller.acting(MANAGERS[0], first.raised_at + timedelta(hours=26)) as by:
        actions.decline_meeting(by=by, intervention_id=first.pk, reason=DECLINED)
    if others:
        last = others[-1]
        with teller.acting(CO_ORDINATOR, last.raised_at + timedelta(hours=5)) as by:
            actions.book_meeting(
                by=by,
                intervention_id=last.pk,
                at=at(london_date(last.due_at), TEN),
                takes_pattern=True,
                reference=CORE_GROUP,
            )
    if only is not None:
        with teller.acting(CO_ORDINATOR, teller.until - timedelta(hours=1)) as by:
            actions.ask_for(by=by, episode_id=only.pk, what="strategy", why=WORRY)
