"""Whether a word that is also a name stands for somebody here: decided by what is around it, and looked at when in doubt."""

from __future__ import annotations

from collections.abc import Sequence

from .folding import Token
from .lexicon import family, given, is_name, ordinary
from .lexicon.vocabulary import (
    ALSO_PLACES,
    BEFORE_A_NAME,
    CARS,
    COLOURS,
    COPULAS,
    DAYS,
    DETERMINERS,
    KIN,
    LAND,
    MONTHS,
    ORGANISATIONS,
    PERSONAL_VERBS,
    PLACES,
    PRONOUNS,
    SEASONS,
    SURE_STREETS,
    TITLES,
    TRAVELS,
)

TIMES = MONTHS | SEASONS
# Words that also join two sentences: "agreed that Amber should".
_JOINING = frozenset({"that", "what", "which", "whose", "any"})
# Verbs that something must follow.
_NEVER_LAST = frozenset({"will", "may"})
_PARTS_OF_A_MONTH = frozenset(["start", "beginning", "end", "middle", "month", "months", "week", "weeks", "out", "rest", "part"])
_AFTER_A_MONTH = frozenset(["to", "until", "till", "onwards", "onward", "this", "last", "next", "through"])
_BEFORE_A_MONTH = frozenset(
    [
        "in",
        "by",
        "during",
        "since",
        "until",
        "till",
        "early",
        "late",
        "mid",
        "last",
        "next",
        "this",
        "end",
        "start",
        "beginning",
        "of",
        "from",
        "on",
        "before",
        "after",
    ]
)
# Forms that follow no "will" and no "may": "will said so" is somebody.
_AFTER_NO_MODAL = frozenset(
    [one for one in PERSONAL_VERBS if one.endswith(("s", "ed"))]
    + ["said", "told", "went", "came", "left", "met", "knew", "thought", "felt", "rang", "sent", "gave", "got", "took", "drove",
       "bought", "sold", "stole", "ran", "slept", "spoke", "hung", "brought", "heard", "kept", "made"]
)  # fmt: skip
_THEM = frozenset(["her", "him", "me", "she", "he", "them", "you", "us"])
# Words that stand first in a sentence as verbs: what follows says so.
_OPENERS = {
    "will": PRONOUNS | DETERMINERS | {"anyone", "somebody", "someone", "everyone", "there", "be"},
    "may": PRONOUNS | DETERMINERS | {"be", "have"},
    "hope": PRONOUNS | DETERMINERS | {"to", "for", "all", "everyone", "everything", "of"},
    "mark": DETERMINERS | {"as", "down", "up"},
    "grant": DETERMINERS | PRONOUNS,
    "rose": {"to", "from", "by", "up"},
    "grace": {"period"},
    "bill": {"payment", "payments"},
}


def is_somebody(tokens: Sequence[Token], number: int, *, sure: bool = False) -> bool:
    """Whether the ordinary word at this place is a name. sure: the record knows somebody of this name nearby in the case."""
    here = tokens[number]
    before = tokens[number - 1].base if number else ""
    after = tokens[number + 1] if number + 1 < len(tokens) else None
    following = after.base if after else ""
    if before in TITLES or _kin_before(tokens, number):
        return True
    if _of_a_place(tokens, number) or is_elsewhere(tokens, number) or is_a_car(tokens, number) or _asks(tokens, number):
        return False
    if here.base in TIMES and _is_time(tokens, number):
        return False
    if here.base in _NEVER_LAST and here.capital and _is_last(here, after):
        return True
    if not here.capital:
        return sure and _in_small_letters(tokens, number)
    if here.shouted or here.titled:
        return _says_somebody(here, before, following) or (here.titled and _named_after(after))
    if here.tells:
        return not (before in DETERMINERS - _JOINING and not here.possessive)
    if sure and following in ("has", "had") and number + 2 < len(tokens) and tokens[number + 2].base in PERSONAL_VERBS:
        return True
    return _opening(here, after, following, sure)


def _in_small_letters(tokens: Sequence[Token], number: int) -> bool:
    """Somebody of the case, written without a capital: "her and faith", "grace said", "mark's phone"."""
    here = tokens[number]
    before = tokens[number - 1].base if number else ""
    following = tokens[number + 1].base if number + 1 < len(tokens) else ""
    if before in DETERMINERS or here.base in TIMES - _NEVER_LAST:
        return False
    if here.possessive:
        return here.base not in TIMES
    if before == "and" and number > 1 and tokens[number - 2].base in _THEM and following not in _THEM | DETERMINERS:
        return here.base not in _NEVER_LAST or following in _AFTER_NO_MODAL
    if following in _REFUSES and here.base not in _NEVER_LAST:
        return number + 2 < len(tokens) and not tokens[number + 2].opens and before not in _NOUN_BEFORE
    return following in _AFTER_NO_MODAL and before not in _NOUN_BEFORE


_REFUSES = frozenset(["wouldn't", "couldn't", "didn't", "doesn't", "hadn't"])


_NOUN_BEFORE = frozenset(["in", "of", "no", "with", "good", "great", "some", "more", "much", "little", "own", "to", "and", "or"])


def _asks(tokens: Sequence[Token], number: int) -> bool:
    """ "Will Ionela sing?": a question that begins with the verb."""
    here = tokens[number]
    if here.base not in _NEVER_LAST or not here.opens or here.possessive:
        return False
    for place in range(number + 1, min(len(tokens), number + 30)):
        if tokens[place].opens:
            break
        if tokens[place].asked:
            return tokens[number + 1].base not in _AFTER_NO_MODAL
    return False


