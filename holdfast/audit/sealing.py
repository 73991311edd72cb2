"""Seals events into the chain, and signs checkpoints of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection

from holdfast.kernel.time import now

from . import signing
from .ledger import BEGIN, CHECKPOINT, Ledger, LedgerFault, Line, held, set_aside

AT_ONCE = 20_000
EVERY_EVENTS = 1_000
EVERY = timedelta(seconds=50)
# How long a run waits for transactions that are writing events just now, before it leaves theirs to the next run.
PATIENCE = timedelta(seconds=2)

_ONE = "SELECT number, event_position, hash FROM audit_seal WHERE number = %s"
_LAST = "SELECT number, event_position, hash FROM audit_seal ORDER BY number DESC LIMIT 1"
_TO_SIGN = """
SELECT number, event_position, hash FROM audit_seal
 WHERE number > %s AND (number %% %s = 0 OR number = (SELECT max(number) FROM audit_seal)) ORDER BY number
"""


@dataclass(frozen=True)
class Link:
    """One seal as the chain holds it."""

    number: int
    position: int | None
    hash: str


def seal(*, demanded: bool = False, patience: timedelta = PATIENCE) -> int:
    """Seal every event that was committed and not sealed yet, sign what is due, and give back how many there were.

    demanded: sign a checkpoint of everything new now, instead of once a minute.
    Raises LedgerFault or KeyFault when the checkpoints cannot be trusted or signed; events are sealed all the same, unless the
    chain itself is not the one that was signed: nothing is ever built on top of damage.
    """
    _begin_first_segment()
    _check_ground()
    made = 0
    while count := _seal_some(patience):
        made += count
    _sign(demanded=demanded)
    return made


def begin_segment(because: str) -> Line:
    """Start a new signed segment from the chain as it stands: after a restore, or when file or key were lost.

    Earlier lines about seals that are there no more count no longer; a file that cannot be trusted is set aside whole. A person
    decides this: the line says why.
    """
    key = signing.signing_key(make=True)
    line = line_of(BEGIN, chain_name(), head(), because)
    with held(settings.AUDIT_CHECKPOINTS) as ledger:
        if ledger.is_trusted():
            ledger.add([line], key)
            return line
    set_aside(settings.AUDIT_CHECKPOINTS)
    with held(settings.AUDIT_CHECKPOINTS) as ledger:
        ledger.add([line], key)
    return line


def chain_name() -> str:
    """The hash of seal 0, which no other chain shares."""
    return link_at(0).hash


def head() -> Link:
    """The last seal."""
    return _link(_LAST)


def link_at(number: int) -> Link:
    """The seal with that number."""
    return _link(_ONE, number)


def line_of(kind: str, chain: str, link: Link, because: str = "") -> Line:
    """What is to be signed about a seal."""
    return Line(kind, chain, link.number, link.position, link.hash, now().isoformat(), because[:500])


def _begin_first_segment() -> None:
    """A chain in which nothing is sealed yet begins its file. Later an empty file is a loss, and nobody mends it silently."""
    if head().number:
        return
    key = signing.signing_key(make=True)
    with held(settings.AUDIT_CHECKPOINTS) as ledger:
        if ledger.last() is None and not head().number:
            ledger.add([line_of(BEGIN, chain_name(), head(), "the first event")], key)


def _check_ground() -> None:
    """Refuse to add to a chain that does not hold what was signed last."""
    with held(settings.AUDIT_CHECKPOINTS) as ledger:
        try:
            last = ledger.last()
        except (LedgerFault, signing.KeyFault):
            return  # said when it comes to signing
    if last and last.chain == chain_name() and [link.hash for link in _links(_ONE, last.number)] != [last.hash]:
        raise LedgerFault(
            f"The chain does not hold seal {last.number} as it was signed, so nothing more is sealed. After a restore, "
            "begin a new segment: audit begin --because WORDS. Otherwise somebody cut or rewrote it."
        )


def _seal_some(patience: timedelta) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT audit_seal_next(%s, %s::interval)", [AT_ONCE, f"{patience.total_seconds()} seconds"])
        (count,) = cursor.fetchone()
    return int(count)


def _sign(*, demanded: bool) -> None:
    with held(settings.AUDIT_CHECKPOINTS) as ledger:
        last = _trusted_last(ledger)
        due = _links(_TO_SIGN, last.number, EVERY_EVENTS)
        if due and (demanded or _is_old(last) or due[-1].number - last.number >= EVERY_EVENTS):
            ledger.add([line_of(CHECKPOINT, last.chain, link) for link in due], signing.signing_key())


def _trusted_last(ledger: Ledger) -> Line:
    last = ledger.last()
    if last is None:
        raise LedgerFault(
            f"{ledger.path} holds no checkpoint, and events have been sealed before: it was lost or removed. "
            "Put it back, or begin a new segment and say why: audit begin --because WORDS."
        )
    if last.chain != chain_name():
        raise LedgerFault(
            f"{ledger.path} is about another database's events. "
            "Put the right file back, or begin a new segment and say why: audit begin --because WORDS."
        )
    return last


def _is_old(line: Line) -> bool:
    return now() - datetime.fromisoformat(line.at) >= EVERY


def _link(statement: str, *values: int) -> Link:
    found = _links(statement, *values)
    if not found:
        raise LedgerFault("The beginning of the chain is gone from the database.")
    return found[0]


def _links(statement: str, *values: int) -> list[Link]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [Link(number, position, bytes(hashed).hex()) for number, position, hashed in cursor.fetchall()]
