"""Words that put the blame on a child, and what to write instead. A prompt, never a correction; quotations are let be."""

import re
from dataclasses import dataclass
from functools import cache

from .source import Source

LANGUAGE = Source("Language guides of the Children's Society and NAPAC", "November 2024")


@dataclass(frozen=True)
class Phrase:
    """A way of speaking to think again about, as a pattern, with why and what to write instead."""

    key: str
    pattern: str
    why: str
    instead: str


PHRASES: tuple[Phrase, ...] = (
    Phrase(
        "risk_to_self",
        r"(?:put(?:s|ting)?|plac(?:es?|ed|ing)) (?:him|her|them|their)sel(?:f|ves) (?:at|in) "
        r"(?:risk|danger|harm'?s way)",
        "The risk comes from the people who harm.",
        "is being put at risk by; is not being protected from",
    ),
    Phrase(
        "risky",
        r"(?:engag(?:es?|ed|ing) in |displays? )?risk[- ]taking behaviou?rs?|risky behaviou?rs?",
        "It names the child as the cause.",
        "say what happened, and who made it unsafe",
    ),
    Phrase(
        "lifestyle",
        r"lifestyle(?: choices?)?",
        "Nobody chooses to be exploited.",
        "is being exploited; say what is being done to the child",
    ),
    Phrase(
        "promiscuous",
        r"promiscu(?:ous|ity)|sexually active with (?:older|adult) \w+",
        "A child cannot agree to abuse.",
        "is being sexually abused or exploited",
    ),
    Phrase(
        "absconded",
        r"abscond(?:s|ed|ing|er)?",
        "It makes leaving sound like a crime.",
        "was missing; left without anybody knowing where",
    ),
    Phrase(
        "boyfriend",
        r"in a relationship with (?:an? |the )?(?:older|adult|man|woman)\b(?: \w+)?|"
        r"(?:her|his|their) (?:older|adult) (?:boyfriend|girlfriend|partner)",
        "It can hide an adult who controls a child.",
        "is being exploited by somebody who says they are a partner",
    ),
    Phrase(
        "prostitute",
        r"(?:child |teen(?:age)? )?prostitut(?:e|es|ion|ing)",
        "There is no such thing as a child prostitute.",
        "is being sexually exploited",
    ),
    Phrase(
        "drug_runner",
        r"drug[- ](?:runn(?:er|ing)|deal(?:er|ing))|deal(?:s|ing) drugs|county lines? (?:runner|dealer)",
        "A child moved to sell drugs is being harmed.",
        "is being criminally exploited; is made to carry or sell",
    ),
    Phrase(
        "streetwise",
        r"street ?wise",
        "It suggests that the child needs less protecting.",
        "say what the child knows, and what frightens them",
    ),
    Phrase(
        "attention",
        r"attention[- ]seek(?:ing|er)",
        "It dismisses what the child is telling us.",
        "is telling us that something is wrong; needs somebody to listen",
    ),
    Phrase(
        "refuses",
        r"(?:refus(?:es|ed|ing)|fail(?:s|ed|ing)) to (?:engage|co-?operate)|"
        r"(?:will not|won't|does not|doesn't|did not|didn't) engage|non-?engag(?:ing|ement)|hard to reach",
        "It is for services to reach the child.",
        "we have not yet found the way to reach; say what was tried",
    ),
    Phrase(
        "challenging",
        r"challenging behaviou?rs?|badly behaved|bad behaviou?r",
        "It says how we feel, not what happened.",
        "say what the child did, and what may lie behind it",
    ),
    Phrase(
        "consented",
        r"(?:has |have )?consent(?:ed|ing|s) to (?:sex|sexual \w+|the abuse|images?)",
        "A child cannot consent to their abuse.",
        "was made to; was coerced or groomed into",
    ),
    Phrase(
        "groomed_easily",
        r"(?:easily|willingly) (?:led|groomed|influenced)",
        "It puts the weakness in the child.",
        "has been targeted by; somebody used their need for",
    ),
    Phrase(
        "recruits",
        r"chose to (?:associate|sell|carry|go missing|return to)|choosing to (?:associate|sell|carry|go)",
        "Fear and debt leave little choice.",
        "was made or pressed to; feels that they have to",
    ),
    Phrase(
        "provocative",
        r"dress(?:es|ed|ing)? provocatively|provocative(?:ly)?(?: dressed)?",
        "Clothes never cause abuse.",
        "leave it out",
    ),
    Phrase("manipulative", r"manipulative", "It takes survival for malice.", "say what the child did to cope"),
    Phrase(
        "gang_member",
        r"gang (?:member|affiliated|nominal)",
        "It names a child by those who use them.",
        "is being exploited by a gang; spends time with",
    ),
)


@dataclass(frozen=True)
class Prompt:
    """Words to think again about: where they stand in the text, why, and what to write instead."""

    start: int
    end: int
    words: str
    why: str
    instead: str


# An apostrophe inside a word closes nothing, so single quotation marks count only at the edges of words.
_QUOTATION = re.compile(
    r"\"[^\"]*(?:\"|\Z)|\u201c[^\u201d]*(?:\u201d|\Z)|(?<!\w)\u2018.*?(?:\u2019(?!\w)|\Z)|(?<!\w)'[^\n]{0,1000}?'(?!\w)",
    re.DOTALL,
)


@cache
def _patterns() -> tuple[tuple[Phrase, re.Pattern[str]], ...]:
    """The phrases made ready to look for, as whole words in any case."""
    return tuple((row, re.compile(rf"\b(?:{row.pattern})\b", re.IGNORECASE)) for row in PHRASES)


def prompts(text: str) -> tuple[Prompt, ...]:
    """What a writer may want to put otherwise, in the order of the text. Nothing inside a quotation (H25)."""
    readable = _QUOTATION.sub(lambda found: "\0" * len(found[0]), text)
    found = [
        Prompt(match.start(), match.end(), text[match.start() : match.end()], row.why, row.instead)
        for row, pattern in _patterns()
        for match in pattern.finditer(readable)
    ]
    return tuple(sorted(found, key=lambda prompt: (prompt.start, prompt.end)))
