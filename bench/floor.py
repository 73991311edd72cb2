"""The floor: the same reading by plain psycopg, through the same row security, without Django, templates or policies.

The web process writes down the statements of one request; here they are sent again, each request's in one transaction of the
application's role with the viewer set. For a request that writes, new rows get new ids, so that nothing collides.
"""

from __future__ import annotations

import pickle
import re
import secrets
import time
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
from psycopg.types.json import Jsonb

from holdfast.kernel.acting import settings_of
from holdfast.kernel.ids import new_id
from holdfast.kernel.viewer import Viewer

from .database import url
from .measure import percentile

_SKIPPED = re.compile(r"^\s*(SAVEPOINT|RELEASE|ROLLBACK|SELECT set_config)", re.IGNORECASE)
# Not the middle of an id: "7246-8878" within one is no reference.
_REFERENCE = re.compile(r"(?<![\w-])[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}(?![\w-])")
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")
ROUNDS = 60


def floor(name: str, recorded: Path, viewer: Viewer, *, new_since: float) -> dict[str, Any]:
    """Send the recorded statements again and again: as the application's role, and as the owner's, whom no wall stops.

    new_since: ids made after this second belong to the request. What row security costs is the difference.
    """
    # Written a moment ago by our own web process, in a folder of our own.
    statements = [one for one in pickle.loads(recorded.read_bytes()) if not _SKIPPED.match(one[0])]
    walled = _times(url("APP", name), statements, viewer, new_since)
    bare = _times(url("OWNER", name), statements, viewer, new_since)
    return {
        "statements": len(statements),
        "p50_ms": percentile(walled, 50),
        "p95_ms": percentile(walled, 95),
        "without_walls_p50_ms": percentile(bare, 50),
        "row_security_ms": round(percentile(walled, 50) - percentile(bare, 50), 2),
    }


def _times(address: str, statements: list[tuple[str, Any]], viewer: Viewer, new_since: float) -> list[float]:
    times = []
    with psycopg.connect(address) as connection:
        connection.prepare_threshold = 1
        for _ in range(ROUNDS):
            fresh = Fresh(new_since)
            asked = [(text, fresh.params(params)) for text, params in statements]
            started = time.perf_counter()
            _look(connection, viewer)
            for text, params in asked:
                cursor = connection.execute(text.encode(), params)
                if cursor.description:
                    cursor.fetchall()
            connection.commit()
            times.append((time.perf_counter() - started) * 1000)
    return times


def _look(connection: psycopg.Connection, viewer: Viewer) -> None:
    told = settings_of(viewer)
    connection.execute(
        "SELECT " + ", ".join(["set_config(%s, %s, true)"] * len(told)), [word for pair in told.items() for word in pair]
    )


class Fresh:
    """Gives each new row of a recorded request another id and reference, the same wherever it appears."""

    def __init__(self, since: float) -> None:
        self.since = int(since * 1000)
        self.known: dict[str, str] = {}

    def params(self, params: Any) -> Any:
        if isinstance(params, dict):
            return {key: self.value(one) for key, one in params.items()}
        return params if params is None else [self.value(one) for one in params]

    def value(self, value: Any) -> Any:
        if isinstance(value, tuple) and len(value) == 2 and value[0] == "json":
            return Jsonb(value[1])
        if isinstance(value, UUID):
            return UUID(self._id(str(value)))
        if isinstance(value, list):
            return [self.value(one) for one in value]
        if isinstance(value, str):
            return _REFERENCE.sub(lambda found: self._reference(found[0]), _UUID.sub(lambda found: self._id(found[0]), value))
        return value

    def _id(self, old: str) -> str:
        if int(old.replace("-", "")[:12], 16) < self.since:
            return old
        return self.known.setdefault(old, str(new_id()))

    def _reference(self, old: str) -> str:
        letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
        made = "".join(secrets.choice(letters) for _ in range(8))
        return self.known.setdefault(old, f"{made[:4]}-{made[4:]}")
