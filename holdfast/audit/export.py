"""A copy of the audit for an investigator: ids, keys and counts; never what is known about a person."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction

from holdfast.kernel.viewer import Viewer

from .models import Event, Kind
from .record import record
from .sealing import seal

_EVENTS = """
SELECT row_to_json(e)::text, s.number, encode(s.hash, 'hex')
  FROM audit_event e LEFT JOIN audit_seal s ON s.event_position = e.position ORDER BY e.position
"""


def export(out: Path) -> int:
    """Write every event to a file that only its owner can read, and give back how many there are.

    The copy is an event itself, written before the first line is read. Runs as the owner's role.
    """
    record(Viewer.job("audit.export", None), "audit.export", kind=Kind.RELEASE, events=Event.objects.count() + 1)
    seal(demanded=True)
    unfinished = out.with_name(f"{out.name}.{os.getpid()}.new")
    number = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(number, "w") as file:
            count = sum(file.write(line) > 0 for line in _lines())
        os.replace(unfinished, out)
    finally:
        unfinished.unlink(missing_ok=True)
    return count


def _lines() -> Iterator[str]:
    with transaction.atomic(), connection.connection.cursor(name="audit_export") as cursor:
        cursor.itersize = 5_000
        cursor.execute(_EVENTS)
        for event, number, hashed in cursor:
            yield _line(json.loads(event), number, hashed)


def _line(event: dict[str, Any], number: int | None, hashed: str | None) -> str:
    return json.dumps({**event, "seal": number, "hash": hashed}, cls=DjangoJSONEncoder) + "\n"
