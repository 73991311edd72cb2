"""What people type is understood, kept as typed, and answered with a sentence they can act on."""

from contextlib import suppress
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.kernel.errors import Fault, Faulty
from holdfast.ui.dates import NotADate, RoughDate, read_date, read_rough_date, read_time
from holdfast.ui.forms import (
    DateField,
    EmailField,
    GovukForm,
    LongTextField,
    ManyChoices,
    MomentField,
    OneChoice,
    PhoneField,
    RoughDateField,
    TextField,
    TickField,
    YesNoField,
)


class WorryForm(GovukForm):
    name = TextField(label="Name of the caller")
    email = EmailField(label="E-mail address", required=False)
    phone = PhoneField(label="NHS phone", required=False)
    when = DateField(label="When did it happen?", latest=lambda: date(2026, 11, 24), required=False)
    born = RoughDateField(label="Date of birth", required=False)
    rung = MomentField(label="Time of the call", required=False)
    safe = YesNoField(label="Is the child safe now?")
    kind = OneChoice(label="Kind of worry", choices=[("a", "Alone"), ("o", "Other")], required=False)
    places = ManyChoices(label="Settings", choices=[("home", "Home")], required=False)
    note = LongTextField(label="What is the worry?", limit=10, required=False)
    read = TickField(label="I have read this")


def faults(**typed):
    form = WorryForm(typed)
    form.is_valid()
    return {name: list(words) for name, words in form.errors.items()}


def cleaned(**typed):
    form = WorryForm({"name": "Jo", "safe": "yes", "read": "on", **typed})
    assert form.is_valid(), form.errors
    return form.cleaned_data


def test_an_unanswered_question_says_what_to_do():
    assert faults() == {
        "name": ["Enter name of the caller"],
        "safe": ["Answer “Is the child safe now?”"],
        "read": ["Tick the box if this is so: “I have read this”"],
    }


def test_no_sentence_says_invalid():
    typed = {"email": "x", "phone": "x", "kind": "zz", "places": ["zz"], "note": "x" * 11, "when_day": "x"}
    words = [sentence for listed in faults(**typed).values() for sentence in listed]
    assert not [sentence for sentence in words if "valid" in sentence.lower()]
    assert "Your answer to “What is the worry?” must be 10 characters or fewer. You have used 11." in words


def test_what_cannot_be_kept_is_refused_in_words():
    assert faults(name="a\x00b")["name"] == ["Name of the caller has a character that cannot be kept. Type it again."]
    assert "when" in faults(when_day="1\x00", when_month="13", when_year="2026")


def test_dates_are_typed_as_people_write_them():
    got = cleaned(
        when_day="3", when_month="Sept", when_year="2026",
        rung_day="25", rung_month="10", rung_year="2026", rung_time="1:30 am",
        born_year="2012", born_words="about 13",
    )  # fmt: skip
    assert got["when"] == date(2026, 9, 3)
    assert got["rung"].astimezone(UTC) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert got["born"] == RoughDate(date(2012, 1, 1), date(2012, 12, 31), "about 13")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (("", "3", "2026"), "For “When did it happen?”, the date must include a day"),
        (("31", "2", "2026"), "For “When did it happen?”, the date must be a real date, like 27 3 2026"),
        (("1", "2", "26"), "For “When did it happen?”, the date must have a year of 4 numbers, like 2012"),
        (("1", "13", "2026"), "For “When did it happen?”, the date must have a month from 1 to 12, or its name"),
        (("25", "11", "2026"), "Your answer to “When did it happen?” must be 24 November 2026 or earlier"),
        (("²", "1", "2026"), "For “When did it happen?”, the date must be a real date, like 27 3 2026"),
    ],
)
def test_a_date_that_is_none_says_why(typed, words):
    day, month, year = typed
    assert faults(when_day=day, when_month=month, when_year=year)["when"] == [words]


def test_a_date_goes_back_into_its_boxes():
    form = WorryForm(initial={"when": date(2026, 9, 3), "born": RoughDate(date(2012, 5, 1), date(2012, 5, 31))})
    assert form["when"].field.widget.decompress(form["when"].value()) == [3, 9, 2026]
    assert form["born"].field.widget.decompress(form["born"].value()) == ["", "5", "2012", ""]


@pytest.mark.parametrize(
    ("typed", "hour", "minute"),
    [("4:30pm", 16, 30), ("4pm", 16, 0), ("16:30", 16, 30), ("1630", 16, 30), ("noon", 12, 0), ("12.15 a.m.", 0, 15)],
)
def test_times(typed, hour, minute):
    assert (read_time(typed).hour, read_time(typed).minute) == (hour, minute)


@pytest.mark.parametrize("typed", ["", "25:00", "13pm", "0pm", "soon", "9:99"])
def test_no_time(typed):
    with pytest.raises(NotADate):
        read_time(typed)


@given(st.text(max_size=6), st.text(max_size=6), st.text(max_size=6), st.text(max_size=6))
def test_anything_typed_is_a_date_or_a_sentence(day, month, year, words):
    for read in (lambda: read_date(day, month, year), lambda: read_rough_date(day, month, year, words)):
        with suppress(NotADate):
            read()


@given(st.dates(min_value=date(1880, 1, 1), max_value=date(2200, 12, 31)))
def test_every_date_can_be_typed(day):
    assert read_date(str(day.day), str(day.month), str(day.year)) == day
    assert read_rough_date(*RoughDate(day, day).parts()) == RoughDate(day, day)


def test_rough_dates_say_what_is_known():
    assert str(read_rough_date("", "", "", "about 13")) == "about 13"
    assert str(read_rough_date("", "May", "2012")) == "May 2012"
    assert str(read_rough_date("3", "5", "2012")) == "3 May 2012"
    assert str(read_rough_date("", "", "2012", "or 2013")) == "2012 (or 2013)"
    assert not read_rough_date("", "2", "2012").exact


def test_faults_of_an_action_stand_beside_their_questions():
    form = WorryForm({"name": "Jo", "safe": "yes", "read": "on"})
    assert form.is_valid()
    form.add_faults(Faulty([Fault("name", "Give the whole name."), Fault("/x", "Something else is missing.")]))
    assert form.errors["name"] == ["Give the whole name."]
    assert form.non_field_errors() == ["Something else is missing."]


def test_addresses_and_numbers():
    assert cleaned(email="Jo@Example.COM")["email"] == "jo@example.com"
    assert cleaned(phone="07700 900 982, after 5pm")["phone"] == "07700 900 982, after 5pm"
    assert faults(email="jo@")["email"] == ["Enter an e-mail address in full, like name@example.com"]
