"""What parents are given before or when a child goes missing: three papers, as shipped; and what they can write down ahead.

A partnership words them itself. A line that begins with "# " is a heading, with "- " one of a list. None names a child.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .source import Source, Status
from .trigger_plan import BY_KEY

SOURCE = Source("Herefordshire practice", "parents are given guidance, signs and a template", Status.PRACTICE)
WORDS = Source("Holdfast's own words", "to be confirmed by the partnership", Status.KNOWN)


@dataclass(frozen=True)
class Paper:
    """One paper as shipped. asks: whether the questions of `ASKED` follow its words."""

    title: str
    body: str
    asks: bool = False


PAPERS: Mapping[str, Paper] = {
    "guidance": Paper(
        "If your child does not come home",
        """You know your child best. If you do not know where they are and you are worried, you need not wait.

# If somebody is in danger now

Call 999.

# What to do first

- Try to reach them: ring, send a message, look where they said they would be.
- Ask their friends, and the people they are often with. Write down who you asked and what they said.
- Look in their room and their bag: what is gone, and what is left behind.

# Tell the police

Call 101, or 999 if you think they may be hurt or in danger. There is no time that you have to wait.

The police will ask when you saw them last, what they were wearing, who they may be with, and what worries you. The third paper
helps you to have the answers ready.

Ask for the police reference and keep it. Then tell your child's worker, or the emergency duty team at night.

# While you wait

- Keep your telephone charged and with you. Leave somebody at home if you can.
- Keep trying to reach them. A short message is best: “I love you. You are not in trouble. Ring me.”
- Write down every call and message, and the time.
- Tell the police at once if you hear something, or if they come home.

# When they are home

- Be glad to see them. Ask first whether they are hurt, hungry or cold.
- If somebody has hurt them, call 999 or 101. Keep their clothes and telephone as they are, unwashed.
- Tell the police and the worker that they are back.
- Somebody who does not work with your family every day will offer to talk with them, on their own. Let them choose.

# It is not their fault, or yours

Children who go missing are often being frightened, pressed or tricked by somebody else. You will not be judged for asking.""",
    ),
    "signs": Paper(
        "What to look out for",
        """One of these by itself may mean nothing. Several together, or a sudden change, are a reason to talk to somebody.

# Coming and going

- They are out late or all night, and do not say where.
- They get into cars that you do not know, or are picked up near home or school.
- They have train tickets, taxi cards or keys that you cannot explain.

# Things and money

- New clothes, telephones, money or presents that nobody you know gave them.
- Two telephones, or a telephone that never stops ringing.
- They owe somebody money, or things go missing at home.

# People

- New friends who are older, or whom you never meet.
- Somebody who tells them what to do, whom they are afraid of, or whom they will not talk about.
- They are with other children who go missing.

# How they are

- Frightened, angry, very tired, or not like themselves.
- Marks, bruises or injuries that they hide or cannot explain.
- Drink or drugs.
- They harm themselves, or say that they do not want to live.

# Online

- Messages at night, hidden accounts, people they have never met.
- Somebody asks them for pictures, or threatens to show some. Do not copy or pass on such a picture: call the police.

# What you can do

Tell your child what you have seen, and that you are on their side. Then ring one of the numbers on this paper: you do not have
to be sure.""",
    ),
    "template": Paper(
        "What to have ready",
        """Write down now what the police would ask you then. Keep it where you can find it in the night, and where nobody
reads it who should not. Write only what you want to write.""",
        asks=True,
    ),
}


@dataclass(frozen=True)
class AskedAhead:
    """One question as a parent reads it. key: of the question of the trigger plan (`rules.trigger_plan`) that it answers."""

    key: str
    label: str
    hint: str = ""

    @property
    def limit(self) -> int:
        return BY_KEY[self.key].limit


ASKED: tuple[AskedAhead, ...] = (
    AskedAhead("description", "What does your child look like?", "Height, build, hair, eyes, how they dress and talk."),
    AskedAhead("marks", "Anything that others would know them by?", "Scars, tattoos, piercings, glasses, braces."),
    AskedAhead("aliases", "What do friends call them, and what names do they use online?"),
    AskedAhead("health", "Their health", "Illnesses, allergies, medicine, and what happens without it."),
    AskedAhead("approach", "How is it best to talk with them?", "What calms them, and what frightens them."),
    AskedAhead(
        "phones", "Their telephone numbers and accounts", "Also games, e-mail, and anything that shows where a telephone is."
    ),
    AskedAhead("money", "Money, bank card and travel card"),
    AskedAhead("friends", "Their friends, and others they go with", "Names, how old, where, and numbers if you know them."),
    AskedAhead("family", "Family they might go to", "And anybody who must not be told."),
    AskedAhead("places", "Where do they like to go?"),
    AskedAhead("found", "If they have been missing before: where were they?"),
    AskedAhead("trusts", "Whom do they trust?", "Who should ring them or go to them, and who should not."),
    AskedAhead("carer_does", "What will you do first?"),
    AskedAhead("parents_say", "What else should be known, and what do you think of a plan like this?"),
)
KEYS = frozenset(one.key for one in ASKED)


def answers_in(typed: Mapping[str, str]) -> dict[str, str]:
    """The answers that say something, by keys of the plan; as much of each as the plan has room for."""
    given = {one.key: str(typed.get(one.key, "")).replace("\r\n", "\n").strip()[: one.limit] for one in ASKED}
    return {key: words for key, words in given.items() if words}


def joined(ours: str, theirs: str) -> str:
    """Both, ours first."""
    return f"{ours}\n{theirs}".strip() if theirs not in ours else ours
