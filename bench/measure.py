"""Times one operation at so many connections, and the raw statements beneath it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from .web import Answer, Browser

Turn = Callable[[Browser, int], Answer]


@dataclass
class Timed:
    """What a run of one operation came to. Times in milliseconds."""

    connections: int
    seconds: float = 0.0
    times: list[float] = field(default_factory=list)
    database: list[float] = field(default_factory=list)
    statements: set[int] = field(default_factory=set)
    faults: list[int] = field(default_factory=list)

    def summary(self) -> dict[str, Any]:
        return {
            "connections": self.connections,
            "requests": len(self.times),
            "requests_per_second": round(len(self.times) / self.seconds, 1) if self.seconds else 0.0,
            "p50_ms": percentile(self.times, 50),
            "p95_ms": percentile(self.times, 95),
            "database_p50_ms": percentile(self.database, 50),
            "statements": max(self.statements, default=0),
            "statements_least": min(self.statements, default=0),
            "failed": len(self.faults),
        }


def percentile(times: list[float], share: int) -> float:
    """The time that so many in a hundred do not exceed."""
    if not times:
        return 0.0
    ordered = sorted(times)
    return round(ordered[min(len(ordered) - 1, max(0, -(-len(ordered) * share // 100) - 1))], 2)


def timed(turn: Turn, browsers: list[Browser], seconds: float, *, expected: int) -> Timed:
    """Let each browser take turn after turn for so long."""
    result = Timed(len(browsers))
    lock = threading.Lock()
    started = time.perf_counter()
    until = started + seconds

    def use(browser: Browser, number: int) -> None:
        place = number
        while time.perf_counter() < until:
            answer = turn(browser, place)
            place += len(browsers)
            with lock:
                _note(result, answer, expected)

    threads = [threading.Thread(target=use, args=(one, number)) for number, one in enumerate(browsers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    result.seconds = time.perf_counter() - started
    return result


def _note(result: Timed, answer: Answer, expected: int) -> None:
    if answer.status != expected:
        result.faults.append(answer.status)
        return
    result.times.append(answer.milliseconds)
    result.database.append(answer.database)
    result.statements.add(answer.statements)
