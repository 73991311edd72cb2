"""bin/bench: fills a scratch county and measures what people do all day."""

from __future__ import annotations

import sys

from .run import main

sys.exit(main(sys.argv[1:]))
