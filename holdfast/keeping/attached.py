"""Files that came with referrals, as items of a copy."""

from __future__ import annotations

from collections.abc import Iterator

from holdfast.documents.models import GONE
from holdfast.kernel.viewer import Viewer
from holdfast.records.models import Child
from holdfast.referrals.models import Attachment

from .items import A_FILE, CLOSED_FILE, Item, Section


def attached(job: Viewer, child: Child) -> Iterator[Section]:
    """Files that came with referrals about the child. What nobody may open is withheld; of the rest a person decides."""
    rows = Attachment.objects.filter(partnership_id=job.here, referral__children__child_id=child.pk, removed_at=None)
    found = rows.exclude(file__state__in=GONE).select_related("file", "referral").distinct().order_by("created_at", "pk")
    if items := tuple(_file(one) for one in found):
        yield Section("Files", items)


def _file(one: Attachment) -> Item:
    came = f"With referral {one.referral.reference}" if one.referral is not None else ""
    lines = (("Name", one.file.name), ("What it is", one.what), ("Came", came))
    withheld = "" if one.file.ready else CLOSED_FILE
    said = tuple((label, words) for label, words in lines if words)
    return Item(f"file:{one.file_id}", said, others=True, withheld=withheld, why=A_FILE, file=one.file_id)
