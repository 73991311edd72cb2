"""Why a detail of the case is a finding, in one sentence."""

from __future__ import annotations

from .types import Held, Known

_WHAT = {
    "phone": "The telephone number",
    "email": "The e-mail address",
    "address": "The address",
    "postcode": "The postcode",
    "vehicle": "The vehicle",
    "account": "The account",
    "reference": "The reference number",
    "date_of_birth": "The date of birth",
}


def of_detail(known: Known, detail: Held, kind: str = "") -> str:
    """Of whom it is, by their role; of a place, that it is one."""
    if detail.kind in ("place", "school"):
        return "A place of this case that this reader may not be told of."
    role = next((who.role for who in known.people if who.ref == detail.of), "")
    whose = f"somebody in this case ({role.replace('_', ' ')})" if role else "somebody in this case"
    return f"{_WHAT.get(kind or detail.kind, 'A detail')} of {whose}, which this reader may not have."
