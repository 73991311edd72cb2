"""`people import FILE.csv`: agencies, teams and staff, all of the file or nothing."""

import json
import sys
from argparse import RawDescriptionHelpFormatter
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from holdfast.access import people_import
from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import Fault, Faulty
from holdfast.kernel.viewer import Viewer

from .admin import partnership_called

COUNTED = ("agencies", "teams", "people", "posts", "unchanged")


class Command(BaseCommand):
    help = (
        "Import agencies, teams and staff from a CSV file: one row is one post. "
        "Importing the same file again changes nothing. With a fault anywhere nothing is changed (exit 2)."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        read = parser.add_subparsers(dest="what", required=True).add_parser(
            "import", description=people_import.__doc__, formatter_class=RawDescriptionHelpFormatter
        )
        read.add_argument("file")
        read.add_argument("--json", action="store_true", dest="as_json")
        read.add_argument("--partnership", default="", help="its short name; the first there is when left out")

    def handle(self, *_: Any, file: str, as_json: bool, partnership: str, **__: Any) -> None:
        found = partnership_called(partnership)
        try:
            content = Path(file).read_text(encoding="utf-8-sig")
        except OSError as fault:
            raise CommandError(f"{file} cannot be read: {fault.strerror}.", returncode=2) from None
        except UnicodeDecodeError:
            raise CommandError(f"{file} is not UTF-8 text: save it as CSV UTF-8.", returncode=2) from None
        try:
            with acting_as(Viewer.job("people.import", found.pk)) as by:
                done = people_import.import_people(by, content)
        except Faulty as faulty:
            self._refuse(faulty.faults, as_json)
        self._answer({**asdict(done), "errors": []}, as_json)

    def _refuse(self, faults: tuple[Fault, ...], as_json: bool) -> None:
        if as_json:
            errors = [{"path": fault.path, "message": fault.message} for fault in faults]
            self.stdout.write(json.dumps({**asdict(people_import.Imported()), "errors": errors}))
        for fault in faults:
            self.stderr.write(fault.message)
        self.stderr.write("Nothing was imported.")
        sys.exit(2)

    def _answer(self, done: dict[str, Any], as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(done))
            return
        self.stdout.write(made_in_words(people_import.Imported(**{key: done[key] for key in COUNTED})))


def made_in_words(done: people_import.Imported) -> str:
    """What a file made, in one sentence."""
    made = (
        _counted(done.people, "person", "people"), _counted(done.posts, "post"), _counted(done.agencies, "agency", "agencies"),
        _counted(done.teams, "team"),
    )  # fmt: skip
    return f"Made: {', '.join(made)}. There already: {_counted(done.unchanged, 'post')}."


def _counted(count: int, one: str, many: str = "") -> str:
    return f"{count} {one if count == 1 else many or one + 's'}"
