"""A question that was put together once is the one that would be put together now, whoever asks."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from django.core.exceptions import EmptyResultSet
from django.db import DataError, connection, transaction
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from django.test.utils import CaptureQueriesContext

from holdfast.access.models import Agency
from holdfast.access.roles import GRANTS, grants_of
from holdfast.config import urls
from holdfast.kernel.ids import new_id
from holdfast.kernel.questions import NOTHING, QUESTIONS, Kept, Place, _filled, _kept, _shape, asked_together, question
from holdfast.kernel.time import now, today
from holdfast.kernel.viewer import Viewer
from holdfast.partnership.models import Setting

assert urls.urlpatterns  # every page, and with it every question, has been read in
SAMPLES: dict[str, Callable[[], Any]] = {
    "UUID": new_id,
    "UUID | None": new_id,
    "str": lambda: "a-word",
    "tuple[UUID, ...]": lambda: (new_id(), new_id(), new_id(), new_id()),
    "int": lambda: 7,
    "bool": lambda: True,
    "frozenset[str]": lambda: frozenset({"mash-screener", "mash-manager"}),
    "datetime": lambda: datetime(2026, 11, 22, tzinfo=UTC),
    "date": lambda: date(2026, 11, 22),
    "dt.datetime": lambda: datetime(2026, 11, 22, tzinfo=UTC),
}


def _viewer(role: str) -> Viewer:
    roles = frozenset({role})
    return Viewer(new_id(), new_id(), new_id(), frozenset(), roles, grants_of(roles))


def _values(build: Callable[..., Any]) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """Ids and words of every kind the question asks for; its keyword options too."""
    wanted = list(inspect.signature(build).parameters.values())[1:]
    by_place = tuple(SAMPLES[str(one.annotation)]() for one in wanted if one.kind is one.POSITIONAL_OR_KEYWORD)
    return by_place, {one.name: SAMPLES[str(one.annotation)]() for one in wanted if one.kind is one.KEYWORD_ONLY}


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize("asked", QUESTIONS, ids=lambda asked: f"{asked.__module__}.{asked.__name__}")
def test_a_kept_question_is_word_for_word_the_one_put_together_now(asked: Any) -> None:
    """For every role: first kept for one person, then asked by another, in another partnership, about another child."""
    build = asked.__wrapped__
    assert _question_for(build, _viewer("mash-screener"))[0]
    for role in GRANTS:
        first, second = _viewer(role), _viewer(role)
        _question_for(build, first)
        words, values, given = _question_for(build, second)
        if words is None:  # this role's rule looks at an id, so it is put together anew each time
            continue
        rows: QuerySet[Any] = build(second, *given[0], **given[1])
        try:
            expected = rows.query.sql_with_params()
        except EmptyResultSet:
            assert words == NOTHING
            continue
        assert (words, _flat(values)) == (expected[0], _flat(expected[1])), role


def _question_for(build: Any, viewer: Viewer) -> tuple[str | None, Any, Any]:
    by_place, by_name = _values(build)
    ids: dict[str, UUID] = {}
    kept = _kept(build, *_shape(viewer, by_place, by_name, ids), today())
    if kept == NOTHING:
        return NOTHING, (), (by_place, by_name)
    if not isinstance(kept, Kept):
        return None, (), ()
    return kept.words, tuple(_filled(value, ids) for value in kept.beside), (by_place, by_name)


def _flat(values: Any) -> list[Any]:
    return [_flat(one) if isinstance(one, list | tuple) else one for one in values]


OURS = new_id()
LOOKING: tuple[Callable[[Viewer, UUID], QuerySet[Agency]], ...] = (
    lambda viewer, pk: Agency.objects.filter(pk=pk) if viewer.person_id == pk else Agency.objects.none(),
    lambda viewer, pk: Agency.objects.filter(pk=pk) if viewer.person_id == OURS else Agency.objects.none(),
    lambda viewer, pk: Agency.objects.filter(pk=pk) if viewer.person_id in {OURS} else Agency.objects.none(),
    lambda viewer, pk: Agency.objects.filter(pk=pk) if pk in [OURS] else Agency.objects.none(),
    lambda viewer, pk: Agency.objects.filter(name=f"person:{viewer.person_id}"),
    lambda viewer, pk: Agency.objects.filter(pk=pk) if pk.int % 2 else Agency.objects.none(),
    lambda viewer, pk: Agency.objects.filter(pk=pk) if pk < OURS else Agency.objects.none(),
    lambda viewer, pk: Agency.objects.filter(pk=pk, created_at__lt=now()),
    lambda viewer, pk: Agency.objects.filter(pk=pk) if Agency.objects.exists() else Agency.objects.none(),
)


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize("build", LOOKING)
def test_a_condition_that_looks_at_an_id_or_the_clock_is_never_kept(build: Any) -> None:
    ids: dict[str, UUID] = {}
    assert _kept(build, *_shape(_viewer("mash-screener"), (new_id(),), {}, ids), today()) is None


def test_such_a_condition_is_answered_anew_for_each(agency: Agency) -> None:
    asked = question(lambda viewer, pk: Agency.objects.filter(pk=pk) if viewer.person_id == pk else Agency.objects.none())
    try:
        mine = _viewer("mash-screener").with_(person_id=agency.pk)
        assert [row.pk for row in asked(mine, agency.pk)] == [agency.pk]
        assert asked(_viewer("mash-screener"), agency.pk) == []
        assert [row.pk for row in asked(mine, agency.pk)] == [agency.pk]
    finally:
        QUESTIONS.remove(asked)


def test_what_is_kept_holds_no_id_and_no_answer(partnership: Any) -> None:
    asked = question(lambda viewer: Setting.objects.filter(partnership_id=viewer.here).values_list("value", flat=True))
    try:
        viewer = _viewer("mash-screener").with_(partnership_id=partnership.pk)
        assert asked(viewer) == []
        Setting.objects.create(partnership=partnership, key="names.partnership", value="Here", valid_from="2026-01-01")
        assert asked(viewer) == ["Here"]
        kept = _kept(inspect.unwrap(asked), *_shape(viewer, (), {}, {}), today())
        assert isinstance(kept, Kept)
        assert str(partnership.pk) not in kept.words
        assert all(type(value).__name__ == "Gap" for value in kept.beside)
    finally:
        QUESTIONS.remove(asked)


def test_questions_asked_together_are_answered_once_and_to_their_own_viewer_alone(agency: Agency) -> None:
    """Given two questions sent together, when each is asked, then it is answered without another statement; and only the once."""
    one = question(lambda viewer, pk: Agency.objects.filter(pk=pk))
    names = question(lambda viewer, pk: Agency.objects.filter(pk=pk).values_list("name", flat=True))
    mine = _viewer("mash-screener")
    try:
        with asked_together([partial(one, mine, agency.pk), partial(names, mine, agency.pk)]):
            with CaptureQueriesContext(connection) as said:
                assert [row.name for row in one(mine, agency.pk)] == [agency.name]
                assert names(mine, agency.pk) == [agency.name]
            assert len(said) == 0
            Agency.objects.filter(pk=agency.pk).update(name="Renamed")
            with CaptureQueriesContext(connection) as said:
                assert names(_viewer("mash-screener"), agency.pk) == ["Renamed"]  # somebody else
                assert names(mine, new_id()) == []  # something else
                assert names(mine, agency.pk) == ["Renamed"]  # a second time
            assert len(said) == 3
        assert [row.name for row in one(mine, agency.pk)] == ["Renamed"]
    finally:
        QUESTIONS.remove(one)
        QUESTIONS.remove(names)


def test_a_fault_in_what_is_asked_together_is_the_same_fault(agency: Agency) -> None:
    faulty = question(lambda viewer, pk: Agency.objects.annotate(x=RawSQL("1 / 0", ())).filter(pk=pk))
    try:
        together = asked_together([partial(faulty, _viewer("mash-screener"), agency.pk)])
        with pytest.raises(DataError), transaction.atomic(), together:
            pass
        assert Agency.objects.filter(pk=agency.pk).exists()  # the connection goes on
    finally:
        QUESTIONS.remove(faulty)


def test_a_role_that_is_taken_away_asks_another_question() -> None:
    before = _viewer("mash-screener")
    after = before.with_(roles=frozenset(), grants=frozenset())
    assert _shape(before, (), {}, {}) != _shape(after, (), {}, {})
    assert _shape(before, (), {}, {})[0][0] == ("partnership_id", Place("viewer.partnership_id"))


def test_the_database_library_keeps_how_it_read_our_long_statements() -> None:
    """It looks at these two names each time; under others, every page would be read anew without anybody noticing."""
    import inspect

    from psycopg import _queries

    read = inspect.getsource(_queries.PostgresQuery.convert)
    for name in ("MAX_CACHED_STATEMENT_LENGTH", "MAX_CACHED_STATEMENT_PARAMS"):
        assert name in read
    assert (_queries.MAX_CACHED_STATEMENT_LENGTH, _queries.MAX_CACHED_STATEMENT_PARAMS) == (32_768, 300)
