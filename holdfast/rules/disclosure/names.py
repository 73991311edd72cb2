"""Finds the people whom the record knows, however their names are written."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

import ahocorasick

from .calling import is_asked_after, is_called, is_doing, is_there
from .context import TIMES, is_elsewhere, is_somebody
from .folding import Folded, Squeezed, Token
from .lexicon import ordinary
from .lexicon.vocabulary import HERS, HIS, KIN, LAND, ORGANISATIONS, STREETS, SURE_STREETS, TITLES
from .types import Hit, Known, Somebody
from .writings import ALIAS, FAMILY, GIVEN, INITIALLED, LED, NICKNAME, WHOLE, Form, forms

# What a person has; and the words beside kin that only say a name.
THEIRS = frozenset(["house", "flat", "home", "address", "phone", "number", "car", "room", "birthday", "family", "parents"])
NAMING = frozenset(["called", "named", "nicknamed", "alias", "aka"])
_INNER = re.compile(r"['\-.]?|\s?-\s?|\n")
_BETWEEN = re.compile(r"[\s,.\-_/]*")
_LETTER_BY_LETTER = re.compile(r"[\s.\-*_]{0,3}")


@dataclass
class Names:
    """All the ways of writing the people of one case, ready to be looked for."""

    known: Known
    forms: dict[str, list[Form]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for who in self.known.people:
            for letters, form in forms(who):
                self.forms[letters].append(form)

    @cached_property
    def machine(self) -> ahocorasick.Automaton:
        made = ahocorasick.Automaton()
        for letters in self.forms:
            made.add_word(letters, letters)
        made.make_automaton()
        return made

    @cached_property
    def single_words(self) -> dict[str, list[Form]]:
        """Each word of a name alone, for misspellings."""
        return {word: forms for word, forms in self.forms.items() if any(not one.breaks for one in forms)}

    def find(self, folded: Folded) -> Iterator[Hit]:
        if not self.forms:
            return
        squeezed = folded.squeezed
        tokens = folded.tokens
        by_start = {token.start: number for number, token in enumerate(tokens)}
        for last, letters in self.machine.iter(squeezed.text):
            start, end = last - len(letters) + 1, last + 1
            forms = self.forms[letters]
            hit = self._hit(squeezed, start, end, forms, tokens, by_start)
            if hit is not None:
                yield hit

    def _hit(
        self, squeezed: Squeezed, start: int, end: int, forms: list[Form], tokens: list[Token], by_start: dict[int, int]
    ) -> Hit | None:
        whole = [one for one in forms if one.kind == WHOLE]
        edges = _edges_hold(squeezed, start, end)
        if not edges and not (whole and end - start >= 9):
            return None
        fitting = [one for one in forms if _joins(squeezed, start, end, one)]
        if not fitting:
            return None
        first, last = squeezed.span(start, end)
        number = by_start.get(first)
        by_letter = _by_letter(squeezed, start, end)
        standing = [one for one in fitting if by_letter or self._stands(one, squeezed, start, end, tokens, number)]
        if number and tokens[number - 1].base in TITLES:
            standing = _so_titled(standing, tokens[number - 1].base, self.known.child)
        return _hit_of(standing, first, last)

    def _stands(self, form: Form, squeezed: Squeezed, start: int, end: int, tokens: list[Token], number: int | None) -> bool:
        letters = squeezed.text[start:end]
        if form.kind in (WHOLE, LED):
            first, last = squeezed.span(start, end)
            words = squeezed.folded.text[first:last]
            return words != words.lower() or not all(ordinary(word) for word in re.findall("[a-z]+", words)) or _both(words)
        if number is None:
            return form.kind in (ALIAS, GIVEN, FAMILY) and len(letters) >= 4 and not ordinary(letters)
        token = tokens[number]
        if form.kind == INITIALLED:
            return _initial_stands(squeezed, start, end)
        if form.kind == ALIAS and form.breaks:
            said = re.findall("[a-z]+", squeezed.folded.lower[token.start :][:40])[: len(form.breaks) + 1]
            return token.capital or not all(ordinary(word) and (len(word) > 1 or word in "ai") for word in said)
        if _names_a_place(tokens, number) or is_elsewhere(tokens, number) or _is_the_street(form, tokens, number):
            return False
        if len(letters) <= 2 and not (token.capital and (form.kind != NICKNAME or token.tells)):
            return form.kind == ALIAS and not token.capital and not ordinary(letters) and is_called(tokens, number)
        if ordinary(letters) and token.base == letters + "s" and ordinary(token.base) and not token.possessive:
            # "Grants:" is no family; "the Grants" and "Graces mum" are.
            led = bool(number) and tokens[number - 1].base == "the" and token.tells and form.kind == FAMILY
            return led or _of_theirs(tokens, number, letters)
        if ordinary(letters):
            if form.kind != NICKNAME and (_of_theirs(tokens, number, letters) or _a_value(squeezed, token)):
                return True
            if form.kind != NICKNAME and token.capital and token.base not in TIMES and squeezed.folded.fills_a_cell(token):
                return True
            if form.kind == ALIAS and not token.capital and is_called(tokens, number):
                return True
            if form.kind != FAMILY and not token.capital and token.base not in TIMES and self._is_spoken_of(tokens, number):
                return True
            if form.kind != FAMILY and token.base not in TIMES and is_there(tokens, number):
                return True
            return is_somebody(tokens, number, sure=form.kind != NICKNAME)
        return form.kind != NICKNAME or token.capital

    def _is_spoken_of(self, tokens: list[Token], number: int) -> bool:
        """In small letters, where only somebody can stand: asked after, doing what people do, or beside somebody else's name."""
        if is_asked_after(tokens, number) or is_doing(tokens, number):
            return True
        for one, other in ((number - 1, number - 2), (number + 1, number + 2)):
            if 0 <= other < len(tokens) and one >= 0 and tokens[one].base == "and" and not tokens[max(number, one, other)].opens:
                word = tokens[other].base
                if len(word) > 2 and not ordinary(word) and any(form.kind != FAMILY for form in self.single_words.get(word, ())):
                    return True
        return False


