"""The child's own addresses that a sender gives: on the page of the record, and set to an end when they are given no longer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Q

from holdfast.kernel.time import today
from holdfast.kernel.viewer import Viewer

from ..models import Address, Child
from .wanted import FROM_SENDER


def keep(by: Viewer, child: Child, said: Mapping[str, Any]) -> bool:
    """Bring the page up to what the sender says now; addresses that somebody here wrote down stay as they are.

    One with readers whom the family is not among is kept as a confidential one.
    """
    wanted = [_values(one) for one in said.get("addresses", []) if one["of"] == said["child"]["ref"]]
    wanted = [one for one in wanted if one["lines"] or one["postcode"]]
    rows = Address.objects.filter(Q(until=None) | Q(until__gt=today()), partnership_id=by.here, child=child, note=FROM_SENDER)
    changed = False
    for held in rows:
        same = next((one for one in wanted if all(getattr(held, name) == value for name, value in one.items())), None)
        if same is None:
            held.change(seen=None, until=today())
            changed = True
        else:
            wanted.remove(same)
    for one in wanted:
        Address.objects.create(partnership_id=by.here, child=child, note=FROM_SENDER, **one)
    return changed or bool(wanted)


def _values(one: Mapping[str, Any]) -> dict[str, Any]:
    lines = one.get("lines", "")
    audience = one.get("audience", [])
    return {
        "lines": "\n".join(lines) if isinstance(lines, list) else lines,
        "postcode": one.get("postcode", ""),
        "confidential": bool(audience) and "family" not in audience,
    }
