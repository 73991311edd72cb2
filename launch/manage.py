"""One management command, in the process that bin/holdfast starts for it; usage lines say `holdfast`."""

from __future__ import annotations

import sys

from django.core.management import CommandError, execute_from_command_line


def main(words: list[str]) -> int:
    """Run the command; a refusal is the sentence itself, without the name that Django gives it."""
    try:
        execute_from_command_line(["holdfast", *_raising(words)])
    except CommandError as refusal:
        print(refusal, file=sys.stderr)
        return refusal.returncode
    return 0


def _raising(words: list[str]) -> list[str]:
    """The same words, so that the command hands its refusal back; `help` has none to hand back."""
    if not words or words[0] in {"help", "version"} or words[0].startswith("-"):
        return words
    return [words[0], "--traceback", *words[1:]]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
