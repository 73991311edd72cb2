"""Numbers that people say on the telephone: the year and the next number in it."""

from __future__ import annotations

from typing import Any

from django.db import connection

from holdfast.kernel.time import today
from holdfast.kernel.viewer import Viewer


def next_number(by: Viewer, model: Any, letters: str) -> str:
    """The next free number of this year. Two people who ask at once are given different ones."""
    start = f"{letters}-{today().year}-"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"{by.here}{start}"])
    rows = model.objects.filter(partnership_id=by.here, reference__startswith=start)
    last = max((int(reference.rpartition("-")[2]) for reference in rows.values_list("reference", flat=True)), default=0)
    return f"{start}{last + 1:03}"
