"""The names of many invented children: common ones often, rare ones seldom, as in a county."""

from __future__ import annotations

from bisect import bisect
from datetime import date, timedelta
from itertools import accumulate
from random import Random

from holdfast.demonstration.cast.names import BACKGROUNDS

_STARTS = (
    "Ash", "Bram", "Cal", "Dun", "Ever", "Fen", "Gar", "Hart", "Ingle", "Kel", "Lang", "Mar", "Nor", "Old", "Pem", "Quin",
    "Rad", "Sel", "Thorn", "Under", "Wal", "Wyn", "Yard", "Zel", "Bar", "Crom", "Dray", "Hol", "Lin", "Stan",
)  # fmt: skip
_ENDS = (
    "bourne", "by", "combe", "croft", "dale", "den", "field", "ford", "gate", "ham", "hurst", "ley", "low", "man", "mere",
    "more", "ridge", "shaw", "stead", "ston", "ter", "thorpe", "ton", "vale", "ward", "way", "well", "wick", "wood", "worth",
)  # fmt: skip


class Names:
    """Draws given and family names with a long tail."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.given = [name for row in BACKGROUNDS for name in (*row.girls, *row.boys)]
        known = [name for row in BACKGROUNDS for name in row.families]
        self.family = [*known, *(start + end for end in _ENDS for start in _STARTS)]
        self._given_weights = _long_tail(len(self.given))
        self._family_weights = _long_tail(len(self.family))

    def draw(self) -> tuple[str, str]:
        return _at(self.given, self._given_weights, self.random), _at(self.family, self._family_weights, self.random)


def _long_tail(count: int) -> list[float]:
    """The weight of the nth name is one in n plus a few, added up."""
    return list(accumulate(1 / (place + 8) for place in range(count)))


def _at(names: list[str], weights: list[float], random: Random) -> str:
    return names[min(bisect(weights, random.random() * weights[-1]), len(names) - 1)]


def birthday(random: Random, today: date) -> date:
    return today - timedelta(days=random.randint(30, 18 * 365))
