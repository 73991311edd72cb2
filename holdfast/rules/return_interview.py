"""The return home interview: from when its 72 hours count, and what is asked of the child and, apart, of parents or carers.

It is offered after every episode, within 72 elapsed hours of the child being found or back, by somebody independent
(`domain.md` 4.3). What nobody asked is shown as not asked, never as "no" (H24). Nothing here leads (H20);
a quotation is let be (H25).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from .question import Option
from .source import Source, Status

CLOCK = "missing.return-interview"
SOURCE = Source(
    "Statutory guidance on children who run away or go missing", "January 2014, as read in local procedures", Status.FOUND
)
FORM = Source("Return interview forms of Missing People and Knowsley", "", Status.FOUND)
LIMIT = 6000


def counted_from(found: datetime | None, back: datetime | None, ended: datetime | None = None) -> datetime | None:
    """The moment from which the hours count: the earlier of found and back; None while nobody has said either.

    ended: what a sender's file says of the end, where it does not say which of the two it was. An end that was only reckoned for
    counting is written nowhere, and never comes here (H5).
    """
    said = [moment for moment in (found, back) if moment is not None]
    return min(said) if said else ended


PUSH = (
    Option("family", "Conflict at home, or with a parent"),
    Option("placement", "Conflict in the placement, or not wanting to be there"),
    Option("school", "School, college or work"),
    Option("bullying", "Bullying"),
    Option("abuse", "Being hurt or neglected where the child lives"),
    Option("health", "Mental health, low mood, self-harm"),
    Option("rules", "Rules, times or the telephone"),
    Option("change", "A change: a move, a loss, somebody who left"),
)
PULL = (
    Option("friends", "Being with friends"),
    Option("contact", "Seeing family"),
    Option("relationship", "A boyfriend, girlfriend or somebody met online"),
    Option("drugs", "Drugs or alcohol"),
    Option("exploitation", "Somebody who gives, pays, drives or asks for something"),
    Option("money", "Money, debt or things"),
    Option("place", "A place or an event"),
)
YES_NO_NOT_SAID = (Option("yes", "Yes"), Option("no", "No"), Option("not_said", "The child did not say"))


@dataclass(frozen=True)
class Asked:
    """One question. several: any number of its options. own_words: a quotation, which no prompt about wording touches."""

    key: str
    label: str
    hint: str = ""
    options: tuple[Option, ...] = ()
    several: bool = False
    own_words: bool = False
    limit: int = LIMIT

    def words(self, answer: object) -> str:
        """The answer as it is read."""
        labels = {option.key: option.label for option in self.options}
        given = answer if isinstance(answer, list | tuple) else [answer]
        return "; ".join(labels.get(str(one), str(one)) for one in given if str(one or "").strip())


@dataclass(frozen=True)
class Part:
    """Questions that stand together."""

    key: str
    title: str
    questions: tuple[Asked, ...]
    intro: str = ""


CHILD: tuple[Part, ...] = (
    Part(
        "first",
        "Before you begin",
        (
            Asked(
                "explained",
                "What was said about who reads this, and what must be passed on",
                "Say it before anything is asked: what stays here, what must be passed on to keep somebody safe, and that the "
                "child says what parents and carers are told.",
            ),
            Asked("present", "Who else was there, and whether the child wanted that"),
        ),
    ),
    Part(
        "before",
        "Before the child went",
        (
            Asked(
                "before",
                "What was happening before the child went?",
                "The day, the days before, what was different this time.",
                own_words=True,
            ),
            Asked("push", "What the child wanted to get away from", options=PUSH, several=True),
            Asked("pull", "What drew the child there", options=PULL, several=True),
            Asked("planned", "Was it planned, and did anybody know?"),
        ),
    ),
    Part(
        "during",
        "While the child was away",
        (
            Asked("where", "Where did the child go, and stay?", "Places, addresses as the child names them, in which order."),
            Asked("who", "Who was the child with?", "Names, nicknames, ages, how they met. Who was kind, and who was not."),
            Asked("travel", "How did the child get there and about?", "Bus, train, on foot, whose car, who paid."),
            Asked("lived", "What did the child eat, where did they sleep, how did they manage?"),
            Asked("phones", "Telephones and accounts", "A new one, a second one, one that somebody gave; who wrote or rang."),
            Asked("substances", "Drugs, alcohol and cigarettes, and where they came from"),
            Asked("offences", "Was the child asked or made to do, carry, hold or sell something?"),
        ),
    ),
    Part(
        "harm",
        "Harm",
        (
            Asked(
                "hurt",
                "Was the child hurt, threatened or frightened?",
                "Write what the child says. Where a serious crime may have happened, ask nothing more: the police ask.",
            ),
            Asked(
                "sexual", "What the child says of anything sexual", "Only what the child says unasked. Ask nothing that leads."
            ),
            Asked("medical", "Does the child need a doctor, a nurse or medicine?", options=YES_NO_NOT_SAID),
            Asked("afraid_of", "Is there somebody the child is afraid of?"),
        ),
    ),
    Part(
        "after",
        "Coming back",
        (
            Asked("returned", "How did the child come back, and why then?", "Alone, found, brought back, by whom."),
            Asked("feels", "How does the child feel now, about being back and about what happened?", own_words=True),
            Asked("again", "Does the child think they may go again?", options=YES_NO_NOT_SAID),
        ),
    ),
    Part(
        "help",
        "What would help",
        (
            Asked("help", "What would help, in the child's view?", own_words=True),
            Asked(
                "support", "What the child would accept, and from whom", "Whom the child trusts, and how they like to be reached."
            ),
            Asked(
                "safety",
                "Safety advice that was given",
                "Numbers, who to ring, what to do. Nothing is handed over without asking "
                "where it would be kept and who might find it.",
            ),
            Asked("own_words", "In the child's own words", "Anything else, exactly as it was said.", own_words=True),
        ),
    ),
    Part(
        "view",
        "The interviewer's view",
        (
            Asked("analysis", "What this tells us", "What changed, what fits and what does not, what was not said."),
            Asked("risks", "What is feared, and for whom"),
        ),
        "The interviewer's own view, and never the child's words.",
    ),
)

CARER: tuple[Part, ...] = (
    Part(
        "carer",
        "What parents or carers say",
        (
            Asked("before", "What was happening before the child went?", own_words=True),
            Asked("done", "What did they do when they noticed?"),
            Asked("during", "What do they know of where the child was, and with whom?"),
            Asked("after", "How has the child been since?"),
            Asked("worry", "What worries them most?", own_words=True),
            Asked("help", "What would help them and the child?", own_words=True),
            Asked("own_words", "In their own words", own_words=True),
        ),
        "Kept apart from what the child says. Neither ever stands in a copy given to the other.",
    ),
)


def questions(parts: Iterable[Part]) -> dict[str, Asked]:
    """The questions of some parts, by key."""
    return {question.key: question for part in parts for question in part.questions}


CHILD_QUESTIONS: Mapping[str, Asked] = questions(CHILD)
CARER_QUESTIONS: Mapping[str, Asked] = questions(CARER)
