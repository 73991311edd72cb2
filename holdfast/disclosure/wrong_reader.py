"""What a person should look at before something goes to somebody: the wrong parent, an address that moved, a name like theirs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from rapidfuzz.distance import JaroWinkler

from holdfast.access.visibility import visible
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.partnership.queries import figures
from holdfast.records.models import Relationship
from holdfast.records.queries import may_tell
from holdfast.records.types import YesNo
from holdfast.rules.disclosure import Known
from holdfast.rules.disclosure.folding import squeeze
from holdfast.rules.spoken import long_date

ALIKE = 0.88
_DEAR = re.compile(r"^\s*(?:Dear|Hello|Hi)\s+([^\n,]{1,80})", re.MULTILINE)


def doubts(viewer: Viewer, child_id: UUID, person_id: UUID | None, text: str) -> list[str]:
    """Sentences about this reader; none where nothing is in doubt."""
    if person_id is None:
        return []
    rows = list(visible(viewer, Relationship).filter(child_id=child_id, person__isnull=False).select_related("person"))
    mine = next((row for row in rows if row.person_id == person_id), None)
    if mine is None or mine.person is None:
        return []
    found = []
    if not may_tell(viewer, child_id=child_id, person_id=person_id):
        found.append("It is not recorded that this person may safely be told about this child. The gate will hold it.")
    if refusal := no_contact(mine):
        found.append(f"{refusal} Only a manager lets it go.")
    recent = timedelta(days=int(figures(viewer.here)["disclosure.recently_changed_days"]))
    if mine.person.changed_at > mine.person.created_at and mine.person.changed_at > now() - recent:
        found.append("What is known of this person was changed lately. Check the address with them before you send.")
    others = [row.person for row in rows if row.person is not None and row.person_id != person_id]
    like = [one.name for one in others if JaroWinkler.similarity(one.name.lower(), mine.person.name.lower()) >= ALIKE]
    if like:
        found.append(f"Somebody else in this case has a name like theirs: {', '.join(like)}. Check that this is the right one.")
    if (dear := _DEAR.search(text)) and _is_another(dear[1], mine.person.given, mine.person.family, others):
        found.append("The letter begins with somebody else's name. Check that it is for this reader.")
    return found


def no_contact(row: Relationship | None) -> str:
    """The sentence about somebody who may have no contact with the child, with the day and the reason; "" for others."""
    if row is None or row.contact != YesNo.NO:
        return ""
    since = f" since {long_date(row.contact_since)}" if row.contact_since else ""
    return f"It is recorded{since} that this person may have no contact with the child: {row.contact_why}"


def relation_of(viewer: Viewer, child_id: UUID, person_id: UUID | None) -> Relationship | None:
    if person_id is None:
        return None
    return visible(viewer, Relationship).filter(child_id=child_id, person_id=person_id).order_by("-created_at").first()


def of_somebody_else(known: Known, address: str) -> bool:
    """Whether what it is to go to is where somebody else of the case is, as far as its postcode, number or e-mail says."""
    written = squeeze(address)
    theirs = [one for one in known.details if one.withheld and one.kind in ("address", "email", "phone")]
    mine = {squeeze(part) for one in known.details if not one.withheld for part in (one.postcode, one.value) if part}
    told = {squeeze(one.postcode if one.kind == "address" else one.value) for one in theirs} - mine
    return any(len(part) >= 5 and part in written for part in told)


def _is_another(greeting: str, given: str, family: str, others: Sequence[object]) -> bool:
    words = set(re.findall(r"[^\W\d_]+", greeting.lower()))
    if given.lower() in words:
        return False
    named = {str(getattr(one, "given", "")).lower() for one in others} - {"", given.lower()}
    return bool(words & named)
