"""Who is told who wrote: a referrer who asked not to be named, or stayed anonymous, is named to readers of the referral alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from holdfast.access.visibility import visible
from holdfast.kernel.acting import acting_as
from holdfast.kernel.viewer import Viewer

from .models import Referral, RiskAssessment
from .reading import Line, Part

NOT_NAMED = "Not named: they asked for that"
OPEN = Q(protect_identity=False, anonymous=False)
SHORTEST = 3  # letters of a name that are looked for in what else was written


def assessors(viewer: Viewer, rows: Sequence[RiskAssessment]) -> dict[UUID, str]:
    """Who made each assessment, as this reader may be told."""
    named = _named(viewer, {row.referral_id for row in rows if row.referral_id})
    return {row.pk: row.assessor if _may_name(viewer, row, named) else NOT_NAMED for row in rows}


def _named(viewer: Viewer, referrals: Iterable[UUID]) -> set[UUID]:
    """Those whose writer this reader may be told. One that cannot be asked about is not among them."""
    mine = Exists(visible(viewer, Referral).filter(pk=OuterRef("pk")))
    rows = Referral.objects.filter(OPEN | Q(mine), partnership_id=viewer.here, pk__in=list(referrals))
    return set(rows.values_list("pk", flat=True))


def _may_name(viewer: Viewer, row: RiskAssessment, named: set[UUID]) -> bool:
    """Its own writer is; so is whoever reads one that was sent without a referral, where nobody is asked about being named."""
    own = viewer.person_id is not None and row.writer_id == viewer.person_id
    return own or row.referral_id is None or row.referral_id in named


def without_names(row: RiskAssessment, parts: Iterable[Part], told: str) -> list[Part]:
    """The answers of an assessment as somebody reads them who is not told who made it: the name stands nowhere in them."""
    names = sorted({one for one in (row.assessor, *row.assessor.split()) if len(one) >= SHORTEST}, key=len, reverse=True)
    if told == row.assessor or not names:
        return list(parts)
    anywhere = re.compile("|".join(rf"\b{re.escape(one)}\b" for one in names), re.IGNORECASE)
    return [replace(one, lines=tuple(_blanked(line, anywhere) for line in one.lines)) for one in parts]


def _blanked(line: Line, anywhere: re.Pattern[str]) -> Line:
    return replace(line, value=anywhere.sub("[not named]", line.value))


def protected(viewer: Viewer, references: Iterable[str]) -> set[str]:
    """The references among these whose writer is not named to whoever may not read the referral."""
    wanted = set(references) - {""}
    if not wanted:
        return set()
    # Whoever asks need not see a referral to be told that its writer is not named: a hidden row is no proof that there is none.
    with acting_as(Viewer.job("referral.naming", viewer.here)):
        rows = Referral.objects.filter(~OPEN, partnership_id=viewer.here, reference__in=wanted)
        kept = set(rows.values_list("reference", flat=True))
    mine = visible(viewer, Referral).filter(reference__in=kept) if kept else Referral.objects.none()
    return kept - set(mine.values_list("reference", flat=True))
