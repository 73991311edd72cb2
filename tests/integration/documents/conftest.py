"""Files kept in a folder of the test's own, with keys of its own; and a scanner that says what a test wants."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from holdfast.documents import ring
from holdfast.documents.models import StoredFile
from holdfast.kernel.viewer import Viewer

from ..referrals.conftest import sent, short, teacher  # noqa: F401

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    from holdfast.documents import store

    monkeypatch.setattr(settings, "FILES_DIR", tmp_path / "files")
    store.store.cache_clear()
    yield tmp_path / "files"
    store.store.cache_clear()


@pytest.fixture
def key_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of keys that this test may change."""
    path = tmp_path / "files.key"
    path.write_text(ring.made().text + "\n")
    monkeypatch.setattr(settings, "FILES_KEY_FILE", path)
    return path


@pytest.fixture
def attach(teacher: Any, sent: Any, looking: Any) -> Any:  # noqa: F811
    """Attach a file to a referral that has been sent."""
    from holdfast.referrals import actions

    looking(teacher)
    referral = sent(teacher, short())

    def attached(content: bytes = b"Absent on Tuesdays.", name: str = "attendance.txt", **more: Any) -> StoredFile:
        looking(teacher)
        return actions.attach(by=teacher, referral=referral, upload=SimpleUploadedFile(name, content), **more).file

    return attached


@pytest.fixture
def system(partnership: Any, looking: Any) -> Callable[[], Viewer]:
    """The system itself, looking."""

    def make() -> Viewer:
        by = Viewer.job("tests", partnership.pk)
        looking(by)
        return by

    return make


class Scanner:
    """A daemon that speaks ClamAV's INSTREAM, and misbehaves when it is told to."""

    def __init__(self) -> None:
        self.answer = ""
        self.heard: list[bytes] = []
        self.slow = threading.Event()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._closed = False
        threading.Thread(target=self._serve, daemon=True).start()

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self._listening.getsockname()[1]}"

    def close(self) -> None:
        self._closed = True
        self.slow.set()
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)  # closing alone leaves one more caller to be answered
        self._listening.close()

    def _serve(self) -> None:
        while not self._closed:
            try:
                line, _ = self._listening.accept()
            except OSError:
                return
            with line:
                self._answer(line)

    def _answer(self, line: socket.socket) -> None:
        reading = line.makefile("rb")
        command = b""
        while not command.endswith(b"\0"):
            command += reading.read(1)
        if command == b"zPING\0":
            line.sendall(b"PONG\0")
            return
        assert command == b"zINSTREAM\0"
        content = b""
        while length := struct.unpack(">I", reading.read(4))[0]:
            content += reading.read(length)
        self.heard.append(content)
        if self.answer == "slow":
            self.slow.wait(10)
            return
        line.sendall(self._verdict(content) + b"\0")

    def _verdict(self, content: bytes) -> bytes:
        if self.answer:
            return self.answer.encode()
        return b"stream: Eicar-Test-Signature FOUND" if EICAR in content else b"stream: OK"


@pytest.fixture
def scanner(monkeypatch: pytest.MonkeyPatch) -> Iterator[Scanner]:
    made = Scanner()
    monkeypatch.setattr(settings, "CLAMD", made.address)
    monkeypatch.setattr(settings, "CLAMD_SECONDS", 2.0)
    yield made
    made.close()
