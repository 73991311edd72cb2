"""`backup FILE`: the whole system in one encrypted file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from holdfast.config.backup import asking
from holdfast.config.backup.lock import Lock, LockFault, from_file, from_passphrase, needed
from holdfast.config.backup.taking import Taken, take


class Command(BaseCommand):
    help = "Copy the whole system, with its files, keys and signed checkpoints, into one encrypted file. It may run meanwhile."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the file to write")
        asking.add_key_arguments(parser)

    def handle(self, *_: Any, file: Path, key_file: Path | None, passphrase: bool, **__: Any) -> None:
        if not settings.AS_OWNER:
            raise CommandError("Only the owner's role sees every row: set DATABASE_OWNER_URL and use bin/holdfast backup.")
        path = asking.key_path(key_file)
        try:
            lock = from_passphrase(asking.passphrase(twice=True)) if passphrase else from_file(path, make=True)
            taken = take(file, lock)
        except LockFault as fault:
            raise CommandError(str(fault)) from None
        except OSError as fault:
            raise CommandError(f"{file} cannot be written: {fault.strerror}.") from fault
        self._say(file, lock, taken, "" if passphrase else f" It is {path}: keep a copy of it apart from the backup.")

    def _say(self, file: Path, lock: Lock, taken: Taken, where: str) -> None:
        rows = sum(taken.rows.values())
        self.stdout.write(f"{file} holds the system of {taken.made_at}: {rows} rows, {taken.files} files, and their keys.")
        self.stdout.write(f"It opens only with {needed(lock.said)}.{where}")
        for sentence in taken.words:
            self.stderr.write(sentence)
        if taken.missing:
            self.stderr.write(f"{len(taken.missing)} stored files are not where they should be: {', '.join(taken.missing[:20])}.")
            raise SystemExit(1)
