"""Asks the person at the terminal for what opens a backup, or reads it from where a timer puts it."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandParser

from holdfast.config import env

from .lock import LockFault


def add_key_arguments(parser: CommandParser) -> None:
    """How the backup is locked: by the key file of this system, another one, or a passphrase."""
    parser.add_argument(
        "--key-file", type=Path, help="the key file (HOLDFAST_BACKUP_KEY_FILE, else keys/backup.key in HOLDFAST_HOME)"
    )
    parser.add_argument(
        "--passphrase", action="store_true", help="a passphrase instead: HOLDFAST_BACKUP_PASSPHRASE, or asked for at the terminal"
    )


def key_path(given: Path | None) -> Path:
    """Which key file is meant."""
    named = env.text("HOLDFAST_BACKUP_KEY_FILE")
    return given or (Path(named) if named else Path(settings.HOME) / "keys" / "backup.key")


def passphrase(*, twice: bool = False) -> str:
    """The passphrase, from its variable or typed unseen; twice where a slip would lock the backup for good."""
    given = env.text("HOLDFAST_BACKUP_PASSPHRASE")
    if given:
        return given
    if not sys.stdin.isatty():
        raise LockFault("There is nobody to ask for the passphrase: set HOLDFAST_BACKUP_PASSPHRASE, or use a key file.")
    typed = getpass.getpass("Passphrase of the backup: ")
    if twice and getpass.getpass("The same again: ") != typed:
        raise LockFault("The two were not the same. Nothing was written.")
    return typed


def line(question: str) -> str:
    """One line from whoever is there; nothing when nobody is."""
    sys.stderr.write(question)
    sys.stderr.flush()
    return sys.stdin.readline().strip()
