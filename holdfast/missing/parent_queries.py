"""Reading the papers for parents, whom they were given to, and what a parent wrote ahead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from holdfast.access.visibility import visible
from holdfast.comms.models import Message
from holdfast.comms.types import State as Sending
from holdfast.disclosure.links import links_to
from holdfast.disclosure.models import FamilyLink
from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import NotHere
from holdfast.kernel.questions import question
from holdfast.kernel.viewer import Viewer
from holdfast.partnership.site_pages import Block, blocks
from holdfast.records.models import Person
from holdfast.records.queries import may_tell, relationships
from holdfast.records.types import TellSubject
from holdfast.rules.identifiers import mobile
from holdfast.rules.parent_pack import ASKED, PAPERS

from .parent_models import PackGiven, PackWording, PlanProposal, ProposalState
from .plan_models import TriggerPlan

PAGE = 25


@dataclass(frozen=True)
class Paper:
    """One paper in the words that are given now. wording: whose they are, none as shipped."""

    key: str
    title: str
    body: str
    asks: bool
    wording: PackWording | None

    @property
    def blocks(self) -> list[Block]:
        return blocks(self.body)


def papers(viewer: Viewer) -> list[Paper]:
    """The papers in their order."""
    return [paper(viewer, key) for key in PAPERS]


def paper(viewer: Viewer, key: str) -> Paper:
    if key not in PAPERS:
        raise NotHere
    return _paper(key, versions(viewer, key).filter(published=True).first())


def _paper(key: str, wording: PackWording | None) -> Paper:
    shipped = PAPERS[key]
    title, body = (wording.title, wording.body) if wording else (shipped.title, shipped.body)
    return Paper(key, title, body, shipped.asks, wording)


def as_given(viewer: Viewer, given: PackGiven) -> list[Paper]:
    """The papers in the words in which they were given."""
    ids = {key: UUID(pk) for key, pk in given.wordings.items() if pk}
    found = PackWording.objects.filter(partnership_id=viewer.here).in_bulk(ids.values())
    return [_paper(key, found.get(ids[key]) if key in ids else None) for key in PAPERS if key in given.papers]


def versions(viewer: Viewer, key: str):  # type: ignore[no-untyped-def]
    """Every version of a paper's words, drafts among them, newest first."""
    return visible(viewer, PackWording).filter(key=key).select_related("written_by").order_by("-created_at", "-pk")


def draft(viewer: Viewer, key: str) -> PackWording | None:
    """The newest words, where nobody has published them yet."""
    newest: PackWording | None = versions(viewer, key).first()
    return newest if newest is not None and not newest.published else None


@dataclass(frozen=True)
class Relative:
    """Somebody a pack may be given to. safe: it is recorded that they may be told (H8). texts_to: "" where no text can go."""

    person: Person
    relation: str
    safe: bool
    email: str
    texts_to: str


def relatives(viewer: Viewer, child_id: UUID) -> list[Relative]:
    """The adults round a child who are not of concern, those who may be told first."""
    found: dict[UUID, Relative] = {}
    for row in relationships(viewer, child_id):
        person = row.person
        if person is None or row.of_concern or row.until is not None or person.pk in found:
            continue
        safe = may_tell(viewer, child_id=child_id, person_id=person.pk, subject=TellSubject.MISSING)
        texts_to = mobile(person.telephone) or ""
        found[person.pk] = Relative(person, row.get_kind_display(), safe, person.email, texts_to)
    return sorted(found.values(), key=lambda one: not one.safe)


@dataclass(frozen=True)
class Given:
    """A pack that was given. sent: how its message stands, "" where none carried it."""

    row: PackGiven
    titles: tuple[str, ...]
    sent: str
    link: FamilyLink | None
    proposal: PlanProposal | None


def given_of(viewer: Viewer, child_id: UUID) -> list[Given]:
    """What was given about a child, newest first."""
    rows = list(
        visible(viewer, PackGiven)
        .filter(child_id=child_id)
        .select_related("person", "given_by")
        .order_by("-created_at", "-pk")[:PAGE]
    )
    links = links_to(viewer, [row.pk for row in rows])
    proposals = {one.given_id: one for one in visible(viewer, PlanProposal).filter(given_id__in=[row.pk for row in rows])}
    with acting_as(Viewer.job("missing.look", viewer.here)):
        states = dict(
            Message.objects.filter(pk__in=[row.message_id for row in rows if row.message_id]).values_list("pk", "state")
        )
    return [
        Given(
            row,
            tuple(PAPERS[key].title for key in row.papers if key in PAPERS),
            Sending(states[row.message_id]).label if row.message_id in states else "",
            links.get(row.pk),
            proposals.get(row.pk),
        )
        for row in rows
    ]


def given_one(viewer: Viewer, given_id: UUID) -> PackGiven:
    found = visible(viewer, PackGiven).filter(pk=given_id).select_related("person", "given_by").first()
    if found is None:
        raise NotHere
    return found


def waiting(viewer: Viewer, child_id: UUID) -> list[PlanProposal]:
    """What parents sent and nobody has looked at, oldest first."""
    return _sent(viewer, child_id)


@question
def _sent(viewer: Viewer, child_id: UUID) -> QuerySet[PlanProposal]:
    rows = visible(viewer, PlanProposal).filter(child_id=child_id, state=ProposalState.SENT)
    return rows.select_related("person").order_by("sent_at", "pk")[:PAGE]


def proposal(viewer: Viewer, child_id: UUID, proposal_id: UUID) -> PlanProposal:
    rows = visible(viewer, PlanProposal).filter(child_id=child_id, pk=proposal_id)
    found = rows.select_related("person", "looked_by", "given").first()
    if found is None:
        raise NotHere
    return found


@dataclass(frozen=True)
class ProposedLine:
    """One line of the plan: what it says, and what the parent wrote."""

    key: str
    label: str
    ours: str
    theirs: str


def proposed_lines(viewer: Viewer, one: PlanProposal) -> tuple[list[ProposedLine], int]:
    """The lines that a parent wrote, beside the plan as it stands, and the plan's version."""
    plan = visible(viewer, TriggerPlan).filter(child_id=one.child_id).first()
    ours: Mapping[str, str] = plan.answers if plan else {}
    asked: Sequence[tuple[str, str]] = [(row.key, row.label) for row in ASKED if row.key in one.answers]
    lines = [ProposedLine(key, label, ours.get(key, ""), one.answers[key]) for key, label in asked]
    return lines, plan.version if plan else 0


def last_given(viewer: Viewer, child_id: UUID) -> datetime | None:
    """When a pack was last given about a child."""
    rows = visible(viewer, PackGiven).filter(child_id=child_id).order_by("-created_at")
    return rows.values_list("created_at", flat=True).first()
