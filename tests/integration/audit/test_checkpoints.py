"""What is signed outside the database: it shows what the database alone could hide, and nobody else can write it."""

from __future__ import annotations

import json
import stat
from base64 import b64decode
from datetime import timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from holdfast.audit.disposal import dispose
from holdfast.audit.ledger import LedgerFault
from holdfast.audit.sealing import begin_segment
from holdfast.kernel.time import frozen, now

from .conftest import Audit


def lines(audit: Audit) -> list[dict[str, Any]]:
    return [json.loads(line) for line in audit.checkpoints.read_text().splitlines()]


def rewrite(audit: Audit, made: list[dict[str, Any]]) -> None:
    audit.checkpoints.write_text("".join(json.dumps(line, sort_keys=True, separators=(",", ":")) + "\n" for line in made))


def test_anybody_can_check_a_line_with_the_public_key_it_names(sealed: Audit) -> None:
    for line in lines(sealed):
        signature = b64decode(line.pop("signature"))
        content = json.dumps(line, sort_keys=True, separators=(",", ":")).encode()
        Ed25519PublicKey.from_public_bytes(b64decode(line["key"])).verify(signature, content)


def test_file_and_key_are_for_their_owner_alone(sealed: Audit) -> None:
    assert stat.S_IMODE(sealed.checkpoints.stat().st_mode) == 0o600
    assert stat.S_IMODE(sealed.key.stat().st_mode) == 0o600


def test_a_checkpoint_is_signed_at_least_every_thousand_events(audit: Audit) -> None:
    audit.sql(
        "INSERT INTO audit_event (at, kind, verb, system, subject_kind, detail, request_id)"
        " SELECT now(), 'write', 'test.done', '', '', '{}', '' FROM generate_series(1, 2500)"
    )
    audit.seal()
    assert [line["number"] for line in lines(audit)] == [0, 1000, 2000, 2500]


def test_a_checkpoint_is_signed_at_least_every_minute(sealed: Audit) -> None:
    sealed.write()
    sealed.seal()
    assert lines(sealed)[-1]["number"] == 10
    with frozen(now() + timedelta(minutes=1)):
        sealed.seal()
    assert lines(sealed)[-1]["number"] == 11


def test_nothing_new_adds_no_line(sealed: Audit) -> None:
    before = sealed.checkpoints.read_bytes()
    sealed.seal(demanded=True)
    assert sealed.verify().ok
    assert sealed.checkpoints.read_bytes() == before


def test_a_changed_line_is_found(sealed: Audit) -> None:
    sealed.write()
    sealed.seal(demanded=True)
    as_signed = sealed.checkpoints.read_bytes()
    for place in range(3):
        for name in ("number", "hash", "at", "before", "signature", "kind"):
            made = lines(sealed)
            made[place][name] = 3 if name == "number" else "00" * 32
            rewrite(sealed, made)
            assert not sealed.verify().ok, (place, name)
            sealed.checkpoints.write_bytes(as_signed)
    assert sealed.verify().ok


@pytest.mark.parametrize("place", [0, 1])
def test_a_removed_line_is_found(sealed: Audit, place: int) -> None:
    sealed.write()
    sealed.seal(demanded=True)
    made = lines(sealed)
    rewrite(sealed, made[:place] + made[place + 1 :])
    assert not sealed.verify().ok


def test_a_lost_file_is_damage_until_somebody_says_why(sealed: Audit) -> None:
    sealed.checkpoints.unlink()
    assert not sealed.verify().ok
    assert not sealed.verify().ok
    begin_segment("the disk was lost")
    assert sealed.verify().ok
    assert lines(sealed)[0]["because"] == "the disk was lost"


def test_a_lost_key_is_never_silently_replaced(sealed: Audit) -> None:
    sealed.key.unlink()
    assert not sealed.verify().ok
    assert not sealed.key.exists()
    begin_segment("the key was lost")
    assert sealed.verify().ok
    kept = [path for path in sealed.checkpoints.parent.iterdir() if path != sealed.checkpoints]
    assert len(kept) == 1


def test_another_systems_key_does_not_pass(sealed: Audit) -> None:
    key = sealed.key.read_bytes()
    sealed.key.unlink()
    begin_segment("a key of somebody else's")
    sealed.key.write_bytes(key)
    assert not sealed.verify().ok


def test_a_line_that_a_crash_cut_short_harms_nothing(sealed: Audit) -> None:
    with sealed.checkpoints.open("ab") as file:
        file.write(b'{"at":"2026-')
    assert sealed.verify().ok
    sealed.write()
    assert sealed.verify().ok
    assert lines(sealed)[-1]["number"] == 11


def test_after_a_restore_a_new_segment_begins_and_the_old_end_counts_no_more(sealed: Audit) -> None:
    sealed.tamper("DELETE FROM audit_event WHERE position > 6; DELETE FROM audit_seal WHERE number > 6")
    findings = sealed.verify()
    assert (findings.ok, findings.first_bad) == (False, 7)
    begin_segment("restored from the backup of the night before")
    sealed.write(3)
    findings = sealed.verify()
    assert (findings.ok, findings.checked) == (True, 9)


def test_a_new_segment_hides_nothing_before_it(sealed: Audit) -> None:
    sealed.tamper("DELETE FROM audit_event WHERE position = 4")
    begin_segment("restored, they say")
    findings = sealed.verify()
    assert (findings.ok, findings.first_bad) == (False, 4)


def test_nothing_is_sealed_on_top_of_a_chain_that_was_cut(sealed: Audit) -> None:
    sealed.tamper("DELETE FROM audit_event WHERE position > 6; DELETE FROM audit_seal WHERE number > 6")
    sealed.write(2)
    with pytest.raises(LedgerFault, match="somebody cut or rewrote it"):
        sealed.seal()
    findings = sealed.verify()
    assert (findings.ok, findings.first_bad, findings.unsealed) == (False, 7, 2)


def test_an_approved_disposal_is_signed_and_is_no_damage(sealed: Audit) -> None:
    early = now()
    sealed.write(5)
    with sealed.as_owner():
        assert dispose(before=early, approval="0190f3a2") == 10
    findings = sealed.verify()
    assert (findings.ok, findings.checked) == (True, 6)
    assert [line["because"] for line in lines(sealed) if line["kind"] == "disposal"] == ["0190f3a2"]
    sealed.tamper("DELETE FROM audit_event WHERE position = 12")
    findings = sealed.verify()
    assert (findings.ok, findings.first_bad) == (False, 12)


def test_a_disposal_of_nothing_says_nothing(sealed: Audit) -> None:
    with sealed.as_owner():
        assert dispose(before=now() - timedelta(days=365), approval="0190f3a2") == 0
    assert [line["kind"] for line in lines(sealed)] == ["begin", "checkpoint"]


def test_events_deleted_with_the_setting_but_without_a_signed_line_are_damage(sealed: Audit) -> None:
    sealed.sql("SET holdfast.disposal = 'an approval'; DELETE FROM audit_event WHERE position = 1")
    findings = sealed.verify()
    assert (findings.ok, findings.first_bad) == (False, 1)
