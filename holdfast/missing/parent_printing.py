"""The papers for parents as accessible PDF (PDF/UA-1), and as pictures of their pages for a telephone."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import typst

from holdfast.rules.parent_pack import ASKED

from .parent_queries import Paper

FOLDER = Path(__file__).parent / "typst"
SOURCE = str(FOLDER / "parent.typ")
DOTS = 110.0  # an inch: sharp on a telephone, and small enough to send


def as_pdf(paper: Paper, numbers: Iterable[Mapping[str, Any]], name: str) -> bytes:
    return bytes(typst.compile(SOURCE, root=str(FOLDER), sys_inputs=_data(paper, numbers, name), pdf_standards=["ua-1"]))


def as_pictures(paper: Paper, numbers: Iterable[Mapping[str, Any]], name: str) -> list[bytes]:
    """One PNG a page."""
    made = typst.compile(SOURCE, root=str(FOLDER), sys_inputs=_data(paper, numbers, name), format="png", ppi=DOTS)
    return [bytes(page) for page in made] if isinstance(made, list) else [bytes(made)]


def _data(paper: Paper, numbers: Iterable[Mapping[str, Any]], name: str) -> dict[str, str]:
    """What was typed goes in as data and is never read as instructions."""
    data = {
        "title": paper.title,
        "partnership": name,
        "blocks": [{"kind": block.kind, "lines": list(block.lines)} for block in paper.blocks],
        "asked": [{"label": one.label, "hint": one.hint} for one in ASKED] if paper.asks else [],
        "numbers": [{"label": str(one["label"]), "number": str(one["number"]), "note": str(one["note"])} for one in numbers],
    }
    return {"data": json.dumps(data)}
