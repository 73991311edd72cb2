"""What the desk reads about keeping and letting go."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F, Q, QuerySet

from holdfast.access.models import Agency
from holdfast.access.visibility import visible
from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import NotHere
from holdfast.kernel.time import london_date, today
from holdfast.kernel.viewer import Viewer
from holdfast.partnership.queries import figures
from holdfast.records.models import Child
from holdfast.referrals.models import Referral, ReferredChild
from holdfast.rules import retention
from holdfast.rules.retention import Kept, Known, RecordClass
from holdfast.screening.models import Screening
from holdfast.screening.types import OPEN
from holdfast.work.models import Clock

from . import policies
from .models import Backup, Breach, Certificate, Disposal, LegalHold, Merge, RequestStep, SharingAgreement, SubjectRequest
from .retention import Standing, may_be_due, standing
from .types import DisposalState

PAGE = 25
AT_A_TIME = 200
JOB, ASKED = "keeping.review", "keeping.request"
WAITING = (DisposalState.PROPOSED, DisposalState.APPROVED)


@dataclass(frozen=True)
class Due:
    """A record whose time is over, with what stands in the way."""

    child: Child | None
    referral: Referral | None
    kept: Kept
    together: tuple[Child, ...] = ()
    hold: LegalHold | None = None
    disposal: Disposal | None = None

    @property
    def key(self) -> UUID:
        return self.child.pk if self.child else self.referral.pk if self.referral else UUID(int=0)

    @property
    def children(self) -> list[UUID]:
        return [self.child.pk, *(one.pk for one in self.together)] if self.child else []

    @property
    def called(self) -> str:
        if self.child:
            return self.child.name
        return f"Referral {self.referral.reference}" if self.referral else ""


@dataclass(frozen=True)
class DueList:
    """A page of the list. after: where the next page begins, "" on the last."""

    rows: tuple[Due, ...]
    after: str = ""


@contextmanager
def reading(viewer: Viewer) -> Iterator[Viewer]:
    """Read as the desk's own job: information governance has no circle, and reviews every record whose time is over."""
    policies.check_can_answer(viewer)
    with acting_as(Viewer.job(JOB, viewer.here).with_(request_id=viewer.request_id)) as job:
        yield job


def due(viewer: Viewer, *, after: str = "") -> DueList:
    """Records whose time is over, the oldest record first."""
    with reading(viewer) as job:
        rows = Child.objects.filter(may_be_due(job), partnership_id=job.here, set_aside_at=None)
        if mark := _uuid(after):
            rows = rows.filter(pk__gt=mark)
        looked = list(rows.order_by("pk")[: AT_A_TIME + 1])
        page = looked[:AT_A_TIME]
        found = standing(job, [row.pk for row in page])
        over = [one for one in found.values() if one.kept.is_due(today())]
        shown = sorted(over, key=lambda one: one.child.pk)[:PAGE]
        listed = tuple(_with_obstacles(job, [_due(one) for one in shown]))
        last = shown[-1].child.pk if len(over) > PAGE else page[-1].pk if len(looked) > AT_A_TIME else None
        return DueList((*_due_referrals(job, first=not after), *listed), str(last) if last else "")


def due_one(viewer: Viewer, key: UUID) -> Due:
    """One record as the list has it, its time over or not."""
    with reading(viewer) as job:
        found = standing(job, [key]).get(key)
        rows = [_due(found)] if found else [_due_referral(job, row) for row in _unjoined(job).filter(pk=key)]
        if not rows:
            raise NotHere
        return _with_obstacles(job, rows)[0]


def _due(one: Standing) -> Due:
    return Due(one.child, None, one.kept, one.together)


def _with_obstacles(job: Viewer, rows: list[Due]) -> list[Due]:
    """Beside each record the hold that keeps it and the review that waits."""
    children = [pk for row in rows for pk in row.children]
    referrals = [row.referral.pk for row in rows if row.referral]
    holds = standing_holds(job).filter(Q(child_id__in=children) | Q(referral_id__in=referrals))
    held = {one.child_id or one.referral_id: one for one in holds}
    reviews: dict[UUID, Disposal] = {}
    last = Disposal.objects.filter(partnership_id=job.here).filter(Q(children__overlap=children) | Q(referral_id__in=referrals))
    for one in last.order_by("created_at"):
        reviews.update(dict.fromkeys([*one.children, *([one.referral_id] if one.referral_id else [])], one))
    return [_beside(row, held, reviews) for row in rows]


