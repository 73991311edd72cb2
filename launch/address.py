"""Where the web listens: whether that is free, and the names it answers to."""

from __future__ import annotations

import errno
import http.client
import socket
import time

from launch.say import Refusal

SECONDS_FOR_A_LEFTOVER = 15.0
LOOPBACK = ["127.0.0.1", "localhost", "[::1]"]
EVERYWHERE = {"0.0.0.0", "::", ""}


def refuse_taken(host: str, port: int, *, was_killed: bool = False) -> None:
    """Refuse a port that something else listens on; what a killed start of ours left is gone within a moment."""
    until = time.monotonic() + (SECONDS_FOR_A_LEFTOVER if was_killed else 0.0)
    while (reason := _taken(host, port)) and time.monotonic() < until:
        time.sleep(0.25)
    if reason:
        raise Refusal(reason)


def _taken(host: str, port: int) -> str:
    try:
        family, kind, _, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(place)
    except PermissionError:
        return f"Port {port} needs more rights than you have: choose one above 1023 with --port."
    except socket.gaierror:
        return f"{host} is not an address of this machine: choose another --host."
    except OSError as fault:
        if fault.errno == errno.EADDRINUSE:
            return f"Port {port} on {host} is in use by another program: stop it or choose another with --port."
        return f"{host} is not an address of this machine: choose another --host."
    return ""


def hosts(host: str) -> list[str]:
    """The names that pages may be asked for by, unless HOLDFAST_HOSTS says others."""
    if host in LOOPBACK:
        return LOOPBACK
    if host not in EVERYWHERE:
        return [_bracketed(host), *LOOPBACK]
    own = socket.gethostname()
    try:
        found = {str(entry[4][0]) for entry in socket.getaddrinfo(own, None)}
    except OSError:
        found = set()
    return sorted({own, *map(_bracketed, found | _outward()), *LOOPBACK})


def url(host: str, port: int) -> str:
    """The address to type into a browser on this machine."""
    return f"http://{'127.0.0.1' if host in EVERYWHERE else _bracketed(host)}:{port}/"


def answers(host: str, port: int) -> bool:
    """Whether the web answers there: a redirect to https is an answer too."""
    asking = http.client.HTTPConnection("127.0.0.1" if host in EVERYWHERE else host.strip("[]"), port, timeout=5)
    try:
        asking.request("GET", "/healthz")
        return asking.getresponse().status < 500
    except (OSError, http.client.HTTPException):
        return False
    finally:
        asking.close()


def _outward() -> set[str]:
    """This machine's address towards others; nothing is sent to find it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as trial:
        try:
            trial.connect(("192.0.2.1", 9))
        except OSError:
            return set()
        return {str(trial.getsockname()[0])}


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host and not host.startswith("[") else host
