"""Where people who work here live, kept so that it can be compared and not read."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.utils.crypto import salted_hmac

from holdfast.kernel.viewer import Viewer
from holdfast.rules import identifiers

from .models import StaffHome
from .visibility import visible


def fingerprint(key: str) -> str:
    """A keyed hash: the same place gives the same one here, and nobody reads the place from it."""
    return salted_hmac("holdfast.staff-home", key, algorithm="sha256").hexdigest()


def same_places(keys: Iterable[str], home: StaffHome) -> set[str]:
    """Which of these places are the home."""
    held = home.all_keys
    return {key for key in keys if fingerprint(key) in held}


def places_by_postcode(postcode: str) -> set[str]:
    """A postcode as it is compared, where no more of the address is known; none where it is no postcode."""
    read = identifiers.postcode(postcode)
    return {f"p:{read.replace(' ', '')}"} if read else set()


def home_of(viewer: Viewer, user_id: UUID) -> StaffHome | None:
    return visible(viewer, StaffHome).filter(user_id=user_id).first()
