"""A file against what is known, as plain values: the record is not asked here."""

from __future__ import annotations

from dataclasses import dataclass

from holdfast.rules.disclosure import Check, Finding, Known, Verdict, verdict

from .files import read


@dataclass(frozen=True)
class Checked:
    """What was found, and the text it was found in. quiet: the stretches of it that only programs read."""

    findings: tuple[Finding, ...]
    text: str = ""
    quiet: tuple[tuple[int, int], ...] = ()

    @property
    def verdict(self) -> Verdict:
        return verdict(self.findings)

    def as_json(self) -> dict[str, object]:
        return {"verdict": self.verdict.value, "findings": [one.as_json() for one in self.findings]}


def file_against(known: Known | Check, content: bytes, name: str) -> Checked:
    """Everything in a file that one reader may not have: its words, what its pages do not show, its name, what is inside it."""
    extract = read(content, name)
    found = (known if isinstance(known, Check) else Check(known)).of(extract.parts)
    quiet = tuple((one.start, one.start + len(one.text)) for one in extract.parts if one.located and one.quiet)
    return Checked((*found, *(one.as_finding() for one in extract.troubles)), extract.text, quiet)