def _so_titled(forms: list[Form], title: str, child: str) -> list[Form]:
    """Who can be meant by "Mr Watkins": the father, where the grandmother and the child bear the same name."""
    other = {"mr": HERS, "mrs": HIS, "ms": HIS, "miss": HIS}.get(title, frozenset())
    left = [one for one in forms if not set(one.who.role.lower().replace("_", " ").split()) & other]
    left = [one for one in left if one.who.ref != child or title not in ("mr", "mrs", "ms")]
    return left if other and left else forms


def _both(words: str) -> bool:
    """ "dean chase": a given and a family name side by side in small letters; not "will may" and "may grant", which are verbs."""
    said = words.split()
    return len(said) == 2 and said[0] not in ("will", "may", "can", "might") and said[1] not in ("will", "may")


def _initial_stands(squeezed: Squeezed, start: int, end: int) -> bool:
    """ "Kyle B", "Kyle B.", "KyleB"; not "Grace I think"."""
    text, place = squeezed.folded.text, squeezed.places[end - 1]
    if not (text[place].isupper() and text[squeezed.places[start]].isupper()):
        return False
    if text[place + 1 : place + 2] == "'":
        return False
    dotted = text[place + 1 : place + 2] == "."
    return (dotted or text[place] not in "AI") and squeezed.gap(end - 1) in ("", " ", "-")


def _of_theirs(tokens: list[Token], number: int, letters: str) -> bool:
    """ "Graces mum": a possessive whose apostrophe was left out, before what is theirs."""
    token = tokens[number]
    if not token.capital or token.base != letters + "s" or number + 1 >= len(tokens):
        return False
    after = tokens[number + 1]
    return after.start - token.end == 1 and (after.base in THEIRS or (after.base in KIN and after.base not in NAMING))


def _a_value(squeezed: Squeezed, token: Token) -> bool:
    """{"name": "Grace"}: alone between quotation marks, as programs keep a name."""
    text = squeezed.folded.text
    quote = text[max(0, token.start - 1) : token.start]
    before = text[max(0, token.start - 4) : max(0, token.start - 1)].rstrip()
    return token.capital and quote in ("'", '"') and text[token.end : token.end + 1] == quote and before[-1:] in (*":=,[(",)


