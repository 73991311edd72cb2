"""`restore FILE`: a system made again from a backup."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from holdfast.audit.verification import verify
from holdfast.config.backup import asking
from holdfast.config.backup.container import Damaged, head
from holdfast.config.backup.lock import Lock, LockFault, again, check_fits, from_file
from holdfast.config.backup.restoring import NotNow, Restored, restore
from holdfast.documents.ring import NoKey

WARNING = "Everything in this system now is done away with and replaced by the backup. Type  replace  to go on: "


class Command(BaseCommand):
    help = "Put a system back from a backup: into an empty system, or with --replace in place of what is there."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the backup")
        parser.add_argument("--replace", action="store_true", help="do away with what is in this system; asks first")
        parser.add_argument("--yes", action="store_true", help="with --replace: do not ask")
        asking.add_key_arguments(parser)

    def handle(self, *_: Any, file: Path, replace: bool, yes: bool, **options: Any) -> None:
        if not settings.AS_OWNER:
            raise CommandError("Only the owner's role may fill the tables: set DATABASE_OWNER_URL and use bin/holdfast restore.")
        try:
            lock = self._lock(file, options["key_file"], passphrase=options["passphrase"])
            if replace and not yes and asking.line(WARNING) != "replace":
                raise CommandError("Nothing was changed.")
            done = restore(file, lock, replace=replace, say=self.stderr.write)
        except (LockFault, Damaged, NotNow, NoKey) as fault:
            raise CommandError(str(fault)) from None
        except OSError as fault:
            raise CommandError(f"{fault.filename or file}: {fault.strerror}.") from fault
        self._say(done)

    def _lock(self, file: Path, key_file: Path | None, *, passphrase: bool) -> Lock:
        """What was given to open it, held against what the backup says it needs, before anything else."""
        with file.open("rb") as opened:
            said = head(opened)["lock"]
        if passphrase and said.get("kind") == "passphrase":
            lock = again(asking.passphrase(), said)
        else:
            path = asking.key_path(key_file)
            lock = from_file(path) if said.get("kind") == "key-file" and path.exists() else Lock(b"", {})
        check_fits(lock, said)
        return lock

    def _say(self, done: Restored) -> None:
        findings = verify()
        self.stdout.write(f"This system is the one of {done.made_at}: {done.rows} rows; {done.files} files, and each opens.")
        state = "stands as it was written" if findings.ok else "does not stand as it was written: " + " ".join(findings.words)
        self.stdout.write(f"The audit {state}; a new signed segment begins with this restore.")
        self.stdout.write("What was done after the backup is gone, and everybody signs in again.")
        for sentence in done.words:
            self.stderr.write(sentence)
        if done.unreadable:
            self.stderr.write(f"{done.unreadable} files were damaged or missing in the backup and do not open.")
        if done.unreadable or not findings.ok:
            raise SystemExit(1)
