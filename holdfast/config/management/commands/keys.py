"""`keys rotate`: change the key that the stored files' keys are sealed with."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from holdfast.documents.ring import NoKey
from holdfast.documents.rotation import Rotation, rotate
from holdfast.kernel.viewer import Viewer


class Command(BaseCommand):
    help = "keys rotate: seal every stored file's key with a new key of the system, and do away with the old one."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        actions = parser.add_subparsers(dest="what", required=True)
        actions.add_parser("rotate", help="safe while Holdfast runs; if it is cut short, run it again")

    def handle(self, *_: Any, **__: Any) -> None:
        if not settings.AS_OWNER:
            raise CommandError(
                "Only the owner's role sees every partnership's files: set DATABASE_OWNER_URL and use bin/holdfast keys rotate."
            )
        try:
            done = rotate(Viewer.job("keys.rotate", None))
        except NoKey as fault:
            raise CommandError(str(fault)) from None
        except OSError as fault:
            raise CommandError(f"The keys cannot be written to {settings.FILES_KEY_FILE}: {fault.strerror}.") from fault
        for sentence in _sentences(done):
            self.stdout.write(sentence)
        if done.unreadable:
            raise SystemExit(1)


def _sentences(done: Rotation) -> list[str]:
    begun = "An earlier change of key was finished" if done.finished else "The key was changed"
    said = [f"{begun}: {done.sealed} files are sealed with the key {done.key} now. No file itself was written anew."]
    if done.unreadable:
        said.append(
            f"{done.unreadable} files open with no key of this system, so the older keys were kept. "
            "Put the missing key on a line of its own in the key file and run this again."
        )
    elif done.removed:
        said.append("The old key is gone from this system. Back-ups made before today still need it, and hold it.")
    said.append(f"Copy the new key to where the copies are kept: {settings.FILES_KEY_FILE}")
    return said
