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


def _is_another(greeting: str, given: str, family: str, others: Sequence[object]) -> bool:
    words = set(re.findall(r"[^\W\d_]+", greeting.lower()))
    if given.lower() in words:
        return False
    named = {str(getattr(one, "given", "")).lower() for one in others} - {"", given.lower()}
    return bool(words & named)
