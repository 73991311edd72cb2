"""Reading the register of everything that left."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from holdfast.access.models import User
from holdfast.access.visibility import visible
from holdfast.comms.templates import TEMPLATES
from holdfast.kernel.viewer import Viewer
from holdfast.rules.disclosure.unchanged import TABLE

from .models import Release

PAGE = 50
READERS = {
    "staff": "Somebody with an account",
    "referrer": "Whoever referred",
    "service": "Another service",
    "family": "Family",
    "child": "The child",
    "professionals": "A professional",
    "police": "Police",
    "outside": "Somebody else",
    "requester": "Whoever asked to see their record",
}


# Papers with words of their own, by the key in the register.
PAPERS = {
    "checked-letter": "A letter or a file that somebody checked",
    "record-copy": "A copy of a record, for whoever asked to see it",
    **{one.key: one.what for one in TABLE.values()},
}


@dataclass(frozen=True)
class Row:
    """One release as it is listed."""

    release: Release
    what: str
    reader: str
    by: str


@dataclass(frozen=True)
class Page:
    """One page of the register, and the row after which the next begins; "" on the last."""

    rows: list[Row]
    older: str

    @property
    def children(self) -> list[str]:
        """The children whom releases on this page are about, for the audit."""
        return sorted({str(row.release.child_id) for row in self.rows if row.release.child_id})


def releases(viewer: Viewer, *, reference: str = "", after: str = "") -> Page:
    """The newest releases the viewer may see, of one reference if it is given."""
    rows = visible(viewer, Release)
    if reference:
        rows = rows.filter(reference=reference)
    last = _last(viewer, after)
    if last is not None:
        rows = rows.filter(Q(created_at__lt=last.created_at) | Q(created_at=last.created_at, pk__lt=last.pk))
    found = list(rows.order_by("-created_at", "-id")[: PAGE + 1])
    shown = found[:PAGE]
    names = dict(User.objects.filter(pk__in={row.released_by for row in shown}).values_list("pk", "name"))
    return Page([_row(row, names) for row in shown], str(shown[-1].pk) if len(found) > PAGE else "")


def _last(viewer: Viewer, after: str) -> Release | None:
    try:
        return visible(viewer, Release).filter(pk=UUID(after)).first() if after else None
    except ValueError:
        return None


def _row(row: Release, names: dict[UUID, str]) -> Row:
    template = TEMPLATES.get(row.template)
    subject = template.subject if template else PAPERS.get(row.template, row.template)
    what = subject.removeprefix("Holdfast: ").replace(" ({reference})", "")
    by = names.get(row.released_by) if row.released_by else None
    return Row(row, what[:1].upper() + what[1:], READERS.get(row.recipient, row.recipient), by or "Holdfast itself")
