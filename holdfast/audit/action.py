"""The one way to change anything."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import transaction

from .record import _recorded

P = ParamSpec("P")
T = TypeVar("T")


class NothingRecorded(RuntimeError):
    """An action finished without saying what it did: a fault of ours. Its transaction is rolled back."""


ACTIONS: dict[str, Callable[..., object]] = {}
_within: ContextVar[bool] = ContextVar("within_an_action", default=False)


def action(function: Callable[P, T]) -> Callable[P, T]:
    """Make a function an action: keyword arguments only, `by` required, one transaction, audited or undone.

    An action that is part of another is undone with the whole of it, and with nothing less: the other cannot go on without it.
    What is to be sent goes through `transaction.on_commit`, so nothing leaves before the change is safe.
    """
    return _made(function, alone=False)


def refusable(function: Callable[P, T]) -> Callable[P, T]:
    """An action whose refusal the action around it may live with: refused, it is undone alone."""
    return _made(function, alone=True)


def _made(function: Callable[P, T], *, alone: bool) -> Callable[P, T]:
    _check_signature(function)

    @wraps(function)
    def act(*args: P.args, **kwargs: P.kwargs) -> T:
        if args:
            raise TypeError(f"{function.__name__} takes keyword arguments only.")
        # A savepoint costs two journeys to the database, so a part of another action has none of its own.
        with transaction.atomic(savepoint=alone or not _within.get()):
            outer, whole = _recorded.get(), _within.set(True)
            _recorded.set(0)
            try:
                result = function(*args, **kwargs)
                if not _recorded.get():
                    raise NothingRecorded(f"{function.__module__}.{function.__name__} recorded no audit event.")
            finally:
                _recorded.set(outer + _recorded.get())
                _within.reset(whole)
        return result

    ACTIONS[f"{function.__module__}.{function.__name__}"] = act
    return act


def _check_signature(function: Callable[..., object]) -> None:
    parameters = inspect.signature(function).parameters
    by_keyword = (inspect.Parameter.KEYWORD_ONLY, inspect.Parameter.VAR_KEYWORD)
    positional = [p.name for p in parameters.values() if p.kind not in by_keyword]
    if positional or "by" not in parameters or parameters["by"].default is not inspect.Parameter.empty:
        raise TypeError(f"{function.__name__}: an action takes keyword arguments only, and `by` is required.")