def _beside(row: Due, held: dict[UUID | None, LegalHold], reviews: dict[UUID, Disposal]) -> Due:
    hold = next((held[pk] for pk in [*row.children, row.key] if pk in held), None)
    return Due(row.child, row.referral, row.kept, row.together, hold, reviews.get(row.key))


def standing_holds(viewer: Viewer) -> QuerySet[LegalHold]:
    return visible(viewer, LegalHold).filter(lifted_at=None)


# -- referrals that no record came of ---------------------------------------------------------------------------------


def _unjoined(job: Viewer) -> QuerySet[Referral]:
    """Referrals none of whose children was ever joined to a record."""
    joined = ReferredChild.objects.filter(partnership_id=job.here, child_id__isnull=False).values("referral_id")
    return Referral.objects.filter(partnership_id=job.here).exclude(pk__in=joined)


def _due_referrals(job: Viewer, *, first: bool) -> tuple[Due, ...]:
    """Referrals of no record whose time is over; they stand before the records, on the first page."""
    if not first:
        return ()
    years = int(figures(job.here)[retention.BY_CLASS[RecordClass.REFERRAL_ONLY].setting])
    young = retention.years_after(today(), -years)
    old = Q(children__date_of_birth__lte=young) | Q(children__date_of_birth=None, received_at__date__lte=young)
    rows = _unjoined(job).filter(old).distinct().order_by("received_at", "pk")[:AT_A_TIME]
    over = [one for one in (_due_referral(job, row) for row in rows.prefetch_related("children")) if one.kept.is_due(today())]
    return tuple(_with_obstacles(job, over[:PAGE]))


def _due_referral(job: Viewer, referral: Referral) -> Due:
    """Kept for its youngest child, whose age the referrer may only have guessed."""
    named = list(referral.children.all())
    births = [_born(one, referral) for one in named]
    youngest = None if not births or None in births else max(day for day in births if day)
    open_still = Screening.objects.filter(
        partnership_id=job.here, referral_id=referral.pk, state__in=[state.value for state in OPEN]
    ).exists()
    last = london_date(referral.received_at)
    known = Known(frozenset({RecordClass.REFERRAL_ONLY}), youngest, last, open=open_still)
    return Due(None, referral, retention.kept(known, figures(job.here)))


def _born(child: ReferredChild, referral: Referral) -> date | None:
    """The latest day on which a child as typed can have been born."""
    if child.date_of_birth:
        return child.date_of_birth
    if child.estimated_age is not None:
        return retention.years_after(london_date(referral.received_at), -child.estimated_age)
    return child.expected_date if child.unborn else None


# -- reviews, holds, certificates -------------------------------------------------------------------------------------


def disposal(viewer: Viewer, disposal_id: UUID) -> Disposal:
    found = visible(viewer, Disposal).select_related("reviewed_by").filter(pk=disposal_id).first()
    if found is None:
        raise NotHere
    return found


def disposals(viewer: Viewer, *states: str) -> list[Disposal]:
    """Reviews in these states, the newest first."""
    rows = (
        visible(viewer, Disposal).filter(state__in=states).select_related("reviewed_by").prefetch_related("answers__decided_by")
    )
    return list(rows.order_by("-reviewed_at", "-pk")[:PAGE])


def names_of(viewer: Viewer, one: Disposal) -> list[str]:
    """Whom a review is about, for those who must decide on it; nothing once the record has gone."""
    return names_of_each(viewer, [one])[one.pk]


def names_of_each(viewer: Viewer, rows: Sequence[Disposal]) -> dict[UUID, list[str]]:
    """The same for a list of reviews, in two statements however many there are."""
    of_referrals = [one.referral_id for one in rows if one.referral_id]
    of_children = [pk for one in rows for pk in one.children]
    with reading(viewer) as job:
        referrals = Referral.objects.filter(partnership_id=job.here, pk__in=of_referrals).values_list("pk", "reference")
        called = {pk: f"Referral {reference}" for pk, reference in referrals}
        called |= {row.pk: row.name for row in Child.objects.filter(partnership_id=job.here, pk__in=of_children).order_by("pk")}
    return {
        one.pk: [called[pk] for pk in ([one.referral_id] if one.referral_id else one.children) if pk in called] for one in rows
    }


