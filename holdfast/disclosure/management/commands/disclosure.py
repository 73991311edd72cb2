"""What of a file a reader may not have, and the clean copy of it."""

from __future__ import annotations

import json
import logging
import sys
from pathlib import Path
from typing import Any, NoReturn
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser

from holdfast.access.management.commands.admin import partnership_called
from holdfast.audit.record import read
from holdfast.disclosure.check import Checked, file
from holdfast.disclosure.known import network
from holdfast.disclosure.passing import as_it_is
from holdfast.disclosure.readers import Reader, reader_called
from holdfast.disclosure.redacting import clean_copy
from holdfast.kernel.acting import acting_as
from holdfast.kernel.cleared import Passed
from holdfast.kernel.errors import HoldfastError
from holdfast.kernel.private import write_private
from holdfast.kernel.viewer import Viewer
from holdfast.records.intake.giving import child_called
from holdfast.records.models import Child
from holdfast.rules.disclosure import Check, Verdict

log = logging.getLogger(__name__)
CODES = {Verdict.CLEAR: 0, Verdict.REVIEW: 1, Verdict.BLOCKED: 2}
FAULT = 3
FILES = "a .txt .eml .html .docx .xlsx or .pdf file"


class Command(BaseCommand):
    help = "disclosure check FILE --child CHILD_REF --to PERSON_REF | disclosure redact FILE --child C --to P --out OUT"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_subparsers(dest="what", required=True)
        checking = what.add_parser("check", help="exit 0: clear; 1: to review; 2: blocked; 3: a fault")
        redacting = what.add_parser("redact", help="exit 0: the copy is made; 2: none can be made; 3: a fault")
        for one in (checking, redacting):
            one.error = self._misused  # type: ignore[method-assign]
            one.add_argument("file", help=FILES)
            one.add_argument("--child", required=True, help="the sender's reference of the child, or our own id")
            one.add_argument("--to", required=True, help="the reference of the reader in this case; of the child, for the child")
            one.add_argument("--partnership", default="", help="its short name; the first there is when left out")
            one.add_argument("--json", action="store_true", dest="as_json", help="print JSON")
        redacting.add_argument("--out", required=True, help="where the clean copy is written")
        checking.add_argument("--text", action="store_true", help="print the extracted text that the offsets count in")

    def handle(self, *_: Any, what: str, **options: Any) -> None:
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(encoding="utf-8", errors="replace", newline="\n")
        try:
            {"check": self._check, "redact": self._redact}[what](options)
        except HoldfastError as fault:
            self._fault(fault.sentence)
        except CommandError as fault:
            self._fault(str(fault))
        except Exception:
            # Whatever goes wrong must never be read as one of the answers.
            log.exception("The check failed")
            self._fault("The check failed, and says nothing about this file. The details are in the log.")

    def _check(self, options: dict[str, Any]) -> None:
        content = self._content(options["file"])
        with acting_as(Viewer.job("disclosure.check", partnership_called(options["partnership"]).pk)) as viewer:
            child_id, reader = self._whom(viewer, options)
            checked = file(viewer, content, Path(options["file"]).name, child_id, reader)
            read(viewer, "disclosure.check", Child(pk=child_id), child_id=child_id, verdict=checked.verdict.value)
        self._say(checked, as_json=options["as_json"], text=options["text"])
        sys.exit(CODES[checked.verdict])

    def _redact(self, options: dict[str, Any]) -> None:
        content, name, out = self._content(options["file"]), Path(options["file"]).name, Path(options["out"])
        with acting_as(Viewer.job("disclosure.check", partnership_called(options["partnership"]).pk)) as viewer:
            child_id, reader = self._whom(viewer, options)
            check = Check(network(viewer, child_id, reader))
            copy = clean_copy(check, content, name)
            read(viewer, "disclosure.redact", Child(pk=child_id), child_id=child_id, made=copy.content is not None)
            passed = self._passed(viewer, child_id, copy.content, options["to"]) if copy.content is not None else None
        if passed is not None:
            self._write(out, passed.content)
        answer = Checked(copy.left).as_json() | {
            "made": copy.content is not None,
            "removed": [one.as_json() for one in copy.taken],
        }
        if options["as_json"]:
            self.stdout.write(json.dumps(answer, indent=2, ensure_ascii=False))
        elif copy.content is None:
            self.stdout.write("No copy can be made of this file.")
            for one in copy.left:
                self.stdout.write(f"{one.where}: {one.reason}")
        else:
            self.stdout.write(f"The copy is made, and {len(copy.taken)} things are not in it.")
        sys.exit(0 if copy.content is not None else CODES[Verdict.BLOCKED])

    def _passed(self, viewer: Viewer, child_id: UUID, content: bytes, whom: str) -> Passed:
        """The copy as it is entered in the register, before it is written anywhere."""
        said_by = f"At the console, for {whom}"
        return as_it_is(by=viewer, what="redacted-copy", content=content, name="copy", child_id=child_id, said_by=said_by)

    def _write(self, out: Path, content: bytes) -> None:
        """Whole or not at all, and readable by whoever ran this alone."""
        try:
            write_private(out, content)
        except OSError as fault:
            self._fault(f"The copy cannot be written: {fault.strerror}.")

    def _content(self, name: str) -> bytes:
        try:
            return Path(name).read_bytes()
        except OSError as fault:
            self._fault(f"The file cannot be read: {fault.strerror}.")

    def _whom(self, viewer: Viewer, options: dict[str, Any]) -> tuple[UUID, Reader]:
        child_id = child_called(viewer, options["child"])
        if child_id is None:
            self._fault("There is no child with this reference.")
        reader = reader_called(viewer, child_id, options["to"])
        if reader is None:
            self._fault("There is nobody with this reference in this child's case.")
        return child_id, reader

    def _say(self, checked: Checked, *, as_json: bool, text: bool) -> None:
        if as_json:
            answer = checked.as_json() | ({"text": checked.text} if text else {})
            self.stdout.write(json.dumps(answer, indent=2, ensure_ascii=False))
        elif text:
            self.stdout.write(checked.text, ending="")
        else:
            self.stdout.write(f"{checked.verdict.value}: {len(checked.findings)} findings.")
            for one in checked.findings:
                place = "" if one.start is None else f" {one.start}-{one.end}"
                self.stdout.write(f"{one.where}{place}: {one.text!r}, {one.kind}. {one.reason}")

    def _misused(self, message: str) -> NoReturn:
        """Words that the command does not know are a fault, never an answer about the file."""
        self._fault(message)

    def _fault(self, sentence: str) -> NoReturn:
        self.stderr.write(sentence)
        sys.exit(FAULT)
