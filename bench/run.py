"""One run of the bench, from the arguments to the answer."""

from __future__ import annotations

import argparse
import json
import signal
import sys
import time
from typing import Any

from .database import scratch_database, use_django

DESCRIPTION = """Fill a scratch database with a county of so many children and measure, with one web process at 1 and at 8
connections, what people do all day: signed in, with permissions, row security and audit. The database is gone afterwards."""


def main(words: list[str]) -> int:
    """Measure and print the answer; progress goes to standard error. `disclosure` measures the check before anything leaves."""
    if words[:1] == ["disclosure"]:
        from .disclosure.run import main as measure_disclosure

        return measure_disclosure(words[1:])
    given = _arguments(words)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    started = time.monotonic()
    with scratch_database() as name:
        answer = _measured(name, given.children, given.seconds)
    answer["seconds_in_all"] = round(time.monotonic() - started, 1)
    print(json.dumps(answer, indent=1) if given.json else _table(answer))
    return 1 if any(run["failed"] for row in answer["operations"] for run in row["runs"]) else 0


def _arguments(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/bench", description=DESCRIPTION)
    parser.add_argument("--children", type=_count, default=10_000, help="how many children the county has (10000)")
    parser.add_argument("--seconds", type=float, default=8.0, help="how long each operation is measured (8)")
    parser.add_argument("--json", action="store_true", help="the answer as JSON, described in docs/reference/bench.md")
    return parser.parse_args(words)


def _count(text: str) -> int:
    if not text.isdigit() or not 100 <= int(text) <= 2_000_000:
        raise argparse.ArgumentTypeError(f"{text} is not a number of children from 100 to 2000000")
    return int(text)


def say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


def _measured(name: str, children: int, seconds: float) -> dict[str, Any]:
    use_django(name)
    from .fill import fill
    from .operations import measure_all

    say(f"Filling a county of {children} children ...")
    filled = fill(name, children)
    say(f"Filled in {filled.seconds:.0f} seconds. Measuring ...")
    return {
        "children": children,
        "referrals": filled.referrals,
        "episodes": filled.episodes,
        "fill_seconds": round(filled.seconds, 1),
        "web_processes": 1,
        "operations": measure_all(name, filled, seconds, say),
    }


def _table(answer: dict[str, Any]) -> str:
    lines = [
        f"{answer['children']} children, {answer['referrals']} referrals, {answer['episodes']} missing episodes; one web process."
    ]
    heads = f"{'':28}{'conn':>5}{'req/s':>8}{'p50 ms':>9}{'p95 ms':>9}{'SQL':>5}"
    lines.append(f"{heads}{'floor p50':>11}{'floor p95':>11}{'no walls p50':>14}{'walls cost':>12}")
    for row in answer["operations"]:
        for run in row["runs"]:
            lines.append(
                f"{row['name']:28}{run['connections']:>5}{run['requests_per_second']:>8}{run['p50_ms']:>9}{run['p95_ms']:>9}"
                f"{run['statements']:>5}{row['floor']['p50_ms']:>11}{row['floor']['p95_ms']:>11}"
                f"{row['floor']['without_walls_p50_ms']:>14}{row['floor']['row_security_ms']:>12}"
            )
    return "\n".join(lines)
