"""The printed copy of a referral or an assessment: an accessible PDF (PDF/UA-1) for the referrer's file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import typst

from .reading import Part

FOLDER = Path(__file__).parent / "typst"


def printed(
    *,
    title: str,
    reference: str,
    head: Sequence[tuple[str, str]],
    parts: Sequence[Part],
    contacts: Sequence[Mapping[str, str]],
    notice: str = "",
) -> bytes:
    """The PDF. What was typed goes in as data and is never read as instructions.

    title: the paper's kind, without a name: it shows in window titles.
    """
    data = {
        "title": title,
        "reference": reference,
        "notice": notice,
        "head": _rows(head),
        "parts": [{"title": one.title, "lines": _rows((line.label, line.value) for line in one.lines)} for one in parts],
        "contacts": _rows((str(one["label"]), str(one["number"])) for one in contacts),
    }
    source = str(FOLDER / "referral.typ")
    return bytes(typst.compile(source, root=str(FOLDER), sys_inputs={"data": json.dumps(data)}, pdf_standards=["ua-1"]))


def _rows(rows: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"label": label, "value": value} for label, value in rows]
