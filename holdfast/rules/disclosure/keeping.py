"""What a person may keep of what was found: anybody with a reason, a manager, or nobody."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from .folding import squeeze
from .types import Finding, Verdict


class Keep(Enum):
    """Who may say that a finding stays as it is, with a reason."""

    ANYONE = "anyone"
    MANAGER = "manager"
    NOBODY = "nobody"


@dataclass(frozen=True)
class Kind:
    """A kind of finding: its name, who may keep it where the record knows it and where not, what stands instead."""

    key: str
    label: str
    known: Keep
    unknown: Keep
    instead: str


KINDS: dict[str, Kind] = {
    one.key: one
    for one in (
        Kind("name", "A name", Keep.MANAGER, Keep.ANYONE, "[another person]"),
        Kind("source", "Somebody who told us something", Keep.NOBODY, Keep.NOBODY, "[removed]"),
        Kind("date_of_birth", "A date of birth", Keep.MANAGER, Keep.ANYONE, "[date of birth removed]"),
        Kind("phone", "A telephone number", Keep.MANAGER, Keep.ANYONE, "[telephone number removed]"),
        Kind("email", "An e-mail address", Keep.MANAGER, Keep.ANYONE, "[e-mail address removed]"),
        Kind("account", "An account online", Keep.MANAGER, Keep.ANYONE, "[account removed]"),
        Kind("address", "An address", Keep.MANAGER, Keep.ANYONE, "[address removed]"),
        Kind("postcode", "A postcode", Keep.MANAGER, Keep.ANYONE, "[postcode removed]"),
        Kind("vehicle", "A vehicle", Keep.MANAGER, Keep.ANYONE, "[vehicle removed]"),
        Kind("place", "A place", Keep.MANAGER, Keep.ANYONE, "[place removed]"),
        Kind("school", "A school", Keep.MANAGER, Keep.ANYONE, "[school removed]"),
        Kind("reference", "A reference number", Keep.MANAGER, Keep.ANYONE, "[reference removed]"),
        Kind("nhs_number", "An NHS number", Keep.MANAGER, Keep.ANYONE, "[number removed]"),
        Kind("nino", "A national insurance number", Keep.MANAGER, Keep.ANYONE, "[number removed]"),
        Kind("upn", "A unique pupil number", Keep.MANAGER, Keep.ANYONE, "[number removed]"),
        Kind("relation", "Another family, by relation", Keep.MANAGER, Keep.ANYONE, "[another person]"),
        Kind("location", "Where a picture was taken", Keep.ANYONE, Keep.ANYONE, "[removed]"),
        Kind("line", "Words this reader may not have", Keep.NOBODY, Keep.NOBODY, "[removed]"),
        Kind("intelligence", "Intelligence", Keep.NOBODY, Keep.NOBODY, "[removed]"),
        Kind("tactics", "What the police do or plan", Keep.NOBODY, Keep.NOBODY, "[removed]"),
        Kind("disruption", "Disruption", Keep.NOBODY, Keep.NOBODY, "[removed]"),
        Kind("encrypted", "A file that is locked with a password", Keep.NOBODY, Keep.NOBODY, ""),
        Kind("image_only", "A picture without text", Keep.NOBODY, Keep.NOBODY, ""),
        Kind("unreadable", "A file that cannot be read", Keep.NOBODY, Keep.NOBODY, ""),
    )
}


def who_may_keep(finding: Finding) -> Keep:
    kind = KINDS[finding.kind]
    if finding.never:
        return Keep.NOBODY
    return kind.known if finding.known else kind.unknown


def verdict(findings: Iterable[Finding]) -> Verdict:
    """clear: none; review: a person may keep all; blocked: at least one may not be kept, or the file cannot be read."""
    keeps = {who_may_keep(one) for one in findings}
    if Keep.NOBODY in keeps:
        return Verdict.BLOCKED
    return Verdict.REVIEW if keeps else Verdict.CLEAR


def key_of(finding: Finding) -> str:
    """What a decision is about: the same words of the same kind, wherever they stand in one document."""
    said = f"{finding.kind}\n{squeeze(finding.text)}\n{finding.about or ''}\n{finding.where if not finding.text else ''}"
    return hashlib.sha256(said.encode()).hexdigest()[:32]
