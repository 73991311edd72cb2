"""Finds names that the record of this case does not know, by their shape and by what is around them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .context import TIMES, is_a_car, is_elsewhere, is_somebody
from .folding import Folded, Token
from .lexicon import family, given, is_name, is_place, ordinary, words
from .lexicon.vocabulary import (
    ALSO_FAMILY,
    BESIDE_PEOPLE,
    COPULAS,
    DAYS,
    DETERMINERS,
    FESTIVALS,
    GREETINGS,
    KIN,
    MONTHS,
    ORGANISATIONS,
    PERSONAL_VERBS,
    PLACES,
    POSTS,
    PRACTICE,
    SHORT_MONTHS,
    SPEAKING,
    STREETS,
    SURE_STREETS,
    TITLES,
    TWO_NAMED,
)
from .renown import is_renowned, is_round_one, is_spoken_of, renowned
from .types import Hit

REASON = "A name to check."
_PARTICLES = frozenset(["de", "da", "di", "van", "von", "der", "den", "la", "le", "el", "al", "bin", "ibn", "mac", "st", "ap"])
# "mrs thackeray", written without capitals.
_TITLED = re.compile(r"(?<![\w'])(?:mr|mrs|ms|miss|dr)\.? ([a-z][a-z'\-]{2,24})(?![\w'])")
_TITLE_INITIAL = re.compile(r"(?<![\w'])(?:[Mm]rs?|[Mm]s|[Mm]iss|MRS?|MS|MISS)\.? ([A-Z](?:\.(?! ?[A-Z][a-z]))?)(?![\w'])")
_NUMBERED = re.compile(r" (?:[Rr]ef(?:erence)?|[Nn]umber|[Nn]o|ID|id|[Ll]og)\b\.?:? ?[A-Z]{0,4}\d")
# "paediatrician", "radiologist": what somebody does.
_TRADES = ("ician", "ologist", "iatrist", "apist")


def strangers(folded: Folded) -> Iterator[Hit]:
    """Runs of words in capitals that read as somebody. The record is not asked: one who is on another case reads the same."""
    tokens = folded.tokens
    known_to_all = renowned(folded)
    number = 0
    while number < len(tokens):
        run = _run(folded, tokens, number)
        if not run:
            number += 1
            continue
        yield from (
            hit
            for hit in _in_run(folded, tokens, number, run)
            if not _is_of_a_number(folded, hit)
            and not is_renowned(known_to_all, hit)
            and not is_round_one(folded, known_to_all, hit)
        )
        number += run
    for found in _TITLED.finditer(folded.text):
        word = found[1].removesuffix("'s")
        if word not in _COMMON | KIN and not (found.group().startswith("miss") and ordinary(word)):
            yield Hit(found.start(1), found.end(1) - (2 if found[1].endswith("'s") else 0), "name", False, None, REASON)
    for found in _TITLE_INITIAL.finditer(folded.text):
        yield Hit(found.start(), found.end(), "name", False, None, REASON)


def _is_of_a_number(folded: Folded, hit: Hit) -> bool:
    """The letters of "18KX-PKJP", and the system of "CRIS ref 22/1": capitals of some number, and nobody's name."""
    if not folded.text[hit.start : hit.end].isupper():
        return False
    touched = folded.text[max(hit.start - 1, 0) : hit.start] + folded.text[hit.end : hit.end + 1]
    numbered = hit.end - hit.start <= 5 and _NUMBERED.match(folded.text, hit.end) is not None
    return numbered or any(sign.isdigit() for sign in touched)


def _run(folded: Folded, tokens: list[Token], number: int) -> int:
    """How many words in capitals follow one another from here."""
    count = 0
    while number + count < len(tokens):
        token = tokens[number + count]
        if count and not _follows(folded, tokens[number + count - 1], token):
            break
        if (token.start and folded.text[token.start - 1].isdigit()) or folded.text[token.end : token.end + 1].isdigit():
            break  # a part of a postcode
        if not token.capital:
            particle = count and token.base in _PARTICLES and number + count + 1 < len(tokens)
            if not (particle and tokens[number + count + 1].capital):
                break
        count += 1
    return count


def _follows(folded: Folded, before: Token, here: Token) -> bool:
    """Whether two words belong to one name: a space, a hyphen, or the end of a wrapped line between them."""
    between = folded.text[before.end : here.start]
    if before.possessive or (here.opens and "\n" in between and between != "\n"):
        return False
    if between in (" ", "-", "'", "\n", " \n"):
        return "\n" not in between or not here.opens
    return between == ". " and (len(before.text) == 1 or before.base in TITLES)


