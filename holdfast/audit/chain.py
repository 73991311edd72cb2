"""What each event is sealed with. The same words are computed by the database that seals and by whoever verifies.

    hash of a seal = SHA-256( hash of the seal before + UTF-8( number TAB settled TAB line of the event ) )

A seal without an event has an empty line. Seal 0 has no event either: its hash is random and names the chain.
"""

from __future__ import annotations

from hashlib import sha256

# How PostgreSQL writes one event as text, with every column of it. Part of the hash, so never edited: an event that gets
# another column is sealed by another form.
EVENT_LINE = (
    """ROW(e.position, to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), e.kind, e.verb, e.partnership_id,"""
    """ e.person_id, e.agency_id, e.system, e.subject_kind, e.subject_id, e.child_id, e.detail, e.request_id)::text"""
)


def next_hash(before: bytes, number: int, settled: int, line: str) -> bytes:
    """The hash of a seal, from the one before and what it seals."""
    return sha256(before + f"{number}\t{settled}\t{line}".encode()).digest()
