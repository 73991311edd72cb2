"""Files for `referral import` that mean harm: each is answered with its faults, exit code 2, and nothing is changed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from holdfast.rules.referral import example

from .house import House


def text(**changes: Any) -> str:
    return json.dumps({**example(), "source_ref": "intruder", **changes})


def put(words: str) -> Callable[[], bytes]:
    """The example with something put in front of its last brace, as it stands."""
    return lambda: (text()[:-1] + ", " + words + "}").encode()


def instead(path: str, value: Any) -> Callable[[], bytes]:
    def made() -> bytes:
        document: Any = json.loads(text())
        *way, last = path.split("/")
        holder: Any = document
        for step in way:
            holder = holder[int(step)] if isinstance(holder, list) else holder[step]
        holder[int(last) if isinstance(holder, list) else last] = value
        return json.dumps(document).encode()

    return made


HOSTILE: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "blanks": lambda: b"  \n ",
    "no JSON": lambda: b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><x>&a;</x>",
    "half of it": lambda: text().encode()[:500],
    "two of them": lambda: text().encode() * 2,
    "lists in lists": lambda: b"[" * 200_000,
    "closed lists in lists": lambda: b"[" * 50_000 + b"]" * 50_000,
    "objects in objects": lambda: b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
    "deep in a field": put('"concern": ' + "[" * 5_000 + "]" * 5_000),
    "fifty megabytes": lambda: text(concern={"worry": "x" * 50_000_000}).encode(),
    "a long list": instead("children", [{}] * 200_000),
    "UTF-16": lambda: text().encode("utf-16"),
    "UTF-32": lambda: text().encode("utf-32"),
    "Latin-1": lambda: text().replace("Marlowe", "M\u00e4rlowe").encode("latin-1", "replace") + b"\xe4\xf6",
    "bytes that are no text": lambda: bytes(range(256)),
    "gzip": lambda: b"\x1f\x8b\x08" + bytes(100),
    "one key twice": put('"source": "x"'),
    "NaN": put('"extra": NaN'),
    "infinity": instead("children/0/estimated_age", float("inf")),
    "a huge number": instead("children/0/estimated_age", 10**400),
    "a number of five thousand digits": put('"extra": ' + "9" * 5000),
    "a huge exponent": put('"extra": 1e999999'),
    "a list": lambda: b"[]",
    "words": lambda: b'"referral"',
    "null": lambda: b"null",
    "a list for an object": instead("concern", []),
    "an object for a list": instead("children", {"0": {}}),
    "words for an object": instead("children/0", "Katharine"),
    "null for an object": instead("referrer", None),
    "a number for words": instead("children/0/given_name", 7),
    "an object for words": instead("children/0/given_name", {"$ne": 1}),
    "true for a number": instead("children/0/estimated_age", True),
    "no character": instead("children/0/given_name", "Kath\u0000arine"),
    "no character in the reference": instead("source_ref", "x\u0000y"),
    "half a character": instead("children/0/given_name", "Kath\ud800arine"),
    "half a character in a key": put('"\\ud800": 1'),
    "no character in a key": put('"\\u0000": 1'),
    "a time out of time": instead("submitted_at", "9999-12-31T23:59:59-23:59"),
    "the first time": instead("submitted_at", "0001-01-01T00:00:00+23:59"),
    "a day that was none": instead("children/0/date_of_birth", "2019-02-30"),
    "keys of ours": put('"partnership": "x", "state": "decided", "version": 9, "reference": "AAAA-BBBB", "identity": "account"'),
    "a child that is not there": instead("assessments", [{"child": 99}]),
    "a child before the first": instead("assessments", [{"child": -1}]),
    "__proto__": put('"__proto__": {"admin": true}'),
}


def taken_in(file: Path | str) -> tuple[int, str]:
    """The exit code and what was printed."""
    from io import StringIO

    out = StringIO()
    try:
        call_command("referral", "import", str(file), "--json", stdout=out, stderr=out)
    except SystemExit as ended:
        return int(ended.code or 0), out.getvalue()
    return 0, out.getvalue()


def counts() -> list[int]:
    from django.apps import apps

    from holdfast.kernel.acting import acting_as
    from holdfast.kernel.viewer import Viewer
    from holdfast.partnership.models import Partnership

    with acting_as(Viewer.job("tests", Partnership.objects.order_by("created_at", "pk")[0].pk)):
        return [
            apps.get_model(label).objects.count()
            for label in ("referrals.Referral", "screening.Screening", "work.Duty", "work.Clock", "comms.Message")
        ]


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_file_is_answered_with_its_faults_and_changes_nothing(house: House, tmp_path: Path, what: str) -> None:
    before = counts()
    file = tmp_path / "referral.json"
    file.write_bytes(HOSTILE[what]())
    code, printed = taken_in(file)
    assert code == 2, printed[:500]
    answer = json.loads(printed)
    assert answer["reference"] is None
    assert answer["state"] is None
    assert answer["errors"]
    assert all(error["message"].endswith((".", "?")) for error in answer["errors"])
    assert "Traceback" not in printed
    assert len(printed) < 200_000
    assert counts() == before


def test_a_byte_order_mark_is_no_fault(house: House, tmp_path: Path) -> None:
    file = tmp_path / "referral.json"
    file.write_bytes(b"\xef\xbb\xbf" + text(source_ref="with-a-mark").encode())
    code, printed = taken_in(file)
    assert code in (0, 2)
    assert json.loads(printed)


@pytest.mark.parametrize("path", ["/nothing/here.json", "/", "/etc", "a" * 5000])
def test_a_file_that_cannot_be_read_is_a_fault_too(house: House, path: str) -> None:
    code, printed = taken_in(path)
    assert code == 2
    assert json.loads(printed)["errors"]
