"""Reading the ledger of agreement: what each person's last line says, and so whether sharing for a purpose may go on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from holdfast.access.visibility import visible
from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import Refused
from holdfast.kernel.time import today
from holdfast.kernel.viewer import Viewer
from holdfast.rules.agreement import PURPOSES, Purpose

from .models import Agreement
from .types import Agreed, MayShare

MANY = 400
JOB = "records.agreement"
AGAINST = frozenset({Agreed.REFUSED.value, Agreed.WITHDRAWN.value})


@dataclass(frozen=True)
class Line:
    """A line as it is shown. `holds`: it is the newest of its giver and has not run out."""

    row: Agreement
    giver: str
    holds: bool


@dataclass(frozen=True)
class Standing:
    """How one purpose stands today."""

    purpose: Purpose
    says: MayShare
    lines: tuple[Line, ...]


def ledger(viewer: Viewer, child_id: UUID) -> list[Standing]:
    """Every purpose of which something was said, each with its whole history, the newest line first."""
    rows = visible(viewer, Agreement).filter(child_id=child_id).select_related("person").order_by("-created_at", "-pk")
    by_purpose: dict[str, list[Agreement]] = {}
    for row in rows[:MANY]:
        by_purpose.setdefault(row.purpose, []).append(row)
    return [Standing(PURPOSES[key], _says(own), _lines(own)) for key, own in by_purpose.items()]


def may_share(by: Viewer, child_id: UUID, purpose: str) -> MayShare:
    """What the ledger says, for whoever is about to share. A refusal holds also for those who cannot read it."""
    with acting_as(Viewer.job(JOB, by.here)):
        rows = Agreement.objects.filter(partnership_id=by.here, child_id=child_id, purpose=purpose)
        return _says(list(rows.order_by("-created_at", "-pk")[:MANY]))


def check_may_share(by: Viewer, child_id: UUID, purpose: str) -> None:
    """Refuse where somebody said no and nobody has said why it goes on; and where it rests on agreement that nobody gave."""
    said, about = may_share(by, child_id, purpose), PURPOSES[purpose]
    if said == MayShare.REFUSED:
        end = "It is voluntary: choose otherwise." if about.voluntary else "Record first why it goes on without agreement."
        raise Refused(f"{about.label}: the ledger says that somebody who was asked does not agree. {end}")
    if about.voluntary and said == MayShare.OPEN:
        raise Refused(f"{about.label} rests on agreement, and the ledger has none that holds today. Ask, and record the answer.")


def _giver_key(row: Agreement) -> str:
    return str(row.person_id or row.giver.strip().casefold() or "child")


def _newest(rows: Iterable[Agreement]) -> dict[str, Agreement]:
    """The line that holds for each giver; rows come newest first. An override is nobody's answer."""
    found: dict[str, Agreement] = {}
    for row in rows:
        if row.answer != Agreed.OVERRIDDEN:
            found.setdefault(_giver_key(row), row)
    return found


def _in_time(row: Agreement) -> bool:
    return row.until is None or row.until >= today()


def _says(rows: list[Agreement]) -> MayShare:
    """A refusal stands until that person agrees or it is overridden after it; agreement stands until it runs out."""
    newest = _newest(rows).values()
    override = next((row for row in rows if row.answer == Agreed.OVERRIDDEN and _in_time(row)), None)
    against = [row for row in newest if row.answer in AGAINST]
    if against:
        answered = override is not None and all(rows.index(override) < rows.index(row) for row in against)
        return MayShare.OVERRIDDEN if answered else MayShare.REFUSED
    if any(row.answer == Agreed.GIVEN and _in_time(row) for row in newest):
        return MayShare.AGREED
    return MayShare.OVERRIDDEN if override is not None else MayShare.OPEN


def _lines(rows: list[Agreement]) -> tuple[Line, ...]:
    newest = {row.pk for row in _newest(rows).values()}
    holding = {row.pk for row in rows if _in_time(row) and (row.pk in newest or row.answer == Agreed.OVERRIDDEN)}
    return tuple(Line(row, _giver(row), row.pk in holding) for row in rows)


def _giver(row: Agreement) -> str:
    if row.answer == Agreed.OVERRIDDEN:
        return "A worker"
    return row.person.name if row.person else row.giver or "The child"
