"""The second partnership: a handful of referrals, so that the wall between the two can be seen."""

from __future__ import annotations

from datetime import datetime

from holdfast.journeys import referral as journeys
from holdfast.referrals import actions as referrals
from holdfast.screening import actions as screening
from holdfast.screening.models import Screening

from ..cast.county import landline
from ..cast.document import referral as written
from ..cast.family import Family
from ..cast.worries import BY_KEY, Worry
from .sending import NAMED_BY_SENDING
from .telling import Teller

REFERRER = "Elsie Rowan"
SCREENER = "Morag Linklater"
SENT = (("drift", 3.0), ("family-help", 30.0), ("online-game", 52.0), ("neglect", 9.0))


def tell(teller: Teller) -> int:
    """Four referrals; the screener has taken up every second one."""
    families = teller.families[-len(SENT) :]
    for place, (family, (worry, hours)) in enumerate(zip(families, SENT, strict=False)):
        _one(teller, family, BY_KEY[worry], teller.ago(hours), take_up=bool(place % 2))
    return len(SENT)


def _one(teller: Teller, family: Family, worry: Worry, at: datetime, *, take_up: bool) -> None:
    user = teller.staff.users[REFERRER]
    referrer = {
        "kind": "professional", "name": user.name, "role": user.job_title, "profession": "school", "agency": "Tarn Academy",
        "agency_kind": "education", "phone": landline(711), "email": user.email,
    }  # fmt: skip
    said = written(family, family.children[:1], worry, referrer, at=at, number="")
    document = {key: value for key, value in said.items() if key not in NAMED_BY_SENDING}
    with teller.acting(REFERRER, at) as by:
        sent = journeys.send(by=by, draft=referrals.begin(by=by, document=document))
    if take_up:
        with teller.acting(SCREENER, at) as by:
            for row in Screening.objects.filter(referral=sent):
                screening.acknowledge(by=by, screening=row)