def _in_run(folded: Folded, tokens: list[Token], first: int, count: int) -> Iterator[Hit]:
    run = list(range(first, first + count))
    titled = [number for number in run if tokens[number].base in TITLES and tokens[number].text != tokens[number].text.upper()]
    titled += [number for number in run if tokens[number].base in ("pc", "dc", "ds", "di", "dci", "dcs")]
    if titled:
        start = titled[0] + 1
        while start < first + count and tokens[start].base in TITLES:
            start += 1
        rest = [number for number in range(start, first + count) if tokens[number].base not in ORGANISATIONS or number == start]
        if rest and tokens[rest[0]].base in _COMMON:
            return
        if (rest and tokens[start].base not in KIN and len(tokens[start].text) > 1) or len(rest) > 1:
            yield _hit(tokens[rest[0]], tokens[rest[-1]])
        return
    if tokens[run[0]].base in ("st", "saint", "king", "queen", "pope") and len(run) > 1:
        return  # a church, a school or a road; somebody of the case is found without this
    while run and (_plain(tokens[run[0]]) or _opening_word(tokens, run)) and not _leads_a_family_name(tokens, run):
        run = run[1:]
    while run and _plain(tokens[run[-1]]) and not _behind_a_given_name(tokens, run):
        run = run[:-1]
    if (
        not run
        or (len(run) == 1 and _ends_a_title(tokens, first, run[0]))
        or _is_place_or_organisation(tokens, run, first + count)
    ):
        return
    if len(run) == 1:
        if not is_spoken_of(folded, tokens, run[0], run[0]) and _one_word(folded, tokens, run[0]):
            yield _hit(tokens[run[0]], tokens[run[0]])
        return
    if not is_spoken_of(folded, tokens, run[0], run[-1]):
        yield from _several(folded, tokens, run)


def _behind_a_given_name(tokens: list[Token], run: list[int]) -> bool:
    """ "Reece Tallboys": a word that is in no list of names, where only a family name can stand."""
    if len(run) != 2:
        return False
    first, last = tokens[run[0]], tokens[run[1]]
    if not (first.base in given() and is_name(first.base)) or last.titled or last.shouted or len(last.text) < 3:
        return False
    return not (
        last.base in _COMMON
        or last.base in DAYS | MONTHS | SHORT_MONTHS | GREETINGS | PRACTICE | ORGANISATIONS | STREETS | KIN | PLACES | COPULAS
        or _is_trade(last.base)
    )


def _ends_a_title(tokens: list[Token], first: int, last: int) -> bool:
    """ "the School Uniform Grant", "Family Centre": a word that is a name too, behind capitals that are none."""
    word = tokens[last].base
    if last == first or not (ordinary(word) or word in ORGANISATIONS or _is_trade(word)):
        return False
    before = tokens[last - 1]
    led = before.opens or before.base in DAYS | MONTHS | TITLES | KIN | GREETINGS or before.base in _COMMON
    return not led and ordinary(before.base)


def _is_trade(word: str) -> bool:
    return word.endswith(_TRADES)


def _plain(token: Token) -> bool:
    """A word that is no part of a name at the edge of a run: "On Monday", "The Mother"."""
    word = token.base
    if (
        word in DAYS
        or word in SHORT_MONTHS
        or word in GREETINGS
        or word in PRACTICE
        or word in ("i", "i'm", "i've", "i'd", "i'll")
    ):
        return True
    if word in MONTHS:
        return True
    return (ordinary(word) and word not in given() and word not in family()) or word in _COMMON


_COMMON = frozenset(
    [
        "the",
        "a",
        "an",
        "this",
        "that",
        "these",
        "those",
        "he",
        "she",
        "it",
        "we",
        "they",
        "you",
        "i",
        "my",
        "your",
        "his",
        "her",
        "its",
        "our",
        "their",
        "and",
        "or",
        "but",
        "if",
        "when",
        "while",
        "then",
        "there",
        "here",
        "what",
        "who",
        "why",
        "how",
        "where",
        "on",
        "in",
        "at",
        "by",
        "of",
        "for",
        "to",
        "from",
        "with",
        "as",
        "is",
        "was",
        "are",
        "were",
        "be",
        "been",
        "has",
        "have",
        "had",
        "do",
        "does",
        "did",
        "not",
        "no",
        "yes",
        "so",
        "all",
        "any",
        "some",
        "many",
        "more",
        "most",
        "much",
        "such",
        "same",
        "other",
        "another",
        "each",
        "every",
        "both",
        "also",
        "only",
        "very",
        "just",
        "now",
        "new",
        "old",
        "good",
        "well",
        "still",
        "even",
        "man",
        "see",
        "love",
        "see",
    ]
)


