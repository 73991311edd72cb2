"""Finds dates of birth, in figures and in words."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from .folding import Folded
from .names import why
from .types import Hit, Known

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
            "september sept sep", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth "
    "seventeenth eighteenth nineteenth twentieth"
)
_NUMBERS = {word: number for number, word in enumerate(_UNITS.split())} | {
    word: number * 10
    for number, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2)
}
_DAY_WORDS = {word: number for number, word in enumerate(_ORDINALS.split(), start=1)} | {"thirtieth": 30}
_DAY_WORDS |= {f"twenty {word}": 20 + number for word, number in list(_DAY_WORDS.items())[:9]} | {"thirty first": 31}
_DAY_WORDS |= {word: number for word, number in _NUMBERS.items() if 1 <= number <= 31}

_MONTH = r"(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_ORDINAL_WORD = "|".join(sorted((word.replace(" ", r"[\s-]") for word in _DAY_WORDS), key=len, reverse=True))
_DAY = rf"(?P<day>\d{{1,2}}(?:\s?(?:st|nd|rd|th))?|{_ORDINAL_WORD})"
_YEAR_WORD = (
    r"(?:two[\s-]thousand(?:[\s-]and)?(?:[\s-](?:{u}))?|(?:nineteen|"
    r"twenty)[\s-](?:hundred(?:[\s-]and)?[\s-])?(?:oh[\s-])?(?:{t})(?:[\s-](?:{u}))?)"
).format(u=_UNITS.replace(" ", "|"), t="twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|" + _UNITS.replace(" ", "|"))
_YEAR = rf"(?P<year>(?:19|20)\d\d|'?\d\d(?!\d)|{_YEAR_WORD})"
_GAP = r"(?:(?!\n\s*\n)[\s,./\-])*"  # a page's number and the date below it are two things
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<![\w]){_DAY}(?:\s+day)?{_GAP}(?:of\s+)?(?:the\s+)?{_MONTH}{_GAP}(?:in\s+)?{_YEAR}(?!\w)",
        rf"(?<![\w]){_MONTH}{_GAP}(?:the\s+)?{_DAY}(?:{_GAP}|,?\s+(?:in\s+)?){_YEAR}(?!\w)",
        rf"(?<![\w])(?P<year>(?:19|20)\d\d){_GAP}{_MONTH}{_GAP}{_DAY}(?!\w)",
    )
)
_FIGURES = re.compile(r"(?<![\d.,/\-])(\d{1,4})\s?([/.\- ])\s?(\d{1,2})\s?\2\s?(\d{2,4})(?![\d])(?![/\-]\d)")
_RUN = re.compile(r"(?<!\d)(\d{8}|\d{6})(?!\d)")
_NO_YEAR = (
    re.compile(rf"(?<!\w){_DAY}(?:{_GAP}|\s+of\s+){_MONTH}(?!\w)"),
    re.compile(rf"(?<!\w){_MONTH}{_GAP}(?:the\s+)?{_DAY}(?!\w)"),
    re.compile(r"(?<![\d/])(?P<day>\d{1,2})[/.](?P<month>\d{1,2})(?![\d/.])"),
)
_BORN = re.compile(r"(?:\bd\.?\s?o\.?\s?b\b\.?|date\s+of\s+birth|birth\s?date|\bborn\b|birthday|\bbirth\b)[^\n.;]{0,30}$")
_BORN_AFTER = re.compile(
    r"^\W{0,3}(?:\(?d\.?o\.?b\b|is\s+(?:her|his|their)\s+(?:birthday|date\s+of\s+birth)|\(?date\s+of\s+birth)"
)
_TURNS = re.compile(
    r"(?:birthday|turn(?:s|ed|ing)?\s+\d{1,2}|(?:will\s+be|is|be)\s+(?:\d{1,2}|[a-z]+teen)\s+on(?:\s+the)?|\d{1,2}th\s+birthday|born|dob|date\s+of\s+birth)[^\n.;]{0,40}$"
)


@dataclass(frozen=True)
class Date:
    """A date as it is written: the days it may mean."""

    start: int
    end: int
    days: frozenset[dt.date]


def born(folded: Folded, known: Known) -> Iterator[Hit]:
    """Dates of birth that the record knows, and dates that the text says are one."""
    people = [who for who in known.people if who.born is not None]
    own = {who.born for who in people if not who.withheld}
    for date in written(folded.lower):
        if date.days & own:
            continue
        who = next((one for one in people if one.withheld and one.born in date.days), None)
        if who is not None:
            yield Hit(
                date.start, date.end, "date_of_birth", True, who.ref, f"The date of birth of {_whose(who.role)}. {why(who)}"
            )
        elif _said_born(folded.lower, date):
            yield Hit(date.start, date.end, "date_of_birth", False, None, "A date of birth to check.")
    yield from _without_year(folded, known)


def _whose(role: str) -> str:
    return f"somebody in this case ({role.replace('_', ' ')})" if role else "somebody in this case"


def _without_year(folded: Folded, known: Known) -> Iterator[Hit]:
    """ "Her birthday is 14 March": the day alone tells whose it is."""
    text = folded.lower
    for pattern in _NO_YEAR:
        for found in pattern.finditer(text):
            if not _TURNS.search(text[max(0, found.start() - 60) : found.start()]):
                continue
            day, month = _day(found["day"]), _MONTHS.get(found["month"]) or _month(found["month"])
            same = [who for who in known.people if who.born and (who.born.day, who.born.month) == (day, month)]
            who = next((one for one in same if one.withheld), None)
            if who is not None and all(one.withheld for one in same):
                yield Hit(found.start(), found.end(), "date_of_birth", True, who.ref, f"A birthday. {why(who)}")


def _month(text: str) -> int | None:
    return int(text) if text.isdigit() else None


def _said_born(text: str, date: Date) -> bool:
    before, after = text[max(0, date.start - 40) : date.start], text[date.end : date.end + 30]
    return _BORN.search(before) is not None or _BORN_AFTER.search(after) is not None


def written(text: str) -> list[Date]:
    """Every date in a text in small letters."""
    found = list(_in_words(text)) + list(_in_figures(text)) + list(_in_one_run(text))
    kept: list[Date] = []
    for one in sorted(found, key=lambda date: (date.start, -date.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _in_words(text: str) -> Iterator[Date]:
    for pattern in _PATTERNS:
        for found in pattern.finditer(text):
            days = _days(_day(found["day"]), _MONTHS[found["month"]], _years(found["year"]))
            if days:
                yield Date(found.start(), found.end(), days)


def _in_figures(text: str) -> Iterator[Date]:
    for found in _FIGURES.finditer(text):
        first, second, third = found[1], found[3], found[4]
        if len(first) == 3 or len(third) == 3:
            continue
        if len(first) == 4:
            days = _days(int(third), int(second), [int(first)]) if len(third) <= 2 else frozenset()
        else:
            days = _days(int(first), int(second), _years(third)) | _days(int(second), int(first), _years(third))
        if days:
            yield Date(found.start(), found.end(), days)


def _in_one_run(text: str) -> Iterator[Date]:
    for found in _RUN.finditer(text):
        run = found[1]
        if len(run) == 8:
            days = _days(int(run[:2]), int(run[2:4]), [int(run[4:])]) | _days(int(run[6:]), int(run[4:6]), [int(run[:4])])
        else:
            days = _days(int(run[:2]), int(run[2:4]), _years(run[4:])) | _days(int(run[4:]), int(run[2:4]), _years(run[:2]))
        if days:
            yield Date(found.start(), found.end(), days)


def _days(day: int | None, month: int, years: list[int]) -> frozenset[dt.date]:
    found = set()
    for year in years:
        try:
            if day and 1900 <= year <= 2100:
                found.add(dt.date(year, month, day))
        except ValueError:
            continue
    return frozenset(found)


def _day(text: str) -> int | None:
    figures = re.match(r"\d{1,2}", text)
    return int(figures.group()) if figures else _DAY_WORDS.get(re.sub(r"[\s-]+", " ", text))


def _years(text: str) -> list[int]:
    text = text.lstrip("'")
    if text.isdigit():
        return [int(text)] if len(text) == 4 else [1900 + int(text), 2000 + int(text)]
    return _year_in_words(re.sub(r"[\s-]+", " ", text).split())


def _year_in_words(words: list[str]) -> list[int]:
    words = [word for word in words if word not in ("and", "oh")]
    if words[:2] == ["two", "thousand"]:
        return [2000 + sum(_NUMBERS[word] for word in words[2:])]
    century = {"nineteen": 1900, "twenty": 2000}.get(words[0])
    rest = [word for word in words[1:] if word != "hundred"]
    return [century + sum(_NUMBERS[word] for word in rest)] if century else []
