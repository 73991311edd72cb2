"""Who may read the release register."""

from django.db.models import Q

from holdfast.access.roles import Grant
from holdfast.access.visibility import readable
from holdfast.kernel.viewer import Viewer

from .models import Release


@readable(Release)
def releases(viewer: Viewer) -> Q | None:
    """Information governance; and whoever released something, their own."""
    if viewer.system or viewer.may(Grant.GOVERN_INFORMATION):
        return Q()
    return Q(released_by=viewer.person_id) if viewer.is_person else None
