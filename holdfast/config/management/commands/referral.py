"""Bring in a referral from another system, show one, print the schema that both keep to."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandParser

from holdfast.journeys.referral import take_in
from holdfast.journeys.showing import shown
from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import Fault, Faulty, HoldfastError, NotHere, Refused
from holdfast.kernel.viewer import Viewer
from holdfast.partnership.models import Partnership
from holdfast.rules import referral as rules

FAULTY = 2


class Command(BaseCommand):
    help = "referral import FILE.json | referral show REFERENCE | referral schema | referral example"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        actions = parser.add_subparsers(dest="what", required=True)
        taking = actions.add_parser("import", help="bring in one referral; the same one again changes nothing")
        taking.add_argument("file", help="a JSON file, or - for standard input")
        showing = actions.add_parser("show", help="print one referral with its state, decisions and clocks")
        showing.add_argument("reference")
        for one in (taking, showing):
            one.add_argument("--partnership", default="", help="its short name, where there are several")
            one.add_argument("--json", action="store_true", help="print JSON")
        actions.add_parser("schema", help="print the JSON Schema of a referral")
        actions.add_parser("example", help="print a referral that can be brought in")

    def handle(self, *_: Any, what: str, **options: Any) -> None:
        if what == "schema":
            self._json(rules.schema())
        elif what == "example":
            self._json(rules.example())
        elif what == "import":
            self._take_in(options["file"], options["partnership"], as_json=options["json"])
        else:
            self._show(options["reference"], options["partnership"], as_json=options["json"])

    def _take_in(self, file: str, partnership: str, *, as_json: bool) -> None:
        try:
            content = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        except OSError as fault:
            self._refused([Fault("", f"The file cannot be read: {fault.strerror}.")], as_json)
        reading = rules.read(content)
        if reading.faults:
            self._refused([Fault(fault.path, fault.message) for fault in reading.faults], as_json)
        try:
            with acting_as(self._viewer("referral.import", partnership)) as viewer:
                taken = take_in(by=viewer, document=reading.document)
        except Faulty as faulty:
            self._refused(list(faulty.faults), as_json)
        except HoldfastError as fault:
            self._refused([Fault("", fault.sentence)], as_json)
        state = "created" if taken.created else "unchanged"
        if as_json:
            self._json({"reference": taken.referral.reference, "state": state, "errors": []})
        else:
            self.stdout.write(f"{taken.referral.reference}: {state}.")

    def _refused(self, faults: list[Fault], as_json: bool) -> NoReturn:
        errors = [{"path": fault.path, "message": fault.message} for fault in faults]
        if as_json:
            self._json({"reference": None, "state": None, "errors": errors})
        else:
            for error in errors:
                self.stderr.write(f"{error['path'] or 'The file'}: {error['message']}")
        sys.exit(FAULTY)

    def _show(self, reference: str, partnership: str, *, as_json: bool) -> None:
        try:
            with acting_as(self._viewer("referral.show", partnership)) as viewer:
                found = shown(viewer, reference)
        except NotHere:
            self.stderr.write("There is no referral with this reference.")
            sys.exit(FAULTY)
        except HoldfastError as fault:
            self.stderr.write(fault.sentence)
            sys.exit(FAULTY)
        self._json(found)

    def _viewer(self, name: str, partnership: str) -> Viewer:
        rows = Partnership.objects.order_by("created_at", "pk")
        found = (rows.filter(slug=partnership) if partnership else rows).first()
        if found is None:
            raise Refused("There is no partnership of this name here." if partnership else "There is no partnership yet.")
        return Viewer.job(name, found.pk)

    def _json(self, value: object) -> None:
        self.stdout.write(json.dumps(value, indent=2, ensure_ascii=False))