def _is_the_street(form: Form, tokens: list[Token], number: int) -> bool:
    """ "Plough Lane", "Dean Hill": the last word of a road's name, where it is a family name too."""
    here = tokens[number]
    if form.kind != FAMILY or here.base not in STREETS or not number or here.possessive:
        return False
    before = tokens[number - 1]
    near = here.start - before.end == 1 and not here.opens
    return near and before.capital and before.base not in TITLES and before.base != form.who.given.lower()


def _names_a_place(tokens: list[Token], number: int) -> bool:
    """ "Barnes Road", "Hargreaves House": a road or an organisation, not the person; "Barnes's house" is theirs."""
    if tokens[number].possessive or number + 1 >= len(tokens):
        return False
    after = tokens[number + 1]
    near = after.start - tokens[number].end == 1
    return near and after.capital and not (after.shouted or after.opens) and (after.base in SURE_STREETS | ORGANISATIONS | LAND)


def _edges_hold(squeezed: Squeezed, start: int, end: int) -> bool:
    if start not in squeezed.starts:
        return False
    if end - 1 in squeezed.ends:
        return True
    # A possessive or a plural whose apostrophe was left out.
    tail = squeezed.text[end : end + 2]
    if end - start < 4 and ordinary(squeezed.text[start : end + 1]):
        return False
    return (tail[:1] == "s" and end in squeezed.ends) or (
        tail == "es" and end + 1 in squeezed.ends and squeezed.text[end - 1] in "sxz"
    )


def _by_letter(squeezed: Squeezed, start: int, end: int) -> bool:
    """K y l e, K-Y-L-E: every letter apart from the next."""
    gaps = [squeezed.gap(place) for place in range(start + 1, end)]
    return len(gaps) >= 3 and all(gap and _LETTER_BY_LETTER.fullmatch(gap) for gap in gaps)


def _joins(squeezed: Squeezed, start: int, end: int, form: Form) -> bool:
    """Whether what stands between the letters is what may stand there in this name."""
    if _by_letter(squeezed, start, end):
        return True
    text = squeezed.folded.text
    for place in range(start + 1, end):
        gap = squeezed.gap(place)
        if not gap:
            continue
        if place - start in form.breaks:
            if not _BETWEEN.fullmatch(gap) or (". " in gap and place - start > 2) or gap.count("\n") > 1:
                return False
        elif gap == " ":
            if end - start < 6 or not _odd_piece(squeezed, start, end):
                return False
        elif (
            not _INNER.fullmatch(gap)
            or (gap == "\n" and end - start < 6)
            or (gap == "." and text[squeezed.places[place]].isupper() and end - start > 3)
        ):
            return False
    return True


def _odd_piece(squeezed: Squeezed, start: int, end: int) -> bool:
    """Whether a word broken by a space has a piece that is no word: "Har greaves"."""
    first, last = squeezed.span(start, end)
    return any(not ordinary(piece) for piece in squeezed.folded.lower[first:last].split() if len(piece) > 2)


def _hit_of(standing: list[Form], start: int, end: int) -> Hit | None:
    if not standing:
        return None
    allowed = [one for one in standing if one.who.own]
    withheld = [one for one in standing if not one.who.own]
    if allowed and not (withheld and all(one.kind == NICKNAME for one in allowed) and any(o.kind != NICKNAME for o in withheld)):
        return Hit(start, end, "name", known=True, about=allowed[0].who.ref, allowed=True)
    best = min(withheld, key=lambda one: (one.kind == NICKNAME, not one.who.source))
    return Hit(start, end, "source" if best.who.source else "name", True, best.who.ref, why(best.who))


def why(who: Somebody) -> str:
    if who.source:
        return "Somebody who told us something, and who is protected. This reader must not learn of them."
    what = f" ({who.role.replace('_', ' ')})" if who.role else ""
    return f"Somebody in this case{what} whom this reader may not be told about."
