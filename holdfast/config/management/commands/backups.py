"""`backups` and `backups destroyed FILE`: the register of the backups that were made."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from holdfast.config.backup import register
from holdfast.keeping.models import Backup
from holdfast.kernel.errors import HoldfastError
from holdfast.kernel.viewer import Viewer
from holdfast.ui.formats import long_date, long_moment

MOST = 200


class Command(BaseCommand):
    help = "List the backups that were made, their keys and until when each is kept; `backups destroyed FILE` says one is gone."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        asks = parser.add_subparsers(dest="what")
        gone = asks.add_parser("destroyed", help="the file and every copy of it are destroyed")
        gone.add_argument("file", help="its name")

    def handle(self, *_: Any, what: str | None = None, file: str = "", **__: Any) -> None:
        if what is None:
            self._list()
            return
        if not settings.AS_OWNER:
            raise CommandError("Only the owner's role writes the register: set DATABASE_OWNER_URL and use bin/holdfast backups.")
        try:
            register.destroyed(by=Viewer.job("backup", None), file_name=Path(file).name)
        except HoldfastError as refusal:
            raise CommandError(refusal.sentence) from None
        self.stdout.write(f"{Path(file).name} is written down as destroyed.")

    def _list(self) -> None:
        rows = Backup.objects.order_by("-begun_at", "-pk")[:MOST]
        for row in rows:
            self.stdout.write(f"{row.file_name}: made {long_moment(row.begun_at)}, key {row.key_name}, {_state(row)}.")
        if not rows:
            self.stdout.write("No backup has been made.")


def _state(row: Backup) -> str:
    if row.destroyed_at:
        return f"destroyed {long_moment(row.destroyed_at)}"
    cut = "" if row.finished_at else "cut short, "
    return f"{cut}to be destroyed by {long_date(row.keep_until)}"
