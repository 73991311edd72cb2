"""When a time limit ends: `clock RULE --from TIME`, or `clock --list`. It needs no database."""

import json
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandParser

from holdfast.rules import clock


class Command(BaseCommand):
    """Works out a time limit with the shipped figures, and prints the arithmetic."""

    help = "Work out when a time limit ends, or list the clocks."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        """Take a rule and a time, or the list."""
        parser.add_argument("rule", nargs="?", help="the clock, such as referral.decision")
        parser.add_argument("--from", dest="start", metavar="TIME", help="when it started: 2026-12-24T16:30")
        parser.add_argument("--list", action="store_true", help="list every clock")
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the answer; anything unclear is one sentence and exit code 2."""
        if options["list"]:
            self._print(clock.listing(), options["json"])
            return
        if not options["rule"] or options["start"] is None:
            self._refuse("Name a clock and a time, or ask for --list.")
        try:
            found = clock.due_from_text(options["rule"], options["start"])
        except (clock.UnknownRule, clock.TimeUnclear) as problem:
            self._refuse(str(problem))
        self._print(found.as_json(), options["json"])

    def _refuse(self, sentence: str) -> NoReturn:
        """One sentence on standard error, and exit code 2."""
        self.stderr.write(sentence)
        raise SystemExit(2)

    def _print(self, answer: Any, as_json: bool) -> None:
        """The answer alone on standard output."""
        if as_json:
            self.stdout.write(json.dumps(answer, indent=2, ensure_ascii=False))
            return
        for row in answer if isinstance(answer, list) else [answer]:
            self.stdout.write("\n".join(_lines(row)))


def _lines(row: dict[str, Any]) -> list[str]:
    """One answer in plain text."""
    if "limit" in row:
        changeable = ", set by the partnership" if row["config"] else ""
        return [f"{row['rule']}: {row['limit']}{changeable}. {row['source']}."]
    return [f"Due {row['due']}", *row["steps"], f"Source: {row['source']}"]
