"""MASH's ratings: how soon a child must be looked at, set by a qualified screener with a reason."""

from dataclasses import dataclass
from enum import StrEnum

from .clock import rule
from .config import Settings
from .config_tables.sources import SURREY


class Rating(StrEnum):
    """How soon a child must be looked at."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"

    @property
    def rank(self) -> int:
        """Which is looked at first: nought is red."""
        return list(Rating).index(self)


@dataclass(frozen=True)
class RatingRow:
    """A rating in words, and the clock that runs from receipt."""

    label: str
    meaning: str
    clock: str


RATINGS: dict[Rating, RatingRow] = {
    Rating.RED: RatingRow("Red", "Work on it now, past closing time, until it is done.", "rag.red"),
    Rating.AMBER: RatingRow("Amber", "Serious, and safe for the hours it takes.", "rag.amber"),
    Rating.GREEN: RatingRow("Green", "Needs a decision, and nothing suggests harm now.", "rag.green"),
}
UNRATED_CLOCK = RATINGS[Rating.RED].clock
SOURCE = SURREY


def clock_of(rating: Rating | str | None) -> str:
    """The clock for a rating. What nobody has rated yet is looked at as soon as red."""
    return RATINGS[Rating(rating)].clock if rating else UNRATED_CLOCK


def limits(settings: Settings) -> dict[Rating, str]:
    """The limit of each rating in words."""
    return {rating: rule(row.clock).limit(settings) for rating, row in RATINGS.items()}
