"""A record as it is copied for somebody who asked to see it: every item, which are about others, and what may not leave.

Everything that hangs on the child by a key is copied, so a new part of the record is copied without anybody remembering it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db.models import Field, Model, UUIDField

from holdfast.kernel.viewer import Viewer
from holdfast.meetings.models import View
from holdfast.records.models import Address, Child, Involvement, Placement, SensitiveFact
from holdfast.records.types import Audience
from holdfast.referrals.models import Referral, ReferredChild, RiskAssessment
from holdfast.referrals.reading import Part, read
from holdfast.rules.agencies import AgencyKind
from holdfast.rules.spoken import long_date, long_time
from holdfast.screening.models import CheckAnswer, Decision, Screening

from .attached import attached
from .hidden import marked_by_name, scrubbed, secrets
from .items import CONFIDENTIAL, FROM_POLICE, NAMED, PARENTS_SAID, PROTECTED, Item, Section
from .plain_words import answer_of, question_of, title_of

# Kept of how the record is worked, not of the child; and the words the child is found by, which say nothing more.
LEFT_OUT = frozenset({"records.SearchKey", "records.IdentityLink", "records.Opened"})
OF_OTHERS = frozenset(
    {
        "records.Relationship",
        "records.HouseholdMember",
        "records.SafeToTell",
        "missing.Conversation",
        "missing.Lead",
        "meetings.AgendaItem",
        "meetings.Meeting",
    }
)
NOT_SHOWN = frozenset(
    {"id", "partnership", "child", "version", "changed_at", "partnership_id", "sequence", "meeting", "invitee"}
    | {"video_ref", "video_link", "video_sequence", "video_problem"}
)


def contents(job: Viewer, child_id: UUID, *, ask_about_police: bool = False) -> list[Section]:
    """Everything that is kept of the child, with what may not leave marked. `job` reads every row.

    ask_about_police: the police said that parts of what came from them may not be given, so a person decides on each.
    """
    child = Child.objects.get(partnership_id=job.here, pk=child_id)
    referrals = _referrals(job, child, ask_about_police=ask_about_police)
    sections = [Section("The child", (_item(child, withheld=""),)), *_parts(job, child), *referrals, *attached(job, child)]
    return marked_by_name(job, child, scrubbed(sections, list(secrets(job, child))))


# -- rows that hang on the child --------------------------------------------------------------------------------------


def _parts(job: Viewer, child: Child) -> Iterator[Section]:
    for relation in Child._meta.related_objects:
        model: Any = relation.related_model
        if model._meta.label in LEFT_OUT or relation.field.name != "child":
            continue
        rows = model._default_manager.filter(partnership_id=job.here, child_id=child.pk).order_by("pk")
        items = tuple(_row(row) for row in rows.prefetch_related(*_named(model)))
        if items:
            yield Section(title_of(model), items)
    said = View.objects.filter(partnership_id=job.here, meeting__child_id=child.pk, whose="child").order_by("pk")
    if items := tuple(_row(row) for row in said):
        yield Section("What the child said before meetings", items)
    yield from _decisions(job, child)


def _named(model: type[Model]) -> list[str]:
    """What a row's words name by a key: read for all rows of a table at once."""
    keys = (field for field in model._meta.concrete_fields if field.is_relation and field.name not in NOT_SHOWN)
    return [field.name for field in keys]


def _row(row: Model) -> Item:
    others = row._meta.label in OF_OTHERS
    if isinstance(row, Address) and row.confidential:
        return _item(row, withheld=CONFIDENTIAL)
    if isinstance(row, Placement) and row.address is not None and row.address.confidential:
        return _item(row, withheld=CONFIDENTIAL)
    if isinstance(row, SensitiveFact) and Audience.CHILD not in row.audience:
        return _item(row, withheld=NAMED)
    if row._meta.label == "missing.CarerAccount":
        return _item(row, withheld=PARENTS_SAID)
    audience = getattr(row, "audience", None)
    if audience and not {Audience.CHILD, Audience.PROFESSIONALS} & set(audience):
        return _item(row, withheld=NAMED)
    return _item(row, others=others)


def _item(row: Model, *, others: bool = False, withheld: str = "") -> Item:
    return Item(f"{row._meta.label}:{row.pk}", tuple(words_of(row)), others, withheld)


def words_of(row: Model) -> Iterator[tuple[str, str]]:
    """The columns of a row that say something, in words."""
    for field in row._meta.concrete_fields:
        if field.name in NOT_SHOWN or _is_an_id(field):
            continue
        value = getattr(row, f"get_{field.name}_display", lambda f=field: getattr(row, f.name))()
        if words := _words(answer_of(field, value)):
            yield question_of(field), words


