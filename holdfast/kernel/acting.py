"""Tells the database who is looking, inside the transaction that does the looking.

Row-level security reads these settings. They are set for the transaction only, so a pooled connection carries nothing to the
next person.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection, transaction

from .time import stopped_at
from .viewer import Viewer

_current: ContextVar[Viewer | None] = ContextVar("acting_viewer", default=None)


def settings_of(viewer: Viewer) -> dict[str, str]:
    """What the database is told of a viewer."""
    stopped = stopped_at()
    return {
        "holdfast.partnership": str(viewer.partnership_id or ""),
        "holdfast.person": str(viewer.person_id or ""),
        "holdfast.agency": str(viewer.agency_id or ""),
        "holdfast.token": viewer.token,
        "holdfast.system": viewer.system,
        "holdfast.reach": viewer.reach,
        "holdfast.grants": ",".join(sorted(viewer.needs if viewer.system else viewer.grants)),
        # The database has its own clock; it is given ours only where ours is stopped.
        "holdfast.at": stopped.isoformat() if stopped else "",
    }


def current_viewer() -> Viewer:
    """The viewer the database was last told of, or nobody."""
    return _current.get() or Viewer.nobody()


def tell_database(viewer: Viewer) -> None:
    """Set the viewer for the rest of this transaction."""
    if not connection.in_atomic_block:
        raise RuntimeError("The viewer is set inside a transaction, or not at all.")
    told = settings_of(viewer)
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(f"set_config('{name}', %s, true)" for name in told), list(told.values()))
    _current.set(viewer)


def taken_back(viewer: Viewer) -> None:
    """A transaction was undone, and the database's settings with it: it is told of this viewer again, as before."""
    _current.set(viewer)


@contextmanager
def acting_as(viewer: Viewer, *, alone: bool = True) -> Iterator[Viewer]:
    """One transaction, seen through one viewer's eyes. The viewer before is put back after.

    alone: within another transaction it is undone without the rest; False where a fault undoes the whole anyhow.
    """
    before = _current.get()
    with transaction.atomic(savepoint=alone):
        tell_database(viewer)
        try:
            yield viewer
        finally:
            if connection.in_atomic_block and not connection.needs_rollback:
                tell_database(before or Viewer.nobody())
            _current.set(before)