def certificate(viewer: Viewer, certificate_id: UUID) -> Certificate:
    found = visible(viewer, Certificate).select_related("disposal__reviewed_by").filter(pk=certificate_id).first()
    if found is None:
        raise NotHere
    return found


def backups_that_hold(viewer: Viewer, certificate: Certificate) -> list[Backup]:
    """The backups made before the record went, those that may hold it still first: the latest on top."""
    policies.check_can_answer(viewer)
    rows = Backup.objects.filter(begun_at__lt=certificate.created_at)
    return list(rows.order_by(F("destroyed_at").desc(nulls_first=True), "-begun_at", "-pk")[:PAGE])


def certificates(viewer: Viewer) -> list[Certificate]:
    return list(visible(viewer, Certificate).select_related("disposal").order_by("-created_at", "-pk")[:PAGE])


def holds(viewer: Viewer) -> list[tuple[LegalHold, str]]:
    """Holds that stand and the last that were lifted, each with the name of the record."""
    policies.check_can_govern(viewer)
    rows = list(visible(viewer, LegalHold).select_related("placed_by", "lifted_by").order_by("-lifted_at", "-created_at")[:PAGE])
    with reading(viewer) as job:
        children = Child.objects.filter(partnership_id=job.here, pk__in=[row.child_id for row in rows if row.child_id])
        referrals = Referral.objects.filter(partnership_id=job.here, pk__in=[row.referral_id for row in rows if row.referral_id])
        names = {one.pk: one.name for one in children}
        names |= {one.pk: f"Referral {one.reference}" for one in referrals}
    return [(row, names.get(row.child_id or row.referral_id or row.pk, "")) for row in rows]


def hold(viewer: Viewer, hold_id: UUID) -> LegalHold:
    found = visible(viewer, LegalHold).filter(pk=hold_id).first()
    if found is None:
        raise NotHere
    return found


def _uuid(text: str) -> UUID | None:
    """Where a page begins; an address somebody mistyped begins at the first."""
    try:
        return UUID(text)
    except ValueError:
        return None


# -- breaches and agreements ------------------------------------------------------------------------------------------


def breaches(viewer: Viewer) -> list[tuple[Breach, Clock | None]]:
    """Every breach, those still open first, each with the regulator's clock."""
    rows = list(visible(viewer, Breach).order_by("-closed_at", "-aware_at", "-pk")[:100])
    clocks = {one.subject_id: one for one in clocks_of(viewer, [row.pk for row in rows])}
    return [(row, clocks.get(row.pk)) for row in rows]


def breach(viewer: Viewer, breach_id: UUID) -> Breach:
    found = visible(viewer, Breach).select_related("logged_by").filter(pk=breach_id).first()
    if found is None:
        raise NotHere
    return found


def clocks_of(viewer: Viewer, subjects: list[UUID]) -> QuerySet[Clock]:
    """The desk's own clocks: whoever governs information sees them all, whoever the duty rests on."""
    policies.check_can_govern(viewer)
    return Clock.objects.filter(partnership_id=viewer.here, subject_id__in=subjects).order_by("started_at", "pk")


def agreements(viewer: Viewer) -> list[SharingAgreement]:
    """Those in force first, by agency."""
    rows = visible(viewer, SharingAgreement).select_related("agency")
    return list(rows.order_by("-ended_on", "agency__name", "review_on", "pk")[:300])


def agreement(viewer: Viewer, agreement_id: UUID) -> SharingAgreement:
    found = visible(viewer, SharingAgreement).select_related("agency").filter(pk=agreement_id).first()
    if found is None:
        raise NotHere
    return found


def without_agreement(viewer: Viewer) -> list[Agency]:
    """Partners who share here and with whom nothing is written down."""
    policies.check_can_govern(viewer)
    agreed = SharingAgreement.objects.filter(partnership_id=viewer.here, ended_on=None).values("agency_id")
    rows = visible(viewer, Agency).filter(Q(closed_on=None) | Q(closed_on__gt=today())).exclude(pk__in=agreed)
    return list(rows.order_by("name")[:300])


