"""Questions to the database that are put together once a day, and then asked with other ids.

Putting a question together from its conditions takes Django longer than the database takes to answer it. A function marked
`@question` gives a queryset; asked again by a viewer of the same roles, the SQL is there already and only the ids change.

What is kept is words, never an answer and never an id: while a question is put together, every id is a `Gap`, which has no value.
A condition that looks at an id, asks for the instant or asks the database something is put together anew each time. So a kept
question is the very one that would be put together now; `tests/integration/test_questions.py` compares them, role by role.
"""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, fields
from decimal import Decimal
from functools import lru_cache, partial, wraps
from typing import Any, Concatenate, NoReturn, ParamSpec, TypeVar, cast
from uuid import UUID

import psycopg._queries as parsing
from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import QuerySet
from django.db.models.sql.compiler import SQLCompiler

from .time import ClockAsked, today, without_a_clock
from .viewer import Viewer

P = ParamSpec("P")
R = TypeVar("R")
KEPT = 2000
# The database's library keeps how it read a statement only where that is short; ours say who may see what, and are not.
parsing.MAX_CACHED_STATEMENT_LENGTH, parsing.MAX_CACHED_STATEMENT_PARAMS = 32_768, 300
# What may stand beside a question as it is. Anything else could have an id inside.
_PLAIN = (str, int, float, bool, dt.date, Decimal, UUID, type(None))


class LookedAt(TypeError):
    """A condition depends on the id itself, and not only on there being one."""


class Gap(UUID):
    """The place of an id, by name. It is an id to Django and has no value: whoever looks for one is refused.

    To compare it with another id, to print it or to look it up in a set is to look.
    """

    __slots__ = ("name",)
    name: str

    def __init__(self, name: str) -> None:
        object.__setattr__(self, "name", name)

    def _refuse(self, *_: object) -> NoReturn:
        raise LookedAt(self.name)

    int = property(_refuse)  # type: ignore[misc]  # every other value of an id is made from this one
    __str__ = __repr__ = __format__ = __lt__ = __gt__ = __le__ = __ge__ = __hash__ = _refuse

    def __eq__(self, other: object) -> bool:
        if isinstance(other, UUID) and other is not self:
            raise LookedAt(self.name)
        return other is self

    def __copy__(self) -> Gap:
        return self

    def __deepcopy__(self, _memo: object) -> Gap:
        return self


@dataclass(frozen=True)
class Place:
    """Where an id stands, in the key under which a question is kept."""

    name: str


@dataclass(frozen=True)
class Kept:
    """A question put together: its words, and what stands beside them. rows: the queryset it came from, never read itself.

    read_as: how each column becomes a value, by the number of columns; it is the same for every asking.
    """

    rows: Any
    compiler: SQLCompiler
    words: str
    beside: tuple[Any, ...]
    read_as: dict[int, Any] = field(default_factory=dict, compare=False)

    def ask(self, ids: dict[str, UUID], answered: list[Any] | None = None) -> list[Any]:
        """Ask it with these ids. answered: the rows that came already."""
        asked = copy.copy(self.compiler)
        asked.connection = connections[self.rows.db]
        if answered is None:
            values = self.values(ids)
            asked.as_sql = lambda *_, **__: (self.words, values)  # type: ignore[method-assign]
        else:
            asked.execute_sql = lambda *_, **__: [answered]  # type: ignore[assignment, method-assign]
        asked.get_converters = self._converters  # type: ignore[assignment, method-assign]
        return list(self.rows._iterable_class(_Asked(self.rows, asked)))

    def values(self, ids: dict[str, UUID]) -> tuple[Any, ...]:
        """What stands beside the words, with these ids in its gaps."""
        return tuple(_filled(value, ids) for value in self.beside)

    def _converters(self, columns: list[Any]) -> Any:
        if len(columns) not in self.read_as:
            self.read_as[len(columns)] = self.compiler.get_converters(columns)
        return self.read_as[len(columns)]


class _Asked:
    """What Django's reading of rows needs of a queryset, with the compiler of one asking."""

    def __init__(self, rows: Any, compiler: SQLCompiler) -> None:
        self.db, self.model, self.query = rows.db, rows.model, self
        self._fields, self._known_related_objects = rows._fields, rows._known_related_objects
        self._rows, self._compiler = rows, compiler

    def get_compiler(self, *_: object, **__: object) -> SQLCompiler:
        return self._compiler

    def __getattr__(self, name: str) -> Any:
        return getattr(self._rows.query, name)


def _filled(value: Any, ids: dict[str, UUID]) -> Any:
    if isinstance(value, Gap):
        return ids[value.name]
    return [_filled(one, ids) for one in value] if isinstance(value, list | tuple) else value


_anew: ContextVar[bool] = ContextVar("questions_asked_anew", default=False)


@contextmanager
def asked_anew() -> Iterator[None]:
    """Within this nothing kept is used, and nothing is kept: what may be read hangs on more than who reads."""
    token = _anew.set(True)
    try:
        yield
    finally:
        _anew.reset(token)


Build = Callable[Concatenate[Viewer, P], QuerySet[Any, R]]
QUESTIONS: list[Callable[..., Any]] = []


def question(build: Build[P, R]) -> Callable[Concatenate[Viewer, P], list[R]]:
    """Make a function that gives a queryset one that gives its rows, put together once for viewers of the same roles.

    Ids, alone or in a tuple, are the only values that change freely. Words, numbers and days are part of the question.
    """

    @wraps(build)
    def ask(viewer: Viewer, /, *args: P.args, **kwargs: P.kwargs) -> list[R]:
        kept, ids = _found(build, viewer, args, kwargs)
        if isinstance(kept, Kept):
            return kept.ask(ids, _together.get({}).pop(_key(kept, ids), None))
        return [] if kept else list(build(viewer, *args, **kwargs))

    QUESTIONS.append(ask)
    return ask


