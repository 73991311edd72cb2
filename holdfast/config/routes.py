"""Every address there is, with its policy: for people, for tests, and for whoever probes the walls."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from holdfast.kernel.routes import Policy

from .examples import NOTES

SURFACES = {"holdfast.desk": "desk", "holdfast.portal": "portal", "holdfast.api": "api"}
_ANY_METHODS = ("GET", "POST")


@dataclass(frozen=True)
class Route:
    """One address.

    path: its pattern. policy: the policy's name. example: a path that answers in the demonstration county, "" where there is no
    such county. note: what somebody who tries the example has to know of it; "" where it is an ordinary row.
    """

    surface: str
    path: str
    methods: list[str]
    policy: str
    public: bool
    example: str
    note: str = ""
    name: str = ""

    def printed(self) -> dict[str, Any]:
        shown = asdict(self)
        shown.pop("name")
        return shown


def patterns() -> Iterator[tuple[str, URLPattern]]:
    """Every URL pattern below the root, with its whole path."""
    yield from _walk("/", get_resolver().url_patterns)


def _walk(prefix: str, entries: list[Any]) -> Iterator[tuple[str, URLPattern]]:
    for entry in entries:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _walk(path, entry.url_patterns)
        else:
            yield path, entry


def policy_of(pattern: URLPattern) -> Policy | None:
    """The policy an address names, or None: then it is never answered, and a test fails."""
    policy: Policy | None = getattr(pattern.callback, "policy", None)
    return policy


Examples = Callable[[str, Sequence[str]], dict[str, Any]]


def all_routes(examples: Examples | None = None) -> list[Route]:
    """Every address. examples: gives demonstration values for the parameters of a route, by its name."""
    return [_route(path, pattern, examples) for path, pattern in patterns()]


def _route(path: str, pattern: URLPattern, examples: Examples | None) -> Route:
    policy, example = policy_of(pattern), _example(pattern, path, examples)
    module = getattr(pattern.callback, "__module__", "")
    return Route(
        surface=next((name for start, name in SURFACES.items() if module.startswith(start)), "desk"),
        path=path,
        methods=list(getattr(pattern.callback, "methods", _ANY_METHODS)),
        policy=policy.name if policy else "",
        public=bool(policy and policy.public),
        example=example,
        note=NOTES.get(str(pattern.name), "") if example else "",
        name=pattern.name or "",
    )


def _example(pattern: URLPattern, path: str, examples: Examples | None) -> str:
    names = re.findall(r"<(?:\w+:)?(\w+)>", path)
    if not names:
        return path
    if examples is None:
        return ""
    values = examples(str(pattern.name), names)
    if any(value is None for value in values.values()):
        return ""
    try:
        return reverse(str(pattern.name), kwargs=values)
    except NoReverseMatch:
        return ""
