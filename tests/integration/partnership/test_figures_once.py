"""The figures of a day are read once for the answer to a request, and again as soon as one is set in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from holdfast.kernel.acting import acting_as
from holdfast.partnership import actions, queries
from holdfast.rules import config

KEY = "contacts.mash"


def test_they_are_read_once_for_one_answer_and_each_time_outside_of_one(person: Callable[..., Any]) -> None:
    screener = person("mash-screener")
    with acting_as(screener):
        with queries.figures_read_once(), CaptureQueriesContext(connection) as asked:
            assert queries.figures(screener.here) == queries.figures(screener.here)
        assert len(asked) == 1
        with CaptureQueriesContext(connection) as asked:
            assert queries.figures(screener.here) == queries.figures(screener.here)
        assert len(asked) == 2


def test_one_that_is_set_is_there_in_the_same_answer(person: Callable[..., Any]) -> None:
    administrator = person("administrator")
    with acting_as(administrator), queries.figures_read_once():
        assert queries.figures(administrator.here)[KEY] == config.defaults()[KEY]
        actions.set_value(by=administrator, key=KEY, value="01632 960555", reason="A new number.")
        assert queries.figures(administrator.here)[KEY] == "01632 960555"


@pytest.mark.usefixtures("db")
def test_what_was_read_for_one_viewer_is_not_given_to_another(person: Callable[..., Any], looking: Callable[[Any], None]) -> None:
    """Whose rows the database shows hangs on who looks."""
    administrator = person("administrator")
    looking(administrator)
    actions.set_value(by=administrator, key=KEY, value="01632 960555", reason="A new number.")
    from holdfast.kernel.viewer import Viewer

    with queries.figures_read_once():
        looking(Viewer.nobody())
        assert KEY not in queries.own_figures(administrator.here)
        looking(administrator)
        assert queries.own_figures(administrator.here)[KEY] == "01632 960555"
