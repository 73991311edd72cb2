"""Which backups were made, by file and key, until when each is kept, and which are gone. Written as the owner's role alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.keeping.models import Backup
from holdfast.kernel.errors import Refused
from holdfast.kernel.time import london_date, now
from holdfast.kernel.viewer import Viewer
from holdfast.partnership.models import Partnership
from holdfast.partnership.queries import figures
from holdfast.rules.config import defaults


def begin(file_name: str, key_name: str) -> Backup:
    """Before a byte is written: whoever kills it leaves a row that says so."""
    at = now()
    return Backup.objects.create(
        begun_at=at, file_name=file_name, key_name=key_name, keep_until=london_date(at) + timedelta(days=longest())
    )


def longest() -> int:
    """For how many days a backup is kept: the longest that a partnership in it says."""
    every = [figures(pk) for pk in Partnership.objects.values_list("pk", flat=True)] or [defaults()]
    return max(int(one["retention.backups"]) for one in every)


def finish(made: Backup) -> None:
    """It is whole and in its place; one of the same name that lay there is written over, and so is gone."""
    at = now()
    Backup.objects.filter(file_name=made.file_name, destroyed_at=None).exclude(pk=made.pk).update(destroyed_at=at)
    Backup.objects.filter(pk=made.pk).update(finished_at=at)


def forget_unfinished(file_name: str) -> None:
    """The parts that were left by backups of this name are removed."""
    Backup.objects.filter(file_name=file_name, finished_at=None, destroyed_at=None).update(destroyed_at=now())


@action
def destroyed(*, by: Viewer, file_name: str) -> int:
    """Say that a backup, with every copy of it, is gone; how many of this name were."""
    found = list(Backup.objects.filter(file_name=file_name, destroyed_at=None))
    if not found:
        raise Refused(f"No backup called {file_name} stands in the register. bin/holdfast backups lists those that do.")
    Backup.objects.filter(pk__in=[one.pk for one in found]).update(destroyed_at=now())
    for one in found:
        record(by, "system.backup-destroyed", one)
    return len(found)


@contextmanager
def kept(restored: str | None) -> Iterator[None]:
    """While the rows of a restored system take their place, those of backups made since do not go: their files are there still.

    restored: the backup that is put in place. It was not finished yet when its own row was copied into it.
    """
    before = list(Backup.objects.all())
    yield
    if restored is not None:
        Backup.objects.filter(pk=restored, finished_at=None).update(finished_at=now())
    there = set(Backup.objects.filter(pk__in=[one.pk for one in before]).values_list("pk", flat=True))
    Backup.objects.bulk_create(one for one in before if one.pk not in there)
    for one in before:
        if one.pk in there:
            Backup.objects.filter(pk=one.pk).update(finished_at=one.finished_at, destroyed_at=one.destroyed_at)
