"""Every address names its policy. A view without one is never called."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, path

from .viewer import Viewer

View = Callable[..., HttpResponseBase]


def viewer_of(request: HttpRequest) -> Viewer:
    """Who is looking, as found at the door before any view was called."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    return viewer


@dataclass(frozen=True)
class Policy:
    """Who may call an address at all. What they see there is decided row by row, by `visible`.

    name: stable key, printed by `routes`.
    public: open to people who have not signed in.
    grant: the grant a signed-in person needs; "" when being signed in is enough.
    own_account: open to whoever has an account, before they hold a post and before they have taken a second step.
    """

    name: str
    public: bool = False
    grant: str = ""
    own_account: bool = False

    def allows(self, viewer: Viewer) -> bool:
        if self.public:
            return True
        if not viewer.is_person:
            return False
        if self.own_account:
            return True
        if viewer.partnership_id is None:
            return False
        return not self.grant or viewer.may(self.grant)


PUBLIC = Policy("public", public=True)
SIGNED_IN = Policy("signed-in")
OWN_ACCOUNT = Policy("own-account", own_account=True)


def needs(grant: str) -> Policy:
    """Open to signed-in people one of whose roles carries the grant."""
    return Policy(f"grant:{grant}", grant=str(grant))


def route(
    pattern: str, view: View, *, name: str, policy: Policy, methods: tuple[str, ...] = ("GET",), **kwargs: Any
) -> URLPattern:
    """A URL pattern that carries its policy and its methods.

    methods: what the view answers; GET brings HEAD with it. Anything else is 405.
    kwargs: passed to the view.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kw: Any) -> HttpResponseBase:
        return view(request, *args, **kw)

    guarded.policy = policy  # type: ignore[attr-defined]
    guarded.methods = methods  # type: ignore[attr-defined]
    return path(pattern, guarded, kwargs or None, name=name)
