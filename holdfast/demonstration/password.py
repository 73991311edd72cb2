"""The one password of a demonstration's invented people: made from the system's own key, so that no two systems share it."""

from __future__ import annotations

import hashlib
import hmac

from django.conf import settings

_WORDS = (
    "amber", "anchor", "apple", "badger", "barley", "beacon", "birch", "bramble", "bridge", "candle", "cedar", "clover",
    "copper", "coral", "cricket", "daisy", "ember", "falcon", "feather", "fern", "forest", "garden", "ginger", "harbour",
    "hazel", "heather", "heron", "ivory", "juniper", "kestrel", "lantern", "linen", "maple", "meadow", "mellow", "nutmeg",
    "oak", "orchard", "otter", "pebble", "plum", "poppy", "quartz", "raven", "river", "robin", "saddle", "saffron",
    "silver", "sparrow", "spruce", "summer", "thistle", "timber", "tulip", "velvet", "walnut", "willow", "winter", "wren",
)  # fmt: skip


def password() -> str:
    """Three words and a number, the same whenever this system is asked."""
    digest = hmac.new(settings.SECRET_KEY.encode(), b"holdfast.demonstration.password", hashlib.sha256).digest()
    words = [_WORDS[digest[place] % len(_WORDS)] for place in range(3)]
    return "-".join([*words, str(1000 + int.from_bytes(digest[3:5], "big") % 9000)])
