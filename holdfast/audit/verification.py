"""Proves that events stand as they were written: each by the chain it was sealed into, the chain by what was signed about it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import NamedTuple

from django.conf import settings
from django.db import DatabaseError, connection, transaction

from .chain import EVENT_LINE, next_hash
from .ledger import BEGIN, DISPOSAL, LedgerFault, Line, held
from .sealing import seal
from .signing import KeyFault

_CHAIN = """
SELECT s.number, s.event_position, s.settled, s.hash, CASE WHEN e.position IS NOT NULL THEN <EVENT LINE> END
  FROM audit_seal s LEFT JOIN audit_event e ON e.position = s.event_position ORDER BY s.number
""".replace("<EVENT LINE>", EVENT_LINE)
# Events that no seal holds: new ones, and those put in where nothing could arrive any more or where no position was drawn.
_UNSEALED = """
SELECT count(*) FILTER (WHERE NOT forged), min(position) FILTER (WHERE forged) FROM (
    SELECT e.position, e.position > q.drawn OR e.position <= (SELECT max(settled) FROM audit_seal) AS forged
      FROM audit_event e, (SELECT CASE WHEN is_called THEN last_value ELSE 0 END AS drawn FROM audit_event_position_seq) q
     WHERE NOT EXISTS (SELECT FROM audit_seal s WHERE s.event_position = e.position)
) AS outside
"""


@dataclass
class Findings:
    """What a verification found.

    checked: events proved. unsealed: events so new that no seal holds them yet. first_bad: the position of the first event
    that is not as it was, None when there is none or it cannot be told. words: what is wrong, in sentences.
    """

    checked: int = 0
    unsealed: int = 0
    first_bad: int | None = None
    seconds: float = 0.0
    words: list[str] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        return not self.words

    def damage(self, sentence: str, position: int | None = None) -> None:
        self.words.append(sentence)
        if position is not None and (self.first_bad is None or position < self.first_bad):
            self.first_bad = position


class Row(NamedTuple):
    """A seal and, as text, the event it holds; None where there is no such event."""

    number: int
    position: int | None
    settled: int
    hash: bytes
    line: str | None


def verify() -> Findings:
    """Seal what is new, then read the whole chain once. Runs as the owner's role, which sees every partnership's events."""
    began = time.monotonic()
    findings = Findings()
    try:
        seal(demanded=True)
    except (LedgerFault, KeyFault) as fault:
        findings.damage(str(fault))
    except DatabaseError:
        findings.damage("The events cannot be sealed: the chain in the database is broken.")
    signed = _Signed.read(findings)
    with _one_view():
        _walk(signed, findings)
        _look_outside(findings)
    findings.seconds = round(time.monotonic() - began, 2)
    return findings


@dataclass
class _Signed:
    """What the file of checkpoints says of this chain, by the number of the seal."""

    hashes: dict[int, Line] = field(default_factory=dict)
    disposed: int = 0

    @classmethod
    def read(cls, findings: Findings) -> _Signed:
        try:
            with held(settings.AUDIT_CHECKPOINTS) as ledger:
                return cls._of(ledger.lines())
        except (LedgerFault, KeyFault) as fault:
            if str(fault) not in findings.words:
                findings.damage(str(fault))
            return cls()

    @classmethod
    def _of(cls, lines: list[Line]) -> _Signed:
        signed = cls()
        for line in lines:
            if line.kind == BEGIN:
                signed = cls({n: kept for n, kept in signed.hashes.items() if n <= line.number}, signed.disposed)
                if any(kept.chain != line.chain for kept in signed.hashes.values()):
                    signed = cls()
            if line.kind == DISPOSAL:
                signed.disposed = max(signed.disposed, line.number)
            signed.hashes[line.number] = line
        return signed


def _walk(signed: _Signed, findings: Findings) -> None:
    """Follow the chain from its beginning to the first thing that is wrong, or to its end."""
    last = Row(-1, None, 0, b"", None)
    agreed = 0  # where the first event after the last agreement with a checkpoint stands
    for row in _rows():
        wrong = _what_is_wrong(row, last, signed.disposed)
        if wrong:
            findings.damage(wrong, _after(last) if row.number > last.number + 1 else row.position or _after(last))
            return
        agreed = agreed or row.position or 0
        line = signed.hashes.get(row.number)
        if line is not None and line.hash != row.hash.hex():
            findings.damage("The chain is not the one that was signed: a part of it was written anew.", agreed or None)
            return
        agreed = agreed if line is None else 0
        findings.checked += row.line is not None
        last = row
    _end(signed, last, findings)


def _what_is_wrong(row: Row, last: Row, disposed: int) -> str:
    if row.number != last.number + 1:
        return f"Seal {last.number + 1} is missing from the chain, or stands in it twice."
    if row.number == 0:
        return ""
    if row.position is not None and row.line is None:
        return "" if row.number <= disposed else f"The event at position {row.position} was removed."
    if next_hash(last.hash, row.number, row.settled, row.line or "") != row.hash:
        return f"The event at position {row.position} or its seal was changed."
    return ""


def _after(last: Row) -> int:
    """Where the event after that seal stood, as near as can be told when it is gone."""
    return max(last.settled, last.position or 0) + 1


def _end(signed: _Signed, last: Row, findings: Findings) -> None:
    """What was signed about seals beyond the last one says that the end was cut off."""
    beyond = sorted(number for number in signed.hashes if number > last.number)
    if last.number < 0:
        findings.damage("There is no chain: every seal was removed.", 1)
    elif beyond:
        first = signed.hashes[beyond[0]]
        exact = first.position if beyond[0] == last.number + 1 else None
        findings.damage("The end of the chain was cut off: more was sealed and signed.", exact or _after(last))
    elif not signed.hashes and findings.ok:
        findings.damage(f"{settings.AUDIT_CHECKPOINTS} holds no checkpoint of this chain.")


def _look_outside(findings: Findings) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_UNSEALED)
        findings.unsealed, forged = cursor.fetchone()
    if forged is not None:
        findings.damage(f"The event at position {forged} was put in afterwards: no seal holds it.", forged)


def _rows() -> Iterator[Row]:
    """The chain in its order, a part at a time, so that its length costs time and not memory."""
    with connection.connection.cursor(name="audit_chain") as cursor:
        cursor.itersize = 5_000
        cursor.execute(_CHAIN)
        for number, position, settled, hashed, line in cursor:
            yield Row(number, position, settled, bytes(hashed), line)


@contextmanager
def _one_view() -> Iterator[None]:
    """Everything as it was at one moment, whatever is written meanwhile."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            # Seals are followed along their index: sorting a million long rows first would cost more than all the rest.
            cursor.execute("SET LOCAL enable_sort = off")
        yield