def _is_an_id(field: Field[Any, Any]) -> bool:
    inner = getattr(field, "base_field", field)
    return isinstance(inner, UUIDField) or (field.is_relation and field.name in ("link", "corrects"))


def _words(value: Any) -> str:
    if value in (None, "", [], {}):
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, list | tuple):
        return ", ".join(_words(one) for one in value)
    if isinstance(value, dict):
        said = ((str(name), _words(one)) for name, one in value.items() if name != "key")
        return "; ".join(f"{name.replace('_', ' ')}: {words}" for name, words in said if words)
    if hasattr(value, "astimezone"):
        return long_time(value)
    if hasattr(value, "isoformat"):
        return long_date(value)
    # A row is called by its name; one that has none is told of in its own place, and is no number here.
    return str(getattr(value, "name", "" if isinstance(value, Model) else value))


def _decisions(job: Viewer, child: Child) -> Iterator[Section]:
    rows = Decision.objects.filter(partnership_id=job.here, child_record=child.pk).order_by("created_at", "pk")
    items = tuple(_item(row) for row in rows.select_related("proposed_by", "ratified_by"))
    if items:
        yield Section("Decisions of MASH", items)
    waiting = Screening.objects.filter(partnership_id=job.here, child_record=child.pk).order_by("received_at", "pk")
    if times := tuple(_item(row) for row in waiting):
        yield Section("When MASH looked", times)
    assessed = RiskAssessment.objects.filter(partnership_id=job.here, child_id=child.pk).select_related("referral")
    if found := tuple(replace(_item(row), lines=_assessed(row)) for row in assessed.order_by("assessed_at", "pk")):
        yield Section("Exploitation risk assessments", found)


def _assessor(row: RiskAssessment) -> str:
    """Who made it; not whoever asked not to be named when they referred."""
    hidden = row.referral is not None and (row.referral.protect_identity or row.referral.anonymous)
    return "" if hidden else row.assessor


def _assessed(row: RiskAssessment) -> tuple[tuple[str, str], ...]:
    """Its level and kinds; the answers themselves stand in the referral they came with, or are asked for by their writer."""
    kinds = ", ".join(row.types)
    lines = [("Assessed", long_time(row.assessed_at)), ("By", _assessor(row)), ("Level", row.level), ("Kinds", kinds)]
    told = [(key.replace("_", " ").capitalize(), value) for key, value in row.answers.items() if isinstance(value, str)]
    return tuple((label, words) for label, words in [*lines, *told] if words)


# -- referrals --------------------------------------------------------------------------------------------------------


def holds_from_police(job: Viewer, child_id: UUID) -> bool:
    """Whether the police sent a referral about the child, answered a check about them, or work with them."""
    here: dict[str, Any] = {"partnership_id": job.here}
    police = AgencyKind.POLICE.value
    return (
        ReferredChild.objects.filter(**here, child_id=child_id, referral__sender_agency__kind=police).exists()
        or CheckAnswer.objects.filter(
            **here, check_asked__screening__child_record=child_id, check_asked__agency__kind=police
        ).exists()
        or Involvement.objects.filter(**here, child_id=child_id, agency__kind=police).exists()
    )


def _referrals(job: Viewer, child: Child, *, ask_about_police: bool) -> Iterator[Section]:
    named = ReferredChild.objects.filter(partnership_id=job.here, child_id=child.pk)
    for one in named.select_related("referral__sender_agency").order_by("referral__received_at", "pk"):
        parts, sender = read(one.referral.document), one.referral.sender_agency
        items = tuple(_part(one.referral, one.position, number, part) for number, part in enumerate(parts) if part.lines)
        if ask_about_police and sender is not None and sender.kind == AgencyKind.POLICE:
            items = tuple(replace(item, others=True, why=FROM_POLICE) for item in items)
        yield Section(f"Referral {one.referral.reference}, {long_time(one.referral.received_at)}", items)


def _part(referral: Referral, position: int, number: int, part: Part) -> Item:
    key = f"{referral.pk}:{number}"
    lines = (("Part", part.title), *((line.label, line.value if not line.named else NAMED) for line in part.lines))
    if part.page == "referrer":
        hidden = referral.protect_identity or referral.anonymous
        return Item(key, lines, others=not referral.sender_id, withheld=PROTECTED if hidden else "")
    about_another = part.number is not None and part.page.startswith(("child-", "where-")) and part.number != position
    about_adults = part.page.startswith(("people", "parents"))
    return Item(key, lines, others=about_another or about_adults)
