"""Numbers for agency checks: short, speakable, in no order, and saying nothing of the referral they belong to."""

from __future__ import annotations

import secrets

# Without I, L, O and U, which are misheard or misread.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_number() -> str:
    """A number such as CK-7QF2-9M4X."""
    signs = [secrets.choice(ALPHABET) for _ in range(8)]
    return f"CK-{''.join(signs[:4])}-{''.join(signs[4:])}"
