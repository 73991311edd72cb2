"""The two ways to the same pages: signed in, and without an account."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse

from holdfast.referrals.models import Draft


@dataclass(frozen=True)
class Way:
    """Where the pages of a draft are for this writer."""

    public: bool
    draft_id: UUID

    @property
    def layout(self) -> str:
        return "ui/public.html" if self.public else "ui/page.html"

    @property
    def home(self) -> str:
        return reverse("refer-start") if self.public else reverse("my-referrals")

    def to(self, name: str, key: str = "") -> str:
        """The address of one of the draft's pages."""
        known = {"draft_id": self.draft_id, **({"key": key} if key else {})}
        return reverse(f"{'visitor' if self.public else 'draft'}-{name}", kwargs=known)

    def page(self, key: str) -> str:
        return self.to("page", key)


def way_of(draft: Draft, *, public: bool) -> Way:
    return Way(public, draft.pk)


def site_of(request: HttpRequest) -> str:
    """The address that links in messages begin with, as this visitor reached it."""
    return request.build_absolute_uri("/").rstrip("/")