# -- requests to see a record -----------------------------------------------------------------------------------------


def requests(viewer: Viewer) -> list[tuple[SubjectRequest, Clock | None]]:
    """Those still open first, the oldest of them on top."""
    rows = list(visible(viewer, SubjectRequest).order_by("-ended_at", "received_at", "pk")[:100])
    clocks = {one.subject_id: one for one in clocks_of(viewer, [row.pk for row in rows])}
    return [(row, clocks.get(row.pk)) for row in rows]


def request(viewer: Viewer, request_id: UUID) -> SubjectRequest:
    found = visible(viewer, SubjectRequest).filter(pk=request_id).first()
    if found is None:
        raise NotHere
    return found


def steps(viewer: Viewer, asked: SubjectRequest) -> list[RequestStep]:
    """What was recorded, the latest of a kind last."""
    rows = visible(viewer, RequestStep).filter(request_id=asked.pk).select_related("recorded_by")
    return list(rows.order_by("created_at", "pk")[:200])


def clock_of(viewer: Viewer, asked: SubjectRequest) -> Clock | None:
    """The limit of one request, for whoever may see the request."""
    with _answering(viewer) as job:
        rows = Clock.objects.filter(partnership_id=job.here, subject_id=asked.pk)
        return rows.order_by("-started_at", "-pk").first()


def name_of_record(viewer: Viewer, asked: SubjectRequest) -> str:
    """Whose record a request is about, for whoever may see the request."""
    with _answering(viewer) as job:
        row = Child.objects.filter(partnership_id=job.here, pk=asked.child_id).first()
    return row.name if row else "A record removed since"


def one_record(viewer: Viewer, given: str, family: str, born: date) -> UUID | None:
    """The one record with this name and day of birth; none where there is none, or several."""
    policies.check_can_govern(viewer)
    with _answering(viewer) as job:
        rows = Child.objects.filter(
            partnership_id=job.here, set_aside_at=None, born_earliest__lte=born, born_latest__gte=born
        ).filter(Q(given__iexact=given, family__iexact=family) | Q(names__given__iexact=given, names__family__iexact=family))
        found = list(rows.values_list("pk", flat=True).distinct()[:2])
    return found[0] if len(found) == 1 else None


@contextmanager
def _answering(viewer: Viewer) -> Iterator[Viewer]:
    with acting_as(Viewer.job(ASKED, viewer.here).with_(request_id=viewer.request_id)) as job:
        yield job


# -- merges -----------------------------------------------------------------------------------------------------------


def merges(viewer: Viewer) -> list[Merge]:
    """The newest first, those undone too."""
    policies.check_can_merge(viewer)
    return list(visible(viewer, Merge).select_related("merged_by", "undone_by").order_by("-created_at", "-pk")[:PAGE])


def merge(viewer: Viewer, merge_id: UUID) -> Merge:
    found = visible(viewer, Merge).filter(pk=merge_id).first()
    if found is None:
        raise NotHere
    return found


# -- the desk ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Glance:
    """What waits on the desk, counted."""

    due: int
    more_due: bool
    waiting: int
    holds: int
    breaches: tuple[tuple[Breach, Clock | None], ...]
    to_review: tuple[SharingAgreement, ...]
    without: int
    requests: tuple[tuple[SubjectRequest, Clock | None], ...]


def at_a_glance(viewer: Viewer) -> Glance:
    listed = due(viewer)
    still_open = tuple((row, clock) for row, clock in breaches(viewer) if row.closed_at is None)
    in_force = [one for one in agreements(viewer) if one.ended_on is None]
    return Glance(
        due=len(listed.rows),
        more_due=bool(listed.after),
        waiting=visible(viewer, Disposal).filter(state__in=WAITING).count(),
        holds=standing_holds(viewer).count(),
        breaches=still_open,
        to_review=tuple(one for one in in_force if one.review_on <= today()),
        without=len(without_agreement(viewer)),
        requests=tuple(row for row in requests(viewer) if row[0].ended_at is None),
    )
