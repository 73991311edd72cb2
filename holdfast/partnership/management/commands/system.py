"""`system birth`: mark a new system as real or as a demonstration, once."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import HoldfastError
from holdfast.kernel.viewer import Viewer
from holdfast.partnership.actions import be_born
from holdfast.partnership.queries import system


class Command(BaseCommand):
    help = "Mark a new system, once: real, or a demonstration whose people are all invented."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        asks = parser.add_subparsers(dest="what", required=True)
        asks.add_parser("kind", help="print whether it is real or a demonstration; nothing before its birth")
        birth = asks.add_parser("birth")
        birth.add_argument("--demonstration", action="store_true")
        birth.add_argument("--name", default="", help="the partnership's name")
        birth.add_argument("--slug", default="", help="its short name in addresses, such as herefordshire")

    def handle(self, *_: Any, what: str, **options: Any) -> None:
        if what == "kind":
            self._kind()
        else:
            self._birth(**{name: options[name] for name in ("demonstration", "name", "slug")})

    def _kind(self) -> None:
        found = system()
        self.stdout.write("" if found is None else "demonstration" if found.demonstration else "real")

    def _birth(self, *, demonstration: bool, name: str, slug: str) -> None:
        if not settings.AS_OWNER:
            raise CommandError("A system is marked by the owner role: set HOLDFAST_AS_OWNER=1.")
        try:
            with acting_as(Viewer.job("system.birth", None)) as by:
                born = be_born(by=by, demonstration=demonstration, name=name, slug=slug)
        except HoldfastError as refusal:
            raise CommandError(refusal.sentence) from None
        self.stdout.write("demonstration" if born.demonstration else "real")
