"""What people left on their desks in the last hour: an edit that can still be taken back, and words kept when time ran out."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse

from holdfast.access.actions import keep_words, show_words
from holdfast.records.actions import keep_replaced, write_summary
from holdfast.records.models import Summary

from .telling import Teller

EDITOR, WRITER = "Siobhan Walsh", "Kofi Mensah"
ADDED = "School rings home before the register closes."
KEPT = [("caller", "A deputy head"), ("advice", "Write down each absence with its time, and ring again when a third comes.")]


def tell(teller: Teller) -> None:
    """Both are gone after a day, as anybody's are."""
    moment = teller.until - timedelta(minutes=40)
    with teller.acting(EDITOR, moment) as by:
        old = Summary.objects.filter(partnership_id=by.here).order_by("-pk").first()
        if old is not None:
            words = {"worried": old.worried, "working_well": old.working_well, "needs": f"{old.needs} {ADDED}".strip()}
            saved = write_summary(by=by, child_id=old.child_id, seen=old.version, **words)
            keep_replaced(by=by, kind="summary", child_id=old.child_id, before=old, after=saved)
    with teller.acting(WRITER, moment) as by:
        show_words(by=by, kept=keep_words(by=by, path=reverse("consultation-log"), words=KEPT, had_files=False))
