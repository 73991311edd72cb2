"""A finding about somebody whom the person at the desk may not see: it looks like any name or number that nobody knows."""

from __future__ import annotations

from dataclasses import replace

from .keeping import KINDS
from .types import Finding

_NAMES = frozenset(["name", "source"])


def veiled(finding: Finding) -> Finding:
    """The same words as something to check: no reference, no reason of the record, nothing that says that there is one."""
    kind = "name" if finding.kind in _NAMES else finding.kind
    return replace(finding, kind=kind, known=False, about=None, never=False, reason=f"{KINDS[kind].label} to check.")
