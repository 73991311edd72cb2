"""A Jitsi server of one's own, with signed tokens: each person has a way in of their own, and only those who run it moderate.

As documented for Jitsi's token authentication: HS256, with `aud`, `iss`, `sub`, `room`, `exp`, `nbf` and a `context`.
"""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import jwt
from django.conf import settings

from holdfast.kernel.time import now

from .room import Room, Wanted

LONGER = timedelta(hours=1)  # a meeting may run over


class Jitsi:
    key = "jitsi"

    def is_set_up(self) -> bool:
        return bool(settings.JITSI_URL and settings.JITSI_APP and settings.JITSI_SECRET)

    def make(self, wanted: Wanted) -> Room:
        """A room is a name that nobody guesses; it is there when the first one with a token comes."""
        name = secrets.token_hex(16)
        return Room(name, f"{settings.JITSI_URL.rstrip('/')}/{name}")

    def change(self, room: Room, wanted: Wanted) -> Room:
        return room

    def close(self, room: Room) -> None:
        """Nothing stands anywhere: without a new token nobody comes in."""

    def way_in(self, room: Room, person: str, *, until: datetime, runs: bool) -> str:
        """The room with this one person's token. The name shown there is their own to type."""
        at = now().astimezone(UTC)
        claims = {
            "aud": "jitsi",
            "iss": settings.JITSI_APP,
            "sub": urlsplit(settings.JITSI_URL).hostname or "",
            "room": room.ref,
            "nbf": int((at - timedelta(minutes=1)).timestamp()),
            "exp": int((until + LONGER).timestamp()),
            "context": {
                "user": {"id": person, "moderator": runs},
                "features": {"recording": False, "livestreaming": False, "transcription": False, "outbound-call": False},
            },
        }
        return f"{room.link}?jwt={jwt.encode(claims, settings.JITSI_SECRET, algorithm='HS256')}#config.prejoinConfig.enabled=true"


JITSI = Jitsi()
