"""What a hazard is."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Hazard:
    """tests: `path::function` of each proof."""

    key: str
    hazard: str
    rule: str
    enforced: tuple[str, ...]
    tests: tuple[str, ...]
