"""How things may move from one state to another, as tables; a picture of each is printed from them."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Lifecycle:
    """The states of one kind of thing, where it begins, and the moves that exist."""

    key: str
    title: str
    first: str
    labels: Mapping[str, str]
    moves: Mapping[str, tuple[str, ...]]

    @property
    def ends(self) -> tuple[str, ...]:
        """The states that nothing leaves."""
        return tuple(state for state in self.labels if not self.moves.get(state))


REFERRAL = Lifecycle(
    "referral",
    "A referral, as its referrer is told",
    "received",
    {
        "received": "Received by MASH",
        "screening": "Being looked at by MASH",
        "returned": "Returned for agreement",
        "decided": "Decided",
        "withdrawn": "Withdrawn by the referrer",
    },
    {
        "received": ("screening", "returned", "decided", "withdrawn"),
        "screening": ("returned", "decided", "withdrawn"),
        "returned": ("screening", "decided", "withdrawn"),
        # A correction opens a decided referral again; MASH may go on with one that was withdrawn.
        "decided": ("screening",),
        "withdrawn": ("screening", "decided"),
    },
)
CHILD = Lifecycle(
    "child",
    "One child on a referral",
    "new",
    {
        "new": "Waiting for a screener",
        "screening": "Being screened",
        "proposed": "Waiting for a manager",
        "decided": "Decided",
        "returned": "Returned for agreement",
        "passed": "With the child's own worker",
        "withdrawn": "Withdrawn by the referrer",
    },
    {
        "new": ("screening", "passed", "withdrawn"),
        "screening": ("proposed", "returned", "passed", "withdrawn"),
        "proposed": ("decided", "screening"),
        "returned": ("screening", "withdrawn"),
        "passed": ("screening", "proposed"),
        "withdrawn": ("screening",),
        "decided": ("proposed",),
    },
)
CHECK = Lifecycle(
    "check",
    "A question to an agency",
    "asked",
    {"asked": "Waiting for an answer", "answered": "Answered", "withdrawn": "No longer needed"},
    {"asked": ("answered", "withdrawn"), "answered": (), "withdrawn": ()},
)
FLOOR_REVIEW = Lifecycle(
    "floor-review",
    "A level that the exploitation manager looks at",
    "open",
    {"open": "To be looked at", "confirmed": "Confirmed", "raised": "Raised"},
    {"open": ("confirmed", "raised"), "confirmed": (), "raised": ()},
)
CONSULTATION = Lifecycle(
    "consultation",
    "A call to the advice line",
    "advice",
    {"advice": "Advice given", "referred": "Turned into a referral"},
    {"advice": ("referred",), "referred": ()},
)
DISAGREEMENT = Lifecycle(
    "disagreement",
    "A professional disagreement",
    "stage_1",
    {
        "stage_1": "The two workers",
        "stage_2": "Their managers",
        "stage_3": "Heads of service",
        "stage_4": "The partnership",
        "settled": "Settled",
    },
    {
        "stage_1": ("settled", "stage_2"),
        "stage_2": ("settled", "stage_3"),
        "stage_3": ("settled", "stage_4"),
        "stage_4": ("settled",),
        "settled": (),
    },
)
PROPOSAL = Lifecycle(
    "proposal",
    "A proposed decision",
    "waiting",
    {
        "waiting": "Waiting for a manager",
        "ratified": "Ratified",
        "sent_back": "Sent back",
        "replaced": "Replaced by another",
    },
    {"waiting": ("ratified", "sent_back", "replaced"), "ratified": (), "sent_back": (), "replaced": ()},
)
SAFETY_VERSION = Lifecycle(
    "safety-version",
    "A version of a safety plan",
    "writing",
    {
        "writing": "Being written",
        "waiting": "Waiting for somebody else to approve it",
        "approved": "Approved: it holds",
        "sent_back": "Sent back",
        "replaced": "Replaced by a later one",
    },
    {"writing": ("waiting",), "waiting": ("approved", "sent_back"), "approved": ("replaced",), "sent_back": (), "replaced": ()},
)
MINUTE = Lifecycle(
    "minute",
    "The minute of a meeting",
    "writing",
    {"writing": "Being written", "checking": "Waiting for the chair", "approved": "Approved by the chair"},
    {
        "writing": ("checking",),
        # The chair sends it back, or approves it.
        "checking": ("writing", "approved"),
        # A mistake that is found later opens it again; what was released stays in the register.
        "approved": ("writing",),
    },
)
MINUTE_COPY = Lifecycle(
    "minute-copy",
    "One reader's copy of a minute",
    "ready",
    {
        "ready": "Ready to be looked through",
        "released": "Released",
        "talked": "Talked through: no copy given",
        "recalled": "Recalled",
        "replaced": "Replaced by a corrected copy",
        "dropped": "Not released",
    },
    {
        "ready": ("released", "talked", "dropped"),
        "released": ("recalled", "replaced"),
        "talked": ("recalled", "replaced"),
        "recalled": ("replaced",),
        "replaced": (),
        "dropped": (),
    },
)
LIFECYCLES: tuple[Lifecycle, ...] = (
    REFERRAL,
    CHILD,
    CHECK,
    PROPOSAL,
    FLOOR_REVIEW,
    CONSULTATION,
    DISAGREEMENT,
    SAFETY_VERSION,
    MINUTE,
    MINUTE_COPY,
)


def may_move(table: Lifecycle, before: str, after: str) -> bool:
    """Whether the move exists. Staying where one is, is no move."""
    return after in table.moves.get(before, ())


def mermaid(table: Lifecycle) -> str:
    """The lifecycle as a state diagram."""
    lines = ["stateDiagram-v2", f"    [*] --> {table.first}"]
    lines += [f"    {state}: {label}" for state, label in table.labels.items()]
    lines += [f"    {before} --> {after}" for before, moves in table.moves.items() for after in moves]
    lines += [f"    {state} --> [*]" for state in table.ends]
    return "\n".join(lines)
