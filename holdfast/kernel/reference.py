"""References: short, easily said on the telephone, in no order, and without a trace of whom they are about."""

from __future__ import annotations

import re
import secrets

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O or U
LENGTH = 8
BITS = 5  # of each of the thirty-two letters
_READ_AS = str.maketrans("ILO", "110")


def new_reference() -> str:
    """A reference nobody has had before: one of a million million."""
    drawn = secrets.randbits(BITS * LENGTH)  # one draw for all the letters: a long file needs a hundred thousand references
    made = "".join(LETTERS[drawn >> BITS * place & 31] for place in range(LENGTH))
    return f"{made[:4]}-{made[4:]}"


def as_written(typed: str) -> str:
    """A reference as people type or say it, the way it is kept. What is none comes back as it was, and finds nothing."""
    plain = re.sub(r"[\s-]+", "", typed.upper()).translate(_READ_AS)
    return f"{plain[:4]}-{plain[4:]}" if len(plain) == LENGTH else typed.strip()[:40]
