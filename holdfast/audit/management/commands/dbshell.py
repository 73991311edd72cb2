"""Django's database shell, and with --owner one that runs SQL from standard input as the owner of the tables."""

from __future__ import annotations

import sys
from typing import Any

import psycopg
from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from django.core.management.commands import dbshell
from django.db import DatabaseError
from psycopg import Cursor

from holdfast.audit.ledger import LedgerFault
from holdfast.audit.sealing import seal
from holdfast.audit.signing import KeyFault


class Command(dbshell.Command):
    help = "Open psql on the database, or run SQL from standard input as the owner with --owner (embedded database only)."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--owner", action="store_true", help="run the SQL on standard input as the owner, whole or not at all"
        )

    def handle(self, **options: Any) -> None:
        if not options.pop("owner"):
            super().handle(**options)
            return
        if not settings.EMBEDDED:
            raise CommandError(
                "Only the embedded database has an owner's shell: on a server of your own, connect with your own tools."
            )
        self._seal_first()
        self._run(sys.stdin.read())

    def _seal_first(self) -> None:
        """What was done until now is sealed and signed before anybody can change it here."""
        try:
            seal(demanded=True)
        except (LedgerFault, KeyFault, DatabaseError) as fault:
            self.stderr.write(f"The audit could not be sealed first. {fault}")

    def _run(self, script: str) -> None:
        """As the owner, whose password the web and the worker are never given.

        Rows go to standard output as psql -At prints them: columns apart by |, no heading. What was done goes beside.
        """
        try:
            with psycopg.connect(settings.OWNER_URL, autocommit=True) as owner, owner.cursor() as cursor:
                cursor.execute(script.encode())
                while True:
                    self._print(cursor)
                    if not cursor.nextset():
                        break
        except psycopg.Error as fault:
            raise CommandError(f"The database refused: {str(fault).strip()}") from fault

    def _print(self, cursor: Cursor[Any]) -> None:
        result = cursor.pgresult
        if cursor.description is None or result is None:
            self.stderr.write(cursor.statusmessage or "")
            return
        for row in range(result.ntuples):
            values = [result.get_value(row, column) or b"" for column in range(result.nfields)]
            self.stdout.write(b"|".join(values).decode())
