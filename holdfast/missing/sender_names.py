"""What the senders of files call a child, where that is not what the record says: shown to whoever settles who is meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from holdfast.access.visibility import visible
from holdfast.kernel.viewer import Viewer
from holdfast.records.models import Child

from .intake.children import calls_alike
from .models import Episode

MOST = 200


@dataclass(frozen=True)
class Otherwise:
    """One name and date of birth by which a file calls the child, with the episodes in which it does."""

    given: str
    family: str
    born: date | None
    references: Sequence[str]

    @property
    def name(self) -> str:
        return " ".join(part for part in (self.given, self.family) if part)


def called_otherwise(viewer: Viewer, child: Child) -> list[Otherwise]:
    """What files call this child, as far as the viewer reads the episodes; nothing where they say what the record says."""
    rows = visible(viewer, Episode).filter(child_id=child.pk, told__has_key="given").order_by("started_at", "pk")
    found: dict[tuple[str, str, str], list[str]] = {}
    for told, reference in rows.values_list("told", "reference")[:MOST]:
        found.setdefault((told["given"], told["family"], told["born"]), []).append(reference)
    said = [(given, family, date.fromisoformat(born) if born else None, refs) for (given, family, born), refs in found.items()]
    return [Otherwise(*one) for one in said if not calls_alike(*one[:3], child)]
