"""Questions about a referral's walls, asked of the database in one piece: the functions that its own guards ask (`guards`).

They are asked as functions because the rows that answer them may themselves be hidden from the viewer.
"""

from __future__ import annotations

from django.db.models import Q

from holdfast.access.asking import Asked
from holdfast.access.roles import Grant
from holdfast.kernel.viewer import Viewer

_NOT_CLOSED = "({child} IN (SELECT holdfast_closed_referrals(%s, %s, %s, %s, %s))) IS NOT TRUE"
_NOT_WALLED = "({child} IN (SELECT holdfast_about_workers(%s) UNION SELECT holdfast_kept_from(%s, %s, %s, false))) IS NOT TRUE"
_SCREENING_NOT_KEPT = "({child} IN (SELECT holdfast_kept_screenings(%s, %s, %s))) IS NOT TRUE"
_FILE_KEPT = "{child} IN (SELECT holdfast_kept_files(%s, %s, %s, %s))"


def not_closed(viewer: Viewer, referral_field: str = "pk") -> Q:
    """The referral is not kept from the viewer (H10), nor about a child whose record is restricted to others."""
    always = viewer.may(Grant.RATIFY) or viewer.may(Grant.EMERGENCY_DUTY)
    values = (viewer.here, viewer.me, viewer.agency_id, viewer.may(Grant.SEE_LADO), always)
    return Q(Asked(referral_field, _NOT_CLOSED, values))


def not_walled(viewer: Viewer, referral_field: str = "referral_id") -> Q:
    """The referral is no worry about somebody who works with children, nor kept from the viewer. Rows without a referral pass."""
    return Q(Asked(referral_field, _NOT_WALLED, (viewer.here, viewer.here, viewer.person_id, viewer.agency_id)))


def screening_not_kept(viewer: Viewer, screening_field: str = "pk") -> Q:
    """The screening's referral is not kept from the viewer because they are, or seem to be, a person of the case (H10)."""
    if not viewer.is_person:
        return Q()
    return Q(Asked(screening_field, _SCREENING_NOT_KEPT, (viewer.here, viewer.me, viewer.agency_id)))


def file_kept(viewer: Viewer) -> Q:
    """Files of referrals that are kept from the viewer."""
    return Q(Asked("pk", _FILE_KEPT, (viewer.here, viewer.me, viewer.agency_id, viewer.may(Grant.SEE_LADO))))
