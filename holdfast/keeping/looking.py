"""The check over every item of a copy: what it finds is shown where it stands, and becomes what a person decided of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from uuid import UUID

from holdfast.access.visibility import visible
from holdfast.disclosure.known import network
from holdfast.disclosure.readers import Reader, the_child
from holdfast.disclosure.reading.checked import file_against
from holdfast.disclosure.redacting.copy import CANNOT
from holdfast.documents.models import StoredFile
from holdfast.documents.queries import content_of
from holdfast.kernel.errors import Unavailable
from holdfast.kernel.viewer import Viewer
from holdfast.records.intake.giving import ref_of
from holdfast.records.models import CasePerson, Child, Detail, Involvement, Relationship
from holdfast.rules.disclosure import KINDS, Check, Finding, Keep, who_may_keep
from holdfast.rules.disclosure.folding import squeeze
from holdfast.rules.disclosure.veil import veiled

from .items import Item

REMOVE, REPLACE, KEEP = "remove", "replace", "keep"
FILE = -1  # the place of what was found in an item's file
_TELLS_BY_ITSELF = frozenset(key for key, one in KINDS.items() if one.known is Keep.NOBODY and key != "source") | {"relation"}


@dataclass(frozen=True)
class Said:
    """What a person decided of one thing, and what the next decision has to have seen."""

    choice: str
    words: str = ""
    reason: str = ""
    number: int = 0
    as_manager: bool = False
    by: str = ""


@dataclass(frozen=True)
class Found:
    """One finding in an item. finding: as the record knows it; shown: as the person at the desk may know it.

    line: which line of the item, FILE for its file. key: of the words, which a decision is about.
    """

    line: int
    finding: Finding
    shown: Finding
    key: str

    @property
    def may(self) -> Keep:
        """Who may keep it, as far as the desk may know."""
        return who_may_keep(self.shown)

    @property
    def never(self) -> bool:
        return who_may_keep(self.finding) is Keep.NOBODY


@dataclass(frozen=True)
class Outcome:
    """What becomes of it. waits: nobody has decided on it, and it only looks like somebody's; or a decision no longer stands.

    agreed: whoever decided may keep such a thing, as far as they may know of it.
    """

    choice: str
    words: str = ""
    reason: str = ""
    waits: bool = False
    decided: bool = False
    agreed: bool = False


def key_of_words(finding: Finding) -> str:
    """What a decision is about: the same words, whoever is behind them."""
    said = squeeze(finding.text) or f"{finding.kind}\n{finding.where}\n{finding.text}"
    return hashlib.sha256(said.encode()).hexdigest()[:32]


def outcome(found: Found, said: Said | None) -> Outcome:
    """What nobody may keep goes whatever was said of it; what nobody decided on goes too."""
    if said is None:
        return Outcome(REMOVE, waits=not found.shown.known and found.may is not Keep.NOBODY)
    if said.choice == REPLACE:
        return Outcome(REPLACE, words=said.words, decided=True)
    if said.choice == KEEP and not found.never:
        if found.may is Keep.MANAGER and not said.as_manager:
            return Outcome(REMOVE, waits=True)
        return Outcome(KEEP, reason=said.reason, decided=True, agreed=True)
    return Outcome(REMOVE, decided=True)


@dataclass
class Looking:
    """One record's check, made ready once for many items. of_this_case: references that the desk may know of."""

    job: Viewer
    child_id: UUID

    @cached_property
    def reader(self) -> Reader:
        return the_child(self.job, visible(self.job, Child).get(pk=self.child_id))

    @cached_property
    def check(self) -> Check:
        """As it is made for the child, whose record it is."""
        return Check(network(self.job, self.child_id, self.reader))

    @cached_property
    def of_this_case(self) -> frozenset[str]:
        child = visible(self.job, Child).get(pk=self.child_id)
        related = list(visible(self.job, Relationship).filter(child=child).select_related("other_child"))
        details = visible(self.job, Detail).filter(child=child, removed_at=None).values_list("ref", "of")
        return frozenset(
            {
                ref_of(self.job, child),
                *visible(self.job, CasePerson).filter(child=child, removed_at=None).values_list("ref", flat=True),
                *(str(pk) for pk in visible(self.job, Involvement).filter(child=child).values_list("pk", flat=True)),
                *(str(one.person_id) for one in related if one.person_id),
                *(ref_of(self.job, one.other_child) for one in related if one.other_child is not None),
                *(ref for pair in details for ref in pair if ref),
            }
        )

    @cached_property
    def _looked_at(self) -> dict[str, list[Finding]]:
        return {}

    def of_text(self, words: str) -> list[Finding]:
        """What is found in words; the same words, such as a day or a yes, are looked at once."""
        if words not in self._looked_at:
            self._looked_at[words] = self.check.of_text(words)
        return self._looked_at[words]

    def of_item(self, item: Item) -> list[Found]:
        """Everything found in its lines and in its file, in their order."""
        found: list[Found] = []
        for number, (_, words) in enumerate(item.lines):
            found += self.of_findings(number, self.of_text(words))
        if item.file is not None and not item.withheld:
            looked = self.file(item.file)
            found += self.of_findings(FILE, [one for one in looked.findings if one not in looked.unreadable])
        return found

    def of_findings(self, line: int, findings: Iterable[Finding]) -> list[Found]:
        return [Found(line, one, self._shown(one), key_of_words(one)) for one in findings]

    def file(self, file_id: UUID) -> Looked:
        try:
            row, content = self.content(file_id)
        except Unavailable as fault:
            return Looked((Finding(None, None, "", "unreadable", False, None, fault.sentence, "file"),), "", ())
        checked = file_against(self.check, content, row.name)
        return Looked(checked.findings, checked.text, checked.quiet)

    def content(self, file_id: UUID) -> tuple[StoredFile, bytes]:
        row = visible(self.job, StoredFile).get(pk=file_id)
        return row, content_of(row)

    def _shown(self, finding: Finding) -> Finding:
        if finding.kind in _TELLS_BY_ITSELF | CANNOT or (finding.known and finding.about in self.of_this_case):
            return finding
        return veiled(finding)


