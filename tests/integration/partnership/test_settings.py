"""What a partnership sets, from a day on."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from holdfast.audit.models import Event, Kind
from holdfast.kernel.errors import Faulty, Refused, StaleEdit
from holdfast.kernel.time import now, today
from holdfast.partnership import queries
from holdfast.partnership.actions import be_born, set_value, word_page
from holdfast.partnership.models import Setting, SitePage

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(person: Any, looking: Any) -> Any:
    viewer = person("administrator")
    looking(viewer)
    return viewer


def test_a_figure_holds_from_its_day_and_the_past_keeps_its_own(admin: Any, frozen_at: Any) -> None:
    tomorrow = today() + timedelta(days=1)
    set_value(by=admin, key="rag.red", value=2, reason="Agreed by the board.", valid_from=tomorrow)
    assert queries.figures(admin.partnership_id)["rag.red"] == 4
    assert queries.figures(admin.partnership_id, tomorrow)["rag.red"] == 2
    frozen_at(now() + timedelta(days=1))
    assert queries.figures(admin.partnership_id)["rag.red"] == 2


def test_a_change_is_a_new_row_and_is_audited(admin: Any) -> None:
    set_value(by=admin, key="contacts.mash", value="01632 960 001", reason="New number.")
    set_value(by=admin, key="contacts.mash", value="01632 960 002", reason="Wrong before.")
    assert [row.value for row in queries.history(admin, "contacts.mash")] == ["01632 960 002", "01632 960 001"]
    assert Event.objects.filter(kind=Kind.SETTING, verb="setting.set").count() == 2


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("rag.red", 0),
        ("rag.red", 25),
        ("rag.red", "four"),
        ("contacts.mash", "call me"),
        ("mash.opens", "9am"),
        ("mash.days", ["someday"]),
        ("calendar.extra_holidays", ["2027-02-30"]),
        ("pages.procedures", "javascript:alert(1)"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_with_a_sentence(key: str, value: Any, admin: Any) -> None:
    with pytest.raises(Faulty) as faulty:
        set_value(by=admin, key=key, value=value, reason="Try.")
    assert [fault.path for fault in faulty.value.faults] == ["value"]


def test_a_change_needs_a_reason_and_never_reaches_back(admin: Any) -> None:
    with pytest.raises(Faulty) as faulty:
        set_value(by=admin, key="rag.red", value=3, reason=" ", valid_from=today() - timedelta(days=1))
    assert {fault.path for fault in faulty.value.faults} == {"reason", "valid_from"}


def test_two_people_do_not_overwrite_one_another_unseen(admin: Any) -> None:
    set_value(by=admin, key="rag.red", value=3, reason="First.", seen="")
    with pytest.raises(StaleEdit) as stale:
        set_value(by=admin, key="rag.red", value=2, reason="Second.", seen="")
    assert stale.value.theirs == {"value": 3}


def test_nobody_but_the_administrator_sets_anything(person: Any) -> None:
    with pytest.raises(Refused, match="Only an administrator"):
        set_value(by=person("head-of-service"), key="rag.red", value=3, reason="Try.")


def test_the_database_lets_nobody_change_what_was_set(admin: Any) -> None:
    from django.db import ProgrammingError, transaction

    row = set_value(by=admin, key="rag.red", value=3, reason="First.")
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        Setting.objects.filter(pk=row.pk).update(value=1)


def test_another_partnership_keeps_its_own(admin: Any, looking: Any) -> None:
    from tests.conftest import make_partnership

    set_value(by=admin, key="rag.red", value=3, reason="First.")
    other = make_partnership()
    assert queries.figures(other.pk)["rag.red"] == 4


def test_a_name_that_was_set_is_the_name_shown(admin: Any, partnership: Any) -> None:
    assert queries.name_of(partnership.pk) == partnership.name
    set_value(by=admin, key="names.partnership", value="Testshire Together", reason="New name.")
    assert queries.name_of(partnership.pk) == "Testshire Together"


def test_the_hours_of_mash_are_said_in_words(admin: Any) -> None:
    figures = dict(queries.figures(admin.partnership_id))
    assert queries.hours(figures) == "Monday to Friday, 9am to 5pm"
    figures |= {"mash.days": ["monday", "wednesday"], "mash.opens": "08:30", "mash.closes": "12:00"}
    assert queries.hours(figures) == "Monday and Wednesday, 8:30am to 12pm"


def test_the_numbers_to_call_begin_with_danger(admin: Any) -> None:
    listed = queries.contacts(queries.figures(admin.partnership_id))
    assert listed[0]["number"] == "999"
    assert listed[0]["urgent"]
    assert "01905 768020" in {row["number"] for row in listed}


def test_a_page_keeps_every_version_it_had(admin: Any) -> None:
    word_page(by=admin, key="privacy", title="Privacy notice", body="First words.")
    word_page(by=admin, key="privacy", title="Privacy notice", body="Better words.")
    newest = queries.site_page(admin.partnership_id, "privacy")
    assert newest is not None
    assert newest.body == "Better words."
    assert SitePage.objects.filter(key="privacy").count() == 2


def test_the_mark_of_a_system_cannot_be_written_by_the_application(partnership: Any) -> None:
    from django.db import ProgrammingError, transaction

    from holdfast.kernel.viewer import Viewer

    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        be_born(by=Viewer.job("tests", partnership.pk), demonstration=True)
