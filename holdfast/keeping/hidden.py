"""What stands nowhere in a copy, and which items wait for a person because they name somebody else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from holdfast.kernel.viewer import Viewer
from holdfast.records.models import Address, Child, Placement, Relationship
from holdfast.referrals.models import Referral

from .items import BLANK, Item, Section

SHORTEST = 4


def secrets(job: Viewer, child: Child) -> Iterator[str]:
    """Words that stand nowhere in a copy: confidential addresses, and whoever asked to be kept from the family."""
    for row in Address.objects.filter(partnership_id=job.here, child=child, confidential=True):
        yield from (*row.lines.splitlines(), row.postcode)
    for placed in Placement.objects.filter(partnership_id=job.here, child=child, address__confidential=True):
        yield placed.provider
    for referral in Referral.objects.filter(partnership_id=job.here, children__child_id=child.pk).distinct():
        if referral.protect_identity or referral.anonymous:
            yield from (referral.referrer_name, referral.referrer_phone, referral.referrer_email)


def scrubbed(sections: list[Section], secrets: list[str]) -> list[Section]:
    patterns = [_pattern(words) for words in secrets if len(re.sub(r"\W", "", words)) >= SHORTEST]
    if not patterns:
        return sections
    anywhere = re.compile("|".join(patterns), re.IGNORECASE)

    def clean(item: Item) -> Item:
        return replace(item, lines=tuple((label, anywhere.sub(BLANK, words)) for label, words in item.lines))

    return [Section(one.title, tuple(clean(item) for item in one.items)) for one in sections]


def _pattern(words: str) -> str:
    """The same words however they are spaced or punctuated."""
    signs = [re.escape(sign) for sign in re.sub(r"[\W_]+", "", words)]
    return r"[\W_]*".join(signs)


def marked_by_name(job: Viewer, child: Child, sections: list[Section]) -> list[Section]:
    """An item in which somebody else of the child's life is named waits for a person to read it."""
    names = {name for name in _names(job, child) if len(name) >= SHORTEST - 1}
    if not names:
        return sections
    anybody = re.compile(r"\b(?:" + "|".join(re.escape(name) for name in sorted(names)) + r")\b", re.IGNORECASE)

    def look(item: Item) -> Item:
        return item if item.others else replace(item, others=any(anybody.search(words) for _, words in item.lines))

    return [Section(one.title, tuple(look(item) for item in one.items)) for one in sections]


def _names(job: Viewer, child: Child) -> Iterator[str]:
    """First names of the people and children in the child's life, but the child's own."""
    own = {child.given.lower(), child.known_as.lower(), child.family.lower()}
    rows = Relationship.objects.filter(partnership_id=job.here, child=child).select_related("person", "other_child")
    for row in rows:
        somebody = row.person or row.other_child
        if somebody is not None:
            yield from (name for name in (somebody.given, somebody.known_as) if name and name.lower() not in own)
