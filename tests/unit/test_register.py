"""The register of fields: what it says of each kind of field, and the sentence for each thing that is not said."""

from __future__ import annotations

import pytest

from holdfast.access.models import User
from holdfast.audit.models import Event
from holdfast.comms.models import Message
from holdfast.config import fields
from holdfast.kernel.register import Keeps, Register, Scrub, Sensitivity, columns, entries, faults
from holdfast.records.models import Child, SearchKey

WORKING = "channel template reference state tries problem carries undo"


def said(**lists: str) -> list[str]:
    return list(faults(Message, Register(Keeps.SUBJECT, **lists)))


def test_a_table_without_a_register_is_a_fault() -> None:
    assert "Message has no register" in next(faults(Message, None))


def test_every_field_that_is_neither_id_nor_moment_has_to_be_named() -> None:
    found = said(working=WORKING, personal="recipient address", special="subject calendar")
    assert found == ["Message.body says nothing of itself: name it in the model's register."]


@pytest.mark.parametrize(
    ("lists", "sentence"),
    [
        ({"special": "subject body calendar boddy"}, "Message has no field boddy."),
        ({"special": "subject body calendar recipient"}, "Message.recipient is said twice."),
        ({"special": "subject body calendar", "family": "letter"}, "Message has no field letter."),
        (
            {"special": "calendar", "locked": "subject body", "family": "body"},
            "Message.body is locked, and nothing locked reaches a family.",
        ),
    ],
)
def test_what_is_said_wrongly_is_told_in_a_sentence(lists: dict[str, str], sentence: str) -> None:
    assert said(working=WORKING, personal="recipient address", **lists) == [sentence]


def test_ids_and_moments_need_no_word() -> None:
    by_name = {entry.name: entry for entry in entries(Message, fields.register_of(Message) or Register(Keeps.SUBJECT))}
    for name in ("id", "partnership", "created_at", "version", "recipient_user_id", "sent_at"):
        assert by_name[name].sensitivity is Sensitivity.WORKING
        assert not by_name[name].family


def test_a_register_is_never_inherited() -> None:
    class Unsaid(Child):
        class Meta:
            app_label = "records"
            abstract = True

    assert fields.register_of(Unsaid) is None


def test_nothing_locked_is_kept_in_a_copy_and_nothing_special_without_being_named() -> None:
    for model in fields.tables():
        register = fields.register_of(model)
        assert register is not None, model
        for entry in entries(model, register):
            if entry.sensitivity is Sensitivity.LOCKED:
                assert entry.scrub is Scrub.NEW, (model, entry)
            if entry.scrub is Scrub.KEPT and entry.sensitivity is not Sensitivity.WORKING:
                assert entry.name in register.kept.split()


def test_a_password_and_the_keys_of_a_search_are_not_ordinary() -> None:
    assert User.register.sensitivity(User._meta.get_field("password")) is Sensitivity.LOCKED
    assert SearchKey.register.sensitivity(SearchKey._meta.get_field("key")) is Sensitivity.PERSONAL


def test_the_audit_says_of_itself_that_it_holds_nothing_personal() -> None:
    assert {entry.sensitivity for entry in entries(Event, Event.register)} == {Sensitivity.WORKING}


def test_the_page_has_every_table_and_every_field() -> None:
    printed = fields.page()
    for model in fields.tables():
        part = printed.split(f"\n## {model._meta.label}\n")[1].split("\n## ")[0]
        assert [line.split(" | ")[0].removeprefix("| ") for line in part.splitlines() if line.startswith("| ")][1:] == [
            field.name for field in columns(model)
        ]
