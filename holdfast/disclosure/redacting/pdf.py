"""The clean copy of a PDF: its words set anew, page by page. The pages of the source are not in it."""

from __future__ import annotations

import io
import json

import pypdf
import typst

from ..reading.extract import Unreadable, clean
from .wording import Cleaner

_TEMPLATE = """#set document(title: "Copy")
#set page(paper: "a4", margin: 2.2cm)
#set text(size: 10.5pt, lang: "en")
#let pages = json(bytes(sys.inputs.pages))
#for (number, page) in pages.enumerate() {
  if number > 0 { pagebreak() }
  for line in page { if line == "" { v(0.6em) } else { par(text(line)) } }
}
"""


def pdf(cleaner: Cleaner, content: bytes) -> bytes:
    try:
        reader = pypdf.PdfReader(io.BytesIO(content))
        if reader.is_encrypted:
            reader.decrypt("")
        pages = [clean(page.extract_text()) for page in reader.pages]
    except (pypdf.errors.PyPdfError, ValueError, TypeError, KeyError) as fault:
        raise Unreadable("unreadable", "The PDF is damaged and cannot be read.") from fault
    made = [_page(cleaner, text).split("\n") for text in pages]
    return typst.compile(_TEMPLATE.encode(), sys_inputs={"pages": json.dumps(made)}, pdf_standards=["ua-1"])


def _page(cleaner: Cleaner, text: str) -> str:
    for _ in range(3):
        before, text = text, cleaner.words(text)
        if before == text:
            break
    return text
