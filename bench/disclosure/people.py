"""Invented cases: a child, a reader, and people whom the reader may not be told of."""

from __future__ import annotations

import datetime as dt
from random import Random

from holdfast.rules.disclosure import Held, HeldLine, HeldTie, Known, Somebody

GIVEN = [
    "Kyle",
    "Aaliyah",
    "Connor",
    "Mateusz",
    "Siân",
    "Niamh",
    "Tariq",
    "Grace",
    "Will",
    "May",
    "Rose",
    "Hope",
    "Summer",
    "Callum",
    "Ewelina",
    "Oluwaseun",
    "Jayden",
    "Tyrone",
    "Bronwen",
    "Rhys",
    "Saoirse",
    "Priya",
    "Andrei",
    "Ionut",
    "Zofia",
    "Leighton",
    "Kacper",
    "Demi",
    "Tegan",
    "Ellis",
    "Reuben",
    "Courtney",
    "Dafydd",
    "Amber",
    "Jack",
    "Bill",
    "Frank",
    "Faith",
    "Dawn",
    "Heather",
]
FAMILY = [
    "Barnes",
    "Hargreaves",
    "Nowakowski",
    "Okonkwo",
    "Pritchard-Jones",
    "O'Connell",
    "Field",
    "Rahman",
    "Popescu",
    "Llewellyn",
    "Ashcroft",
    "Wilmington",
    "Deshmukh",
    "Kowalczyk",
    "Tranter",
    "Bebbington",
    "Sowah",
    "Quigley",
    "Marsh",
    "Brook",
    "Dobre",
    "Whitcombe",
    "Skyrme",
    "Gwilliam",
    "Eckley",
    "Preece",
    "Baldwin",
    "Townsend",
    "Khan",
    "Szymanski",
]
STREETS = (
    "Bromyard Road",
    "Commercial Street",
    "Vaughan Close",
    "Church Lane",
    "Newtown Road",
    "Orchard Rise",
    "Whitecross Road",
    "Mill Street",
)
TOWNS = ("Ledbury", "Leominster", "Ross-on-Wye", "Kington")
PLACES = (
    "Kingfisher Kebab House",
    "Bluebell Lodge",
    "Merlin Snooker Club",
    "Castle Green Pavilion",
    "Larkfield School",
    "Otter Bank Academy",
)
ROLES = ("friend", "suspect", "other child", "neighbour", "referrer", "friend's mother", "suspect", "other child")
LINES = (
    "Officers will search the lock-up behind the bus depot before the weekend and seize any phones they find there.",
    "The neighbour heard shouting through the wall on three nights and saw a grey van parked without lights.",
    "School have noticed bruises on the arms of another pupil who spends every break with the same older group.",
    "The aunt has offered to take both cousins in if the landlord goes ahead with the eviction next month.",
)


def case(random: Random, number: int) -> Known:
    given, family = random.sample(GIVEN, len(ROLES) + 2), random.sample(FAMILY, len(ROLES) + 1)
    home = f"{random.randint(1, 90)} {STREETS[0]}"
    people = [
        Somebody(f"C-{number}", "child", given[0], family[0], (), day(random, 2008, 2014), withheld=False),
        Somebody(f"R-{number}", "mother", given[1], family[0], (), day(random, 1975, 1990), withheld=False),
    ]
    details = [Held("address", f"{home}, Hereford", f"C-{number}", "HR4 9EU", withheld=False)]
    for place, role in enumerate(ROLES):
        ref = f"P-{number}{place:02}"
        nick = (given[place + 2][:3] + "zo",) if place % 3 == 0 else ()
        born = day(random, 1980, 2012)
        people.append(Somebody(ref, role, given[place + 2], family[place + 1], nick, born, source=role == "referrer"))
        details += [
            Held("phone", f"07700 900{random.randint(100, 999)}", ref),
            Held("email", f"{given[place + 2].lower().replace('â', 'a')}{random.randint(10, 99)}@mail.example", ref),
            Held("address", f"{random.randint(91, 240)} {STREETS[1 + place % 7]}, {random.choice(TOWNS)}", ref, postcode(random)),
            Held("vehicle", plate(random), ref),
        ]
    details += [Held("place", name, f"L-{number}{place}") for place, name in enumerate(random.sample(PLACES, 3))]
    ties = tuple(HeldTie(one.ref, f"C-{number}", one.role) for one in people[2:])
    lines = tuple(HeldLine(line) for line in random.sample(LINES, 2))
    return Known(f"C-{number}", f"R-{number}", frozenset({"family"}), tuple(people), tuple(details), lines, ties)


def day(random: Random, first: int, last: int) -> dt.date:
    return dt.date(random.randint(first, last), random.randint(1, 12), random.randint(1, 28))


def postcode(random: Random) -> str:
    return f"HR{random.randint(1, 9)} {random.randint(1, 9)}{random.choice('ABDEFGHJL')}{random.choice('ABDEFGHJL')}"


def plate(random: Random) -> str:
    letters = "ABCDEFGHJKLMNPRSTUVWXY"
    return f"V{random.choice('AEJKNOSTUX')}{random.randint(51, 74)} {''.join(random.sample(letters, 3))}"