def is_elsewhere(tokens: Sequence[Token], number: int) -> bool:
    """A place that is a name too, spoken of as the place: "a trip to Paris", "Jordan and Egypt", "a day in Chelsea"."""
    here = tokens[number]
    if here.base not in ALSO_PLACES or here.possessive or not here.capital or not number:
        return False
    after = tokens[number + 1] if number + 1 < len(tokens) else None
    if after is not None and after.base in PERSONAL_VERBS:
        return False
    before = tokens[number - 1]
    if before.base in ("in", "around", "via", "visit", "visited", "visiting"):
        return True
    if before.base in ("to", "from", "of", "for") and number > 1 and tokens[number - 2].base in TRAVELS | _PICTURES:
        return True
    beside = [before] if before.capital else []
    if before.base in ("and", "or") and number > 1:
        beside.append(tokens[number - 2])
    if after is not None and after.base in ("and", "or") and number + 2 < len(tokens):
        beside.append(tokens[number + 2])
    return any(one.capital and one.base != here.base and one.base in ALSO_PLACES | PLACES for one in beside)


_PICTURES = frozenset(
    ["flag", "flags", "map", "maps", "city", "capital", "country", "pictures", "photos", "part", "parts", "north", "south"]
)


def is_a_car(tokens: Sequence[Token], number: int) -> bool:
    """ "a grey Astra", "the Ford Focus"."""
    here = tokens[number]
    if here.base not in CARS or not number or here.possessive:
        return False
    return tokens[number - 1].base in COLOURS | CARS | DETERMINERS


def _is_last(here: Token, after: Token | None) -> bool:
    return after is None or (after.opens and after.start - here.end > 1)


def _kin_before(tokens: Sequence[Token], number: int) -> bool:
    """ "her friend Will", "a boy called Rose", in capitals or not; not "her mum will"."""
    if not number:
        return False
    before, here = tokens[number - 1], tokens[number]
    if before.base not in KIN or before.possessive:
        return False
    if here.capital and not here.shouted:
        return True
    if before.base in ("called", "named", "nicknamed", "alias", "aka"):
        return True
    following = tokens[number + 1].base if number + 1 < len(tokens) else ""
    return following in PERSONAL_VERBS or (here.possessive and here.base not in TIMES)


def _of_a_place(tokens: Sequence[Token], number: int) -> bool:
    """ "Hope Street", "Grace House": the name of a road or of an organisation, not of a person."""
    here = tokens[number]
    if here.possessive:
        return False
    led = bool(number) and tokens[number - 1].base in (
        "with",
        "told",
        "saw",
        "met",
        "asked",
        "rang",
        "dear",
        "hi",
        "thank",
        "thanks",
    )
    for step in (1, 2):
        if number + step >= len(tokens):
            return False
        one = tokens[number + step]
        if not one.capital or one.opens or one.start - tokens[number + step - 1].end > 1:
            return False
        if one.base in SURE_STREETS or one.base in ORGANISATIONS or one.base in LAND:
            return True
        if here.tells and not led and not one.possessive and _only_a_word(one.base):
            return True
    return False


def _only_a_word(word: str) -> bool:
    """No name, no day, and no "I": what follows a name in capitals only where it is a title, such as "Summer Picnic"."""
    return (
        len(word) > 2
        and ordinary(word)
        and word not in given()
        and word not in family()
        and word not in DAYS | MONTHS | TITLES | PRONOUNS | KIN
    )


def _is_time(tokens: Sequence[Token], number: int) -> bool:
    here = tokens[number]
    before = tokens[number - 1] if number else None
    after = tokens[number + 1] if number + 1 < len(tokens) else None
    if after is not None and after.base.isdigit() and after.start - here.end <= 2:
        return True
    if before is None or (here.opens and here.start - before.end > 1):
        return False
    if before.base.isdigit() or before.base in ("st", "nd", "rd", "th") or before.base in MONTHS:
        return True
    if here.base in SEASONS and after is not None and after.base in ("term", "holiday", "holidays", "break", "school", "half"):
        return True
    if before.base in ("and", "or", "to") and number > 1 and tokens[number - 2].base in TIMES:
        return True
    if before.base in ("from", "of", "on"):
        counted = number > 1 and tokens[number - 2].base in _PARTS_OF_A_MONTH
        return counted or (after is not None and after.base in _AFTER_A_MONTH and not here.possessive)
    return before.base in _BEFORE_A_MONTH


def _says_somebody(here: Token, before: str, following: str) -> bool:
    return (
        following in PERSONAL_VERBS or (before in BEFORE_A_NAME and before not in ("to", "of", "by", "about")) or here.possessive
    )


def _named_after(after: Token | None) -> bool:
    return after is not None and after.capital and is_name(after.base)


def _opening(here: Token, after: Token | None, following: str, sure: bool) -> bool:
    """First in its sentence, so its capital says nothing."""
    if here.possessive:
        return True
    if after is None:
        return sure
    if following in _OPENERS.get(here.base, frozenset()):
        return False
    if following in ("seen", "heard", "used", "made") and here.base.endswith("s"):
        return False
    if following in PERSONAL_VERBS or (following in ("and", "or") and not after.possessive):
        return True
    if after.capital and not ordinary(after.base):
        return True
    if following in COPULAS:
        return here.base not in TIMES
    return False
