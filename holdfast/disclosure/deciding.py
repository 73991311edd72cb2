"""A document before it leaves: put before the check, decided on thing by thing, and let go as its clean copy."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from holdfast.access.visibility import visible
from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.comms.templates import FAMILY
from holdfast.kernel.cleared import Passed
from holdfast.kernel.errors import Fault, Faulty, NotHere, Refused
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.records.models import Child
from holdfast.records.policies import check_can_read
from holdfast.rules.disclosure import Check, Finding, Keep, key_of, who_may_keep

from . import readers
from .gate import clear_document
from .known import network
from .models import CheckDecision, DocumentCheck
from .papers import Paper, may_keep_as_manager
from .passing import given_again
from .readers import Reader
from .reading.checked import Checked, file_against
from .reading.limits import MOST_BYTES
from .redacting.copy import CANNOT, clean_copy
from .redacting.wording import Cleaner
from .types import Recipient
from .wrong_reader import no_contact, of_somebody_else, relation_of

REMOVE, REPLACE, KEEP = "remove", "replace", "keep"
PERSON = "person"
BY_KEY: Mapping[str, Reader] = {
    "professionals": readers.PROFESSIONAL,
    "police": readers.POLICE,
    "outside": readers.OUTSIDE,
}


@dataclass
class Looked:
    """A document with what was found in it and what was decided so far, for whoever looks at it."""

    viewer: Viewer
    row: DocumentCheck
    decided: dict[str, CheckDecision]

    @cached_property
    def reader(self) -> Reader:
        return reader_of(self.viewer, self.row.child_id, self.row.reader, self.row.person_id)

    @cached_property
    def check(self) -> Check:
        return Check(network(self.viewer, self.row.child_id, self.reader))

    @cached_property
    def checked(self) -> Checked:
        if self.row.content:
            return file_against(self.check, self.bytes, self.row.name)
        return Checked(tuple(self.check.of_text(self.row.words)), self.row.words)

    @property
    def bytes(self) -> bytes:
        return base64.b64decode(self.row.content)

    @property
    def things(self) -> dict[str, Finding]:
        """Each thing to decide on once, however often it stands there, in the order of the document."""
        found: dict[str, Finding] = {}
        for one in self.checked.findings:
            found.setdefault(key_of(one), one)
        return found

    @property
    def unreadable(self) -> list[Finding]:
        return [one for one in self.checked.findings if one.kind in CANNOT]

    @property
    def open(self) -> list[str]:
        return [key for key, one in self.things.items() if key not in self.decided and one.kind not in CANNOT]

    @property
    def kept(self) -> dict[str, str]:
        return {key: one.reason for key, one in self.decided.items() if one.choice == KEEP and key in self.things}


def reader_of(viewer: Viewer, child_id: UUID, reader: str, person_id: UUID | None) -> Reader:
    if reader == "child":
        child = visible(viewer, Child).filter(pk=child_id).first()
        if child is None:
            raise NotHere
        return readers.the_child(viewer, child)
    if reader == PERSON and person_id is not None:
        found = readers.relative(viewer, child_id, person_id)
        if found is None:
            raise NotHere
        return found
    return BY_KEY[reader]


@action
def put(
    *,
    by: Viewer,
    child_id: UUID,
    reader: str,
    person_id: UUID | None = None,
    words: str = "",
    name: str = "",
    content: bytes = b"",
) -> DocumentCheck:
    """Put a letter or a file before the check. Nothing leaves by this."""
    check_can_read(by, child_id)
    if not by.is_person:
        raise Refused("A person checks what leaves.")
    if bool(words.strip()) == bool(content):
        raise Faulty([Fault("words", "Paste the words, or choose a file: one of the two.")])
    if len(content) > MOST_BYTES:
        raise Faulty([Fault("file", "The file is larger than 50 MB. Send a smaller one.")])
    reader_of(by, child_id, reader, person_id)
    row = DocumentCheck.objects.create(
        partnership_id=by.here,
        child_id=child_id,
        person_id=person_id if reader == PERSON else None,
        reader=reader,
        name=name,
        words=words.replace("\r\n", "\n"),
        content=base64.b64encode(content).decode() if content else "",
        made_by=by.me,
    )
    record(by, "disclosure.put", row, child_id=child_id, reader=reader, file=bool(content))
    return row


def looked(viewer: Viewer, paper_id: UUID) -> Looked:
    row = visible(viewer, DocumentCheck).filter(pk=paper_id).first()
    if row is None:
        raise NotHere
    decisions = visible(viewer, CheckDecision).filter(checked=row).order_by("created_at", "pk")
    return Looked(viewer, row, {one.finding: one for one in decisions})


@action
def decide(*, by: Viewer, paper_id: UUID, key: str, choice: str, words: str = "", reason: str = "") -> CheckDecision:
    """Say what becomes of one thing that was found. Some only a manager keeps, and some nobody."""
    found = looked(by, paper_id)
    finding = found.things.get(key)
    if finding is None or choice not in (REMOVE, REPLACE, KEEP):
        raise Refused("Choose what becomes of one of the things that were found.")
    if found.row.released_at is not None:
        raise Refused("This has been let go already. Check it again to send it again.")
    if choice == KEEP:
        _check_keep(by, finding, reason)
    if choice == REPLACE and not words.strip():
        raise Refused("Say what stands instead, such as: another young person.")
    if choice == REPLACE and found.check.of_text(words):
        raise Refused("What is to stand instead is itself something this reader may not have. Choose other words.")
    made = CheckDecision.objects.create(
        partnership_id=by.here,
        child_id=found.row.child_id,
        checked=found.row,
        finding=key,
        kind=finding.kind,
        choice=choice,
        words=words.strip() if choice == REPLACE else "",
        reason=reason.strip(),
        decided_by=by.me,
    )
    record(by, "disclosure.decide", found.row, child_id=found.row.child_id, kind_found=finding.kind, choice=choice)
    return made


def _check_keep(by: Viewer, finding: Finding, reason: str) -> None:
    may = who_may_keep(finding)
    if may == Keep.NOBODY:
        raise Refused("This may never go to this reader. Remove it.")
    if may == Keep.MANAGER and not may_keep_as_manager(by):
        raise Refused("Only a manager may keep this. Remove it, put something else there, or ask a manager.")
    if not reason.strip():
        raise Refused("Say why it stays.")


@action
def let_go(*, by: Viewer, paper_id: UUID, address: str, confirmed: bool) -> DocumentCheck:
    """Make the clean copy, pass it through the gate, and enter it in the register. It is then theirs to give.

    confirmed: that the name and the address were checked against the record.
    """
    found = looked(by, paper_id)
    if found.row.released_at is not None:
        return found.row
    _check_ready(found, address, confirmed)
    _check_reader(by, found, address)
    words, content = _copy(found)
    paper = _paper(found.row, words, content)
    cleared = clear_document(
        by=by,
        child_id=found.row.child_id,
        reader=found.reader,
        recipient=_recipient(found, address.strip()),
        paper=paper,
        kept=found.kept,
    )
    found.row.change(
        seen=None,
        copy_words=cleared.words,
        copy=base64.b64encode(cleared.files[0][1]).decode() if cleared.files else "",
        release_id=cleared.release_id,
        released_at=now(),
    )
    record(by, "disclosure.let-go", found.row, child_id=found.row.child_id, release=cleared.release_id)
    return found.row


def _paper(row: DocumentCheck, words: str, content: bytes) -> Paper:
    name = f"copy.{row.name.rsplit('.', 1)[-1].lower()}" if content else ""
    return Paper("checked-letter", words, files=((name, content),) if content else ())


def copy_again(*, by: Viewer, row: DocumentCheck) -> Passed:
    """The clean copy of a file that was let go, as it stands in the register."""
    content = base64.b64decode(row.copy)
    paper = _paper(row, row.copy_words, content)
    return given_again(by=by, release_id=row.release_id, papers=[paper], content=content, name=paper.files[0][0])


def _check_ready(found: Looked, address: str, confirmed: bool) -> None:
    if found.unreadable:
        raise Refused(found.unreadable[0].reason)
    if found.open:
        raise Refused("Decide on each thing first.")
    if not address.strip():
        raise Refused("Say where it goes: the address, or that it is handed over.")
    if not confirmed:
        raise Refused("Check the name and the address against the record, then tick that you did.")


def _check_reader(by: Viewer, found: Looked, address: str) -> None:
    """The right reader at the right place: not who may have no contact, but by a manager; not where somebody else is."""
    barred = no_contact(relation_of(by, found.row.child_id, found.row.person_id))
    if barred and not may_keep_as_manager(by):
        raise Refused(f"{barred} Ask a manager.")
    if of_somebody_else(found.check.known, address):
        raise Refused("That is where somebody else of this case is. Check who this is for, and where they are.")


def _copy(found: Looked) -> tuple[str, bytes]:
    instead = {key: one.words for key, one in found.decided.items() if one.choice == REPLACE}
    cleaner = Cleaner(found.check, frozenset(found.kept), instead)
    if not found.row.content:
        text = found.row.words
        for _ in range(3):
            before, text = text, cleaner.words(text)
            if before == text:
                break
        return text, b""
    copy = clean_copy(found.check, found.bytes, found.row.name, cleaner)
    if copy.content is None:
        raise Refused("No clean copy can be made of this file. Write it anew without what was found.")
    return "", copy.content


def _recipient(found: Looked, address: str) -> Recipient:
    kind = FAMILY if found.row.reader == PERSON else found.row.reader
    return Recipient(kind, address, person_id=found.row.person_id, child_id=found.row.child_id, channel="letter")
