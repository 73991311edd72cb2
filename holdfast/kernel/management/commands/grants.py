"""Print, or apply, the row-level security and grants of every table."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from holdfast.kernel.guard import apply_guards, statements


class Command(BaseCommand):
    help = "Apply row-level security and grants as the owner role (or print them with --print)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--print", action="store_true", dest="only_print", help="print the SQL, change nothing")

    def handle(self, *_: Any, only_print: bool, **__: Any) -> None:
        if only_print:
            self.stdout.write(";\n".join(statements(settings.APP_ROLE)) + ";")
            return
        if not settings.AS_OWNER:
            raise CommandError("Grants are given by the owner role: set HOLDFAST_AS_OWNER=1.")
        apply_guards(settings.APP_ROLE)
