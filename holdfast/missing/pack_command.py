"""What `bin/holdfast missing pack` does."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError

from holdfast.partnership.models import Partnership

from .pack import how_path, write_pack

HELP = "the trigger plans in one encrypted PDF, for when Holdfast is down; how to open it is written beside it"


def add_arguments(to: ArgumentParser) -> None:
    to.add_argument("--out", required=True, help="the file to write; the last one there is replaced")


def write(partnership: Partnership, out: str) -> str:
    """Write the pack, and give the sentences to show."""
    path = Path(out)
    try:
        made = write_pack(partnership, path)
    except OSError as fault:
        raise CommandError(f"{path} cannot be written: {fault.strerror}.") from fault
    plans = f"{made.plans} plan{'' if made.plans == 1 else 's'}"
    left_out = f" {made.left_out} of restricted records are left out." if made.left_out else ""
    return (
        f"{path} holds {plans} of {partnership.name}.{left_out} {how_path(path).name} beside it says how to open it; "
        f"the passphrase is in {settings.PACK_PASSPHRASE_FILE}."
    )
