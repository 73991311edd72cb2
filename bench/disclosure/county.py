"""A record of very many people, in which the network of one case is asked for."""

from __future__ import annotations

import time
from collections.abc import Callable
from random import Random
from typing import Any

from .people import FAMILY, GIVEN, case
from .writing import paper

AT_ONCE = 20_000
EACH_CASE = 10


def county(name: str, people: int, random: Random) -> Callable[[], dict[str, Any]]:
    """Fill it; gives what measures ten pages of one case in it."""
    from holdfast.kernel.acting import acting_as
    from holdfast.kernel.systems import CHILDREN, name_system
    from holdfast.kernel.viewer import Viewer
    from holdfast.kernel.writing import write
    from holdfast.partnership.models import Partnership
    from holdfast.records.intake.taking import take_in
    from holdfast.records.models import CasePerson, Child, Identifier, Person
    from holdfast.records.types import IdentifierKind

    name_system("bench.disclosure", frozenset({CHILDREN}))
    here = Partnership.objects.order_by("created_at").first()
    if here is None:
        here = Partnership.objects.create(slug="bench", name="Bench", short_name="Bench")
    by = Viewer.job("bench.disclosure", here.pk)
    with acting_as(by):
        for first in range(0, people, AT_ONCE):
            count = min(AT_ONCE, people - first)
            children = [
                Child(partnership_id=here.pk, given=random.choice(GIVEN), family=random.choice(FAMILY))
                for _ in range(count // EACH_CASE)
            ]
            write(children)
            write(
                [
                    Identifier(partnership_id=here.pk, child=one, kind=IdentifierKind.SENDER, value=f"B-{one.pk}")
                    for one in children
                ]
            )
            made = [
                Person(partnership_id=here.pk, given=random.choice(GIVEN), family=random.choice(FAMILY)) for _ in range(count)
            ]
            write(made)
            held = zip(made, [one for one in children for _ in range(EACH_CASE)], strict=False)
            rows = [
                CasePerson(partnership_id=here.pk, child=child, person=person, ref=f"Q-{person.pk}") for person, child in held
            ]
            for row in rows:
                row.audience = ["professionals"]
            write(rows)
        known = case(random, 1)
        take_in(by=by, document=_document(known))
    text = paper(random, known, 5_000).text

    def measure() -> dict[str, Any]:
        from holdfast.disclosure.known import network
        from holdfast.disclosure.readers import reader_called
        from holdfast.records.intake.giving import child_called
        from holdfast.rules.disclosure import Check

        best: dict[str, Any] = {}
        for _ in range(3):
            with acting_as(by):
                started = time.perf_counter()
                child_id = child_called(by, known.child)
                reader = reader_called(by, child_id, known.reader) if child_id else None
                if child_id is None or reader is None:
                    raise RuntimeError("The case of the bench is not on record.")
                found = network(by, child_id, reader)
                asked = time.perf_counter()
                findings = Check(found).of_text(text)
                ended = time.perf_counter()
            took = {"seconds": round(ended - started, 3), "asking": round(asked - started, 3), "findings": len(findings)}
            if not best or took["seconds"] < best["seconds"]:
                best = took
        return {"people": people, "words": len(text.split()), **best}

    return measure


def _document(known: Any) -> dict[str, Any]:
    """The invented case as another system would send it."""
    child, *people = known.people
    lists = {"phone": "phones", "email": "emails", "address": "addresses", "vehicle": "vehicles", "place": "places"}
    value = {"phone": "number", "email": "address", "address": "lines", "vehicle": "registration", "place": "name"}
    document: dict[str, Any] = {
        "child": {
            "ref": child.ref,
            "given_name": child.given,
            "family_name": child.family,
            "aliases": [],
            "date_of_birth": child.born.isoformat(),
        },
        "people": [
            {
                "ref": one.ref,
                "role": one.role,
                "given_name": one.given,
                "family_name": one.family,
                "aliases": list(one.aliases),
                "date_of_birth": one.born.isoformat(),
                "audience": ["professionals"] if one.withheld else ["family"],
            }
            for one in people
        ],
        "lines": [{"text": one.text, "audience": ["professionals"]} for one in known.lines],
    }
    for one in known.details:
        entry = {value[one.kind]: one.value, "audience": ["professionals"] if one.withheld else ["family"]}
        entry |= {"ref": one.of} if one.kind == "place" else {"of": one.of}
        entry |= {"postcode": one.postcode} if one.postcode else {}
        document.setdefault(lists[one.kind], []).append(entry)
    return document
