"""Whether an ordinary word in small letters is what somebody is called: "bright contacts him", "who shadow is"."""

from __future__ import annotations

from collections.abc import Sequence

from .folding import Token
from .lexicon import words
from .lexicon.vocabulary import DETERMINERS, PERSONAL_VERBS, PRONOUNS

# Before whoever is met, told or followed.
_BEFORE = frozenset(
    [
        "with",
        "from",
        "by",
        "for",
        "call",
        "calls",
        "called",
        "named",
        "told",
        "saw",
        "met",
        "asked",
        "rang",
        "texted",
        "messaged",
        "phoned",
        "blocked",
        "blocks",
        "block",
        "avoid",
        "avoids",
        "owes",
        "owed",
        "owe",
        "knows",
        "knew",
        "know",
        "ask",
        "tell",
        "find",
        "seen",
        "message",
        "text",
        "ring",
        "meet",
        "gave",
        "paid",
        "trust",
        "trusts",
        "contacted",
        "and",
        "or",
        "about",
        "hates",
        "fancies",
    ]
)
# Before a sentence of its own.
_BEGINS = frozenset(
    [
        "ye",
        "yeh",
        "yh",
        "yeah",
        "yes",
        "no",
        "nah",
        "ok",
        "okay",
        "lol",
        "btw",
        "well",
        "omg",
        "bro",
        "so",
        "that",
        "and",
        "but",
        "when",
        "if",
        "because",
        "cos",
        "coz",
        "so",
        "while",
        "until",
        "where",
        "why",
        "who",
        "whether",
        "says",
        "said",
        "say",
        "think",
        "thinks",
        "thought",
        "reckons",
        "hope",
        "since",
        "after",
        "before",
        "as",
        "then",
        "what",
        "now",
    ]
)
_AFTER = frozenset(
    [
        "and",
        "or",
        "but",
        "who",
        "whose",
        "is",
        "was",
        "are",
        "has",
        "had",
        "at",
        "in",
        "on",
        "near",
        "by",
        "again",
        "now",
        "then",
        "he",
        "she",
        "they",
        "i",
        "we",
        "you",
        "to",
        "after",
        "before",
        "when",
        "because",
        "cos",
        "if",
        "until",
        "so",
        "that",
        "though",
        "anymore",
        "today",
        "tonight",
        "yesterday",
        "tomorrow",
        "too",
        "as",
        "from",
        "for",
        "outside",
        "round",
        "since",
    ]
)
_IS = frozenset(
    [
        "is",
        "was",
        "has",
        "had",
        "isn't",
        "wasn't",
        "hasn't",
        "hadn't",
        "does",
        "did",
        "doesn't",
        "didn't",
        "will",
        "won't",
        "would",
        "can",
        "can't",
        "keeps",
        "just",
    ]
)
_SHORTENED = frozenset(["he's", "hes", "she's", "shes", "i'm", "im"])
_WHERE = frozenset(["outside", "at", "there", "here", "with", "by", "round", "waiting", "back", "on", "coming", "near"])
_NOBODY = frozenset(["it", "this", "that", "there", "which", "what", "all", "time", "weather"])
_OBJECTS = frozenset(["him", "her", "me", "them", "us", "you"])


def is_called(tokens: Sequence[Token], number: int) -> bool:
    """Of a word by which somebody of the case is called. In doubt it is the word."""
    here = tokens[number]
    before = tokens[number - 1] if number and not here.opens else None
    after = tokens[number + 1] if number + 1 < len(tokens) and not tokens[number + 1].opens else None
    shortened = before is not None and before.text.lower() in _SHORTENED
    if before is not None and not shortened and (before.base in DETERMINERS - {"that", "what"} or before.possessive):
        return False
    if here.possessive:
        return True
    if before is not None and before.base in ("called", "named", "nicknamed", "as") and _ends(after):
        return not (before.base == "as" and _describes(here.base))
    if before is not None and before.base == "by" and number > 1 and tokens[number - 2].base in _GOES and _ends(after):
        return True
    if here.asked and before is not None and before.base == "it" and number > 1 and tokens[number - 2].base in ("is", "was"):
        return True
    if before is not None and before.base in ("is", "was") and _ends(after) and not _describes(here.base) and number > 1:
        return tokens[number - 2].base not in _NOBODY and not tokens[number - 1].opens
    starts = before is None or before.base in _BEGINS
    if starts and _acts(tokens, number):
        return True
    if before is not None and after is not None and _between(before.base, here.base, after.base):
        return True
    if before is None or not _ends(after) or _describes(here.base):
        return False
    if before.base in _BEFORE - {"and", "or", "about", "for", "by"}:
        return True
    return shortened