@dataclass(frozen=True)
class Looked:
    """A file with what was found in it."""

    findings: tuple[Finding, ...]
    text: str
    quiet: tuple[tuple[int, int], ...]

    @property
    def unreadable(self) -> tuple[Finding, ...]:
        return tuple(one for one in self.findings if one.kind in CANNOT)


@dataclass(frozen=True)
class Decisions:
    """What was decided for one request: of things where they stand, and of the same words everywhere."""

    by_item: Mapping[tuple[str, str], Said]

    def of(self, item: str, key: str) -> Said | None:
        return self.by_item.get((item, key)) or self.by_item.get(("", key))

    def number(self, item: str, key: str) -> int:
        said = self.by_item.get((item, key))
        return said.number if said else 0


@dataclass(frozen=True)
class Waiting:
    """One thing that holds up the copy: where it stands, the key of a decision on it, its words and what kind of thing it is."""

    section: str
    number: int
    item: str
    key: str
    words: str
    kind: str

    @property
    def token(self) -> str:
        return token_of(self.item)


def waiting_in(section: str, number: int, item: Item, found: Iterable[Found], decisions: Decisions) -> list[Waiting]:
    """Each thing of one item once, however often it stands there."""
    waits: dict[str, Waiting] = {}
    for one in found:
        if outcome(one, decisions.of(item.key, one.key)).waits:
            waits.setdefault(one.key, Waiting(section, number, item.key, one.key, one.shown.text, KINDS[one.shown.kind].label))
    return list(waits.values())


def token_of(key: str) -> str:
    """What an item is called in an address: no id of a row stands in it. The first is the child themself."""
    if key.startswith("records.Child:"):
        return "child"
    return hashlib.sha256(key.encode()).hexdigest()[:20]


def moved(finding: Finding, by: int) -> Finding:
    """The same finding in a text that begins earlier."""
    if finding.start is None or finding.end is None:
        return finding
    return replace(finding, start=finding.start + by, end=finding.end + by)
