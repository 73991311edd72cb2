"""What a referral and MASH said of agreement, kept in the child's ledger as soon as the child has a record."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from holdfast.kernel.time import london_date
from holdfast.kernel.viewer import Viewer
from holdfast.records.actions import feed_agreement, take_back_fed
from holdfast.records.types import Agreed

from .models import ConsentWeighing, Screening
from .types import Consent

REFERRAL, WEIGHING = "referrals.referral", "screening.consentweighing"
WORDS = "The referral form"
SAID = {"yes": Agreed.GIVEN, "some": Agreed.GIVEN, "no": Agreed.REFUSED, "not_asked": Agreed.NOT_ASKED}
# What the family answers on a referral is whether they agree to help and support.
ASKED_FOR = ("early_help",)
WEIGHED: dict[str, tuple[Agreed, tuple[str, ...]]] = {
    Consent.AGREED.value: (Agreed.GIVEN, ("early_help", "checks")),
    Consent.NOT_NEEDED.value: (Agreed.OVERRIDDEN, ("checks",)),
    Consent.OVERRIDDEN.value: (Agreed.OVERRIDDEN, ("checks",)),
}


def from_referral(by: Viewer, screening: Screening, child_id: UUID) -> None:
    """The referral's block about agreement; then what MASH has weighed of it before the child had a record."""
    block: dict[str, Any] = (screening.referral.document or {}).get("consent") or {}
    answer = SAID.get(str(block.get("agreed", "")))
    if answer is not None:
        feed_agreement(
            by=by,
            child_id=child_id,
            purposes=ASKED_FOR,
            answer=answer,
            giver=_giver(screening),
            covers=str(block.get("agreed_covering", "")),
            on_date=london_date(screening.received_at),
            lawful_basis=str(block.get("lawful_basis", "")),
            reason=str(block.get("not_agreed_detail") or block.get("not_informed_detail") or ""),
            words_version=WORDS,
            source_kind=REFERRAL,
            source_id=screening.referral_id,
        )
    for weighed in ConsentWeighing.objects.filter(partnership_id=by.here, screening=screening).order_by("created_at", "pk")[:50]:
        _feed(by, weighed, screening, child_id)


def _giver(screening: Screening) -> str:
    """Who agreed or did not, as typed. What MASH weighs later is their answer too, and takes its place."""
    block = (screening.referral.document or {}).get("consent") or {}
    return str(block.get("agreed_by") or "The family")


def from_weighing(by: Viewer, weighed: ConsentWeighing, screening: Screening) -> None:
    """How MASH weighed agreement, where the child has a record already."""
    if screening.child_record is not None:
        _feed(by, weighed, screening, screening.child_record)


def _feed(by: Viewer, weighed: ConsentWeighing, screening: Screening, child_id: UUID) -> None:
    if weighed.outcome not in WEIGHED:
        return
    answer, purposes = WEIGHED[weighed.outcome]
    feed_agreement(
        by=by,
        child_id=child_id,
        purposes=purposes,
        answer=answer,
        giver=_giver(screening) if answer == Agreed.GIVEN else "",
        on_date=london_date(weighed.created_at),
        lawful_basis=weighed.lawful_basis,
        reason=weighed.reason,
        words_version=WORDS if answer == Agreed.GIVEN else "",
        source_kind=WEIGHING,
        source_id=weighed.pk,
    )


def taken_back(by: Viewer, screening: Screening, child_id: UUID) -> None:
    """The referral was not about this child: what it said of agreement does not count here."""
    why = "The referral was joined to this record in error."
    take_back_fed(by=by, child_id=child_id, source_kind=REFERRAL, source_id=screening.referral_id, reason=why)
    weighings = ConsentWeighing.objects.filter(partnership_id=by.here, screening=screening)
    for weighed in weighings.order_by("created_at", "pk")[:50]:
        take_back_fed(by=by, child_id=child_id, source_kind=WEIGHING, source_id=weighed.pk, reason=why)
