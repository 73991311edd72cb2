"""A PDF without anything that acts by itself: scripts, launched programs, attached files, forms that send."""

from __future__ import annotations

from typing import Any

import pikepdf

# What makes a PDF act, wherever in it that stands.
ACTS = ("/AA", "/OpenAction", "/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/XFA", "/RichMediaContent", "/AF")
ACTIONS = frozenset(
    (
        "/JavaScript",
        "/Launch",
        "/SubmitForm",
        "/ImportData",
        "/GoToE",
        "/GoToR",
        "/Rendition",
        "/RichMediaExecute",
        "/Movie",
        "/Sound",
    )
)
DEEPEST = 60


def disarm(pdf: pikepdf.Pdf) -> None:
    """Take out what acts, and what the document says of its writer."""
    for one in pdf.objects:
        _disarm(one, 0)
    if "/Metadata" in pdf.Root:
        del pdf.Root["/Metadata"]
    del pdf.docinfo


def _disarm(one: Any, depth: int) -> None:
    """One object and those written inside it. What it only points to is among the document's objects itself."""
    if depth > DEEPEST:
        raise ValueError("nested too deeply")
    if isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
        if str(one.get("/S", "")) in ACTIONS:
            one["/S"] = pikepdf.Name("/None")
        for key in ACTS:
            if key in one:
                del one[key]
        inside = list(one.values()) if isinstance(one, pikepdf.Dictionary) else [one.stream_dict]
    elif isinstance(one, pikepdf.Array):
        inside = list(one)
    else:
        return
    for part in inside:
        if isinstance(part, pikepdf.Object) and not part.is_indirect:
            _disarm(part, depth + 1)
