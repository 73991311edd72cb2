"""National returns as files, with what is to be mended before they are sent."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from holdfast.access.management.commands.admin import partnership_called
from holdfast.insight.return_903 import make
from holdfast.kernel.acting import acting_as
from holdfast.kernel.viewer import Viewer
from holdfast.rules.local import FIRST_YEAR, LAST_YEAR

FAULTY = 2


class Command(BaseCommand):
    help = "returns ssda903-missing --year 2026 --out DIR: missing.csv and header.csv for the year ending 31 March"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        which = parser.add_subparsers(dest="which", required=True)
        missing = which.add_parser("ssda903-missing", help="looked-after children who were missing or away without authorisation")
        missing.add_argument("--year", type=int, required=True, help="the year ends on 31 March of it")
        missing.add_argument("--out", required=True, help="the folder for missing.csv, header.csv and faults.csv")
        missing.add_argument("--partnership", default="", help="its short name; the first there is when left out")

    def handle(self, *_: Any, year: int, out: str, partnership: str, **__: Any) -> None:
        if not FIRST_YEAR < year <= LAST_YEAR:
            raise CommandError(f"Give a year from {FIRST_YEAR + 1} to {LAST_YEAR}.", returncode=FAULTY)
        folder = Path(out)
        try:
            with acting_as(Viewer.job("returns", partnership_called(partnership).pk)) as by:
                made = make(by=by, year=year, folder=folder)
        except OSError as fault:
            raise CommandError(f"{out} cannot be written: {fault.strerror}.", returncode=FAULTY) from None
        self.stdout.write(f"{made.rows} absences of {made.children} children are in {folder / 'missing.csv'}.")
        for one in made.mend:
            self.stdout.write(f"{one.rule}: {one.child_ref} {one.episode_ref}: {one.sentence} {one.link}")
