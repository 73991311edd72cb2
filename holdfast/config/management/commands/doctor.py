"""`doctor`: what is wrong with this system, if anything."""

import json
import sys
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from holdfast.config.doctor import examine


class Command(BaseCommand):
    help = "Look at roles, row security, mail, queue, disk, clock and keys. Exit 1 when something is wrong."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *_: Any, as_json: bool, **__: Any) -> None:
        findings = examine()
        if as_json:
            self.stdout.write(json.dumps([asdict(finding) for finding in findings]))
        else:
            for finding in findings:
                self.stdout.write(f"{finding.state:5}  {finding.what}: {finding.sentence}")
        if any(finding.state == "wrong" for finding in findings):
            sys.exit(1)
