"""Bring in a case from another system, give one back, print the schema that both keep to."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandParser

from holdfast.access.management.commands.admin import partnership_called
from holdfast.disclosure.passing import as_it_is
from holdfast.journeys.case import take_in
from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import HoldfastError, NotHere
from holdfast.kernel.viewer import Viewer
from holdfast.records.intake.giving import child_called, give
from holdfast.rules import case as rules

FAULTY = 2


class Command(BaseCommand):
    help = "case import FILE.json | case export CHILD_REF | case schema"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        actions = parser.add_subparsers(dest="what", required=True)
        taking = actions.add_parser("import", help="bring in one case; the same one again changes nothing")
        taking.add_argument("file", help="a JSON file, or - for standard input")
        giving = actions.add_parser("export", help="print a case as it was brought in")
        giving.add_argument("child_ref", help="the sender's reference of the child, or our own id")
        for one in (taking, giving):
            one.add_argument("--partnership", default="", help="its short name; the first there is when left out")
            one.add_argument("--json", action="store_true", dest="as_json", help="print JSON")
        actions.add_parser("schema", help="print the JSON Schema of a case")

    def handle(self, *_: Any, what: str, **options: Any) -> None:
        if what == "schema":
            self._json(rules.schema())
        elif what == "import":
            self._take_in(options["file"], options["partnership"], as_json=options["as_json"])
        else:
            self._give(options["child_ref"], options["partnership"])

    def _take_in(self, file: str, partnership: str, *, as_json: bool) -> None:
        try:
            content = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        except OSError as fault:
            self._refused([rules.Fault("", f"The file cannot be read: {fault.strerror}.")], as_json)
        reading = rules.read(content)
        faults = list(reading.faults) or rules.check(reading.document)
        if faults:
            self._refused(faults, as_json)
        try:
            with acting_as(Viewer.job("case.import", partnership_called(partnership).pk)) as viewer:
                taken = take_in(by=viewer, document=reading.document)
        except HoldfastError as fault:
            self._refused([rules.Fault("", fault.sentence)], as_json)
        ref, ignored = reading.document["child"]["ref"], rules.ignored(reading.document)
        if as_json:
            self._json({"ref": ref, "state": taken.state, "changed": taken.changed, "ignored": ignored, "errors": []})
            return
        self.stdout.write(f"{ref}: {taken.state}.")
        for place in ignored:
            self.stderr.write(f"{place}: not kept; the schema does not know it.")

    def _refused(self, faults: list[rules.Fault], as_json: bool) -> NoReturn:
        errors = [{"path": fault.path, "message": fault.message} for fault in faults]
        if as_json:
            self._json({"ref": None, "state": None, "changed": [], "ignored": [], "errors": errors})
        else:
            for error in errors:
                self.stderr.write(f"{error['path'] or 'The file'}: {error['message']}")
        sys.exit(FAULTY)

    def _give(self, child_ref: str, partnership: str) -> None:
        try:
            with acting_as(Viewer.job("case.export", partnership_called(partnership).pk)) as viewer:
                document = give(by=viewer, child_ref=child_ref)
                passed = as_it_is(
                    by=viewer,
                    what="case-export",
                    content=self._printed(document).encode(),
                    name="case.json",
                    media="application/json",
                    child_id=child_called(viewer, child_ref),
                    said_by="At the console",
                )
        except NotHere:
            self.stderr.write("There is no child with this reference.")
            sys.exit(FAULTY)
        except HoldfastError as fault:
            self.stderr.write(fault.sentence)
            sys.exit(FAULTY)
        self.stdout.write(passed.content.decode())

    def _json(self, value: object) -> None:
        self.stdout.write(self._printed(value))

    @staticmethod
    def _printed(value: object) -> str:
        return json.dumps(value, indent=2, ensure_ascii=False)
