"""References: short, easily said on the telephone, in no order, and without a trace of whom they are about."""

from __future__ import annotations

import re
import secrets

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O or U
LENGTH = 8
_READ_AS = str.maketrans("ILO", "110")


def new_reference() -> str:
    """A reference nobody has had before: one of a million million."""
    made = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    return f"{made[:4]}-{made[4:]}"


def as_written(typed: str) -> str:
    """A reference as people type or say it, the way it is kept. What is none comes back as it was, and finds nothing."""
    plain = re.sub(r"[\s-]+", "", typed.upper()).translate(_READ_AS)
    return f"{plain[:4]}-{plain[4:]}" if len(plain) == LENGTH else typed.strip()[:40]
