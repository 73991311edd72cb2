"""Every report about a child, as the rule reads them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from holdfast.rules.missing import Edition, Report


@dataclass(frozen=True)
class History:
    """Every report about one child, and the rule for them through time. ids: of the episodes, by ref."""

    reports: tuple[Report, ...]
    editions: tuple[Edition, ...]
    ids: Mapping[str, UUID]
