"""What a family of the county consists of: plain facts, dated."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Home:
    """An address. kept_from: from whom it is kept; "" when it is not confidential."""

    line: str
    town: str
    postcode: str
    kept_from: str = ""

    @property
    def confidential(self) -> bool:
        return bool(self.kept_from)


@dataclass(frozen=True)
class Placed:
    """A placement in care from a day on."""

    kind: str
    provider: str
    home: Home
    since: date


@dataclass(frozen=True)
class CastChild:
    """A child, or a young person who was one.

    born: None when unborn (then due says when) or when only about_age is known.
    """

    key: str
    given: str
    family: str
    sex: str
    born: date | None = None
    due: date | None = None
    about_age: int | None = None
    ethnicity: str = "NOBT"
    nicknames: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    chosen_name: str = ""
    pronouns: str = ""
    gender: str = ""
    language: str = "English"
    interpreter: bool = False
    religion: str = ""
    nationality: str = ""
    immigration: str = ""
    communication: str = ""
    send: str = ""
    learning_disability: bool = False
    nhs: str = ""
    upn: str = ""
    council: str = ""
    police: str = ""
    school: str = ""
    practice: str = ""
    legal_status: str = "none"
    in_care_since: date | None = None
    placed: Placed | None = None
    care_leaver: bool = False
    is_parent: bool = False
    worker: str = ""

    @property
    def unborn(self) -> bool:
        return self.due is not None


@dataclass(frozen=True)
class CastAdult:
    """Somebody in a child's family. safe: whether it is safe to tell them: yes, not_yet, never, or "" when nobody has said.

    no_contact: the order or decision by which they may have no contact with the child, and since when; None where there is none.
    """

    key: str
    given: str
    family: str
    relationship: str
    born: date
    phone: str = ""
    email: str = ""
    responsibility: bool = True
    at_home: bool = True
    safe: str = ""
    safe_why: str = ""
    no_contact: tuple[str, date] | None = None
    language: str = "English"
    interpreter: bool = False
    staff_risk: str = ""


@dataclass(frozen=True)
class Family:
    """A household: where it lives, who is in it, and where it lived before."""

    key: str
    home: Home
    children: tuple[CastChild, ...]
    adults: tuple[CastAdult, ...] = ()
    before: Home | None = None
    moved: date | None = None
    note: str = field(default="", compare=False)

    def child(self, key: str) -> CastChild:
        return next(child for child in self.children if child.key == key)
