"""Papers with words of their own: what is checked of them, and what must be so before they leave."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from holdfast.access.roles import Grant
from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import Refused
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.rules.disclosure import Check, Finding, Keep, key_of, who_may_keep
from holdfast.work.actions import open_duty
from holdfast.work.types import Responsible

from .known import network
from .models import Release
from .readers import Reader
from .reading.checked import file_against
from .types import SERVICE, Recipient

STAFF = "staff"
LOOK = "disclosure.emergency"
WHAT = "Look at what was sent in an emergency without the check: was all of it needed, and is anybody in danger because of it?"


@dataclass(frozen=True)
class Paper:
    """what: a key for the register, such as "letter" or "minute.copy". words: its text; parts: more texts, each with its place.

    files: what goes with it, as names and contents.
    """

    what: str
    words: str = ""
    parts: tuple[tuple[str, str], ...] = ()
    files: tuple[tuple[str, bytes], ...] = ()

    @property
    def fingerprint(self) -> str:
        whole = hashlib.sha256(self.words.encode())
        for where, text in self.parts:
            whole.update(f"\n{where}\n{text}".encode())
        for name, content in self.files:
            whole.update(f"\n{name}\n{len(content)}\n".encode() + content)
        return whole.hexdigest()


@contextmanager
def eyes_of(by: Viewer, system: str) -> Iterator[Viewer]:
    """Whoever lets it go looks themselves; where their desk has no circle, a named job of the system looks in their place."""
    if not system:
        yield by
        return
    with acting_as(Viewer.job(system, by.here).with_(request_id=by.request_id)) as job:
        yield job


def check(by: Viewer, child_id: UUID, reader: Reader, paper: Paper) -> list[Finding]:
    """Everything found in it. The record is read once."""
    known = network(by, child_id, reader)
    engine = Check(known)
    looked_at: dict[str, list[Finding]] = {}
    found: list[Finding] = []
    for where, text in (("text", paper.words), *paper.parts):
        if text not in looked_at:
            looked_at[text] = engine.of_text(text, where)
        found += (replace(one, where=where) for one in looked_at[text])
    for name, content in paper.files:
        found += file_against(engine, content, name).findings
    return found


def check_kept(by: Viewer, found: Iterable[Finding], kept: Mapping[str, str], agreed: Collection[str] = ()) -> None:
    """Refuse while something stands in it that nobody has looked at, or that this person may not keep.

    agreed: what somebody decided on who may keep it, whoever lets it go.
    """
    open_, managers, nobody = 0, 0, 0
    for one in found:
        may, reason = who_may_keep(one), kept.get(key_of(one), "").strip()
        if may == Keep.NOBODY:
            nobody += 1
        elif not reason:
            open_ += 1
        elif may == Keep.MANAGER and key_of(one) not in agreed and not may_keep_as_manager(by):
            managers += 1
    if nobody:
        raise Refused(f"Nothing was sent: {_things(nobody)} in it that this reader may never have. Take it out, then send again.")
    if open_:
        raise Refused(f"Nothing was sent: {_things(open_)} in it that nobody has decided on. Check it before sending.")
    if managers:
        raise Refused(f"Nothing was sent: {_things(managers)} in it that only a manager may keep. Take it out, or ask a manager.")


def _things(count: int) -> str:
    return "there is 1 thing" if count == 1 else f"there are {count} things"


def may_keep_as_manager(by: Viewer) -> bool:
    return by.may(Grant.RATIFY) or by.may(Grant.REVIEW_FLOORS)


def check_emergency(by: Viewer, recipient: Recipient, reason: str) -> None:
    """Where a life is at risk a named person sends at once, to those who save it, with a reason (H22)."""
    if not by.is_person:
        raise Refused("Only a named person sends in an emergency.")
    if recipient.kind not in (SERVICE, STAFF):
        raise Refused(
            "In an emergency this goes to the police, ambulance, a hospital or the emergency duty team, and to nobody else."
        )
    if len(reason.strip()) < 10:
        raise Refused("Say in a sentence why it cannot wait. Somebody looks at it afterwards.")


def said(found: Iterable[Finding], kept: Mapping[str, str], emergency: str) -> dict[str, object]:
    """For the audit: how many of each kind were kept, and whether it went unchecked. Never a word of what was found."""
    counts: dict[str, int] = {}
    for one in found:
        if emergency or key_of(one) in kept:
            counts[one.kind] = counts.get(one.kind, 0) + 1
    return {"kept": counts, "emergency": bool(emergency)}


def look_afterwards(by: Viewer, release: Release, child_id: UUID, found: list[Finding]) -> None:
    if found:
        open_duty(
            by=by,
            kind=LOOK,
            subject=release,
            what=WHAT,
            responsible=Responsible(role="information-governance"),
            due_at=now() + timedelta(days=1),
            child_id=child_id,
            needs_ack=True,
        )
