"""The trigger plan on paper: two pages of an accessible PDF (PDF/UA-1), with the picture."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import typst
from PIL import Image

from holdfast.kernel.time import LONDON

from .plan_queries import Line, PlanPage

FOLDER = Path(__file__).parent / "typst"
PAGES = 2
LARGEST = 10.0
SMALLER = (9.0, 8.0, 7.0, 6.0, 5.5)  # points
PIXELS = 900
MOST_PICTURES = 2
MOST_TONIGHT = 400
NOT_WRITTEN = "Not written"
KEEP = "Confidential. For finding this child and nothing else: keep it with you, and destroy it when the child is back."


@dataclass(frozen=True)
class Shown:
    """A picture for paper: its bytes, and what stands under it."""

    data: bytes
    caption: str
    alt: str


def printed(page: PlanPage, pictures: Sequence[Shown], *, at: datetime) -> bytes:
    """The PDF, in the largest letters with which it takes two pages. What was typed goes in as data."""
    data = _data(page, pictures, at)
    made = _compiled({**data, "size": LARGEST})
    return made if _pages(made) <= PAGES else _smaller(data)


def _smaller(data: dict[str, Any]) -> bytes:
    """The largest of the smaller letters that fit: halved each time, because the fullest plans are asked for in a hurry too."""
    sizes = list(SMALLER)
    fits = _compiled({**data, "size": sizes.pop()})
    while sizes:
        middle = len(sizes) // 2
        made = _compiled({**data, "size": sizes[middle]})
        if _pages(made) <= PAGES:
            fits, sizes = made, sizes[:middle]
        else:
            sizes = sizes[middle + 1 :]
    return fits


def _compiled(data: dict[str, Any]) -> bytes:
    source = str(FOLDER / "plan.typ")
    return bytes(typst.compile(source, root=str(FOLDER), sys_inputs={"data": json.dumps(data)}, pdf_standards=["ua-1"]))


def _pages(made: bytes) -> int:
    import pikepdf  # takes a third of a second, and few requests print

    with pikepdf.open(io.BytesIO(made)) as pdf:
        return len(pdf.pages)


def _data(page: PlanPage, pictures: Sequence[Shown], at: datetime) -> dict[str, Any]:
    parts = [{"title": one.title, "lines": _rows(one.lines)} for one in page.sections]
    if page.found:
        found = [Line(_day(one.at.astimezone(LONDON).date()), _with(one.where, one.with_whom)) for one in page.found]
        parts.insert(-2, {"title": "Found before, as recorded", "lines": _rows(found)})
    return {
        "title": "Trigger plan",
        "footer": f"{KEEP} Printed {at.astimezone(LONDON):%d/%m/%Y %H:%M}.",
        "head": _rows(_head(page)),
        "tonight": _rows([Line(one.label, _short(one.words)) for one in page.tonight]),
        "parts": parts,
        "pictures": [
            {"bytes": list(_small(one.data)), "caption": one.caption, "alt": one.alt} for one in pictures[:MOST_PICTURES]
        ],
    }


def _short(words: str) -> str:
    """Tonight's words may be of any length, and the paper is two pages."""
    return words if len(words) <= MOST_TONIGHT else f"{words[:MOST_TONIGHT].rsplit(' ', 1)[0]} ... (more on the screen)"


def _with(where: str, with_whom: str) -> str:
    return f"{where}, with {with_whom}" if with_whom else where


def _head(page: PlanPage) -> list[Line]:
    who, plan, episode = page.who, page.plan, page.episode
    lines = [
        Line("Child", who.name),
        Line("Known as", who.known_as),
        Line("Born", _day(who.born) if who.born else who.born_words or "Not known"),
        Line("Sex", who.sex),
    ]
    if episode is not None:
        lines += [
            Line("Missing since", f"{episode.started_at.astimezone(LONDON):%d/%m/%Y %H:%M}"),
            Line("Missing record", episode.reference),
            Line("Police reference", episode.police_ref or "None yet"),
            Line("Police grade", episode.get_police_grade_display()),
        ]
    if plan is not None:
        lines.append(Line("Plan looked at", _day(plan.looked_at.astimezone(LONDON).date())))
    lines.append(Line("Not written yet", ", ".join(page.full.without)))
    return [line for line in lines if line.words]


def _rows(lines: Sequence[Line]) -> list[dict[str, str]]:
    return [{"label": line.label, "value": line.words or NOT_WRITTEN} for line in lines]


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _small(data: bytes) -> bytes:
    """Sharp enough for paper, and no larger."""
    kept = io.BytesIO()
    with Image.open(io.BytesIO(data)) as picture:
        picture.thumbnail((PIXELS, PIXELS))
        picture.convert("RGB").save(kept, "JPEG", quality=85)
    return kept.getvalue()
