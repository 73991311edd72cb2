"""Missing children from the command line."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from holdfast.access.management.commands.admin import partnership_called
from holdfast.kernel.acting import acting_as
from holdfast.kernel.viewer import Viewer
from holdfast.missing import pack_command


class Command(BaseCommand):
    help = "missing pack --out FILE"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_subparsers(dest="what", required=True)
        packing = what.add_parser("pack", help=pack_command.HELP)
        pack_command.add_arguments(packing)
        packing.add_argument("--partnership", default="", help="its short name; the first there is when left out")

    def handle(self, *_: Any, what: str, partnership: str, out: str, **options: Any) -> None:
        with acting_as(Viewer.job("missing.pack", None)):
            found = partnership_called(partnership)
        self.stdout.write(pack_command.write(found, out))
