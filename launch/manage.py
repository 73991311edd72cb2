"""One management command, in the process that bin/holdfast starts for it; usage lines say `holdfast`."""

from __future__ import annotations

import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    execute_from_command_line(["holdfast", *sys.argv[1:]])
