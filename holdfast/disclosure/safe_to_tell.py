"""Whether a member of the family may be told (H8). Unset means not yet; when in doubt, nothing goes."""

from __future__ import annotations

from holdfast.kernel.errors import Refused
from holdfast.kernel.viewer import Viewer

from .types import Recipient

NOT_SAFE = (
    "Nothing was sent: it is not recorded that this person may safely be told about this child. "
    "Whoever leads for the child can record it, with the reason."
)


def check_may_tell(by: Viewer, recipient: Recipient, about: str = "") -> None:
    """Refuse unless the record says "yes" for this reader and this child, today; about: of one subject, "" for everything."""
    if recipient.person_id is None or recipient.child_id is None:
        raise Refused(NOT_SAFE)
    from holdfast.records.queries import may_tell
    from holdfast.records.types import TellSubject

    subject = about or TellSubject.EVERYTHING
    if not may_tell(by, child_id=recipient.child_id, person_id=recipient.person_id, subject=subject):
        raise Refused(NOT_SAFE)


def check_may_tell_child(by: Viewer, recipient: Recipient, about: str = "") -> None:
    """Refuse unless the record says "yes" for the child themself, today. A parent's answer is no answer for the child (H9)."""
    if recipient.person_id is not None or recipient.child_id is None:
        raise Refused(NOT_SAFE)
    from holdfast.records.queries import may_tell
    from holdfast.records.types import TellSubject

    if not may_tell(by, child_id=recipient.child_id, person_id=None, subject=about or TellSubject.EVERYTHING):
        raise Refused(NOT_SAFE)
