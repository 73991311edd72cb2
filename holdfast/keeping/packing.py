"""The files of a copy: accessible HTML, PDF and JSON to give; and the same for whoever decides what is given."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.template.loader import render_to_string

from holdfast.kernel.cleared import ClearedDocument
from holdfast.kernel.time import now
from holdfast.partnership.queries import contacts, figures, name_of
from holdfast.referrals.printing import printed
from holdfast.referrals.reading import Line, Part
from holdfast.rules.spoken import long_time

from .items import Item, Section, reason_for_requester
from .models import SubjectRequest
from .redacting import Redacted, schedule_of

TITLE = "A copy of the record that is kept"
FOR_REVIEW = "FOR REVIEW: what is about others is marked. Not to be given to anybody."


def files(request: SubjectRequest, sections: Sequence[Section], made: Redacted, cleared: ClearedDocument) -> dict[str, bytes]:
    """Every file by its name in the folder. Neither names nor titles say whose record it is.

    cleared: what the gate let go. A schedule in it says what was left out, and why.
    """
    given = [*made.sections, schedule_of(made.taken)] if made.taken else made.sections
    review = [*sections, schedule_of(made.taken, whole=True)]
    return {
        "to-give/record.html": _html(request, given, ""),
        "to-give/record.pdf": _pdf(request, given),
        "to-give/record.json": _json(request, given, whole=False),
        **{f"to-give/files/{name}": content for name, content in cleared.files},
        "for-review/record.html": _html(request, review, FOR_REVIEW),
        "for-review/record.json": _json(request, review, whole=True),
    }


def _html(request: SubjectRequest, sections: Sequence[Section], notice: str) -> bytes:
    context: dict[str, Any] = {
        "title": TITLE,
        "notice": notice,
        "about": request,
        "sections": sections,
        "made": long_time(now()),
    }
    context |= {"partnership": name_of(request.partnership_id), "contacts": contacts(figures(request.partnership_id))}
    return render_to_string("keeping/copy.html", context).encode()


def _pdf(request: SubjectRequest, sections: Sequence[Section]) -> bytes:
    parts = [
        Part(one.title if number == 0 else f"{one.title} ({number + 1})", tuple(Line(*line) for line in item.lines), "")
        for one in sections
        for number, item in enumerate(one.items)
    ]
    return printed(
        title=TITLE,
        reference=request.reference,
        head=[("Request", request.reference), ("Made", long_time(now())), ("By", name_of(request.partnership_id))],
        parts=parts,
        contacts=contacts(figures(request.partnership_id)),
    )


def _json(request: SubjectRequest, sections: Sequence[Section], *, whole: bool) -> bytes:
    """whole: with the marks, for review."""
    told = [
        {
            "title": one.title,
            "items": [
                {"lines": [{"label": label, "value": value} for label, value in item.lines], "withheld": _why(item, whole=whole)}
                | ({"key": item.key, "third_party": item.others} if whole else {})
                for item in one.items
            ],
        }
        for one in sections
    ]
    return json.dumps({"request": request.reference, "made": now().isoformat(), "sections": told}, indent=1).encode()


def _why(item: Item, *, whole: bool) -> str:
    return item.withheld if whole or not item.withheld else reason_for_requester(item.withheld)
