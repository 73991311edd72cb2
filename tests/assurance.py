"""What the long proofs tried and what they survived, noted for `docs/reference/assurance.md`."""

from __future__ import annotations

import json
import os


def note(proof: str, **figures: float) -> None:
    """Add figures to a proof's own; a run that is not `bin/test --full` keeps none.

    Workers write at once: one short line appended to a file is whole or not there.
    """
    path = os.environ.get("HOLDFAST_ASSURANCE", "")
    if path:
        with open(path, "a") as notes:
            notes.write(json.dumps({"proof": proof, **figures}) + "\n")
