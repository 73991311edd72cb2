"""What the child, and each parent or carer, is asked before a meeting, in words a twelve-year-old reads with ease."""

from __future__ import annotations

from dataclasses import dataclass

from .source import Source, Status

SOURCE = Source("Holdfast's own choice", "views gathered before a meeting", Status.KNOWN)


@dataclass(frozen=True)
class Asked:
    """One question. child, relative: as each is asked it."""

    key: str
    child: str
    relative: str

    def words(self, whose: str) -> str:
        return self.child if whose == "child" else self.relative


QUESTIONS: tuple[Asked, ...] = (
    Asked("well", "What is going well for you?", "What is going well for your child and for you?"),
    Asked("worried", "What are you worried about?", "What are you worried about?"),
    Asked("change", "What do you want to be different?", "What needs to happen?"),
    Asked("say", "What do you want people at the meeting to know?", "What do you want people at the meeting to know?"),
    Asked("not_say", "Is there something you do not want your family to hear?", "Is there something your child must not hear?"),
)
FACES: tuple[Asked, ...] = (
    Asked("safe", "How safe do you feel?", "How safe is your child?"),
    Asked("home", "How are things at home?", "How are things at home?"),
    Asked("heard", "Do people listen to you?", "Do people listen to you?"),
)
SCALE: tuple[tuple[int, str, str], ...] = (
    (1, "😢", "Very bad"),
    (2, "🙁", "Bad"),
    (3, "😐", "In between"),
    (4, "🙂", "Good"),
    (5, "😀", "Very good"),
)
# What is asked of the child is never for a relative, and what a relative says is never for the child, whatever else they allow.
KEPT = "not_say"
