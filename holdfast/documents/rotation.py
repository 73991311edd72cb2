"""Changing the system's key for files: a new one seals every file's key anew, and then the old one goes."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.viewer import Viewer

from . import ring, sealing
from .models import Original, Sealed, StoredFile

AT_ONCE = 500
SEALED: tuple[type[Sealed], ...] = (StoredFile, Original)


@dataclass
class Rotation:
    """What was done. finished: an earlier rotation, which was cut short, was taken up instead of beginning another.

    unreadable: files that open with no key of this system; as long as there is one, the older keys stay.
    """

    key: str
    finished: bool
    sealed: int = 0
    unreadable: int = 0
    removed: int = 0


def rotate(by: Viewer) -> Rotation:
    """Change the key. Files can be read and kept meanwhile; whoever kills this half way finishes it by running it again.

    Runs as the owner's role, which sees the files of every partnership. The order is what makes it safe: the new key is on disk
    before anything is sealed with it, and an older one goes only when nothing is sealed with it any more.
    """
    with ring.held():
        keys = ring.ring()
        finishing = bool(keys.older)
        if not finishing:
            keys = ring.Ring((ring.made(),)).with_(keys.keys)
            ring.keep(keys)
        sealing.wait_for_writers()
        done = Rotation(keys.current.name, finishing)
        for model in SEALED:
            _seal_all(by, model, keys.current, done)
        if not done.unreadable:
            done.removed = len(keys.older)
            ring.keep(ring.Ring((keys.current,)))
    return done


def _seal_all(by: Viewer, model: type[Sealed], current: ring.Key, done: Rotation) -> None:
    after: UUID | None = UUID(int=0)
    while after is not None:
        after, sealed, unreadable = seal_some(by=by, model=model, current=current, after=after)
        done.sealed += sealed
        done.unreadable += unreadable


@action
def seal_some(*, by: Viewer, model: type[Sealed], current: ring.Key, after: UUID) -> tuple[UUID | None, int, int]:
    """Seal the keys of some files with the current key: where to go on (None: at the end), how many, and how many do not open."""
    rows = model._default_manager.exclude(sealed_with=current.name).filter(pk__gt=after).order_by("pk")
    some = list(rows.select_for_update(of=("self",)).only("pk", "sealed_with", "sealed_key")[:AT_ONCE])
    unreadable = sum(not _sealed_anew(row, current) for row in some)
    record(by, "keys.seal-anew", key=current.name, kind_of_file=model._meta.model_name, files=len(some) - unreadable)
    return (some[-1].pk if len(some) == AT_ONCE else None), len(some) - unreadable, unreadable


def _sealed_anew(row: Sealed, current: ring.Key) -> bool:
    try:
        key = sealing.unwrap(row.sealed_with, bytes(row.sealed_key), str(row.pk))
    except sealing.Unreadable:
        return False
    sealed = sealing.seal(current.secret, key, f"key {row.pk}")
    type(row)._default_manager.filter(pk=row.pk).update(sealed_with=current.name, sealed_key=sealed)
    return True
