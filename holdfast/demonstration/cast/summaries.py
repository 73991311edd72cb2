"""What stands at the top of a child's record once somebody has thought: worries, what works well, what needs to happen."""

from __future__ import annotations

from dataclasses import dataclass

from .document import say
from .family import CastChild, Family
from .worries import Worry


@dataclass(frozen=True)
class Said:
    """The three answers about one child."""

    worried: str
    working_well: str
    needs: str


# By the kind of worry: what worries us, and what needs to happen. {name}, {town} and {they} as in the worries.
_BY_WORRY: dict[str, tuple[str, str]] = {
    "county-lines": (
        "Adults are using {name} to carry money or drugs between {town} and Saltersby, and {name} is afraid of what they will do "
        "at home. {they} has been away overnight three times since September.",
        "Police and social care share what they know about the grey car. Somebody {name} trusts asks each day how things are. "
        "Home and school ring 101 within the hour when {name} is not where {name} should be.",
    ),
    "older-boyfriend": (
        "A man in his twenties has a hold over {name}: gifts, a second phone, and pictures asked for. {name} calls it a "
        "relationship and is frightened when the phone rings.",
        "Police find out who he is. The sexual health nurse sees {name} alone. Nobody tells {name} to choose; one worker "
        "stays beside {name} throughout.",
    ),
    "drift": (
        "{name} misses first lessons, has left the football club and is met at lunch by older young people nobody knows.",
        "The youth worker meets {name} each week. School notes who comes to the gate. We look again in six weeks, sooner if "
        "money or travel comes into it.",
    ),
    "squared-account": (
        "Others moved £2,400 through {name}'s account and now claim a debt from {name}.",
        "The bank and police treat {name} as somebody who was used. {name}'s parents keep the card for now. We agree with "
        "{name} what to do when somebody calls at the door.",
    ),
    "online-game": (
        "An adult asked {name} for pictures through a game, and sent credit and a secret.",
        "Police have the messages. The family sets the game's contacts with {name}. School's pastoral lead asks {name} each "
        "Monday how the week online was.",
    ),
    "neglect": (
        "{name} comes to school hungry and tired and has missed four appointments. The house has been cold, and a parent is low.",
        "The health visitor and GP see the parent this fortnight. Breakfast at school continues. Early help brings fuel vouchers "
        "and visits on two mornings.",
    ),
    "domestic-abuse": (
        "{name} has heard and seen violence at home and rang 999. The partner is on bail not to come near, and still rings.",
        "The domestic abuse service keeps the parent's safety plan. Nobody rings the home number. {name} has somebody at school "
        "to go to, who knows.",
    ),
    "physical": (
        "{name} had marks of a grip on the arm and asked us to say nothing. There was a like mark in May.",
        "A doctor has seen {name}. {name} is asked alone, away from home, by somebody "
        "{name} chose.",
    ),
    "self-harm": (
        "{name} cuts when worried and has said it would be easier not to be here, without a plan.",
        "CAMHS see {name} within two weeks. Parents keep medicines locked. School and home share one page on what helps and whom "
        "{name} rings at night.",
    ),
    "gang-pressure": (
        "An older group presses {name} to hold things for them and hurt {name} when {name} refused.",
        "Police walk the route at the end of school. {name}'s mentor meets {name} off the bus. We ask the housing officer about "
        "a move if the threats go on.",
    ),
    "work-and-papers": (
        "{name} lives where {name} works, without papers or money, and a man speaks in {name}'s place.",
        "{name} sleeps somewhere safe, with an interpreter who is nobody's friend. The referral to the National Referral "
        "Mechanism goes in. Police visit the car wash without naming {name}.",
    ),
    "extreme-views": (
        "A closed group online has become the main thing in {name}'s life, and its words are heard in lessons.",
        "The school's Prevent lead and {name}'s tutor agree who talks with {name}. The move of school is talked through.",
    ),
    "family-help": (
        "{name} and a parent argue every evening, and a door was broken. Nobody fears harm.",
        "The family worker visits on Thursdays after the night shift. {name} and the parent each say one thing to change.",
    ),
    "missing-from-care": (
        "{name} is away from the placement several nights a month and comes back cold and hungry, brought by a car nobody knows.",
        "Each time, somebody {name} likes asks where it felt unsafe. The home keeps what is known of the car for police. "
        "The placement plan says who waits up.",
    ),
    "unborn": (
        "Appointments for this pregnancy have been missed, and a partner answers for the mother.",
        "The midwife sees the mother alone. A meeting before the birth says who helps in the first weeks.",
    ),
}  # fmt: skip


def said_about(child: CastChild, family: Family, worry: Worry) -> Said:
    """The three answers about a child, from what the worry is."""
    worried, needs = _BY_WORRY[worry.key]
    return Said(say(worried, child, family), say(worry.working_well, child, family), say(needs, child, family))
