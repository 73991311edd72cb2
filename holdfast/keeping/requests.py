"""What must be checked and recorded before a copy of a record is prepared for somebody, as a table."""

from __future__ import annotations

from dataclasses import dataclass

from .types import RequestedBy, StepKind


@dataclass(frozen=True)
class Step:
    """One step: the question, its answers, and the answers with which the request can go on; the rest stop it with `stops`."""

    kind: StepKind
    question: str
    hint: str
    answers: tuple[tuple[str, str], ...]
    goes_on: frozenset[str]
    missing: str
    stops: str
    source: str = ""

    def answer(self, key: str) -> str:
        return dict(self.answers).get(key, key)


STEPS: tuple[Step, ...] = (
    Step(
        StepKind.IDENTITY,
        "Do you know for certain who is asking?",
        "Say what you saw: a passport, a letter to a known address, a worker who knows them.",
        (("checked", "Yes, checked"), ("not_yet", "Not yet")),
        frozenset({"checked"}),
        "Check who is asking, and record how.",
        "It is not certain who is asking. Nothing is prepared before it is.",
    ),
    Step(
        StepKind.AUTHORITY,
        "What entitles them to ask?",
        "Parental responsibility is shown by a birth certificate or an order; acting for the child by a signed authority.",
        (
            ("own", "It is their own record"),
            ("responsibility", "Parental responsibility, seen"),
            ("written", "A signed authority, seen"),
            ("none", "Nothing, so far"),
        ),
        frozenset({"own", "responsibility", "written"}),
        "Check what entitles them to ask, and record it.",
        "Nothing entitles them to ask. Nothing is prepared before something does.",
    ),
    Step(
        StepKind.CHILD,
        "What does the child decide?",
        "A child who understands what is asked decides, whoever asked. Ask them alone, and not through the person who asks.",
        (
            ("own", "They ask for themselves"),
            ("agrees", "The child understands, and agrees"),
            ("refuses", "The child understands, and does not agree"),
            ("young", "The child does not understand yet; somebody who knows them has said so"),
        ),
        frozenset({"own", "agrees", "young"}),
        "Record what the child decides, or that they do not understand yet.",
        "The child understands and does not agree, so nothing is given to somebody else.",
        "UK GDPR recital 38; a child who understands exercises the right themself",
    ),
    Step(
        StepKind.BEST_INTERESTS,
        "Is it in the child's best interests that the parent has this?",
        "Think of who the parent lives with, what the child said about them, and what is written here of either.",
        (("yes", "Yes"), ("no", "No")),
        frozenset({"yes"}),
        "Test the parent's request against the child's best interests.",
        "It is not in the child's best interests that the parent has this.",
        "Data Protection Act 2018, Schedule 3 Part 5",
    ),
    Step(
        StepKind.SERIOUS_HARM,
        "Would giving it be likely to cause serious harm to anybody's physical or mental health?",
        "A social-work professional answers, before anything is prepared. Say which parts, where only some would.",
        (
            ("no", "No"),
            ("part", "Some parts would: those are withheld"),
            ("yes", "Yes, so none of it is given"),
        ),
        frozenset({"no", "part"}),
        "A social-work professional records the serious-harm test.",
        "Giving it would be likely to cause serious harm, so nothing is given.",
        "Data Protection Act 2018, Schedule 3 Part 3",
    ),
    Step(
        StepKind.POLICE,
        "Would giving what came from the police prejudice an investigation?",
        "Ask the police before any of it leaves. Name the officer, and say what they answered about which parts.",
        (
            ("no", "No: the police say that it may be given"),
            ("part", "Some parts would: those are withheld"),
            ("yes", "Yes, so nothing is given until they say that it may be"),
        ),
        frozenset({"no", "part"}),
        "This record holds what came from the police. Ask them whether giving it would prejudice an investigation.",
        "The police say that giving it would prejudice an investigation, so nothing is given yet. Ask them again.",
        "Data Protection Act 2018, Schedule 2 Part 1 paragraph 2",
    ),
)
BY_KIND = {step.kind: step for step in STEPS}
FIRST = (StepKind.IDENTITY, StepKind.AUTHORITY)


def needed(made_by: str, *, from_police: bool) -> tuple[Step, ...]:
    """The steps of this request, in order. Only a parent's is tested against the child's best interests.

    from_police: whether anything in the record came from the police, who are asked before it leaves.
    """
    left_out = set() if made_by == RequestedBy.PARENT else {StepKind.BEST_INTERESTS}
    left_out |= set() if from_police else {StepKind.POLICE}
    return tuple(step for step in STEPS if step.kind not in left_out)


def gaps(made_by: str, answers: dict[str, str], *, from_police: bool) -> list[str]:
    """What stands between this request and a copy, as sentences; none when it may be prepared."""
    found = []
    for step in needed(made_by, from_police=from_police):
        given = answers.get(step.kind)
        if given is None:
            found.append(step.missing)
        elif given not in step.goes_on:
            found.append(step.stops)
    if made_by != RequestedBy.CHILD and answers.get(StepKind.CHILD) == "own":
        found.append("Somebody else asked, so the child did not ask for themselves. Record what the child decides.")
    if made_by == RequestedBy.PARENT and answers.get(StepKind.AUTHORITY) not in (None, "none", "responsibility", "written"):
        found.append("A parent asks with parental responsibility, or with the child's signed authority.")
    return found
