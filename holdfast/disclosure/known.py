"""What the record knows of one case, seen with the eyes of whoever checks, and marked for one reader.

The network goes two relations out: the people of the case, and of the cases of children who are in it. What does not open to the
viewer is not in it, so a name held there reads like any other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from holdfast.access.visibility import visible
from holdfast.kernel.viewer import Viewer
from holdfast.partnership.queries import figures
from holdfast.records.intake.giving import ref_of
from holdfast.records.intake.wanted import FROM_SENDER
from holdfast.records.models import (
    Address,
    CaseLine,
    CasePerson,
    Child,
    ChildName,
    ChronologyEntry,
    Detail,
    Health,
    Identifier,
    Involvement,
    PersonName,
    Placement,
    Relationship,
    Schooling,
    SensitiveFact,
    Tie,
)
from holdfast.records.types import DetailKind, IdentifierKind
from holdfast.rules.disclosure import Held, HeldLine, HeldTie, Known, Somebody, never
from holdfast.rules.disclosure import readers as rules

from .readers import Reader

MOST_NEIGHBOURS, MOST_LINES = 60, 2_000


@dataclass(frozen=True)
class Line:
    """Words that another part of Holdfast keeps about a child, with their readers. named: references and ids of people."""

    text: str
    audience: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    not_for: tuple[str, ...] = ()


Lines = Callable[[Viewer, UUID], Iterable[Line]]
_LINES: list[Lines] = []


def lines_from(function: Lines) -> Lines:
    """Declare where more lines of a child are kept: minutes, plans. Called with the viewer, and starts from `visible`."""
    if function not in _LINES:
        _LINES.append(function)
    return function


def network(viewer: Viewer, child_id: UUID, reader: Reader) -> Known:
    """Everybody and everything of the case. A child who does not open to the viewer has none."""
    child = visible(viewer, Child).filter(pk=child_id).first()
    if child is None:
        return Known(groups=reader.groups)
    gathered = _Gathering(viewer, reader, ref_of(viewer, child))
    gathered.case(child)
    for other in _neighbours(viewer, child):
        gathered.neighbour(other)
    gathered.lines_of(child)
    return gathered.known(frozenset(_public(viewer)))


@dataclass
class _Gathering:
    """What has been put together so far."""

    viewer: Viewer
    reader: Reader
    child_ref: str
    people: list[Somebody] = field(default_factory=list)
    details: list[Held] = field(default_factory=list)
    lines: list[HeldLine] = field(default_factory=list)
    ties: list[HeldTie] = field(default_factory=list)
    relatives: frozenset[str] = frozenset()

    def known(self, public: frozenset[str]) -> Known:
        return Known(
            child=self.child_ref,
            reader=self.reader.ref,
            groups=self.reader.groups,
            people=tuple(self.people),
            details=tuple(self.details),
            lines=tuple(self.lines),
            ties=tuple(self.ties),
            public=public,
        )

    def withheld(self, audience: Collection[str], named: Collection[str] = (), *, of_this_case: bool = True) -> bool:
        groups = self.reader.groups if of_this_case else self.reader.groups - {rules.FAMILY, rules.CHILD}
        asked = [*audience, *named]
        refs = self.reader.refs | {self.reader.ref}
        return not rules.may_read(asked, refs=refs, role=self.reader.role, groups=groups, relatives=self.relatives)

    # -- the case itself ----------------------------------------------------------------------------------------------

    def case(self, child: Child) -> None:
        held = list(visible(self.viewer, CasePerson).filter(child=child, removed_at=None).select_related("person"))
        self.relatives = frozenset(one.ref for one in held if rules.FAMILY in rules.groups_of(one.role))
        self.people.append(self._child(child, withheld=False))
        self._native_of_child(child, withheld=False)
        self._people_of(child, held, of_this_case=True)
        self._details_of(child, self.child_ref, of_this_case=True)
        for tie in visible(self.viewer, Tie).filter(child=child, removed_at=None):
            self.ties.append(HeldTie(tie.from_ref, tie.to_ref, rules.plain(tie.kind)))
        for one in held:
            self.ties.append(HeldTie(one.ref, self.child_ref, rules.plain(one.role)))
        for worker in visible(self.viewer, Involvement).filter(child=child):
            given, _, family = worker.name.partition(" ")
            self.people.append(Somebody(str(worker.pk), worker.role, given, family, private=True))

    def _child(self, child: Child, *, withheld: bool) -> Somebody:
        names = visible(self.viewer, ChildName).filter(child=child, removed_at=None)
        aliases = [f"{one.given} {one.family}".strip() for one in names]
        aliases += [child.known_as] if child.known_as else []
        role = "child" if not withheld else "another child"
        return Somebody(ref_of(self.viewer, child), role, child.given, child.family, tuple(aliases), child.born, withheld)

    def _people_of(self, child: Child, held: list[CasePerson], *, of_this_case: bool) -> None:
        aliases: dict[UUID, list[str]] = {}
        for name in visible(self.viewer, PersonName).filter(child=child, removed_at=None):
            aliases.setdefault(name.person_id, []).append(name.words)
        for one in held:
            self._person(one, tuple(aliases.get(one.person_id, ())), of_this_case=of_this_case)
        sent = {one.person_id for one in held}
        for row in visible(self.viewer, Relationship).filter(child=child, person__isnull=False).select_related("person"):
            if row.person_id not in sent:
                self._native_person(row, of_this_case=of_this_case)

    def _person(self, one: CasePerson, aliases: tuple[str, ...], *, of_this_case: bool) -> None:
        is_reader = of_this_case and one.ref == self.reader.ref
        is_child = one.ref == self.child_ref
        withheld = not (is_reader or is_child) and self.withheld(one.audience, of_this_case=of_this_case)
        at_work = rules.PROFESSIONALS in rules.groups_of(one.role)
        self.people.append(
            Somebody(
                ref=one.ref,
                role=one.role,
                given=one.person.given,
                family=one.person.family,
                aliases=tuple(name for name in (*aliases, one.person.known_as) if name),
                born=_born(one.person),
                withheld=withheld,
                private=withheld and at_work and not one.audience,
                source=withheld and rules.is_source(one.role),
                never=never.of_person(one.role, one.audience, self.reader.groups) if withheld else "",
            )
        )

    def _native_person(self, row: Relationship, *, of_this_case: bool) -> None:
        person: Any = row.person
        is_reader = of_this_case and person.pk == self.reader.person_id
        ref = str(person.pk)
        withheld = not is_reader and self.withheld((), of_this_case=of_this_case)
        aliases = (person.known_as,) if person.known_as else ()
        self.people.append(Somebody(ref, row.kind, person.given, person.family, aliases, _born(person), withheld))
        for kind, value in (("phone", person.telephone), ("email", person.email)):
            if value:
                self.details.append(Held(kind, value, ref, withheld=withheld))

    def _details_of(self, child: Child, child_ref: str, *, of_this_case: bool) -> None:
        roles = {who.ref: who.role for who in self.people}
        for one in visible(self.viewer, Detail).filter(child=child, removed_at=None):
            own = of_this_case and (one.of == self.reader.ref or (one.of == child_ref and not one.audience))
            withheld = not own and self.withheld(one.audience, of_this_case=of_this_case)
            kind = "place" if one.kind == DetailKind.PLACE else one.kind
            of = one.ref if one.kind == DetailKind.PLACE else one.of
            because = never.of_detail(kind, roles.get(one.of, ""), one.audience, self.reader.groups) if withheld else ""
            self.details.append(Held(kind, one.value, of, one.postcode, withheld, because))

    def _native_of_child(self, child: Child, *, withheld: bool) -> None:
        ref = ref_of(self.viewer, child)
        family = not self.reader.groups & {rules.PROFESSIONALS, rules.POLICE}
        # What a sender gave stands among the details of the case, with its readers.
        for place in visible(self.viewer, Address).filter(child=child).exclude(note=FROM_SENDER):
            kept = withheld or (family and (place.confidential or bool(place.kept_from.strip())))
            lines = "\n".join(part for part in (place.lines, place.town) if part.strip())
            because = never.of_detail("address", "child" if not withheld else "", (), self.reader.groups) if kept else ""
            self.details.append(Held("address", lines, ref, place.postcode, kept, because))
        for home in visible(self.viewer, Placement).filter(child=child).exclude(provider=""):
            confidential = home.address_id is not None and bool(home.address and home.address.confidential)
            self.details.append(Held("place", home.provider, ref, withheld=withheld or (family and confidential)))
        for school in visible(self.viewer, Schooling).filter(child=child).exclude(name=""):
            self.details.append(Held("school", school.name, ref, withheld=withheld))
        for practice in visible(self.viewer, Health).filter(child=child):
            self.details.append(Held("place", practice.name, ref, withheld=withheld))
            if practice.telephone and not withheld:
                self.details.append(Held("phone", practice.telephone, ref, withheld=False))
        for number in visible(self.viewer, Identifier).filter(child=child, removed_at=None).exclude(kind=IdentifierKind.SENDER):
            self.details.append(Held("reference", number.value, ref, withheld=withheld))

    # -- the cases beside it ------------------------------------------------------------------------------------------

    def neighbour(self, other: Child) -> None:
        """A child of the case, with those round them; or a child in whose case somebody of this one stands."""
        ref = ref_of(self.viewer, other)
        known = {one.ref for one in self.people}
        if ref not in known:
            self.people.append(self._child(other, withheld=self.withheld((), of_this_case=False)))
        self._native_of_child(other, withheld=self.withheld((), of_this_case=False))
        held = list(visible(self.viewer, CasePerson).filter(child=other, removed_at=None).select_related("person"))
        held = [one for one in held if one.ref not in known and one.ref != self.child_ref]
        self._people_of(other, held, of_this_case=False)
        self._details_of(other, ref, of_this_case=False)

    # -- lines --------------------------------------------------------------------------------------------------------

    def lines_of(self, child: Child) -> None:
        for one in visible(self.viewer, CaseLine).filter(child=child, removed_at=None)[:MOST_LINES]:
            self.lines.append(HeldLine(one.text, self.withheld(one.audience)))
        for entry in visible(self.viewer, ChronologyEntry).filter(child=child).exclude(text="").order_by("-at")[:MOST_LINES]:
            self._line(Line(entry.text, tuple(entry.audience)))
        for fact in visible(self.viewer, SensitiveFact).filter(child=child, removed_at=None):
            self._line(Line(fact.words, tuple(fact.audience)))
        for more in _LINES:
            for line in more(self.viewer, child.pk):
                self._line(line)

    def _line(self, line: Line) -> None:
        excluded = bool({self.reader.ref, *self.reader.refs} & set(line.not_for))
        self.lines.append(HeldLine(line.text, excluded or self.withheld(line.audience, line.named)))


def _born(person: Any) -> Any:
    return person.born_earliest if person.born_earliest == person.born_latest else None


def _neighbours(viewer: Viewer, child: Child) -> Iterator[Child]:
    """Children who are in this case, and children in whose case somebody of this one stands under the same name."""
    held = list(visible(viewer, CasePerson).filter(child=child, removed_at=None).select_related("person"))
    refs = [one.ref for one in held]
    wanted = set(
        visible(viewer, Identifier)
        .filter(kind=IdentifierKind.SENDER, value__in=refs, removed_at=None)
        .values_list("child_id", flat=True)
    )
    related = visible(viewer, Relationship).filter(child=child)
    wanted |= set(related.filter(other_child__isnull=False).values_list("other_child_id", flat=True))
    people = list(related.filter(person__isnull=False).values_list("person_id", flat=True))
    wanted |= set(visible(viewer, Relationship).filter(person_id__in=people).values_list("child_id", flat=True)[:MOST_NEIGHBOURS])
    named = {one.ref: (one.person.given.lower(), one.person.family.lower()) for one in held}
    same = visible(viewer, CasePerson).filter(ref__in=refs, removed_at=None).exclude(child=child).select_related("person")
    for one in same[: MOST_NEIGHBOURS * 4]:
        if named[one.ref] == (one.person.given.lower(), one.person.family.lower()):
            wanted.add(one.child_id)
    yield from visible(viewer, Child).filter(pk__in=wanted - {child.pk}).order_by("pk")[:MOST_NEIGHBOURS]


_CONTACT = re.compile(r"[0-9+(][0-9() ]{1,18}[0-9]|[^\s@<>,;]+@[^\s@<>,;]+")


def _public(viewer: Viewer) -> Iterator[str]:
    """Numbers and addresses in the settings: those of the services themselves."""
    for value in figures(viewer.here).values():
        if isinstance(value, str):
            yield from (found.group() for found in _CONTACT.finditer(value))


def with_lines(known: Known, lines: Iterable[HeldLine]) -> Known:
    """The same network with more lines: those of the very document that is being made."""
    return replace(known, lines=(*known.lines, *lines))
