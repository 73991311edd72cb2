"""Each kind of damage is found, and said where."""

from __future__ import annotations

import pytest

from .conftest import Audit

COPY = "INSERT INTO audit_event SELECT (jsonb_populate_record(e, '{\"position\": %d}')).* FROM audit_event e WHERE position = 4"

DAMAGE = {
    "a changed word": ("UPDATE audit_event SET verb = 'test.other' WHERE position = 4", 4),
    "a changed person": ("UPDATE audit_event SET person_id = gen_random_uuid() WHERE position = 4", 4),
    "a changed instant": ("UPDATE audit_event SET at = at + interval '1 microsecond' WHERE position = 4", 4),
    "a changed detail": ("UPDATE audit_event SET detail = '{\"a\": 1}' WHERE position = 4", 4),
    "nothing made something": ("UPDATE audit_event SET request_id = ' ' WHERE position = 4", 4),
    "a removed event": ("DELETE FROM audit_event WHERE position = 4", 4),
    "the first event removed": ("DELETE FROM audit_event WHERE position = 1", 1),
    "an event and its seal removed": (
        "DELETE FROM audit_event WHERE position = 4; DELETE FROM audit_seal WHERE event_position = 4",
        4,
    ),
    "an event put before the first": (COPY % 0, 0),
    "an event put beyond the last that was drawn": (COPY % 4000, 4000),
    "an event put in twice": ("ALTER TABLE audit_event DROP CONSTRAINT audit_event_pkey; " + COPY % 4, 4),
    "two events changed about": (
        "UPDATE audit_event SET position = -4 WHERE position = 4; UPDATE audit_event SET position = 4 WHERE position = 7;"
        "UPDATE audit_event SET position = 7 WHERE position = -4",
        4,
    ),
    "room made for another": (
        "UPDATE audit_event SET position = -position - 1 WHERE position > 3;"
        "UPDATE audit_event SET position = -position WHERE position < 0;"
        + COPY.replace("= 4", "= 5") % 4
        + "; SELECT setval('audit_event_position_seq', 11)",
        5,
    ),
    "the end cut off": ("DELETE FROM audit_event WHERE position > 8", 9),
    "the end cut off with its seals": (
        "DELETE FROM audit_event WHERE position > 8; DELETE FROM audit_seal WHERE event_position > 8",
        9,
    ),
    "every event removed": ("DELETE FROM audit_event", 1),
    "a seal removed": ("DELETE FROM audit_seal WHERE event_position = 4", 4),
    "a seal changed": ("UPDATE audit_seal SET hash = sha256('x') WHERE event_position = 4", 4),
    "what is settled changed": ("UPDATE audit_seal SET settled = 0 WHERE event_position = 10", 10),
    "two seals changed about": (
        "UPDATE audit_seal SET event_position = -4 WHERE event_position = 4;"
        "UPDATE audit_seal SET event_position = 4 WHERE event_position = 5;"
        "UPDATE audit_seal SET event_position = 5 WHERE event_position = -4",
        5,
    ),
    "the beginning of the chain removed": ("DELETE FROM audit_seal WHERE number = 0", 1),
    "all emptied": ("TRUNCATE audit_event, audit_seal", 1),
}


@pytest.mark.parametrize(("script", "first_bad"), DAMAGE.values(), ids=DAMAGE.keys())
def test_damage_is_found_where_it_was_done_and_later_events_hide_nothing(sealed: Audit, script: str, first_bad: int) -> None:
    sealed.tamper(script)
    findings = sealed.verify()
    assert (findings.ok, findings.first_bad) == (False, first_bad), findings.words
    sealed.write(5)
    sealed.verify()
    findings = sealed.verify()
    assert (findings.ok, findings.first_bad) == (False, first_bad), findings.words


def test_a_chain_that_was_written_anew_is_not_the_one_that_was_signed(sealed: Audit) -> None:
    sealed.tamper(
        "UPDATE audit_event SET verb = 'test.other' WHERE position = 4; DELETE FROM audit_seal WHERE number >= 4;"
        "SELECT audit_seal_next(1000, '1 second')"
    )
    findings = sealed.verify()
    assert not findings.ok
    assert findings.first_bad is not None
    assert findings.first_bad <= 4


def test_a_chain_begun_anew_over_the_same_events_is_found(sealed: Audit) -> None:
    sealed.tamper(
        "DELETE FROM audit_event WHERE position = 4; DELETE FROM audit_seal;"
        "INSERT INTO audit_seal VALUES (0, NULL, 0, sha256('another')); SELECT audit_seal_next(1000, '1 second')"
    )
    assert not sealed.verify().ok


def test_nothing_done_is_nothing_wrong(audit: Audit) -> None:
    findings = audit.verify()
    assert (findings.ok, findings.checked, findings.unsealed, findings.first_bad) == (True, 0, 0, None)


def test_an_audit_in_use_stands(sealed: Audit) -> None:
    sealed.write(5)
    findings = sealed.verify()
    assert (findings.ok, findings.checked, findings.unsealed, findings.first_bad) == (True, 15, 0, None)


def test_what_is_put_back_as_it_was_is_no_damage(sealed: Audit) -> None:
    sealed.tamper("UPDATE audit_event SET verb = 'test.other' WHERE position = 4")
    assert not sealed.verify().ok
    sealed.tamper("UPDATE audit_event SET verb = 'test.done' WHERE position = 4")
    assert sealed.verify().ok
