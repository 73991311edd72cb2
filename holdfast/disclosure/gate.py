"""The check before anything leaves: the only place where a Cleared value is made."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from email.utils import parseaddr
from uuid import UUID

from django.conf import settings

from holdfast.audit.action import action, refusable
from holdfast.audit.record import Done, Kind, record, record_each
from holdfast.comms import calendar
from holdfast.comms.templates import CHILD, FACTS, FAMILY, FROM_SETTINGS, STAFF, TEMPLATES, Template
from holdfast.kernel.cleared import Cleared, ClearedDocument, _clear, _clear_document
from holdfast.kernel.errors import Refused
from holdfast.kernel.viewer import Viewer
from holdfast.kernel.writing import write
from holdfast.partnership.queries import figures
from holdfast.rules import config, identifiers

from . import papers, resting, safe_to_tell
from .models import Release
from .papers import Paper
from .readers import Reader
from .types import EMAIL, LETTER, SERVICE, TO_A_MOBILE, Recipient

# Where each other way a worry goes is written to: keys of the settings, by the key of the way.
SERVICES: Mapping[str, str] = {
    "early_help": "routes.early_help",
    "prevent": "routes.prevent",
    "lado": "routes.lado",
    "adult_safeguarding": "routes.adult_safeguarding",
    "leaving_care": "routes.leaving_care",
}
_NUMBER = re.compile(r"[0-9+(][0-9() ]{1,18}[0-9]")


@refusable
def clear(
    *,
    by: Viewer,
    template: str,
    recipient: Recipient,
    reference: str = "",
    facts: Mapping[str, str] | None = None,
    children: Iterable[UUID] | None = None,
    entry: calendar.Entry | None = None,
) -> Cleared:
    """Check one message to one reader, enter it in the register and give what `comms.send` asks for.

    Templates have no room for free text, so what is checked is: that the template may go to such a reader, that each fact
    looks as it must, that the family may be told, that the ledger allows what rests on agreement, and that the address is one.
    entry: what it puts into the reader's calendar, which has no room for words either.
    children: the records it is about, none where there is no record yet; must be given for what rests on agreement.
    Raises Refused with the reason; nothing is entered then.
    """
    release, cleared = _checked(by, template, recipient, reference, facts or {}, children, entry)
    release.save(force_insert=True)
    record(by, "release.clear", release, kind=Kind.RELEASE, template=template, recipient=recipient.kind)
    return cleared


@action
def clear_each(
    *, by: Viewer, template: str, recipients: Sequence[Recipient], reference: str, facts: Mapping[str, str]
) -> list[Cleared]:
    """The same message to several colleagues with accounts, each checked and registered for themselves.

    Whoever cannot be written to is left out, and holds up nobody else.
    """
    found: list[tuple[Release, Cleared]] = []
    for one in recipients:
        with suppress(Refused):
            if one.kind != STAFF:
                raise LookupError("Several are written to at once only where each is a colleague with an account.")
            found.append(_checked(by, template, one, reference, facts, None, None))
    write([release for release, _ in found])
    said = [Done(release, None, {"template": template, "recipient": cleared.recipient}) for release, cleared in found]
    record_each(by, "release.clear", said, kind=Kind.RELEASE)
    if not found:
        record(by, "release.none", template=template)
    return [cleared for _, cleared in found]


def _checked(
    by: Viewer,
    template: str,
    recipient: Recipient,
    reference: str,
    facts: Mapping[str, str],
    children: Iterable[UUID] | None,
    entry: calendar.Entry | None,
) -> tuple[Release, Cleared]:
    """The message as it may leave, and its row of the register, which is still to be written. Raises Refused."""
    wording = _wording(template)
    _check_reader(by, wording, recipient)
    about = [recipient.child_id] if children is None and recipient.child_id else children
    resting.check(by, resting.of(template, recipient, _service_at(by, recipient)), about)
    given = _facts(by, wording, reference, facts)
    subject, body = _words(wording, recipient.channel, given)
    release = _release(by, wording, recipient, reference, body if recipient.channel in TO_A_MOBILE else f"{subject}\n{body}")
    cleared = _clear(
        partnership_id=release.partnership_id,
        release_id=release.pk,
        channel=release.channel,
        address=release.address,
        recipient=recipient.kind,
        recipient_id=recipient.user_id,
        template=template,
        subject=subject,
        body=body,
        reference=reference,
        calendar=_entry(entry, recipient),
    )
    return release, cleared


@refusable
def clear_document(
    *,
    by: Viewer,
    child_id: UUID,
    reader: Reader,
    recipient: Recipient,
    paper: Paper,
    kept: Mapping[str, str] | None = None,
    reference: str = "",
    about: str = "",
    emergency: str = "",
    agreed: Collection[str] = (),
    eyes: str = "",
    once: bool = False,
) -> ClearedDocument:
    """Check a paper with words of its own for one reader: its text, and every file with it, however deep.

    about: for the family, the subject of which it must be recorded that they may be told; "" for everything.
    kept: the reason for each finding that stays, by `key_of`. Some only a manager keeps, some nobody. emergency: why it goes at
    once to somebody who saves a life; what was found is then looked at afterwards (H3, H22).
    agreed: of what is kept, what somebody decided who may. eyes: the job of the system that looks for a desk without a circle.
    once: a paper that is made anew on asking stands in the register once, as long as not a word of it is another.
    Raises Refused with what is in the way; nothing is entered then.
    """
    if by.partnership_id is None:
        raise Refused("Nothing leaves before it is known which partnership it belongs to.")
    if recipient.kind == FAMILY:
        safe_to_tell.check_may_tell(by, recipient, about)
    with papers.eyes_of(by, eyes) as looking:
        found = papers.check(looking, child_id, reader, paper)
    if emergency:
        papers.check_emergency(by, recipient, emergency)
    else:
        papers.check_kept(by, found, kept or {}, agreed)
    release = (_entered(by, paper, recipient, reference) if once else None) or _enter(by, paper, recipient, reference, child_id)
    reasons = papers.said(found, kept or {}, emergency)
    record(by, "release.clear-document", release, kind=Kind.RELEASE, child_id=child_id, what=paper.what, **reasons)
    if emergency:
        papers.look_afterwards(by, release, child_id, found)
    return _clear_document(
        partnership_id=release.partnership_id,
        release_id=release.pk,
        child_id=child_id,
        what=paper.what,
        recipient=recipient.kind,
        words=paper.words,
        files=paper.files,
    )


def _entered(by: Viewer, paper: Paper, recipient: Recipient, reference: str) -> Release | None:
    """The same words to the same reader, where they stand in the register."""
    rows = Release.objects.filter(partnership_id=by.here, template=paper.what, reference=reference, fingerprint=paper.fingerprint)
    return rows.filter(recipient=recipient.kind, address=recipient.address).order_by("created_at", "pk").first()


def _enter(by: Viewer, paper: Paper, recipient: Recipient, reference: str, child_id: UUID) -> Release:
    return Release.objects.create(
        partnership_id=by.here,
        template=paper.what,
        channel=recipient.channel,
        recipient=recipient.kind,
        recipient_user_id=recipient.user_id,
        address=recipient.address,
        reference=reference,
        child_id=child_id,
        released_by=by.person_id,
        released_by_system=by.system,
        fingerprint=paper.fingerprint,
    )


def _entry(entry: calendar.Entry | None, recipient: Recipient) -> str:
    """The calendar entry of an e-mail: the reader is the only one it names. A text carries none."""
    if entry is None or recipient.channel != EMAIL:
        return ""
    if not (FACTS["reference"].fullmatch(entry.reference) and FACTS["link"].fullmatch(entry.link)):
        raise Refused("This is no link or reference that may stand in a calendar.")
    return calendar.written(entry, organiser=parseaddr(settings.DEFAULT_FROM_EMAIL)[1], attendee=recipient.address)


def _wording(template: str) -> Template:
    if template not in TEMPLATES:
        raise LookupError(f"There is no message called {template}.")
    return TEMPLATES[template]


def _check_reader(by: Viewer, wording: Template, recipient: Recipient) -> None:
    if by.partnership_id is None:
        raise Refused("Nothing leaves before it is known which partnership it belongs to.")
    if recipient.kind == FAMILY:
        safe_to_tell.check_may_tell(by, recipient, wording.about)
    if recipient.kind == CHILD:
        safe_to_tell.check_may_tell_child(by, recipient, wording.about)
    if recipient.kind not in wording.readers:
        raise Refused("This message may not go to this kind of reader.")
    if recipient.kind == SERVICE and recipient.address not in _addresses_of_services(by):
        raise Refused("A message to another service goes only to the address in the settings.")
    _check_address(wording, recipient)


def _check_address(wording: Template, recipient: Recipient) -> None:
    if recipient.channel in TO_A_MOBILE:
        if not wording.text:
            raise Refused("This message does not go by text. Send it by e-mail.")
        if identifiers.mobile(recipient.address) is None:
            raise Refused("This is not a mobile number that a text can go to. Correct it, then send again.")
        return
    if recipient.channel == LETTER:
        if len(recipient.address.strip().splitlines()) < 2:
            raise Refused("A letter needs an address of at least two lines. Correct it, then print again.")
        return
    if recipient.channel != EMAIL:
        raise LookupError(f"Nothing leaves by {recipient.channel}.")
    name, _, host = recipient.address.rpartition("@")
    if not name or "." not in host or any(mark.isspace() or mark in ",;<>" for mark in recipient.address):
        raise Refused("This is not an e-mail address that a message can go to. Correct it, then send again.")


def _words(wording: Template, channel: str, given: Mapping[str, str]) -> tuple[str, str]:
    """The subject and the body as the channel has them. A text leaves without its subject, which lists name it by."""
    body = wording.text if channel in TO_A_MOBILE else wording.body
    return wording.subject.format(**given), body.format(**given)


def _written(recipient: Recipient) -> str:
    """Where it goes, as the channel writes it. It has been checked."""
    return (identifiers.mobile(recipient.address) or "") if recipient.channel in TO_A_MOBILE else recipient.address


def _addresses_of_services(by: Viewer) -> set[str]:
    set_here = figures(by.here)
    return {set_here[key] for key in SERVICES.values()} - {""}


def _service_at(by: Viewer, recipient: Recipient) -> str:
    """Which service is written to. Where two share an address, the one that rests on agreement: when in doubt, it is asked."""
    if recipient.kind != SERVICE:
        return ""
    set_here = figures(by.here)
    found = [key for key, setting in SERVICES.items() if set_here[setting] == recipient.address]
    return next((key for key in found if key in resting.BY_SERVICE), found[0] if found else "")


def _facts(by: Viewer, wording: Template, reference: str, facts: Mapping[str, str]) -> dict[str, str]:
    """Every fact the words need, checked; anything else is refused rather than dropped."""
    given = {**facts, **({"reference": reference} if reference else {}), **_numbers(by, wording)}
    if missing := wording.missing(given):
        raise LookupError(f"{wording.key} needs {sorted(missing)}.")
    if more := set(given) - wording.facts - set(FROM_SETTINGS) - {"reference"}:
        raise Refused(f"This message has no place for: {', '.join(sorted(more))}.")
    for name, value in given.items():
        if not FACTS[name].fullmatch(value):
            raise Refused(f"The {name.replace('_', ' ')} in this message is not one that may leave.")
    return given


def _numbers(by: Viewer, wording: Template) -> dict[str, str]:
    if not any(f"{{{name}}}" in wording.body + wording.text for name in FROM_SETTINGS):
        return {}
    set_here = figures(by.here)
    return {name: _number(set_here[key]) or _number(config.setting(key).default) for name, key in FROM_SETTINGS.items()}


def _number(setting: str) -> str:
    """The number in a setting, without the words beside it: "01632 960 001, ask for duty" is no fact that may leave."""
    found = _NUMBER.search(setting)
    return found.group().strip() if found else ""


def _release(by: Viewer, wording: Template, recipient: Recipient, reference: str, words: str) -> Release:
    return Release(
        partnership_id=by.here,
        template=wording.key,
        channel=recipient.channel,
        recipient=recipient.kind,
        recipient_user_id=recipient.user_id,
        address=_written(recipient),
        reference=reference,
        child_id=recipient.child_id,
        released_by=by.person_id,
        released_by_system=by.system,
        fingerprint=hashlib.sha256(words.encode()).hexdigest(),
    )
