"""The check itself: every finder over every part of a document, and one finding for each place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from . import addresses, dates, echoes, likeness, marks, numbers, online, places, postcodes, relations, serials, tactics
from .folding import Folded
from .lexicon import is_given
from .names import Names
from .renown import is_part_of_one, renowned
from .strangers import strangers
from .types import Finding, Hit, Known, Part

# What a record knows is looked for everywhere; what is only likely, in words that people wrote.
_DETAILS: tuple[Callable[[Folded, Known], Iterator[Hit]], ...] = (
    dates.born,
    numbers.phones,
    numbers.names_somebody,
    marks.emails,
    marks.accounts,
    online.handles,
    serials.police_records,
    serials.devices_and_cards,
    serials.labelled,
    marks.vehicles,
    postcodes.postcodes,
    addresses.addresses,
    places.named,
)
_BESIDE: tuple[Callable[[Folded, Known], Iterator[Hit]], ...] = (relations.by_relation, tactics.tactics, echoes.echoes)
_NEAR = 12  # letters that may stand between two names of one person that are shown as one finding


class Check:
    """One reader's check, made ready once and asked of many texts."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.names = Names(known)
        self.never = {who.ref: who.never for who in known.people if who.never and who.withheld}
        self.never_details: dict[tuple[str, str], str] = {}
        for one in known.details:
            if one.never and one.withheld and (one.of or one.kind == "place"):
                for kind in (one.kind, *(("postcode",) if one.postcode else ())):
                    self.never_details[kind, one.of] = one.never

    def of(self, parts: Iterable[Part]) -> list[Finding]:
        """Everything found, in the order of the document; what stands in no text comes last."""
        found = [finding for part in parts for finding in self._of_part(part)]
        return sorted(found, key=lambda one: (one.start is None, one.start or 0, one.end or 0))

    def of_text(self, text: str, where: str = "text") -> list[Finding]:
        return self.of([Part(where, text)])

    def _of_part(self, part: Part) -> Iterator[Finding]:
        folded = Folded(part.text)
        if not folded.text.strip():
            return
        for hit in _settled(folded, self._hits(folded), self._beside(folded)):
            if part.quiet and not hit.known:
                continue
            start, end = folded.span(hit.start, hit.end)
            words = part.text[start:end]
            first, last = (part.start + start, part.start + end) if part.located else (None, None)
            never = self._never(hit)
            reason = f"{hit.reason} {never}".strip()
            yield Finding(first, last, words, hit.kind, hit.known, hit.about, reason, part.where, bool(never))

    def _never(self, hit: Hit) -> str:
        """Why nobody may keep it, as the table has it for whom or what it is about."""
        if not hit.known or hit.about is None:
            return ""
        return self.never.get(hit.about, "") or self.never_details.get((hit.kind, hit.about), "")

    def _hits(self, folded: Folded) -> list[Hit]:
        named = _longest(folded, [*self.names.find(folded), *likeness.initials(folded, self.names)])
        named += likeness.misspelled(folded, self.names, named)
        of_renown = renowned(folded)
        named = [hit for hit in named if not is_part_of_one(of_renown, hit)]
        details = [hit for find in _DETAILS for hit in find(folded, self.known)]
        return [*named, *details, *strangers(folded)]

    def _beside(self, folded: Folded) -> list[Hit]:
        """What stands beside other findings in the same place: each sort by itself, so that none hides another."""
        return [hit for find in _BESIDE for hit in _longest(folded, list(find(folded, self.known)))]


def _settled(folded: Folded, hits: Sequence[Hit], beside: Sequence[Hit]) -> list[Hit]:
    """One finding for each place: what the record knows before what is only likely, the longer before the shorter."""
    kept = _longest(folded, hits)
    return [hit for hit in sorted([*_joined(folded, kept), *beside], key=lambda one: (one.start, one.end)) if not hit.allowed]


def _longest(folded: Folded, hits: Sequence[Hit]) -> list[Hit]:
    """Where findings overlap, the best: allowed and known before unknown, then the longer."""
    ranked = sorted(hits, key=lambda one: (not (one.known or one.allowed), -(one.end - one.start), one.allowed, one.start))
    kept: list[Hit] = []
    for hit in ranked:
        over = [one for one in kept if one.start < hit.end and hit.start < one.end]
        if not over:
            kept.append(hit)
        elif not hit.known and not hit.allowed:
            if len(over) == 1 and over[0].kind == hit.kind == "name" and not over[0].allowed:
                kept[kept.index(over[0])] = replace(over[0], start=min(hit.start, over[0].start), end=max(hit.end, over[0].end))
            elif all(one.known and not one.allowed for one in over) and _round(folded, hit, over):
                kept = [one for one in kept if one not in over]
                start, end = min(hit.start, over[0].start), max(hit.end, *(one.end for one in over))
                kept.append(replace(over[0], start=start, end=end))
            else:
                kept += _left_over(folded, hit, over)
    return sorted(kept, key=lambda one: one.start)


_WHOLE = frozenset(["account", "email"])


def _round(folded: Folded, hit: Hit, over: Sequence[Hit]) -> bool:
    """Whether what is only likely holds somebody of the case and more: their name in an account, or beside a strange one."""
    if not all(hit.start <= one.start and one.end <= hit.end for one in over):
        return False
    if hit.kind in _WHOLE:
        return all(one.kind in ("name", "source") for one in over)
    return hit.kind == "name" and all(one.kind in ("name", "source") and one.about == over[0].about for one in over)


def _left_over(folded: Folded, hit: Hit, over: Sequence[Hit]) -> list[Hit]:
    """An unknown name that only shares a word with one this reader may have: Tom Barnes, where Kyle Barnes is the child."""
    if hit.kind != "name" or not all(one.allowed and one.kind == "name" for one in over):
        return []
    first, last = min(one.start for one in over), max(one.end for one in over)
    before = folded.text[hit.start : first].strip().lower()
    if hit.end - last >= 4 or (first - hit.start >= 4 and (is_given(before) or hit.start)):
        return [Hit(min(hit.start, first), max(hit.end, last), hit.kind, hit.known, hit.about, hit.reason)]
    return []


def _joined(folded: Folded, hits: Sequence[Hit]) -> list[Hit]:
    """Two names of one person side by side are one finding: given name, a middle name, family name."""
    made: list[Hit] = []
    for hit in hits:
        last = made[-1] if made else None
        if (
            last is not None
            and last.kind == hit.kind == "name"
            and last.about == hit.about
            and last.known
            and hit.known
            and last.allowed == hit.allowed
            and _one_name(folded.text[last.end : hit.start])
        ):
            made[-1] = Hit(last.start, hit.end, "name", True, hit.about, last.reason, allowed=last.allowed)
        else:
            made.append(hit)
    return made


def _one_name(between: str) -> bool:
    words = between.split()
    if len(between) > _NEAR or "\n\n" in between or any(sign in between for sign in ".;:!?()"):
        return len(words) == 1 and len(words[0]) <= 2 and words[0].endswith(".") and words[0][0].isupper()
    return (not words and between.strip("\n ") in ("", ",", "-")) or (
        len(words) == 1 and words[0][0].isupper() and words[0].isalpha()
    )
