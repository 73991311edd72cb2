"""Every address there is, with its policy: for people, for tests, and for whoever probes the walls."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from holdfast.kernel.routes import Policy

SURFACES = {"holdfast.desk": "desk", "holdfast.portal": "portal", "holdfast.api": "api"}
_ANY_METHODS = ("GET", "POST")


@dataclass(frozen=True)
class Route:
    """One address.

    path: its pattern. policy: the policy's name. example: a path that answers in the demonstration county, "" when a
    parameter has no demonstration value.
    """

    surface: str
    path: str
    methods: list[str]
    policy: str
    public: bool
    example: str
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


def all_routes(example_of: Callable[[str], Any] | None = None) -> list[Route]:
    """Every address. example_of: gives a demonstration value for a parameter's name, or None."""
    return [_route(path, pattern, example_of) for path, pattern in patterns()]


def _route(path: str, pattern: URLPattern, example_of: Callable[[str], Any] | None) -> Route:
    policy = policy_of(pattern)
    module = getattr(pattern.callback, "__module__", "")
    return Route(
        surface=next((name for start, name in SURFACES.items() if module.startswith(start)), "desk"),
        path=path,
        methods=list(getattr(pattern.callback, "methods", _ANY_METHODS)),
        policy=policy.name if policy else "",
        public=bool(policy and policy.public),
        example=_example(pattern, path, example_of),
        name=pattern.name or "",
    )


def _example(pattern: URLPattern, path: str, example_of: Callable[[str], Any] | None) -> str:
    names = re.findall(r"<(?:\w+:)?(\w+)>", path)
    if not names:
        return path
    if example_of is None:
        return ""
    values = {name: example_of(f"{pattern.name}.{name}") for name in names}
    if any(value is None for value in values.values()):
        return ""
    try:
        return reverse(str(pattern.name), kwargs=values)
    except NoReverseMatch:
        return ""
