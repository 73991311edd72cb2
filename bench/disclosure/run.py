"""One run: how much is found, how often something is found that is nothing, how long a page takes; and the same of two others."""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from holdfast.rules.disclosure import Check, Known

from ..database import scratch_database, use_django
from ..run import say
from .people import case
from .writing import Paper, paper

DESCRIPTION = """Make up letters and minutes from a seed, with the place of everything their reader may not have, and measure the
check on them; beside it, in the same run, a search for exact names and the recognisers of presidio-analyzer. Then check a
ten-page minute with so many people on record, in a database that is gone afterwards."""
WORDS_A_PAGE = 500
Span = tuple[int, int, bool]
Finder = Callable[[Known, str], list[Span]]


@dataclass
class Score:
    """known, unknown: found and all. false: findings where nothing is."""

    name: str
    found: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    false: int = 0
    words: int = 0
    seconds: float = 0.0
    missed: Counter[str] = field(default_factory=Counter)

    def add(self, made: Paper, spans: Iterable[Span]) -> None:
        spans = list(spans)
        for one in made.mentions:
            kind = "known" if one.known else "unknown"
            over = [span for span in spans if span[0] < one.end and one.start < span[1]]
            hit = any(span[2] for span in over) if one.known and self.name == "holdfast" else bool(over)
            self.asked[kind] += 1
            self.found[kind] += hit
            if not hit:
                self.missed[f"{kind}: {one.form}"] += 1
        self.false += sum(not any(span[0] < one.end and one.start < span[1] for one in made.mentions) for span in spans)
        self.words += len(made.text.split())

    def as_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "recall_known": round(self.found["known"] / max(1, self.asked["known"]), 4),
            "recall_unknown": round(self.found["unknown"] / max(1, self.asked["unknown"]), 4),
            "false_alarms_per_1000_words": round(1000 * self.false / max(1, self.words), 2),
            "seconds_per_page": round(self.seconds / max(1, self.words) * WORDS_A_PAGE, 4),
            "missed": dict(self.missed.most_common(12)),
        }


def main(words: list[str]) -> int:
    given = _arguments(words)
    random = Random(given.seed)
    papers = [(known, paper(random, known, size)) for known, size in _cases(random, given.documents)]
    checks: dict[str, Check] = {}

    def ours(known: Known, text: str) -> list[Span]:
        check = checks.setdefault(known.child, Check(known))
        return [(one.start or 0, one.end or 0, one.known) for one in check.of_text(text)]

    ours(papers[0][0], papers[0][1].text)  # lists of words are read once in the life of a process
    finders: dict[str, Finder] = {"holdfast": ours, "exact names": _exact}
    other = None if given.without_presidio else _presidio()
    if other is not None:
        finders["presidio"] = other
    scores = [_measured(name, finder, papers) for name, finder in finders.items()]
    answer: dict[str, Any] = {"seed": given.seed, "documents": len(papers), "words": scores[0].words}
    answer["presidio"] = "measured" if other is not None else "not measured: it is not installed"
    answer["finders"] = [one.as_json() for one in scores]
    if given.people:
        answer["ten_pages"] = _ten_pages(given.people, random)
    print(json.dumps(answer, indent=1) if given.json else _table(answer))
    return 0


def _arguments(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/bench disclosure", description=DESCRIPTION)
    parser.add_argument("--seed", type=int, default=20261127, help="from which everything is made up (20261127)")
    parser.add_argument("--documents", type=int, default=120, help="how many letters and minutes (120)")
    parser.add_argument("--people", type=int, default=200_000, help="people on record for the ten pages (200000; 0: none)")
    parser.add_argument("--without-presidio", action="store_true", help="leave the comparison with presidio-analyzer out")
    parser.add_argument("--json", action="store_true", help="the answer as JSON, described in docs/reference/bench.md")
    return parser.parse_args(words)


def _cases(random: Random, count: int) -> Iterable[tuple[Known, int]]:
    return [(case(random, number), 1_200 if number % 4 == 0 else 300) for number in range(count)]


def _measured(name: str, finder: Finder, papers: list[tuple[Known, Paper]]) -> Score:
    score = Score(name)
    for known, made in papers:
        started = time.perf_counter()
        spans = finder(known, made.text)
        score.seconds += time.perf_counter() - started
        score.add(made, spans)
    return score


def _exact(known: Known, text: str) -> list[Span]:
    """What a search for names as they are written would find."""
    spans: list[Span] = []
    for who in known.people:
        for name in (f"{who.given} {who.family}", who.given, who.family) if not who.own else ():
            place = text.find(name)
            while place >= 0:
                spans.append((place, place + len(name), True))
                place = text.find(name, place + 1)
    return spans


def _presidio() -> Finder | None:
    """Its recognisers on an English without a model of names, since none can be fetched while this runs."""
    try:
        import logging

        logging.getLogger("presidio-analyzer").setLevel(logging.ERROR)
        import spacy
        import tldextract
        from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
        from presidio_analyzer.nlp_engine import NlpArtifacts, SpacyNlpEngine
    except ImportError:
        say("presidio-analyzer is not installed: its part is left out. See docs/reference/bench.md.")
        return None

    # It looks up the ends of host names on the network, unless it is told to use the list it came with.
    tldextract.tldextract.TLD_EXTRACTOR = tldextract.TLDExtract(suffix_list_urls=())
    tldextract.extract = tldextract.tldextract.TLD_EXTRACTOR

    class Blank(SpacyNlpEngine):
        def __init__(self) -> None:
            super().__init__()
            self.nlp = {"en": spacy.blank("en")}

        def process_text(self, text: str, language: str) -> NlpArtifacts:
            return super().process_text(text, language)

    registry = RecognizerRegistry()
    registry.load_predefined_recognizers(languages=["en"], countries=["uk"]) if _by_country(registry) else _load(registry)
    engine = AnalyzerEngine(registry=registry, nlp_engine=Blank(), supported_languages=["en"])
    return lambda _known, text: [(one.start, one.end, False) for one in engine.analyze(text, language="en") if one.score >= 0.3]


def _by_country(registry: Any) -> bool:
    return "countries" in registry.load_predefined_recognizers.__code__.co_varnames


def _load(registry: Any) -> None:
    registry.load_predefined_recognizers(languages=["en"])


def _ten_pages(people: int, random: Random) -> dict[str, Any]:
    """The record is asked for the network of one case among so many, and ten pages are checked against it."""
    with scratch_database() as name:
        use_django(name)
        from .county import county

        say(f"Filling a record of {people:,} people ...")
        measure = county(name, people, random)
        return measure()


def _table(answer: dict[str, Any]) -> str:
    lines = [f"{answer['documents']} letters and minutes, {answer['words']} words, seed {answer['seed']}."]
    lines.append(f"{'':14}{'known':>8}{'unknown':>9}{'false/1000':>12}{'s/page':>9}")
    for one in answer["finders"]:
        lines.append(
            f"{one['name']:14}{one['recall_known']:>8.1%}{one['recall_unknown']:>9.1%}"
            f"{one['false_alarms_per_1000_words']:>12}{one['seconds_per_page']:>9}"
        )
    if answer["presidio"] != "measured":
        lines.append(f"presidio-analyzer: {answer['presidio']}.")
    if "ten_pages" in answer:
        ten = answer["ten_pages"]
        lines.append(
            f"Ten pages with {ten['people']:,} people on record: {ten['seconds']} s, of them {ten['asking']} s asking the record."
        )
    return "\n".join(lines)
