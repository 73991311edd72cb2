"""A plan on paper: an accessible PDF (PDF/UA-1) of the practitioner's version, or of one reader's copy."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

import typst

from holdfast.kernel.time import LONDON
from holdfast.rules.exploitation import LEVELS
from holdfast.rules.plans import BY_KEY

from .editions import Copy
from .queries import PlanPage

FOLDER = Path(__file__).parent / "typst"
CONFIDENTIAL = "Confidential. For keeping this child safe: keep it with you, and pass it to nobody."


def printed_copy(copy: Copy) -> bytes:
    """The child's or a relative's copy: their own answers, no name, no reference, and nothing of what is left out."""
    return _compiled({"title": copy.title, "footer": "", "head": [], "lines": _rows(copy.lines)})


def printed_plan(page: PlanPage, *, name: str, at: datetime) -> bytes:
    """The version that holds as this practitioner reads it."""
    assert page.holds is not None
    lines = [(BY_KEY[item.key].label, item.words) for section in page.sections for item in section.items]
    answer = page.holds.answer
    head = [
        ("Child", name),
        (
            "Version",
            f"{page.holds.number}, approved {answer.created_at.astimezone(LONDON):%d/%m/%Y} by {answer.answered_by.name}",
        ),
        ("Level of risk", next((label for level, label in LEVELS.items() if level.value == page.holds.level), page.holds.level)),
    ]
    if page.plan is not None and page.plan.review_at is not None:
        head.append(("To be looked at again by", f"{page.plan.review_at.astimezone(LONDON):%d/%m/%Y}"))
    footer = f"{CONFIDENTIAL} Printed {at.astimezone(LONDON):%d/%m/%Y %H:%M}."
    rows = [{"label": label, "value": words} for label, words in head]
    return _compiled({"title": "Safety plan", "footer": footer, "head": rows, "lines": _rows(lines)})


def _rows(lines: Iterable[tuple[str, str]]) -> list[dict[str, Any]]:
    """Answers to one question stand under one heading; a line of words is a paragraph."""
    rows: list[dict[str, Any]] = []
    for label, words in lines:
        said = [line for line in words.splitlines() if line.strip()]
        if rows and rows[-1]["label"] == label:
            rows[-1]["words"] += said
        else:
            rows.append({"label": label, "words": said})
    return rows


def _compiled(data: dict[str, Any]) -> bytes:
    source = str(FOLDER / "plan.typ")
    return bytes(typst.compile(source, root=str(FOLDER), sys_inputs={"data": json.dumps(data)}, pdf_standards=["ua-1"]))
