"""Codes by e-mail, for those without an account: ten minutes, five tries, once, kept as a hash."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.conf import settings

from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.comms import actions as comms
from holdfast.disclosure import gate
from holdfast.disclosure.types import Recipient
from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import Refused
from holdfast.kernel.reference import as_written
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer

from ..models import EmailCode, Referral, StatusKey
from ..types import CodePurpose

LASTS, TRIES = timedelta(minutes=10), 5
MOST_AN_HOUR = 5
STATUS_LASTS = timedelta(minutes=30)
WRONG = "That is not the code we sent. Look again, or ask for a new one."
RUN_OUT = "This code has run out. Ask for a new one."


@dataclass(frozen=True)
class Tried:
    """What came of a code: whether it was right, the referral it opens, and otherwise what to do."""

    right: bool
    sentence: str = ""
    address_hash: str = ""
    referral_id: UUID | None = None


@action
def send_code(*, by: Viewer, email: str) -> None:
    """Send a code to an address that a visitor says is theirs, before their referral goes."""
    _check_often(by, email)
    code = _new(by, CodePurpose.SEND, email)
    _mail(by, email, code)


@action
def send_status_code(*, by: Viewer, reference: str, email: str) -> None:
    """Send a code when the reference and the address belong together. The page says the same when they do not."""
    _check_often(by, email)
    with acting_as(_system(by)):
        rows = Referral.objects.filter(partnership_id=by.here, reference=as_written(reference), anonymous=False)
        found = rows.filter(referrer_email=email.lower()).first()
    code = _new(by, CodePurpose.STATUS, email, referral_id=found.pk if found else None)
    if found is not None:
        _mail(by, email, code)


def _system(by: Viewer) -> Viewer:
    return Viewer.job("referral.code", by.here).with_(request_id=by.request_id)


def _check_often(by: Viewer, email: str) -> None:
    """No more than five codes an hour to one address, or from one browser."""
    if not by.token:
        raise Refused("Your browser keeps no cookie for this form. Allow cookies for this site, then start again.")
    with acting_as(_system(by)):
        lately = EmailCode.objects.filter(partnership_id=by.here, created_at__gt=now() - timedelta(hours=1))
        often = max(lately.filter(address_hash=_hash(email)).count(), lately.filter(token_hash=by.token).count())
    if often >= MOST_AN_HOUR:
        raise Refused("Five codes have been sent in the last hour. Wait a while, or call MASH.")


def _hash(email: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), email.lower().encode(), hashlib.sha256).hexdigest()


def belongs(email: str, address_hash: str) -> bool:
    """Whether a right code was sent to this address."""
    return hmac.compare_digest(_hash(email), address_hash)


def _code_hash(row: EmailCode, code: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), f"{row.pk}:{code}".encode(), hashlib.sha256).hexdigest()


def _new(by: Viewer, purpose: CodePurpose, email: str, *, referral_id: UUID | None = None) -> str:
    """A new code; those sent before it to the same browser no longer work."""
    EmailCode.objects.filter(partnership_id=by.here, token_hash=by.token, purpose=purpose, used_at=None).update(tries_left=0)
    code = f"{secrets.randbelow(10**6):06d}"
    made = EmailCode(
        partnership_id=by.here,
        purpose=purpose,
        token_hash=by.token,
        address_hash=_hash(email),
        referral_id=referral_id,
        expires_at=now() + LASTS,
        tries_left=TRIES,
    )
    made.code_hash = _code_hash(made, code)
    made.save(force_insert=True)
    record(by, "code.send", made, purpose=str(purpose))
    return code


def _mail(by: Viewer, email: str, code: str) -> None:
    cleared = gate.clear(by=by, template="referral.code", recipient=Recipient("referrer", email), facts={"code": code})
    comms.send(by=by, cleared=cleared)


@action
def try_code(*, by: Viewer, purpose: CodePurpose, typed: str) -> Tried:
    """Try a code. A wrong one uses up a try, so what came of it is given back, not raised."""
    rows = EmailCode.objects.select_for_update().filter(
        partnership_id=by.here, token_hash=by.token, purpose=purpose, used_at=None
    )
    row = rows.order_by("-created_at", "-pk").first() if by.token else None
    if row is None or row.tries_left == 0 or row.expires_at <= now():
        record(by, "code.run-out")
        return Tried(False, RUN_OUT)
    plain = "".join(sign for sign in typed if sign.isdigit())
    if not hmac.compare_digest(_code_hash(row, plain), row.code_hash) or (
        purpose == CodePurpose.STATUS and row.referral_id is None
    ):
        row.change(seen=None, tries_left=row.tries_left - 1)
        record(by, "code.wrong", row)
        return Tried(False, WRONG if row.tries_left else RUN_OUT)
    row.change(seen=None, used_at=now())
    record(by, "code.right", row)
    return Tried(True, address_hash=row.address_hash, referral_id=row.referral_id)


@action
def open_status(*, by: Viewer, referral_id: UUID) -> StatusKey:
    """Let this browser read what became of a referral, for half an hour."""
    made = StatusKey(partnership_id=by.here, referral_id=referral_id, token_hash=by.token, until=now() + STATUS_LASTS)
    made.save(force_insert=True)
    record(by, "status.open", made, referral=referral_id)
    return made


@action
def forget(*, by: Viewer) -> None:
    """This browser no longer reads anything: for a computer that others use."""
    StatusKey.objects.filter(partnership_id=by.here, token_hash=by.token).delete()
    record(by, "status.forget")
