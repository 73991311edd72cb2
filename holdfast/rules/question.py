"""What a question is. One table of these makes the form pages, the PDF and the JSON Schema."""

from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What sort of answer a question takes, and so which field the page shows."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    LINES = "lines"
    CHOICE = "choice"
    CHOICES = "choices"
    YES_NO = "yes_no"
    YES_NO_UNKNOWN = "yes_no_unknown"
    DATE = "date"
    INSTANT = "instant"
    NUMBER = "number"
    CHILD = "child"
    CHILDREN = "children"
    PHONE = "phone"
    EMAIL = "email"
    POSTCODE = "postcode"
    NHS_NUMBER = "nhs_number"
    UPN = "upn"


class Audience(StrEnum):
    """Who may read an answer unless the writer says otherwise."""

    PROFESSIONALS = "professionals"
    NAMED = "named"


class WholeAnswer(StrEnum):
    """One tap that answers a whole section, so that none is left blank."""

    NO_INFORMATION = "no_information"
    NOT_APPLICABLE = "not_applicable"


WHOLE_ANSWERS = {
    WholeAnswer.NO_INFORMATION: "No information available",
    WholeAnswer.NOT_APPLICABLE: "Not applicable",
}


@dataclass(frozen=True)
class Option:
    """One answer somebody can choose. The key is stored and never changes; the label may."""

    key: str
    label: str
    hint: str = ""


YES_NO = (Option("yes", "Yes"), Option("no", "No"))
YES_NO_UNKNOWN = (*YES_NO, Option("not_known", "Not known"))


@dataclass(frozen=True)
class Question:
    """One question: where its answer lies in the document, what it takes and who may read the answer.

    `path` is a JSON Pointer with `*` for the number of a child, adult or agency: `/children/*/given_name`.
    `needed` marks what a referral cannot be sent without; everything else can follow. `shown_if` names
    another key of the same object and the answers that make this question worth asking; it never hides an
    answer already given.
    """

    key: str
    path: str
    kind: Kind
    label: str
    hint: str = ""
    options: tuple[Option, ...] = ()
    needed: bool = False
    audience: Audience = Audience.PROFESSIONALS
    max_length: int = 200
    shown_if: tuple[str, tuple[str, ...]] | None = None
    wording_prompts: bool = False

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """The options as pairs of key and label, for a form field."""
        return tuple((option.key, option.label) for option in self.options)

    def label_of(self, key: object) -> str:
        """The words for a stored key; an unknown key is shown as it was typed."""
        return next((option.label for option in self.options if option.key == key), str(key))


@dataclass(frozen=True)
class Section:
    """One page of a long form. `base` is where its answers lie; a repeated section has one page for each."""

    key: str
    title: str
    base: str
    questions: tuple[Question, ...]
    intro: str = ""
    repeats: str = ""
    quick: bool = False
    whole_answer: bool = True
    keys: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        """Hold the keys ready: pages ask for them on every request."""
        object.__setattr__(self, "keys", frozenset(question.key for question in self.questions))
