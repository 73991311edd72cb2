"""The file of a backup gives back what was written, or says that it is damaged."""

from __future__ import annotations

import io
from io import BufferedReader, BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as some

from holdfast.config.backup import container, lock
from holdfast.config.backup.container import Damaged, Sealing, Unsealing
from holdfast.config.backup.lock import Lock, LockFault

KEY = Lock(b"k" * 32, {"kind": "key-file", "name": lock.name_of(b"k" * 32)})


def sealed(parts: list[bytes]) -> bytes:
    file = BytesIO()
    sealing = Sealing(file, KEY, "2026-11-22T01:00:00+00:00")
    for part in parts:
        sealing.write(part)
    sealing.finish()
    return file.getvalue()


def opened(content: bytes, key: Lock = KEY) -> bytes:
    return Unsealing(BufferedReader(io.BytesIO(content)), key).read()


@given(some.lists(some.binary(max_size=40)))
def test_what_was_written_comes_back(parts: list[bytes]) -> None:
    assert opened(sealed(parts)) == b"".join(parts)


def test_more_than_one_frame_comes_back_and_no_frame_can_be_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(container, "FRAME", 8)
    content = sealed([b"0123456789abcdefghij"])
    assert opened(content) == b"0123456789abcdefghij"
    line, frames = content.split(b"\n", 1)
    size = 4 + 8 + container.OVERHEAD
    first, second, rest = frames[:size], frames[size : 2 * size], frames[2 * size :]
    for wrong in (second + rest, second + first + rest, first + second, first + rest):
        with pytest.raises(Damaged):
            opened(line + b"\n" + wrong)


@given(some.integers(0, 10_000), some.integers(1, 255))
def test_a_single_changed_byte_is_found(place: int, change: int) -> None:
    content = bytearray(sealed([b"Words that nobody may change."]))
    content[place % len(content)] ^= change
    with pytest.raises((Damaged, LockFault)):
        opened(bytes(content))


def test_a_passphrase_opens_what_it_locked_and_another_does_not() -> None:
    key = lock.from_passphrase("five words that are long")
    assert lock.again("five words that are long", key.said).key == key.key
    with pytest.raises(LockFault, match="passphrase it was made with"):
        lock.check_fits(lock.again("five words that are wrong", key.said), key.said)
    with pytest.raises(LockFault, match="too short"):
        lock.from_passphrase("short")
    with pytest.raises(LockFault, match="too long"):
        lock.again("five words that are long", {**key.said, "n": 2**40})
