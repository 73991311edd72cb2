"""The one way in which a file leaves a page: as the answer that the disclosure gate let pass."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpResponse

from .cleared import Passed

# What a browser shows by itself, and what it only keeps.
SHOWN = frozenset({"application/pdf", "image/png", "image/jpeg", "image/webp", "image/gif"})


def leaves(passed: Passed, *, shown: bool = False) -> HttpResponse:
    """The file, kept by nobody on the way. It never runs as part of a page of ours.

    shown: in the browser rather than to be kept, where it is of a kind that browsers show.
    """
    if not isinstance(passed, Passed):
        raise TypeError("A file leaves by what the disclosure gate let pass, and by nothing else.")
    how = "inline" if shown and passed.media in SHOWN else "attachment"
    response = HttpResponse(passed.content, content_type=passed.media)
    response["Content-Disposition"] = f"{how}; filename*=UTF-8''{quote(passed.name)}"
    response["Cache-Control"] = "no-store, private"
    response["X-Content-Type-Options"] = "nosniff"
    if how == "attachment" or passed.media.startswith("image/"):
        response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
