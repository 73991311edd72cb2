"""What somebody's tie to a thing opens: one table a thing. A tie that opens nothing gives the same answer as an id nothing has,
on every address that names the thing.
"""

from __future__ import annotations

from .doors import NOT_HERE, OPEN

CIRCLE_ALONE, READS_ALL = "social-worker", "mash-screener"

# The record of a child, for a role that opens its own circle alone, and for one that reads every child.
CHILD: dict[str, dict[str, str]] = {
    "in the circle": {CIRCLE_ALONE: OPEN, READS_ALL: OPEN},
    "of the same agency as the circle's worker": {CIRCLE_ALONE: NOT_HERE, READS_ALL: OPEN},
    "of another agency": {CIRCLE_ALONE: NOT_HERE, READS_ALL: OPEN},
    "in the circle until yesterday": {CIRCLE_ALONE: NOT_HERE, READS_ALL: OPEN},
    "in the circle from tomorrow": {CIRCLE_ALONE: NOT_HERE, READS_ALL: OPEN},
    "in the circle of a restricted record": {CIRCLE_ALONE: OPEN, READS_ALL: OPEN},
    "outside the circle of a restricted record": {CIRCLE_ALONE: NOT_HERE, READS_ALL: NOT_HERE},
    "in the circle, and a person of the case": {CIRCLE_ALONE: NOT_HERE, READS_ALL: NOT_HERE},
    "of another partnership": {CIRCLE_ALONE: NOT_HERE, READS_ALL: NOT_HERE},
}
# A referral that was sent, for somebody who may refer and does not work in MASH.
REFERRAL: dict[str, str] = {
    "the sender": OPEN,
    "somebody it was shared with": OPEN,
    "somebody it is no longer shared with": NOT_HERE,
    "a colleague of the sender": NOT_HERE,
    "somebody of another agency": NOT_HERE,
    "somebody of another partnership": NOT_HERE,
}
# A draft that has not been sent is its writer's, and nobody else's.
DRAFT: dict[str, str] = {
    "its writer": OPEN,
    "a colleague of the writer": NOT_HERE,
    "somebody with every role there is": NOT_HERE,
    "somebody of another partnership": NOT_HERE,
}
