"""What stays behind where nobody looks: the audit and the queue of jobs hold ids and keys, and nothing of what people wrote."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from django.db import connection

from holdfast.access.models import User
from holdfast.audit.models import Event
from holdfast.kernel.acting import acting_as
from holdfast.kernel.viewer import Viewer
from holdfast.records.models import Address, Child, Person
from holdfast.referrals.models import Referral, ReferredChild

from .house import House

ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def known_of_people() -> set[str]:
    """Names, addresses and numbers of everybody in a partnership, as they were written."""
    rows: list[Any] = [
        *Child.objects.values_list("given", "family", "known_as"),
        *Person.objects.values_list("given", "family", "telephone", "email"),
        *ReferredChild.objects.values_list("given_name", "family_name"),
        *Referral.objects.values_list("referrer_name", "referrer_phone", "referrer_email"),
        *Address.objects.values_list("lines", "postcode"),
        *User.objects.values_list("name", "email"),
    ]
    return {str(value) for row in rows for value in row if len(str(value)) > 3}


def leaves(value: Any) -> Iterator[Any]:
    """Every value at the end of a branch."""
    if isinstance(value, dict):
        for one in value.values():
            yield from leaves(one)
    elif isinstance(value, list):
        for one in value:
            yield from leaves(one)
    else:
        yield value


def test_no_event_of_the_audit_names_anybody(house: House) -> None:
    for partnership in (house.here, house.there):
        with acting_as(Viewer.job("tests", partnership.pk)):
            known = known_of_people()
            details = list(Event.objects.values_list("verb", "detail"))
        assert len(details) > 20
        told = {(verb, value) for verb, detail in details for value in leaves(detail) if str(value) in known}
        assert told == set()


def test_no_event_of_the_audit_holds_a_sentence(house: House) -> None:
    """An id, a key or a name of a field is one word; what somebody wrote is several."""
    with acting_as(Viewer.job("tests", house.here.pk)):
        details = list(Event.objects.values_list("verb", "detail"))
    values = {(verb, str(value)) for verb, detail in details for value in leaves(detail)}
    assert {(verb, value) for verb, value in values if len(value.split()) > 3} == set()


def test_a_job_is_told_ids_and_nothing_else(house: House) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name, args FROM procrastinate_jobs")
        jobs = cursor.fetchall()
    assert jobs
    for task, arguments in jobs:
        for value in leaves(json.loads(arguments)):
            assert isinstance(value, int) or ID.fullmatch(value), task
