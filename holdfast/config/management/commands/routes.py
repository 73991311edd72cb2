"""Print every address with its policy."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from holdfast.config.examples import examples
from holdfast.config.routes import all_routes


class Command(BaseCommand):
    help = "List every address: surface, path, methods, policy, whether it is public, and an example."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="as JSON")

    def handle(self, *_: Any, **options: Any) -> None:
        routes = all_routes(examples())
        if options["json"]:
            self.stdout.write(json.dumps([route.printed() for route in routes], indent=1))
            return
        for route in routes:
            self.stdout.write(f"{route.policy:32} {'/'.join(route.methods):12} {route.path}")
