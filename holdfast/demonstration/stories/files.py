"""Files that came with referrals: a picture, a PDF whose original is kept as evidence, and one that was locked unseen."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from holdfast.documents.models import StoredFile
from holdfast.journeys import locked_file
from holdfast.referrals import actions
from holdfast.referrals.models import Referral

from ..cast.plan import Planned
from .telling import SCREENERS, Teller

Sent = tuple[Planned, Referral, datetime]


def attach(teller: Teller, sent: Sequence[Sent]) -> None:
    """Three files, on the first referrals that somebody with an account sent."""
    (first, second, third) = [one for one in sent if one[0].referrer.worker and one[0].stage not in ("lado", "adult")][:3]
    _attach(teller, first, "bus-stop.jpg", picture("Elm Street bus stop, invented"), "Where she was seen")
    _attach(teller, second, "attendance.pdf", pdf("Attendance since September: 61 %. Invented."), "Attendance", evidence=True)
    unseen = _attach(teller, third, "from-a-phone.jpg", picture("An invented picture"), "A picture from a phone")
    with teller.acting(SCREENERS[0], teller.until - timedelta(minutes=20)) as by:
        locked_file.lock(by=by, file=unseen)


def _attach(teller: Teller, sent: Sent, name: str, content: bytes, what: str, *, evidence: bool = False) -> StoredFile:
    plan, referral, at = sent
    upload = SimpleUploadedFile(name, content)
    with teller.acting(plan.referrer.worker, at + timedelta(minutes=4)) as by:
        return actions.attach(by=by, referral=referral, upload=upload, what=what, evidence=evidence).file


def picture(words: str) -> bytes:
    """A picture of nobody: a plain colour with words on it."""
    made = io.BytesIO()
    drawn = Image.new("RGB", (480, 320), "teal")
    ImageDraw.Draw(drawn).text((30, 140), words, fill="white")
    drawn.save(made, "JPEG")
    return made.getvalue()


def pdf(words: str) -> bytes:
    """A PDF of one page with one line."""
    import pikepdf  # takes a third of a second, and only a county that is loaded needs it

    made = io.BytesIO()
    with pikepdf.new() as document:
        page = document.add_blank_page(page_size=(595, 842))
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=document.make_indirect(font)))
        page.obj.Contents = document.make_stream(f"BT /F1 14 Tf 60 760 Td ({words}) Tj ET".encode())
        document.save(made)
    return made.getvalue()
