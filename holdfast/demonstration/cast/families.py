"""About three hundred children with their families: the hand-written ones, and the rest from a seed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from random import Random

from .county import PLACES, PRACTICES, PRIMARIES, SCHOOLS, STREETS, Place, mobile, postcode
from .family import CastAdult, CastChild, Family, Home
from .known_families import known_families
from .names import BACKGROUNDS, Background
from .numbers import nhs_number, pupil_number

CHILDREN = 300
SEED = 20_260_401
# How many children a family has, and how often.
SIZES = (1, 1, 1, 2, 2, 2, 3, 3, 4)


def families(today: date, *, seed: int = SEED, children: int = CHILDREN) -> tuple[Family, ...]:
    """The same families for the same seed and day."""
    known = known_families(today)
    count = children - sum(len(family.children) for family in known)
    return (*known, *families_of(Maker(Random(seed), today), count=count))  # noqa: S311


@dataclass
class Maker:
    """Makes one family after another out of one row of random numbers."""

    random: Random
    today: date
    number: int = 1000

    @cached_property
    def shares(self) -> list[int]:
        return [background.share for background in BACKGROUNDS]

    def next_number(self) -> int:
        self.number += 1
        return self.number

    def family(self, size: int) -> Family:
        """One family with so many children."""
        background = self.random.choices(BACKGROUNDS, self.shares)[0]
        place = self.random.choice(PLACES)
        name = self.random.choice(background.families)
        key = f"{name.lower()}-{self.next_number()}"
        ages = sorted((self._age() for _ in range(size)), reverse=True)
        given: set[str] = set()
        children = tuple(self._child(key, name, background, age, given) for age in ages)
        return Family(key, self._home(place), children, self._adults(key, name, background, ages[0]))

    def _age(self) -> int:
        """Days lived: mostly ten to seventeen years, some younger, a few just over eighteen."""
        draw = self.random.random()
        if draw < 0.72:
            return self.random.randint(10 * 365, 18 * 365 - 30)
        if draw < 0.98:
            return self.random.randint(40, 10 * 365)
        return self.random.randint(18 * 365 + 10, 22 * 365)

    def _home(self, place: Place) -> Home:
        line = f"{self.random.randint(1, 140)} {self.random.choice(STREETS)}"
        return Home(line, place.name, postcode(place.outward, self.random.randint(0, 3999)))

    def _child(self, key: str, name: str, background: Background, days: int, taken: set[str]) -> CastChild:
        sex = self.random.choice(("female", "male"))
        pool = [one for one in (background.girls if sex == "female" else background.boys) if one not in taken]
        given = self.random.choice(pool)
        taken.add(given)
        number = self.next_number()
        adult = days >= 18 * 365 + 5
        return CastChild(
            f"{given}-{name}-{number}".lower(),
            given,
            name,
            sex,
            born=self.today - timedelta(days=days),
            ethnicity=background.ethnicity,
            language=background.language if self.random.random() < 0.5 else "English",
            religion=background.religion,
            nhs=nhs_number(number),
            upn="" if days < 4 * 365 else pupil_number(number),
            council=f"MC{410000 + number}",
            police=f"MP/{60000 + number}/26" if self.random.random() < 0.12 else "",
            school=self._school(days),
            practice=self.random.choice(PRACTICES),
            send=self.random.choice(_SEND) if self.random.random() < 0.14 else "",
            legal_status="care_leaver" if adult else "none",
            care_leaver=adult,
        )

    def _school(self, days: int) -> str:
        if days < 4 * 365 or days >= 18 * 365:
            return ""
        return self.random.choice(PRIMARIES if days < 11 * 365 else SCHOOLS[:-1] if days < 16 * 365 else SCHOOLS)

    def _adults(self, key: str, name: str, background: Background, eldest: int) -> tuple[CastAdult, ...]:
        born = self.today - timedelta(days=eldest + self.random.randint(18 * 365, 36 * 365))
        mother = CastAdult(
            f"{key}-mother",
            self.random.choice(background.women),
            name,
            "mother",
            born,
            mobile(self.next_number()),
            safe=self.random.choice(("yes", "yes", "")),
            language=background.language,
        )
        if self.random.random() < 0.35:
            return (mother,)
        father = CastAdult(
            f"{key}-father",
            self.random.choice(background.men),
            name,
            "father",
            born - timedelta(days=700),
            mobile(self.next_number()),
            at_home=self.random.random() < 0.6,
            safe=self.random.choice(("yes", "")),
            language=background.language,
        )
        return (mother, father)


_SEND = (
    "Autism",
    "Attention deficit hyperactivity disorder",
    "Dyslexia",
    "Hearing aid in one ear",
    "Speech and language needs",
    "Education, health and care plan for social and emotional needs",
)


def second_families(today: date) -> tuple[Family, ...]:
    """The few families of the second partnership. One child has the name of a child across the wall."""
    found = list(families_of(Maker(Random(SEED + 1), today, number=8000), count=7))  # noqa: S311
    namesake = CastChild(
        "tarn-katharine-marlowe", "Katharine", "Marlowe", "female",
        born=today - timedelta(days=14 * 365 + 99), ethnicity="WBRI", nhs=nhs_number(8900), upn=pupil_number(8900),
        school="Tarn Academy", practice="Tarn Surgery",
    )  # fmt: skip
    return (*found, Family("tarn-marlowe", Home("2 Slipway", "Port Tarn", "MX14 1AA"), (namesake,)))


def families_of(maker: Maker, *, count: int) -> Iterator[Family]:
    """Families until there are so many children."""
    while count > 0:
        family = maker.family(min(maker.random.choice(SIZES), count))
        count -= len(family.children)
        yield family
