"""What the database itself asks before it gives a file: whether what the file belongs to opens to the viewer.

Each kind of subject says so for itself (`opens_with`), as a condition of SQL. Files of a kind that nobody spoke for open to
nobody.
"""

from __future__ import annotations

from holdfast.access.walls import ME_HERE
from holdfast.kernel.guard import AGENCY, OWN_PARTNERSHIP, TOKEN, Guard, Writes, declare_function, has_grant

NEEDED = has_grant("files")  # a job of the system that is named as needing files
_ACTED_ON = has_grant("sealed-evidence")  # the police and the information lead, who need not be in the case
_RIGHTS = f"{has_grant('see-lado')}, {has_grant('ratify')} OR {has_grant('emergency-duty')}"
_OPENS: dict[str, str] = {}
_KEPT: dict[str, str] = {}


def opens_with(kind: str, *, opens: str, kept: str) -> None:
    """Declare whose files of one kind of subject open to a viewer.

    opens: a condition of SQL that knows `here`, `me`, `mine` (the agency), `token`, `wanted` (the file), `giver`, `given_token`,
    `deals_with_workers` and `always`. kept: a query for the files that are hidden from a viewer even when locked (H10).
    """
    _OPENS[kind], _KEPT[kind] = opens, kept
    _declare()


def _declare() -> None:
    cases = "".join(f"\n        WHEN '{kind}' THEN {condition}" for kind, condition in _OPENS.items())
    declare_function(
        "holdfast_sees_file(here uuid, me uuid, mine uuid, token text, wanted uuid, kind text, giver uuid, given_token text,"
        " deals_with_workers boolean, always boolean)",
        returns="boolean",
        body=f"\n    RETURN CASE kind {cases}\n        ELSE false END;\n",
    )
    declare_function(
        "holdfast_kept_files(here uuid, me uuid, mine uuid, deals_with_workers boolean)",
        returns="SETOF uuid",
        rows=5,
        body=f"\n    RETURN QUERY {' UNION '.join(dict.fromkeys(_KEPT.values()))};\n",
    )


_NOT_KEPT = f"(id IN (SELECT holdfast_kept_files({ME_HERE}, {AGENCY}, {has_grant('see-lado')}))) IS NOT TRUE"
_SEES = f"holdfast_sees_file({ME_HERE}, {AGENCY}, {TOKEN}, id, subject_kind, given_by_id, token_hash, {_RIGHTS})"
OF_FILE = Guard(
    rows=(
        f"{OWN_PARTNERSHIP} AND CASE WHEN {NEEDED} THEN true"
        f" WHEN {_ACTED_ON} AND (state IN ('locked', 'destroyed') OR evidence) AND {_NOT_KEPT} THEN true ELSE {_SEES} END"
    ),
    insert=OWN_PARTNERSHIP,
)


def _with(table: str, column: str) -> str:
    """Rows that are read with another, which the database gives by its own guard."""
    return f"{OWN_PARTNERSHIP} AND ({NEEDED} OR EXISTS (SELECT FROM {table} held WHERE held.id = {column}))"


OF_ORIGINAL = Guard(rows=_with("documents_storedfile", "file_id"), insert=OWN_PARTNERSHIP)
OF_RELEASE = Guard(rows=_with("documents_original", "original_id"), insert=OWN_PARTNERSHIP, writes=Writes.APPEND)
OF_LOCK_DECISION = Guard(rows=_with("documents_storedfile", "file_id"), insert=OWN_PARTNERSHIP, writes=Writes.APPEND)
