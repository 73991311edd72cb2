"""Pictures of nobody, with what a camera would have written into them."""

from __future__ import annotations

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from pillow_heif import register_heif_opener

register_heif_opener()


def picture(name: str = "Robin Fell at home.jpg", size: tuple[int, int] = (60, 100), form: str = "JPEG") -> SimpleUploadedFile:
    """Red above and blue below, with a place in its data about itself."""
    drawn, kept = Image.new("RGB", size, "red"), io.BytesIO()
    drawn.paste("blue", (0, size[1] // 2, size[0], size[1]))
    told = Image.Exif()
    told[0x010E] = "12 Elm Street, Marl"
    drawn.save(kept, form, exif=told.tobytes())
    return SimpleUploadedFile(name, kept.getvalue())
