"""Who is signed in where, and for how long: the session store, with the columns that let its owner list and end sessions.

A session ends when nothing was done in it for a while, and some hours after its start whatever was done; both are settings.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.db import connection

from holdfast.kernel.ids import new_id
from holdfast.kernel.questions import one_coming_and_going
from holdfast.kernel.time import now
from holdfast.rules import config

from .models import Session, User

_KEY = "sitting"
_WAS = "was"
_OPEN = "SELECT session_data FROM {sessions} WHERE session_key = %s AND expire_date > clock_timestamp()"
# A page that asks every few seconds would write as often; a minute is near enough.
_NOTED_EVERY = timedelta(seconds=60)


class SessionStore(db.SessionStore):
    """Django's own, in a table that says whose session it is."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def load(self) -> dict[str, Any]:
        """What is kept of a session that is not over; nothing of any other. Every request asks it, in a few words."""
        asked = _asked.get()
        _asked.set(None)
        kept = asked[1] if asked is not None and asked[0] == self.session_key else _kept(str(self.session_key))
        if kept is None:
            self._session_key = None
            return {}
        return dict(self.decode(kept))

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        made: Any = super().create_model_instance(data)
        sitting = data.get(_KEY) or {}
        made.user_id = data.get(SESSION_KEY)
        made.name = sitting.get("name") or new_id()
        made.device = sitting.get("device", "")
        made.signed_in_at, made.seen_at = sitting.get("began"), sitting.get("seen")
        return made


# What the database said of one session at the start of a request, for the first reading of it.
_asked: ContextVar[tuple[str, str | None] | None] = ContextVar("session_asked_for", default=None)


def _kept(key: str) -> str | None:
    with connection.cursor() as cursor:
        cursor.execute(_OPEN.format(sessions=Session._meta.db_table), [key])
        found = cursor.fetchone()
    return str(found[0]) if found else None


@contextmanager
def asked_for(key: str | None, *, first: Callable[[], None]) -> Iterator[None]:
    """A request begins: `first` tells the database whose eyes it looks with, and the session is asked for in the same breath.

    The first reading of that session within is answered from what came. key: from the browser; None where it sent none.
    """
    if not key:
        first()
        yield
        return
    with one_coming_and_going():
        first()
        kept = _kept(key)
    token = _asked.set((key, kept))
    try:
        yield
    finally:
        _asked.reset(token)


def account_in(session: Mapping[str, Any]) -> UUID | None:
    """Whose account the session says it is. Whether it may be is asked of the account itself."""
    try:
        return UUID(str(session[SESSION_KEY]))
    except (KeyError, ValueError):
        return None


def begin(session: MutableMapping[str, Any], user: User, device: str) -> None:
    """Somebody has just signed in. Whoever was here before time ran out is in the post they were in."""
    before = was(session)
    session.pop(_WAS, None)
    if before and before[0] == user.pk and before[1]:
        session["post"] = before[1]
    at = now().isoformat()
    session[_KEY] = {"name": str(new_id()), "began": at, "seen": at, "device": device, **_limits(config.defaults())}


def is_due(session: Mapping[str, Any]) -> bool:
    """Whether what was last noted of this session is a minute old, or was noted before anybody knew whose it is."""
    sitting = session.get(_KEY)
    return sitting is not None and (not sitting.get("noted") or now() - _at(sitting["seen"]) >= _NOTED_EVERY)


def note(session: MutableMapping[str, Any], figures: Mapping[str, Any]) -> None:
    """They have just done something. The partnership's limits are noted with it, so that most requests need not ask for them."""
    session[_KEY] = {**session[_KEY], "seen": now().isoformat(), "noted": True, **_limits(figures)}


def _limits(figures: Mapping[str, Any]) -> dict[str, int]:
    return {name: int(figures[f"sessions.{name}"]) for name in ("idle", "absolute", "warning")}


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def is_over(session: Mapping[str, Any]) -> bool:
    """Whether the session has ended by now. One that never began is over."""
    left = left_of(session)
    return left is None or min(left.idle, left.absolute) <= 0


@dataclass(frozen=True)
class Left:
    """Seconds until a session ends: if nothing more is done, and whatever is done; and how long before a warning comes."""

    idle: int
    absolute: int
    warning: int


def left_of(session: Mapping[str, Any]) -> Left | None:
    """What is left of a session; None for one that never began."""
    sitting = session.get(_KEY)
    if not sitting:
        return None
    idle = _at(sitting["seen"]) + timedelta(minutes=sitting["idle"]) - now()
    absolute = _at(sitting["began"]) + timedelta(hours=sitting["absolute"]) - now()
    return Left(int(idle.total_seconds()), int(absolute.total_seconds()), sitting["warning"] * 60)


def name_of(session: Mapping[str, Any]) -> str:
    """The name of this session, by which its owner tells it from the others."""
    return str((session.get(_KEY) or {}).get("name", ""))


def end_but_remember(session: Any, user: User, post: str) -> None:
    """Sign the browser out. It remembers for a while whose it was, so that words sent too late are kept for that person."""
    session.flush()
    session[_WAS] = {"user": str(user.pk), "post": post}


def was(session: Mapping[str, Any]) -> tuple[UUID, str] | None:
    """Who was signed in here before time ran out, and in which post."""
    before = session.get(_WAS)
    return (UUID(before["user"]), str(before["post"])) if before else None


def open_sessions(user: User) -> list[Session]:
    """Where somebody is signed in, the newest first."""
    return list(Session.objects.filter(user_id=user.pk, expire_date__gt=now()).order_by("-seen_at")[:50])


_BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
_SYSTEMS = (
    ("Windows", "Windows"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Mac OS", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)


def device_of(agent: str) -> str:
    """What a browser calls itself, in words its owner knows: "Firefox on Windows". Nothing else of it is kept."""
    browser = next((name for sign, name in _BROWSERS if re.search(rf"\b{sign}\w*/", agent)), "A browser")
    system = next((name for sign, name in _SYSTEMS if sign in agent), "")
    return f"{browser} on {system}" if system else browser
