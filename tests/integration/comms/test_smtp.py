"""The e-mail channel against a small mail server that speaks SMTP as RFC 5321 says."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from email import message_from_bytes
from typing import Any

import pytest

from holdfast.comms.channels import email
from holdfast.comms.channels.channel import NotDelivered
from holdfast.comms.models import Message
from holdfast.kernel.ids import new_id


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        self.letters: list[bytes] = []
        self.refuse = b""
        super().__init__(("127.0.0.1", 0), Talk)


class Talk(socketserver.StreamRequestHandler):
    server: Server

    def say(self, line: bytes) -> None:
        self.wfile.write(line + b"\r\n")

    def handle(self) -> None:
        self.say(b"220 test")
        while line := self.rfile.readline().strip():
            verb = line.split(b" ")[0].split(b":")[0].upper()
            if verb == b"QUIT":
                self.say(b"221 bye")
                return
            if verb == b"RCPT" and self.server.refuse:
                self.say(self.server.refuse)
            elif verb == b"DATA":
                self.say(b"354 go on")
                self.server.letters.append(b"".join(iter(self.rfile.readline, b".\r\n")))
                self.say(b"250 taken")
            else:
                self.say(b"250 ok")


@pytest.fixture
def server(settings: Any) -> Iterator[Server]:
    with Server() as one:
        threading.Thread(target=one.serve_forever, daemon=True).start()
        settings.EMAIL_HOST, settings.EMAIL_PORT = one.server_address
        settings.DEFAULT_FROM_EMAIL = "Holdfast <holdfast@council.example>"
        yield one
        one.shutdown()


def letter() -> Message:
    return Message(
        id=new_id(), address="reader@testshire.example", subject="Holdfast: open now (R7K2-M4QX)", body="Open it here.\n"
    )


def test_a_letter_arrives_whole_with_an_identity_that_stays(server: Server) -> None:
    one = letter()
    email.deliver(one)
    email.deliver(one)
    first, second = (message_from_bytes(raw) for raw in server.letters)
    assert first["Message-ID"] == second["Message-ID"] == f"<{one.pk}@council.example>"
    assert first["To"] == "reader@testshire.example"
    assert first["Subject"] == one.subject
    assert first.get_payload().strip() == "Open it here."


def test_a_refused_address_is_told_from_a_server_that_is_busy(server: Server) -> None:
    server.refuse = b"550 no such mailbox"
    with pytest.raises(NotDelivered) as for_good:
        email.deliver(letter())
    assert (for_good.value.problem, for_good.value.for_good) == ("address-refused", True)
    server.refuse = b"451 try later"
    with pytest.raises(NotDelivered) as for_now:
        email.deliver(letter())
    assert not for_now.value.for_good


def test_a_server_that_is_away_is_tried_again(settings: Any) -> None:
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    with pytest.raises(NotDelivered) as fault:
        email.deliver(letter())
    assert (fault.value.problem, fault.value.for_good) == ("server-unreachable", False)