def _leads_a_family_name(tokens: list[Token], run: list[int]) -> bool:
    """ "Blackett-Jones", "Persephone Blackett-Jones": a seldom word that is joined to a family name, or stands before one."""
    first, after = tokens[run[0]], run[1:]
    if not after or first.titled or first.shouted or first.possessive or first.base in POSTS | PRACTICE | ORGANISATIONS | KIN:
        return False
    if tokens[after[0]].hyphened:
        return tokens[after[0]].base in family()
    double = len(after) > 1 and tokens[after[1]].hyphened and tokens[after[1]].base in family()
    alone = len(after) == 1 and tokens[after[0]].base in family() and not ordinary(tokens[after[0]].base)
    return (double or alone) and words().get(first.base, 0) < _SELDOM


_SELDOM = 300  # times in the word list


def _opening_word(tokens: list[Token], run: list[int]) -> bool:
    """The first word of a sentence with a name behind it: "Yesterday Kyle", "Will Grace"."""
    first = tokens[run[0]]
    return (
        first.opens
        and ordinary(first.base)
        and not is_somebody(tokens, run[0])
        and len(run) > 1
        and not (first.base in given() and tokens[run[1]].base in family() and tokens[run[1]].base not in given())
    )


def _is_place_or_organisation(tokens: list[Token], run: list[int], after: int) -> bool:
    """ "West Mercia Police", "Hereford Sixth Form College", "Bromyard Road"."""
    kept = [tokens[number] for number in run]
    if (
        len(kept) > 2
        and not ordinary(kept[0].base)
        and not is_place(kept[0].base)
        and kept[-1].start - kept[-2].end == 1
        and kept[-1].hyphened
    ):
        return False
    if all(one.base in PLACES or one.base in STREETS for one in kept):
        return True
    following = [tokens[number] for number in range(run[-1] + 1, min(after, run[-1] + 4))]
    whole = kept + following
    if any(one.base in ORGANISATIONS for one in whole[1:]) and not _starts_with_person(kept):
        return True
    if len(kept) > 1 and kept[-1].base in SURE_STREETS:
        return True
    return bool(following) and following[0].base in SURE_STREETS


def _starts_with_person(kept: list[Token]) -> bool:
    """A given name and a family name stand first: "Jane Smith House" is rare, "Jane Hall" is somebody."""
    return len(kept) == 2 and is_name(kept[0].base) and kept[0].base in given() and kept[1].base in family()


def _one_word(folded: Folded, tokens: list[Token], number: int) -> bool:
    token = tokens[number]
    word = token.base
    if is_elsewhere(tokens, number) or is_a_car(tokens, number) or _is_told(tokens, number):
        return False
    if (len(word) < 3 and not is_name(word)) or is_place(word) or word in PRACTICE | DAYS | STREETS | POSTS:
        return False
    if token.text.isupper() and len(token.text) <= 5 and not token.shouted and not (word in given() and len(word) > 3):
        return False
    led = number > 0 and tokens[number - 1].base in KIN and not tokens[number - 1].possessive
    followed = number + 1 < len(tokens) and tokens[number + 1].base in PERSONAL_VERBS
    if number and tokens[number - 1].base == "the" and token.tells and word.endswith("s") and word[:-1] in family():
        return is_name(word[:-1]) and not is_place(word[:-1])  # "the Prossers"
    if ordinary(word):
        if word not in given() and word not in family():
            return False
        if word in TIMES or (not token.tells and not followed):
            return word in given() and (led or followed) and is_somebody(tokens, number)
        return ((word in given() and given()[word] >= 3) or led) and is_somebody(tokens, number)
    if is_name(word):
        if token.titled or token.shouted:
            return word in given() and len(word) > 3
        if word not in given() and not token.tells and not followed and not token.possessive:
            return family()[word] > 30 and words().get(word, 0) < 50
        return True
    # Neither a word nor a name that we know: Zbigniew, or something made up.
    if not (word.isalpha() and len(word) > 2 and token.text[1:].islower()):
        return False
    if _behind_a_label(folded, tokens, number) or (token.tells and _as_people_stand(folded, tokens, number)):
        return True
    by_post = bool(number) and tokens[number - 1].base in POSTS and folded.text[tokens[number - 1].end : token.start] == " "
    return len(word) > 3 and (led or followed or token.possessive or by_post)


