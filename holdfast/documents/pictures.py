"""Turning and cutting a picture. Each gives a picture drawn afresh, so that nothing it said of itself comes along."""

from __future__ import annotations

import io

from PIL import Image

from holdfast.kernel.errors import Fault, Faulty

from .content import Content

LARGEST = 1600  # pixels on the longer side: sharp on paper, and quick to open
LEAST_LEFT = 10  # per cent
_TURNS = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}


def fitted(given: Content) -> Content:
    """No larger than a plan needs."""
    with Image.open(io.BytesIO(given.data)) as picture:
        picture.thumbnail((LARGEST, LARGEST))
        return drawn(picture)


def turned(data: bytes, degrees: int) -> Content:
    """Turned to the right by a quarter, a half or three quarters."""
    with Image.open(io.BytesIO(data)) as picture:
        return drawn(picture.transpose(_TURNS[degrees]) if degrees in _TURNS else picture)


def cut(data: bytes, *, left: int, top: int, right: int, bottom: int) -> Content:
    """Without so many per cent of its width and height on each side."""
    if min(left, top, right, bottom) < 0 or left + right > 100 - LEAST_LEFT or top + bottom > 100 - LEAST_LEFT:
        raise Faulty([Fault("left", f"Leave at least {LEAST_LEFT} per cent of the picture, across and down.")])
    with Image.open(io.BytesIO(data)) as picture:
        wide, high = picture.size
        box = (wide * left // 100, high * top // 100, wide - wide * right // 100, high - high * bottom // 100)
        return drawn(picture.crop(box))


def drawn(picture: Image.Image) -> Content:
    """As JPEG, on white where it was see-through."""
    kept, whole = io.BytesIO(), picture.convert("RGBA")
    sheet = Image.new("RGB", whole.size, "white")
    sheet.paste(whole, mask=whole.getchannel("A"))
    sheet.save(kept, "JPEG", quality=90)
    return Content("image/jpeg", kept.getvalue(), stripped=True)
