"""A letter to a mother that the check holds, to try: it says more than she may have."""

from __future__ import annotations

from holdfast.disclosure import deciding
from holdfast.records.models import Relationship
from holdfast.records.types import RelationKind

from .telling import Teller

WRITER = "Amir Rahimi"
LETTER = """Dear {mother},

Thank you for coming to the meeting on Tuesday. It was good to hear that Katharine has been home by nine on most nights.

As we said, she has been seen with Daz in the grey car, and with her friend Ellie Prosser, whose mum is on 07700 900318. \
Intelligence suggests that he stays near the bus station, and officers plan to execute a warrant there on Friday.

The next meeting is on 9 December at 4pm. Ring me if anything is unclear.

Yours sincerely
Amir Rahimi
"""


def tell(teller: Teller) -> None:
    """Put before the check a little while ago, and not decided on yet."""
    if "katharine-marlowe" not in teller.children:
        return
    child = teller.children["katharine-marlowe"]
    with teller.acting(WRITER, teller.ago(1.5)) as by:
        mother = Relationship.objects.filter(partnership_id=by.here, child_id=child.pk, kind=RelationKind.MOTHER).first()
        if mother is None or mother.person is None:
            return
        deciding.put(
            by=by,
            child_id=child.pk,
            reader=deciding.PERSON,
            person_id=mother.person_id,
            words=LETTER.format(mother=mother.person.given),
        )
