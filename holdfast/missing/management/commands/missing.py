"""Missing episodes from a file, which children are over the count and when each was; the pack of trigger plans."""

from __future__ import annotations

import json
import sys
from argparse import RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandError, CommandParser

from holdfast.access.management.commands.admin import partnership_called
from holdfast.kernel.acting import acting_as
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.missing import pack_command
from holdfast.missing.intake.file import Outcome, import_file, rejected_path
from holdfast.missing.intake.lines import COLUMNS, FileFaulty
from holdfast.missing.triggers import Known, Stands, child_called, crossed, standing_at
from holdfast.rules.local import LONDON, TimeUnclear, parse

FAULTY = 2
ABOUT = f"""Take in missing episodes from a CSV file: one row is one report.

Columns, by name in the first line, in any order:
  {", ".join(COLUMNS)}

category is M (missing), A (away without authorisation) or H (missing from home). Times are local, as 2026-03-31T23:59 or
31/03/2026 23:59; `ended` may be empty. The same file again changes nothing; a changed row is a correction. Rows that cannot be
taken are kept beside the file as FILE.rejected.csv, and stop no other (exit 2).
"""


class Command(BaseCommand):
    help = "missing import FILE.csv | missing triggers --as-of TIME | missing history CHILD_REF | missing pack --out FILE"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_subparsers(dest="what", required=True)
        taking = what.add_parser("import", description=ABOUT, formatter_class=RawDescriptionHelpFormatter)
        taking.add_argument("file")
        taking.add_argument("--dry-run", action="store_true", help="say what would be done, and change nothing")
        standing = what.add_parser("triggers", help="children over the count of missing episodes, or one short of it")
        standing.add_argument("--as-of", default="", help="a local time such as 2026-03-31T23:59; this moment when left out")
        past = what.add_parser("history", help="every day on which one child's count was crossed")
        past.add_argument("child_ref")
        packing = what.add_parser("pack", help=pack_command.HELP)
        pack_command.add_arguments(packing)
        for one in (taking, standing, past):
            one.add_argument("--json", action="store_true", dest="as_json", help="print JSON")
        for one in (taking, standing, past, packing):
            one.add_argument("--partnership", default="", help="its short name; the first there is when left out")

    def handle(self, *_: Any, what: str, partnership: str, **options: Any) -> None:
        if what == "pack":
            self.stdout.write(pack_command.write(partnership_called(partnership), options["out"]))
            return
        viewer = Viewer.job("missing.import" if what == "import" else "missing.show", partnership_called(partnership).pk)
        {"import": self._take_in, "triggers": self._triggers, "history": self._history}[what](viewer, options)

    # -- import -------------------------------------------------------------------------------------------------------

    def _take_in(self, viewer: Viewer, options: dict[str, Any]) -> None:
        path = Path(options["file"])
        try:
            outcome = import_file(viewer, path, dry_run=options["dry_run"], progress=self._progress)
        except FileFaulty as fault:
            self._refuse_file(str(fault), options["as_json"])
        except OSError as fault:
            self._refuse_file(f"The file cannot be read: {fault.strerror}.", options["as_json"])
        self._say(outcome, path, options)
        if outcome.rejected:
            sys.exit(FAULTY)

    def _progress(self, done: int, total: int) -> None:
        self.stderr.write(f"{done:,} of {total:,} rows")

    def _refuse_file(self, sentence: str, as_json: bool) -> NoReturn:
        """Nothing could be read at all: the fault is that of the first line."""
        if as_json:
            self._json(Outcome(rejected={1: sentence}).as_json())
        self.stderr.write(sentence)
        sys.exit(FAULTY)

    def _say(self, outcome: Outcome, path: Path, options: dict[str, Any]) -> None:
        if options["as_json"]:
            self._json(outcome.as_json())
        else:
            self.stdout.write(
                f"Created {outcome.created}, corrected {outcome.corrected}, unchanged {outcome.unchanged}, "
                f"rejected {len(outcome.rejected)}."
            )
            for row, reason in sorted(outcome.rejected.items()):
                self.stdout.write(f"Line {row}: {reason}")
        if options["dry_run"]:
            self.stderr.write("Nothing was changed: this was a trial.")
        elif outcome.rejected:
            self.stderr.write(f"The rejected rows are in {rejected_path(path)}.")

    # -- triggers and history -----------------------------------------------------------------------------------------

    def _triggers(self, viewer: Viewer, options: dict[str, Any]) -> None:
        try:
            moment = parse(options["as_of"]) if options["as_of"] else now()
        except TimeUnclear as fault:
            raise CommandError(f"--as-of: {fault}", returncode=FAULTY) from None
        with acting_as(viewer):
            found = standing_at(viewer, moment)
        if options["as_json"]:
            self._json([_standing(one) for one in found])
            return
        for one in found:
            self.stdout.write(f"{one.child_ref}: {one.standing.state}, {one.standing.count} ({', '.join(one.standing.refs)})")

    def _history(self, viewer: Viewer, options: dict[str, Any]) -> None:
        with acting_as(viewer):
            child_id = child_called(viewer, options["child_ref"])
            if child_id is None:
                raise CommandError("There is no child with this reference.", returncode=FAULTY)
            found = list(crossed(viewer, child_id))
        if options["as_json"]:
            self._json([_crossing(one) for one in found])
            return
        for one in found:
            undone = "" if one.still_true else "; undone by a later correction"
            self.stdout.write(f"{one.crossed_on}: {len(one.refs)} ({', '.join(one.refs)}){undone}")

    def _json(self, value: object) -> None:
        self.stdout.write(json.dumps(value, indent=2, ensure_ascii=False))


def _standing(one: Stands) -> dict[str, Any]:
    first, last = one.standing.window
    return {
        "child_ref": one.child_ref,
        "count": one.standing.count,
        "state": one.standing.state.value,
        "window_start": first.isoformat(),
        "window_end": last.isoformat(),
        "episodes": one.standing.refs,
        "rule": str(one.standing.edition),
    }


def _crossing(one: Known) -> dict[str, Any]:
    return {
        "crossed_on": one.crossed_on.isoformat(),
        "known_at": one.known_at.astimezone(LONDON).isoformat(),
        "count": len(one.refs),
        "episodes": one.refs,
        "rule": one.rule,
        "still_true": one.still_true,
    }
