"""Words for the person at the terminal: progress and refusals go to standard error, answers never do."""

from __future__ import annotations

import sys
from collections.abc import Callable


class Refusal(Exception):
    """A reason why Holdfast cannot go on, as one sentence the reader can act on."""


def say(sentence: str) -> None:
    """Tell the person what is happening, without touching standard output."""
    print(sentence, file=sys.stderr, flush=True)


def told(main: Callable[[list[str]], int]) -> int:
    """Run a script and turn a refusal into its one sentence and exit code 1; Ctrl-C ends quietly."""
    try:
        return main(sys.argv[1:])
    except Refusal as refusal:
        say(str(refusal))
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 141
