"""Verify the audit, say where it is kept, take a copy, begin a new signed segment."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from holdfast.audit.export import export
from holdfast.audit.ledger import LedgerFault
from holdfast.audit.models import Event
from holdfast.audit.sealing import begin_segment
from holdfast.audit.signing import KeyFault
from holdfast.audit.verification import Findings, verify


class Command(BaseCommand):
    help = "audit verify | audit where | audit export --out FILE | audit begin --because WORDS"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        actions = parser.add_subparsers(dest="what", required=True)
        verifying = actions.add_parser("verify", help="seal what is new, prove that nothing was changed; 1 on damage")
        where = actions.add_parser("where", help="the table, its order and the file of signed checkpoints")
        for one in (verifying, where):
            one.add_argument("--json", action="store_true", help="print JSON")
        exporting = actions.add_parser("export", help="every event with its seal, as JSON lines: ids, never words about a person")
        exporting.add_argument("--out", required=True, type=Path, help="the file to write")
        beginning = actions.add_parser("begin", help="begin a new signed segment: after a restore, or a lost file or key")
        beginning.add_argument("--because", required=True, help="why; it is signed too")

    def handle(self, *_: Any, what: str, **options: Any) -> None:
        if what == "where":
            self._where(as_json=options["json"])
            return
        if not settings.AS_OWNER:
            raise CommandError(
                "Only the owner's role sees every partnership's events: set DATABASE_OWNER_URL and use bin/holdfast audit."
            )
        if what == "verify":
            self._verify(as_json=options["json"])
        elif what == "export":
            self._export(options["out"])
        else:
            self._begin(options["because"])

    def _where(self, *, as_json: bool) -> None:
        places = {
            "table": Event._meta.db_table,
            "order_by": "position",
            "checkpoints": str(settings.AUDIT_CHECKPOINTS),
        }
        self.stdout.write(json.dumps(places) if as_json else "\n".join(f"{name}: {place}" for name, place in places.items()))

    def _verify(self, *, as_json: bool) -> None:
        findings = verify()
        for sentence in findings.words:
            self.stderr.write(sentence)
        self.stdout.write(json.dumps(_short(findings)) if as_json else _sentence(findings))
        if not findings.ok:
            raise SystemExit(1)

    def _export(self, out: Path) -> None:
        try:
            count = export(out)
        except OSError as fault:
            raise CommandError(f"{out} cannot be written: {fault.strerror}.") from fault
        self.stdout.write(f"{count} events are in {out}.")

    def _begin(self, because: str) -> None:
        try:
            line = begin_segment(because)
        except (LedgerFault, KeyFault, OSError) as fault:
            raise CommandError(str(fault)) from fault
        self.stdout.write(f"A new segment begins after seal {line.number}. {settings.AUDIT_CHECKPOINTS} says why.")


def _short(findings: Findings) -> dict[str, object]:
    names = ("ok", "checked", "unsealed", "first_bad", "seconds")
    return {name: getattr(findings, name) for name in names}


def _sentence(findings: Findings) -> str:
    state = "The audit stands as it was written." if findings.ok else "The audit was damaged."
    return f"{state} {findings.checked} events checked in {findings.seconds} s; {findings.unsealed} too new to be sealed."
