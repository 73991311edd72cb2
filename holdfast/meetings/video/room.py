"""What every way of meeting from elsewhere has in common."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol

import requests

SECONDS = 15


class NotMade(Exception):
    """The room could not be made. `problem`: a key for the page and the log, never a server's words."""

    def __init__(self, problem: str):
        super().__init__(problem)
        self.problem = problem


@dataclass(frozen=True)
class Wanted:
    """What a vendor is told of a meeting: a reference and a time, and nothing of what it is about (H13)."""

    reference: str
    starts: datetime
    ends: datetime

    @property
    def title(self) -> str:
        return f"Holdfast: a meeting ({self.reference})"


@dataclass(frozen=True)
class Room:
    """A room that was made. ref: the vendor's own id. link: where it is."""

    ref: str
    link: str


class Provider(Protocol):
    """One vendor."""

    key: str

    def is_set_up(self) -> bool: ...

    def make(self, wanted: Wanted) -> Room: ...

    def change(self, room: Room, wanted: Wanted) -> Room: ...

    def close(self, room: Room) -> None: ...

    def way_in(self, room: Room, person: str, *, until: datetime, runs: bool) -> str: ...


def utc(moment: datetime) -> str:
    """As the vendors write an instant."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def ask(method: str, url: str, *, token: str = "", json: Mapping[str, Any] | None = None, data: Any = None) -> Any:
    """One question to a vendor. Raises NotMade; an empty answer is none."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    try:
        answer = requests.request(method, url, headers=headers, json=json, data=data, timeout=SECONDS)
    except requests.RequestException:
        raise NotMade("video-unreachable") from None
    if answer.status_code in (401, 403):
        raise NotMade("video-refused-sign-in")
    if answer.status_code == 429:
        raise NotMade("video-busy")
    if answer.status_code >= 400:
        raise NotMade("video-refused" if answer.status_code < 500 else "video-unreachable")
    if not answer.content:
        return {}
    try:
        return answer.json()
    except ValueError:
        raise NotMade("video-not-understood") from None
