"""Letters and minutes about an invented case, with the place of every mention that its reader may not have."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from holdfast.rules.disclosure import Known, Somebody

from .people import FAMILY, day, plate, postcode

PLAIN = (
    "Thank you for coming to the meeting on {meeting} at Plough Lane.",
    "{child} has settled well and enjoys football on Saturday mornings.",
    "{child} said that school feels better since half term.",
    "We will visit you at home in the week after the bank holiday.",
    "You may bring somebody with you to the meeting if you wish.",
    "Hereford Sixth Form College has offered a place for September.",
    "I hope this letter helps, and that you will ring me if anything is unclear.",
    "In May we will look at the plan again, and in June we will meet.",
    "The summer holidays can be a difficult time, so we agreed a plan for them.",
    "West Mercia Police attended and confirmed the safety plan.",
    "We agreed that {child} will be home by 9pm on school nights.",
    "Roadworks on the A49 meant that some people joined late by Teams.",
    "Prices rose again this month, and the family asked for help with the gas bill.",
    "The Child and Family Assessment was finished within 45 working days.",
    "With good grace, everybody accepted that more time was needed.",
    "Action 3: the Early Help worker to ring the school before Monday.",
    "The Chair thanked everybody and closed the meeting at 4:30pm.",
    "Instagram and Snapchat are switched off at night, which has gone well.",
    "Our number is 0800 1111 for Childline, and 101 for the police.",
    "{reader} told us that she feels more confident about the evenings.",
    "Your reference is HF-2026-0417 and the next review is in 6 weeks.",
    "The doctor at Widemarsh Surgery will write to you separately.",
    "Bromyard Road was closed, so the bus to school was late twice.",
    "Grants of up to £250 can be made for activities.",
    "Everybody at the Risk Management Meeting scaled safety at 6 out of 10.",
    "Rates of missing episodes fell from four to one in 90 days.",
)
AROUND = (
    "{child} was seen with {x} near the station.",
    "We have also heard from {x} about this.",
    "{x} said that it would not happen again.",
    "The worry is about {x} and what happened last week.",
    "It was agreed that {x} should not be contacted.",
    "There was a message from {x} on the phone.",
)
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


@dataclass(frozen=True)
class Mention:
    """A place that its reader may not have. known: whether the record has it."""

    start: int
    end: int
    known: bool
    form: str


@dataclass
class Paper:
    """Words as they grow, and what stands in them."""

    text: str = ""
    mentions: tuple[Mention, ...] = ()

    def say(self, sentence: str, mention: str = "", *, known: bool = False, form: str = "") -> None:
        place = len(self.text) + sentence.index("\x00") if "\x00" in sentence else 0
        self.text += sentence.replace("\x00", mention)
        if mention:
            self.mentions += (Mention(place, place + len(mention), known, form),)


Form = Callable[[Random, Known, Somebody], str]


def _detail(kind: str, change: Callable[[Random, str], str]) -> Form:
    def write(random: Random, known: Known, who: Somebody) -> str:
        value = next(one.value for one in known.details if one.of == who.ref and one.kind == kind)
        return change(random, value)

    return write


def _slip(random: Random, name: str) -> str:
    place = random.randint(1, len(name) - 2)
    return name[:place] + name[place + 1] + name[place] + name[place + 2 :]


def _spaced(random: Random, number: str) -> str:
    figures = number.replace(" ", "")
    return random.choice(
        (
            figures,
            f"+44 {figures[1:5]} {figures[5:]}",
            f"({figures[:5]}) {figures[5:8]} {figures[8:]}",
            f"{figures[:4]}-{figures[4:7]}-{figures[7:]}",
        )
    )


def _birth(random: Random, known: Known, who: Somebody) -> str:
    born: dt.date = who.born or dt.date(2000, 1, 1)
    forms = (
        f"{born:%d/%m/%Y}",
        f"{born:%d.%m.%y}",
        f"{born.day} {MONTHS[born.month - 1]} {born.year}",
        f"{born:%Y-%m-%d}",
        f"{MONTHS[born.month - 1]} {born.day}, {born.year}",
    )
    return random.choice(forms)


KNOWN: dict[str, Form] = {
    "full name": lambda _r, _k, who: f"{who.given} {who.family}",
    "given name": lambda _r, _k, who: who.given,
    "family name with a title": lambda _r, _k, who: f"Mr {who.family}",
    "reversed": lambda _r, _k, who: f"{who.family}, {who.given}",
    "capitals": lambda _r, _k, who: f"{who.given} {who.family}".upper(),
    "initials": lambda _r, _k, who: f"{who.given[0]}.{who.family[0]}.",
    "initial and family name": lambda _r, _k, who: f"{who.given[0]}. {who.family}",
    "across lines": lambda _r, _k, who: f"{who.given}\n{who.family}",
    "hyphen at a line end": lambda _r, _k, who: f"{who.given} {who.family[:3]}-\n{who.family[3:]}",
    "spelled wrongly": lambda r, _k, who: f"{who.given} {_slip(r, who.family)}",
    "accents and look-alikes": lambda _r, _k, who: f"{who.given} {who.family}".replace("a", "\u0430").replace("e", "\u00e9"),
    "joined": lambda _r, _k, who: f"{who.given}{who.family}",
    "alias": lambda _r, _k, who: who.aliases[0] if who.aliases else who.given,
    "date of birth": _birth,
    "phone": _detail("phone", _spaced),
    "email": _detail("email", lambda _r, value: value),
    "address": _detail("address", lambda _r, value: value.split(",")[0].replace("Road", "Rd")),
    "vehicle": _detail("vehicle", lambda r, value: r.choice((value.replace(" ", ""), value, value.lower()))),
    "postcode": lambda _r, known, who: next(
        one.postcode for one in known.details if one.of == who.ref and one.kind == "address"
    ).replace(" ", ""),
    "place": lambda r, known, _w: r.choice([one.value for one in known.details if one.kind == "place"]),
}
NAMES = [
    "Bartosz",
    "Declan",
    "Imogen",
    "Keira",
    "Marlon",
    "Sunita",
    "Yusuf",
    "Gethin",
    "Lorna",
    "Stefan",
    "Chloe",
    "Darren",
    "Wiktor",
    "Abigail",
    "Hamza",
    "Tomasz",
    "Leanne",
    "Kirsty",
]
UNKNOWN: dict[str, Callable[[Random], str]] = {
    "name": lambda r: f"{r.choice(NAMES)} {r.choice(FAMILY)}",
    "given name": lambda r: r.choice(NAMES),
    "title and name": lambda r: f"{r.choice(('Mrs', 'Dr', 'PC', 'Ms'))} {r.choice(FAMILY)}",
    "phone": lambda r: f"07{r.randint(100, 999)} {r.randint(100000, 999999)}",
    "email": lambda r: f"{r.choice(NAMES).lower()}.{r.randint(1, 99)}@post.example",
    "postcode": postcode,
    "vehicle": plate,
    "address": lambda r: (
        f"{r.randint(1, 99)} {r.choice(('Elm', 'Castle', 'Priory', 'Station'))} {r.choice(('Road', 'Street', 'Avenue'))}"
    ),
    "date of birth": lambda r: f"born on {day(r, 2005, 2014):%d/%m/%Y}",
    "relation": lambda r: f"her friend's {r.choice(('mum', 'brother', 'dad'))} at no. {r.randint(1, 60)}",
    "nhs number": lambda r: _nhs(r),
}


def _nhs(random: Random) -> str:
    while True:
        digits = [random.randint(1, 9) for _ in range(9)]
        check = 11 - sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=True)) % 11
        if check != 10:
            number = "".join(map(str, [*digits, check % 11]))
            return f"{number[:3]} {number[3:6]} {number[6:]}"


def paper(random: Random, known: Known, words: int) -> Paper:
    """One letter or minute of about so many words; a mention in one sentence of four."""
    child, reader = known.people[0], known.people[1]
    made = Paper(f"Dear {reader.given},\n\n")
    named = {"child": child.given, "reader": reader.given}
    meeting = f"{random.randint(1, 28)} {random.choice(MONTHS)} 2026"
    while len(made.text.split()) < words:
        turn = random.random()
        if turn < 0.16:
            who = random.choice(known.people[2:])
            form = random.choice(list(KNOWN))
            made.say(
                random.choice(AROUND).format(x="\x00", **named) + " ", KNOWN[form](random, known, who), known=True, form=form
            )
        elif turn < 0.25:
            form = random.choice(list(UNKNOWN))
            made.say(random.choice(AROUND).format(x="\x00", **named) + " ", UNKNOWN[form](random), form=form)
        elif turn < 0.27:
            made.say("\x00 ", random.choice(known.lines).text, known=True, form="line")
        else:
            made.say(random.choice(PLAIN).format(meeting=meeting, **named) + random.choice((" ", " ", " ", "\n\n")))
    made.text += "\n\nYours sincerely"
    return made
