"""Which referral was sent about whom, how long ago, and how far it has come."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random

from .family import CastChild, Family
from .referrers import PUBLIC, REFERRERS, Referrer
from .worries import WORRIES, Worry

HOUR, DAY = 1.0, 24.0


@dataclass(frozen=True)
class Stage:
    """How far a referral has come, how many stand there, and how many hours ago they were sent.

    rating: the screener's, "" before there is one; "mixed" takes each in turn.
    worries: keys of the worries that belong here; empty means any.
    """

    key: str
    count: int
    newest: float
    oldest: float
    rating: str = "mixed"
    urgent: bool | None = None


STAGES: tuple[Stage, ...] = (
    Stage("new", 3, 0.3, 3, "", urgent=True),
    Stage("new", 7, 1, 14, "", urgent=False),
    Stage("public", 3, 2, 26, ""),
    Stage("acknowledged", 6, 2, 16),
    Stage("screening", 10, 3, 40),
    Stage("checks-asked", 9, 4, 34),
    Stage("checks-answered", 6, 9, 44),
    Stage("proposed", 7, 7, 30),
    Stage("sent-back", 3, 12, 36),
    Stage("early_help", 10, 3 * DAY, 70 * DAY, urgent=False),
    Stage("no_further_action", 9, 3 * DAY, 80 * DAY, urgent=False),
    Stage("assessment", 10, 2 * DAY, 88 * DAY),
    Stage("strategy", 6, 1.5 * DAY, 60 * DAY, "red", urgent=True),
    Stage("disagreed", 2, 6 * DAY, 14 * DAY, "green", urgent=False),
    Stage("withdrawn", 2, 2 * DAY, 20 * DAY, "", urgent=False),
    Stage("returned-for-consent", 1, 20, 40, "green"),
)


@dataclass(frozen=True)
class Planned:
    """One referral of the county.

    place: its place among all of them, the same at whatever hour the county is loaded. Who screens it, whom they ask and how far
    it came go by this, never by when it was sent.
    """

    number: str
    stage: str
    family: Family
    children: tuple[CastChild, ...]
    worry: Worry
    referrer: Referrer
    hours_ago: float
    rating: str = ""
    telephone: bool = False
    place: int = 0


# Those the walk-throughs speak of: stage, family, children ("" for all), worry, referrer, hours ago, rating.
KNOWN: tuple[tuple[str, str, tuple[str, ...], str, str, float, str], ...] = (
    ("checks-asked", "tedstone", ("leah-tedstone", "kyle-tedstone"), "county-lines", "Jo Castle", 7, "red"),
    ("strategy", "marlowe", (), "older-boyfriend", "Miriam Feldman", 9 * DAY, "red"),
    ("new", "marlow", (), "drift", "Gareth Noakes", 2.5, ""),
    ("screening", "penry-jones", ("ewan-penry-jones",), "gang-pressure", "Ash Merrick", 20, "amber"),
    ("assessment", "ashdown", (), "domestic-abuse", "Sam Tranter", 30 * DAY, "amber"),
    ("open-case", "mahmood", (), "older-boyfriend", "Hannah Stroud", 5, "red"),
    ("new", "popescu", (), "work-and-papers", "Ash Merrick", 0.6, ""),
    ("open-case", "godsall", (), "missing-from-care", "Wendy Arkwright", 26, "amber"),
    ("out-of-hours", "campbell", (), "missing-from-care", "Wendy Arkwright", 0, ""),
    ("adult", "lambourne", (), "squared-account", "Rosalind Kemp", 3 * DAY, "amber"),
    ("checks-answered", "perks", (), "unborn", "Fiona Maclaren", 30, "amber"),
    ("proposed", "unknown-minh", (), "work-and-papers", "Sam Tranter", 18, "red"),
    ("screening", "yapp", (), "online-game", "Gareth Noakes", 28, "amber"),
    ("open-case", "okafor", ("tobi-okafor",), "gang-pressure", "Gareth Noakes", 11, "amber"),
    ("assessment", "karimi", (), "work-and-papers", "Imran Qureshi", 40 * DAY, "red"),
    ("early_help", "eckley", (), "self-harm", "Fiona Maclaren", 16 * DAY, "green"),
    ("checks-answered", "dyke", (), "neglect", "Josie Penn", 40, "amber"),
    ("proposed", "farrow", (), "extreme-views", "Gareth Noakes", 22, "amber"),
    ("no_further_action", "watkins-nowak", (), "family-help", "Josie Penn", 24 * DAY, "green"),
    ("lado", "marlow-lee", (), "online-game", "Fiona Maclaren", 8, "amber"),
)


def planned(families: tuple[Family, ...], *, seed: int) -> Iterator[Planned]:
    """Every referral, oldest stage of the table last. The same for the same families and seed."""
    taken = {row[1] for row in KNOWN}
    others = Planner(Random(seed), [family for family in families if family.key not in taken])  # noqa: S311
    for place, plan in enumerate((*_known(families), *others.plan())):
        yield replace(plan, place=place)


def _known(families: tuple[Family, ...]) -> Iterator[Planned]:
    by_key = {family.key: family for family in families}
    for number, (stage, key, children, worry, referrer, hours, rating) in enumerate(KNOWN, start=1):
        family = by_key[key]
        chosen = tuple(child for child in family.children if not children or child.key in children)
        yield Planned(
            f"K{number:03d}", stage, family, chosen, _worry(worry), _referrer(referrer), hours, rating,
            telephone=worry == "neglect",
        )  # fmt: skip


def _worry(key: str) -> Worry:
    return next(worry for worry in WORRIES if worry.key == key)


def _referrer(name: str) -> Referrer:
    return next(one for one in REFERRERS if one.worker == name)


@dataclass
class Planner:
    """Gives each stage its referrals, one family after another."""

    random: Random
    families: list[Family]
    number: int = 0

    def plan(self) -> Iterator[Planned]:
        waiting = [family for family in self.families if self._has_child(family)]
        for stage in STAGES:
            for place in range(stage.count):
                self.number += 1
                yield self._one(stage, place, waiting[self.number % len(waiting)])

    @staticmethod
    def _has_child(family: Family) -> bool:
        return any(child.born and not child.care_leaver for child in family.children)

    def _one(self, stage: Stage, place: int, family: Family) -> Planned:
        children = [child for child in family.children if child.born and not child.care_leaver]
        count = 2 if place % 3 == 0 else 1
        worry = self._fitting(stage, children[0])
        spread = (stage.oldest - stage.newest) / max(stage.count - 1, 1)
        return Planned(
            f"G{self.number:03d}",
            stage.key,
            family,
            tuple(children[:count]),
            worry,
            PUBLIC[place % len(PUBLIC)] if stage.key == "public" else self.random.choice(REFERRERS[:-1]),
            stage.newest + spread * place,
            self._rating(stage, worry, place),
        )

    def _fitting(self, stage: Stage, child: CastChild) -> Worry:
        named = {"missing-from-care", "unborn", "extreme-views"}
        if stage.key == "returned-for-consent":
            return _worry("family-help")
        fitting = [
            worry
            for worry in WORRIES
            if worry.key not in named and (stage.urgent is None or worry.urgent is stage.urgent) and _old_enough(worry, child)
        ]
        return self.random.choice(fitting)

    def _rating(self, stage: Stage, worry: Worry, place: int) -> str:
        if stage.rating != "mixed":
            return stage.rating
        return ("red", "amber")[place % 2] if worry.urgent else ("amber", "green")[place % 2]


# Worries that are about older children.
_OLDER = frozenset({"county-lines", "older-boyfriend", "squared-account", "gang-pressure", "work-and-papers", "drift"})


def _old_enough(worry: Worry, child: CastChild) -> bool:
    return worry.key not in _OLDER or bool(child.upn and child.school and "Primary" not in child.school)