_LABELS = frozenset(
    ["staff", "chair", "present", "apologies", "attended", "minutes", "worker", "parent", "signed", "name", "contact"]
)


def _behind_a_label(folded: Folded, tokens: list[Token], number: int) -> bool:
    """ "Staff: Gwenllian, Bev": alone behind a word that asks for somebody."""
    if not number or tokens[number - 1].base not in _LABELS:
        return False
    between = folded.text[tokens[number - 1].end : tokens[number].start]
    return between.strip() == ":" and folded.text[tokens[number].end : tokens[number].end + 1] in (",", ".", ";", "\n", "")


def _as_people_stand(folded: Folded, tokens: list[Token], number: int) -> bool:
    """ "told Faduma", "Aled, Faduma and Bela": where somebody is spoken of, or beside a name in a list."""
    if number and tokens[number - 1].base in BESIDE_PEOPLE:
        return True
    before = tokens[number - 1].base if number else ""
    following = tokens[number + 1].base if number + 1 < len(tokens) else ""
    named_after = tokens[number - 2].base if number > 1 else ""
    if before in ("as", "is", "was") and (
        named_after in ("name", "himself", "herself") or (before != "as" and named_after in KIN)
    ):
        return True
    if before == "of" and named_after in KIN:
        return True
    if before in ("about", "that") or (following in COPULAS and before not in DETERMINERS | {"and", "of"}):
        return True
    if number > 1 and tokens[number - 1].base in ("to", "by", "for", "from", "that") and tokens[number - 2].base in SPEAKING:
        return True
    beside = [tokens[number - 1]] if number and folded.text[tokens[number - 1].end : tokens[number].start] == ", " else []
    beside += [tokens[number - 2]] if number > 1 and tokens[number - 1].base in ("and", "or", "or") else []
    if number + 2 < len(tokens) and tokens[number + 1].base in ("and", "or"):
        beside.append(tokens[number + 2])
    return any(one.capital and is_name(one.base) and not is_place(one.base) for one in beside)


def _is_told(tokens: list[Token], number: int) -> bool:
    """Feasts, trades, shops, churches, and words among others of their sort: "Maths, Art and Drama"."""
    word = tokens[number].base
    if word in FESTIVALS or _is_trade(word) or f"{word}'s" in PRACTICE:
        return True
    if number and tokens[number - 1].base in ("st", "saint") and tokens[number - 1].capital:
        return True
    if number > 1 and tokens[number - 1].base == "and" and (tokens[number - 2].base, word) in TWO_NAMED:
        return True
    return ordinary(word) and tokens[number].tells and _among_words(tokens, number)


def _among_words(tokens: list[Token], number: int) -> bool:
    beside = []
    if number and tokens[number].start - tokens[number - 1].end == 2:
        beside.append(tokens[number - 1])
    if number + 2 < len(tokens) and tokens[number + 1].base in ("and", "or"):
        beside.append(tokens[number + 2])
    return len(beside) == 2 and all(one.capital and _plain(one) and one.base not in _COMMON for one in beside)


def _several(folded: Folded, tokens: list[Token], run: list[int]) -> Iterator[Hit]:
    kept = [tokens[number] for number in run]
    initial = [one for one in kept if len(one.text) == 1]
    nameish = [one for one in kept if is_name(one.base) or one.base in ALSO_FAMILY]
    unknown = [
        one for one in kept if len(one.text) > 2 and not ordinary(one.base) and not is_place(one.base) and one not in nameish
    ]
    first, last = kept[0], kept[-1]
    if first.titled or first.shouted:
        likely = first.base in given() and bool(nameish)
        likely = likely and (last in nameish or bool(unknown) or (is_name(first.base) and last.base in family()))
    elif first.base in given() and (last.base in family() or unknown or initial):
        likely = bool(nameish) or bool(unknown) or (not first.opens and is_somebody(tokens, run[0]) and not is_place(last.base))
    else:
        likely = bool(nameish) or (bool(unknown) and (not first.opens or len(unknown) > 1))
    if not likely:
        return
    if len(kept) > 4:
        for one in nameish:
            yield _hit(one, one)
        return
    yield _hit(first, last)


def _hit(first: Token, last: Token) -> Hit:
    return Hit(first.start, last.end - (2 if last.possessive else 0), "name", False, None, REASON)
