"""An invitation on paper: the words that the disclosure gate cleared, the address, and nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import typst

from holdfast.disclosure.types import LETTER
from holdfast.kernel.cleared import Cleared

FOLDER = Path(__file__).parent / "typst"


def printed(cleared: Cleared, *, name: str) -> bytes:
    """The letter as an accessible PDF (PDF/UA-1). Its title and properties name nobody (H13)."""
    if not isinstance(cleared, Cleared) or cleared.channel != LETTER:
        raise TypeError("A letter is printed of what the disclosure gate cleared as one.")
    data = {
        "title": "A meeting",
        "to": [name, *cleared.address.strip().splitlines()],
        "words": [part for part in cleared.body.strip().split("\n\n") if not part.startswith("This message was sent")],
        "footer": cleared.reference,
    }
    source = str(FOLDER / "invitation.typ")
    return bytes(typst.compile(source, root=str(FOLDER), sys_inputs={"data": json.dumps(data)}, pdf_standards=["ua-1"]))