def _found(
    build: Build[Any, Any], viewer: Viewer, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> tuple[Kept | str | None, dict[str, UUID]]:
    """The question as it is kept, if it is, and the ids it is asked with."""
    ids: dict[str, UUID] = {}
    # A visitor's token proves what is theirs; it is no id, and never part of what is kept.
    kept = None if viewer.token or _anew.get() else _kept(build, *_shape(viewer, args, kwargs, ids), today())
    return kept, ids


# -- several at once --------------------------------------------------------------------------------------------------

Key = tuple[int, tuple[UUID, ...]]
_together: ContextVar[dict[Key, list[Any]]] = ContextVar("questions_answered_together")


def _key(kept: Kept, ids: dict[str, UUID]) -> Key:
    return id(kept), tuple(ids.values())


@contextmanager
def asked_together(asked: Iterable[partial[Any]], *, first: Callable[[], None] | None = None) -> Iterator[None]:
    """Send several questions before the answer to the first has come, so that a page waits for the database once.

    asked: functions marked `@question`, each with the viewer and what else it is asked with. Within the block the first asking of
    each with the very same viewer and values is answered from what came; every other is asked as ever. What is asked about is
    not changed within. first: tells the database something before it is asked, in the same coming and going.
    """
    found = [_found(cast(Any, one.func).__wrapped__, one.args[0], one.args[1:], one.keywords) for one in asked]
    token = _together.set(_answers([(kept, ids) for kept, ids in found if isinstance(kept, Kept)], first))
    try:
        yield
    finally:
        _together.reset(token)


def _answers(asked: list[tuple[Kept, dict[str, UUID]]], first: Callable[[], None] | None) -> dict[Key, list[Any]]:
    """The rows of each, from one coming and going."""
    database = connections["default"]
    with one_coming_and_going():
        if first is not None:
            first()
        sent = [(_key(kept, ids), _sent(database, kept, ids)) for kept, ids in asked]
        return {key: cursor.fetchall() for key, cursor in sent}


@contextmanager
def one_coming_and_going() -> Iterator[None]:
    """What is sent to the database within is sent without waiting for an answer, until one is read."""
    database = connections["default"]
    database.ensure_connection()
    with database.wrap_database_errors, database.connection.pipeline():
        yield


def _sent(database: Any, kept: Kept, ids: dict[str, UUID]) -> Any:
    cursor = database.cursor()
    cursor.execute(kept.words, kept.values(ids))
    return cursor


Shape = tuple[tuple[str, Any], ...]
_OF_VIEWER = tuple(one.name for one in fields(Viewer) if one.compare)


def _shape(viewer: Viewer, args: tuple[Any, ...], kwargs: dict[str, Any], ids: dict[str, UUID]) -> tuple[Shape, Shape, Shape]:
    """Viewer and values with a place for each id; `ids` is given what belongs there."""
    return (
        tuple((name, _opened(f"viewer.{name}", getattr(viewer, name), ids)) for name in _OF_VIEWER),
        tuple((str(place), _opened(str(place), value, ids)) for place, value in enumerate(args)),
        tuple((name, _opened(name, value, ids)) for name, value in sorted(kwargs.items())),
    )


def _opened(name: str, value: Any, ids: dict[str, UUID]) -> Any:
    if isinstance(value, UUID):
        ids[name] = value
        return Place(name)
    if isinstance(value, tuple) and value and all(isinstance(one, UUID) for one in value):
        return tuple(_opened(f"{name}.{place}", one, ids) for place, one in enumerate(_rounded(value)))
    return value


def _gapped(value: Any) -> Any:
    """The same with a gap in each place."""
    if isinstance(value, tuple):
        return tuple(_gapped(one) for one in value)
    return Gap(value.name) if isinstance(value, Place) else value


def _rounded(several: tuple[UUID, ...]) -> Iterable[UUID]:
    """So many ids that there are few shapes: the last again and again up to the next power of two."""
    return several + several[-1:] * ((1 << (len(several) - 1).bit_length()) - len(several))


NOTHING = "nothing"  # a question whose answer is known to be empty


@lru_cache(maxsize=KEPT)
def _kept(build: Build[Any, Any], viewer: Shape, args: Shape, kwargs: Shape, day: dt.date) -> Kept | str | None:
    """The question put together with gaps; None where it depends on more than the places of its ids."""
    who = Viewer(**{name: _gapped(value) for name, value in viewer})
    given = {name: _gapped(value) for name, value in kwargs}
    try:
        with without_a_clock(day), connections["default"].execute_wrapper(_refused):
            rows: Any = build(who, *(_gapped(value) for _, value in args), **given)
            compiler = rows.query.get_compiler(using=rows.db)
            words, beside = compiler.as_sql()
    except EmptyResultSet:
        return NOTHING
    except (LookedAt, ClockAsked):
        return None
    if rows._prefetch_related_lookups or not all(_is_plain(value) for value in beside):
        return None
    return Kept(rows, compiler, words, tuple(beside))


def _refused(*_: object) -> NoReturn:
    raise LookedAt("the database")


def _is_plain(value: Any) -> bool:
    return all(_is_plain(one) for one in value) if isinstance(value, list | tuple) else isinstance(value, _PLAIN)
