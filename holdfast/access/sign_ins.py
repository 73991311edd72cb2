"""What the audit is told about signing in and out. Ids only; an address nobody has is not kept."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from holdfast.audit.record import Kind, record
from holdfast.kernel.acting import acting_as
from holdfast.kernel.viewer import Viewer

from . import queries, sessions
from .models import KeptWords, User
from .posts import Post, posts_of, viewer_for


def posts(user: User) -> list[Post]:
    """The posts somebody holds, also before the rest of the request knows who they are."""
    with acting_as(Viewer(person_id=user.pk)):
        return posts_of(user)


def kept_words(user: User, post: str) -> KeptWords | None:
    """What waits for somebody who has just signed in, in the post they were in or any they hold."""
    held = posts(user)
    for one in sorted(held, key=lambda each: each.key != post):
        with acting_as(viewer_for(user, one)) as viewer:
            found = queries.kept_words_waiting(viewer)
        if found is not None:
            return found
    return None


def begin_session(request: HttpRequest, user: User, **_: Any) -> None:
    """Signal receiver: whichever way somebody signed in, their session says since when and on what."""
    sessions.begin(request.session, user, sessions.device_of(request.META.get("HTTP_USER_AGENT", "")))


def signed_in(user: User, *, request_id: str = "") -> None:
    _record(user, "account.sign-in", request_id)


def signed_out(user: User, *, request_id: str = "") -> None:
    _record(user, "account.sign-out", request_id)


def refused(user: User, *, request_id: str = "") -> None:
    """The password was right and the account is suspended."""
    _record(user, "account.sign-in-suspended", request_id)


def second_step(user: User, what: str, kind: str, *, request_id: str = "") -> None:
    """A second step was added, removed, changed, or tried and wrong. `kind`: which sort it is, never its secret."""
    _record(user, f"account.second-step-{what}", request_id, by_owner=what != "failed", step=str(kind))


def linked(user: User, *, request_id: str = "") -> None:
    """Their organisation named them for the first time; from now on its own name for them counts."""
    _record(user, "account.linked", request_id)


def unknown(*, request_id: str = "") -> None:
    """Somebody whom their organisation knows and nobody here does."""
    with acting_as(Viewer.nobody(request_id)) as by:
        record(by, "account.sign-in-unknown", kind=Kind.SIGN_IN)


def failed(email: str, *, request_id: str = "") -> None:
    """A wrong password, or an address nobody has."""
    user = User.objects.filter(email=email.strip().lower()).first()
    if user is not None:
        _record(user, "account.sign-in-failed", request_id, by_owner=False)
        return
    unknown(request_id=request_id)


def _record(user: User, verb: str, request_id: str, *, by_owner: bool = True, **facts: Any) -> None:
    """In the person's own partnership, so that its auditors can read it; by nobody when it may not have been them."""
    held = posts(user)
    by = viewer_for(user, held[0] if held else None, request_id=request_id)
    if not by_owner:
        by = by.with_(person_id=None, agency_id=None)
    with acting_as(by):
        record(by, verb, user, kind=Kind.SIGN_IN, **facts)
