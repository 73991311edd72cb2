"""The web application as it is measured: Holdfast's own, with the time, the statements and their text of each request told.

Only the bench starts it. `X-Bench-Record` names a file to which the statements of that one request are written.
"""

from __future__ import annotations

import pickle
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from django.db import connection

from holdfast.config.wsgi import application as holdfast

Params = list[Any] | dict[str, Any] | None
Statement = tuple[str, Params]


class Counter:
    """Counts the statements of one request, the time they take, and keeps their text when asked."""

    def __init__(self, keep: bool) -> None:
        self.count, self.seconds, self.keep = 0, 0.0, keep
        self.statements: list[Statement] = []

    def __call__(self, execute: Callable[..., Any], statement: str, params: Any, many: bool, context: Any) -> Any:
        started = time.perf_counter()
        try:
            return execute(statement, params, many, context)
        finally:
            self.seconds += time.perf_counter() - started
            self.count += 1
            if self.keep:
                self.statements.append((statement, plain_params(params)))


def plain_params(params: Any) -> Params:
    """Parameters by place, by name, or none."""
    if isinstance(params, dict):
        return {key: plain(one) for key, one in params.items()}
    return [plain(one) for one in params] if params else None


def plain(value: Any) -> Any:
    """A parameter without its wrapper, so that another process can send it."""
    return ("json", value.obj) if type(value).__name__ in {"Json", "Jsonb"} else value


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    record = environ.get("HTTP_X_BENCH_RECORD", "")
    counter = Counter(bool(record))
    started = time.perf_counter()

    def answer(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
        elapsed = (time.perf_counter() - started) * 1000
        told = [
            ("X-Bench-Milliseconds", f"{elapsed:.3f}"),
            ("X-Bench-Statements", str(counter.count)),
            ("X-Bench-Database-Milliseconds", f"{counter.seconds * 1000:.3f}"),
        ]
        return start_response(status, [*headers, *told], *rest)

    with connection.execute_wrapper(counter):
        body = holdfast(environ, answer)
    if record:
        Path(record).write_bytes(pickle.dumps(counter.statements))
    return body
