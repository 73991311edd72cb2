"""Who may read the release register, links given to relatives, and documents that are checked."""

from django.db.models import Q

from holdfast.access.policies import about_children_i_may_read
from holdfast.access.roles import Grant
from holdfast.access.visibility import readable
from holdfast.kernel.viewer import Viewer

from .models import CheckDecision, DocumentCheck, FamilyLink, Release


@readable(Release)
def releases(viewer: Viewer) -> Q | None:
    """Information governance; and whoever released something, their own."""
    if viewer.system or viewer.may(Grant.GOVERN_INFORMATION):
        return Q()
    return Q(released_by=viewer.person_id) if viewer.is_person else None


@readable(FamilyLink)
def links(viewer: Viewer) -> Q | None:
    """The child's circle sees that a link was given, whether it was opened, and may take it back."""
    return about_children_i_may_read(viewer)


@readable(DocumentCheck)
@readable(CheckDecision)
def checks(viewer: Viewer) -> Q | None:
    """Whoever may open the child's record: a manager is asked about what only a manager keeps."""
    return about_children_i_may_read(viewer)