_GOES = frozenset(["goes", "go", "going", "went"])
_DOING = frozenset(
    ["crying", "laughing", "driving", "smoking", "vaping", "drinking", "drunk", "shouting", "screaming", "texting", "messaging",
     "sleeping", "asleep", "hiding", "waiting", "asking", "saying", "telling", "upset", "scared", "stoned", "arrested"]
)  # fmt: skip


def is_doing(tokens: Sequence[Token], number: int) -> bool:
    """ "precious was crying": a given name in small letters, of whom something is said that only people are."""
    if number + 2 >= len(tokens) or tokens[number + 1].opens or tokens[number + 2].opens:
        return False
    led = tokens[number - 1].base in DETERMINERS if number and not tokens[number].opens else False
    return not led and tokens[number + 1].base in ("is", "was", "wasn't", "isn't") and tokens[number + 2].base in _DOING


_PLACED = frozenset(
    [
        "car",
        "flat",
        "house",
        "van",
        "room",
        "street",
        "yard",
        "bus",
        "taxi",
        "shop",
        "kitchen",
        "bedroom",
        "lounge",
        "hotel",
        "front",
    ]
)


def is_there(tokens: Sequence[Token], number: int) -> bool:
    """ "Rose in the car.": a given name with a capital, and where they are."""
    beside = tokens[number + 1 : number + 4]
    led = tokens[number - 1].base in DETERMINERS if number and not tokens[number].opens else False
    if led or not tokens[number].capital or len(beside) < 3 or any(one.opens for one in beside):
        return False
    where, which, what = (one.base for one in beside)
    return where in ("in", "at", "outside", "near", "by") and which in DETERMINERS and what in _PLACED


_ABSTRACT = frozenset(
    ["hope", "grace", "faith", "joy", "mercy", "patience", "harmony", "love", "peace", "charity", "prudence", "happy", "destiny"]
)
_TOLD = frozenset(["told", "texted", "messaged", "phoned", "rang"])
_ASKS = frozenset(["asked", "ask", "asks", "asking", "worried", "know", "knows", "heard", "message", "messages", "text", "news"])


def is_asked_after(tokens: Sequence[Token], number: int) -> bool:
    """ "You asked about pearl.": a given name in small letters where only somebody is asked after."""
    here = tokens[number]
    before = tokens[number - 1].base if number and not here.opens else ""
    after = tokens[number + 1] if number + 1 < len(tokens) and not tokens[number + 1].opens else None
    if here.base in _ABSTRACT or not _ends(after) or _describes(here.base):
        return False
    return before in _TOLD or (before in ("about", "from", "after") and number > 1 and tokens[number - 2].base in _ASKS)


def _between(before: str, here: str, after: str) -> bool:
    """ "who ghost is", "it was ghost who rang", "is ghost coming", "if ghost messages"."""
    if before == "who" and after in ("is", "was"):
        return True
    if before in ("is", "was") and (after == "who" or after.endswith("ing") or after in ("there", "here")):
        return not _describes(here)
    return before in ("if", "when", "whenever", "once", "unless") and after.endswith("s") and not _describes(here)


def _ends(after: Token | None) -> bool:
    """Whether the clause goes on without a word that the one before could describe."""
    return after is None or after.base in _AFTER or after.base in PRONOUNS or after.base in DETERMINERS


def _acts(tokens: Sequence[Token], number: int) -> bool:
    """Whether the next word is what somebody does: "contacts him", "said", "gave me"."""
    after = tokens[number + 1] if number + 1 < len(tokens) else None
    if after is None or after.opens or after.capital:
        return False
    opens = tokens[number].opens or not number
    if opens and after.base in _IS and number + 2 < len(tokens) and tokens[number + 2].base in _WHERE:
        return True
    if after.base in PERSONAL_VERBS or (after.base in _IS and not _describes(tokens[number].base)):
        return True
    following = tokens[number + 2].base if number + 2 < len(tokens) and not tokens[number + 2].opens else ""
    verb = (after.base.endswith(("s", "ed")) and after.base not in _IS) or (
        after.base in _IS and not _describes(tokens[number].base)
    )
    if verb and following in _OBJECTS | (DETERMINERS - {"that", "which"}):
        return True
    return after.base in _IS and following in PERSONAL_VERBS | {"be", "not", "come", "go", "ring", "call", "text", "get"}


def _describes(word: str) -> bool:
    """An adjective: one is brighter, and one is brightest."""
    stem = word[:-1] + "i" if word.endswith("y") else word.removesuffix("e")
    doubled = stem + stem[-1]
    return any(words().get(one + "er", 0) and words().get(one + "est", 0) for one in (stem, doubled))
