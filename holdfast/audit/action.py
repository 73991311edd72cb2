"""The one way to change anything."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import transaction

from .record import _recorded

P = ParamSpec("P")
T = TypeVar("T")


class NothingRecorded(RuntimeError):
    """An action finished without saying what it did: a fault of ours. Its transaction is rolled back."""


ACTIONS: dict[str, Callable[..., object]] = {}


def action(function: Callable[P, T]) -> Callable[P, T]:
    """Make a function an action: keyword arguments only, `by` required, one transaction, audited or undone.

    What is to be sent goes through `transaction.on_commit`, so nothing leaves before the change is safe.
    """
    _check_signature(function)

    @wraps(function)
    def act(*args: P.args, **kwargs: P.kwargs) -> T:
        if args:
            raise TypeError(f"{function.__name__} takes keyword arguments only.")
        with transaction.atomic():
            outer = _recorded.get()
            _recorded.set(0)
            try:
                result = function(*args, **kwargs)
                if not _recorded.get():
                    raise NothingRecorded(f"{function.__module__}.{function.__name__} recorded no audit event.")
            finally:
                _recorded.set(outer + _recorded.get())
        return result

    ACTIONS[f"{function.__module__}.{function.__name__}"] = act
    return act


def _check_signature(function: Callable[..., object]) -> None:
    parameters = inspect.signature(function).parameters
    by_keyword = (inspect.Parameter.KEYWORD_ONLY, inspect.Parameter.VAR_KEYWORD)
    positional = [p.name for p in parameters.values() if p.kind not in by_keyword]
    if positional or "by" not in parameters or parameters["by"].default is not inspect.Parameter.empty:
        raise TypeError(f"{function.__name__}: an action takes keyword arguments only, and `by` is required.")
