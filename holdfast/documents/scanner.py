"""Asks the virus scanner (ClamAV's daemon) about a file, by its INSTREAM protocol.

HOLDFAST_CLAMD names it: `host:port`, or `unix:/path/of/its/socket`. Nothing but the bytes of the file is sent.
"""

from __future__ import annotations

import socket
import struct
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

CHUNK = 64 * 1024
LONGEST_ANSWER = 4096


class NoAnswer(RuntimeError):
    """The scanner could not be asked, or did not say yes or no. The file stays where it is."""


def configured() -> bool:
    """Whether this system has a scanner."""
    return bool(settings.CLAMD)


def virus_in(content: bytes) -> str:
    """The name of the virus found in these bytes; "" when the scanner says that they are clean."""
    answer = _ask(b"zINSTREAM\0" + b"".join(_framed(content)))
    said = answer.removeprefix("stream: ")
    if said == "OK":
        return ""
    if said.endswith(" FOUND"):
        return said.removesuffix(" FOUND")[:200] or "unnamed"
    raise NoAnswer(f"The virus scanner gave no verdict: {answer[:100] or 'it said nothing'}.")


def is_there() -> bool:
    """Whether the scanner answers at all."""
    try:
        return _ask(b"zPING\0") == "PONG"
    except NoAnswer:
        return False


def _framed(content: bytes) -> Iterator[bytes]:
    """Each part after its length; a length of nothing ends it."""
    for start in range(0, len(content), CHUNK):
        part = content[start : start + CHUNK]
        yield struct.pack(">I", len(part)) + part
    yield struct.pack(">I", 0)


def _ask(question: bytes) -> str:
    until = time.monotonic() + settings.CLAMD_SECONDS
    try:
        with _connected() as line:
            _send(line, question)
            return _answer(line, until)
    except (OSError, ValueError) as fault:
        raise NoAnswer("The virus scanner does not answer.") from fault


def _send(line: socket.socket, question: bytes) -> None:
    """A scanner that has heard enough says why and hangs up: its answer is read all the same."""
    try:
        line.sendall(question)
    except (BrokenPipeError, ConnectionResetError):
        return


def _answer(line: socket.socket, until: float) -> str:
    """What it says, up to its closing zero; one that drips is given no longer than one that is silent."""
    heard = b""
    while b"\0" not in heard and len(heard) < LONGEST_ANSWER:
        left = until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        line.settimeout(left)
        part = line.recv(1024)
        if not part:
            break
        heard += part
    return heard.split(b"\0")[0].decode("utf-8", "replace").strip()


@contextmanager
def _connected() -> Iterator[socket.socket]:
    where: str = settings.CLAMD
    if where.startswith("unix:"):
        line = socket.socket(socket.AF_UNIX)
        with line:
            line.settimeout(settings.CLAMD_SECONDS)
            line.connect(where.removeprefix("unix:"))
            yield line
        return
    host, _, port = where.rpartition(":")
    with socket.create_connection((host.strip("[]"), int(port)), timeout=settings.CLAMD_SECONDS) as line:
        yield line
