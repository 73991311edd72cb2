"""Print the reference pages from their tables, or check that they are in step."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from holdfast.config.reference import FOLDER, pages


class Command(BaseCommand):
    help = "Write docs/reference from the tables; with --check, only say which pages are out of step."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing; fail when a page is out of step")

    def handle(self, *_: Any, check: bool, **__: Any) -> None:
        stale = []
        for name, printed in pages().items():
            path = FOLDER / name
            text = printed()
            if path.exists() and path.read_text() == text:
                continue
            stale.append(name)
            if not check:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text)
        if check and stale:
            raise CommandError(f"Out of step: {', '.join(stale)}. Run bin/holdfast docs, and commit what it wrote.")
        self.stdout.write(f"{len(stale)} written." if not check else "In step.")
