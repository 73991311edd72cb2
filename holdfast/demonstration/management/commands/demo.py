"""`demo`, `demo load` and `demo signins`: the invented county, in a demonstration system alone."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from holdfast.demonstration.load import load
from holdfast.demonstration.refused import check_is_demonstration
from holdfast.demonstration.reload import reload
from holdfast.demonstration.signins import SignIn, days_since_loading, signins
from holdfast.kernel.errors import HoldfastError
from holdfast.kernel.time import today
from holdfast.partnership.queries import DAYS_FRESH


class Command(BaseCommand):
    help = "Load the invented county again, dated from today; `demo signins` lists who may sign in."

    def add_arguments(self, parser: CommandParser) -> None:
        asks = parser.add_subparsers(dest="what")
        asks.add_parser("load", help="load the county if it is not there")
        listing = asks.add_parser("signins", help="who may sign in, with what")
        listing.add_argument("--json", action="store_true", help="as JSON")

    def handle(self, *_: Any, **options: Any) -> None:
        logging.getLogger("procrastinate").setLevel(logging.WARNING)
        try:
            check_is_demonstration()
            match options["what"]:
                case "load":
                    self._load()
                case "signins":
                    self._signins(as_json=options["json"])
                case _:
                    self._reload()
        except HoldfastError as refusal:
            raise CommandError(refusal.sentence, returncode=2) from None

    def _say(self, sentence: str) -> None:
        self.stderr.write(sentence)

    def _load(self) -> None:
        loaded = load(self._say)
        self.stdout.write("The county is loaded." if loaded else "The county is already there.")

    def _reload(self) -> None:
        if settings.AS_OWNER:
            reload(self._say)
            self.stdout.write("The county is loaded anew, dated from today.")
            return
        again = [sys.executable, "-P", "-m", "django", "demo"]
        code = subprocess.run(again, env={**os.environ, "HOLDFAST_AS_OWNER": "1"}, check=False).returncode  # noqa: S603
        if code:
            raise CommandError("The county was not loaded again; the one that was there still is.", returncode=code)

    def _signins(self, *, as_json: bool) -> None:
        found = signins()
        if as_json:
            self.stdout.write(json.dumps([one.printed() for one in found], indent=1))
            return
        for partnership in dict.fromkeys(one.partnership for one in found):
            self._print(partnership, [one for one in found if one.partnership == partnership])
        age = days_since_loading(today())
        if age is not None and age > DAYS_FRESH:
            self.stdout.write(f"The county was loaded {age} days ago and looks its age: `bin/holdfast demo` dates it anew.")

    def _print(self, partnership: str, found: list[SignIn]) -> None:
        self.stdout.write(f"{partnership}")
        for one in found:
            self.stdout.write(one.line)
