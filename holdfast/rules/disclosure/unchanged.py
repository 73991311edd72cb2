"""What leaves as it is, without being gone through for one reader: a table, each row with why, for whom, and its source.

Everything else that leaves with words of its own is checked for its reader. A row that is not here leaves in no other way.
"""

from __future__ import annotations

from dataclasses import dataclass

STAFF, REFERRER, FAMILY, SERVICE = "staff", "referrer", "family", "service"


@dataclass(frozen=True)
class Unchanged:
    """what: for the register. why: it leaves as it is. readers: who may have it. reasoned: whoever takes it says what for.

    registered: it stands in the register; what somebody only reads who may read it in Holdfast stands in the audit as read.
    """

    key: str
    what: str
    why: str
    source: str
    readers: frozenset[str]
    reasoned: bool = False
    registered: bool = True


TABLE: dict[str, Unchanged] = {
    one.key: one
    for one in (
        Unchanged(
            "evidence-original",
            "An original kept as evidence",
            "Evidence that was gone through is evidence no more. It goes to the police and the information lead alone.",
            "Safety rule H20; who may: the grant for sealed evidence",
            frozenset({STAFF}),
            reasoned=True,
        ),
        Unchanged(
            "own-referral",
            "A referral, to whoever sent it",
            "It is their own words, exactly as they sent them; a name that they asked to be kept stands on their own copy alone.",
            "Receipt of one's own referral (Working Together: feedback to the referrer)",
            frozenset({STAFF, REFERRER}),
        ),
        Unchanged(
            "referral-print",
            "A referral on paper, to somebody to whom it opens",
            "They read it in Holdfast by the same rules; names that are kept from them are not on it.",
            "Who may read a referral: the rules of the record",
            frozenset({STAFF}),
        ),
        Unchanged(
            "assessment-print",
            "An exploitation risk assessment on paper, to somebody to whom it opens",
            "They read it in Holdfast by the same rules.",
            "Who may read an assessment: the rules of the record",
            frozenset({STAFF}),
        ),
        Unchanged(
            "trigger-plan",
            "A trigger plan on paper, to somebody to whom the child opens",
            "Police and workers look for the child by it: whoever holds it must have all of it, at once.",
            "Trigger plan for a missing child (missing from care protocols) [known]",
            frozenset({STAFF}),
        ),
        Unchanged(
            "parents-paper",
            "A paper for any parent",
            "It is the same for everybody, and says nothing of any child.",
            "Parent pack: guidance, signs and forms (local practice)",
            frozenset({STAFF, FAMILY}),
        ),
        Unchanged(
            "counts",
            "Counts in which no row is about one child",
            "Numbers of many children; small ones are hidden, and what they were for is kept with them.",
            "Safety rule H26; hidden small numbers: local setting",
            frozenset({STAFF}),
            reasoned=True,
        ),
        Unchanged(
            "meeting-paper",
            "A reader's copy of the minute of a meeting about no one child",
            "It is about no one record, so that none could keep anything from them; the chair approved it for its reader.",
            "Minutes: each reader's own lines",
            frozenset({STAFF, FAMILY}),
        ),
        Unchanged(
            "case-export",
            "A whole case, to the system that sent it",
            "It is given back as it came, with its readers, by whoever runs Holdfast, at the console.",
            "Exchange of cases between systems of the same controllers: local agreement",
            frozenset({SERVICE}),
        ),
        Unchanged(
            "redacted-copy",
            "A clean copy of a file, made at the console for one reader",
            "Everything that was found in it for its reader is out of it, and it was looked at again before it was written.",
            "The check of what leaves: a copy in which something is left is not made",
            frozenset({SERVICE}),
        ),
        Unchanged(
            "stored-file",
            "A stored file, to somebody to whom its subject opens",
            "They read it as part of what it belongs to, by the same rules. It goes to nobody else by this.",
            "Who may open a file: the rules of its subject",
            frozenset({STAFF}),
            registered=False,
        ),
        Unchanged(
            "drawing",
            "What a child or a relative drew, to somebody whom they let see it",
            "It is shown on the page of the meeting, by the same rules; each look is written down.",
            "What was said before a meeting: whoever drew it says who may see it",
            frozenset({STAFF}),
            registered=False,
        ),
        Unchanged(
            "plan-picture",
            "A picture of a child on their plan, to somebody who may see it",
            "It is shown on the page of the plan, by the same rules; each look is written down.",
            "Safety rule H18",
            frozenset({STAFF}),
            registered=False,
        ),
    )
}
