"""Every form there is, filled in and sent: what changed a row of anybody's stands in the audit, each thing done once.

That a row changed is asked of the database, which counts what a transaction writes, whatever the application says of itself.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from django.db import connection

from holdfast.config.examples import examples
from holdfast.config.routes import Route, all_routes
from tests.assurance import note

from . import reads
from .boxes import Form, forms_of
from .house import EVERY_ROLE, House, for_one_test

# Tables whose rows are no record of anybody: where somebody is signed in, what is still to be sent, counts of attempts.
NOBODYS = re.compile(r"^(access_session|django_cache|audit_|procrastinate_|account_email|django_)")
# Kept while somebody writes, as a draft is: what is written is in the audit once it is sent or saved.
WRITTEN_AS_ONE_TYPES = {"draft-autosave", "draft-page", "draft-form"}
ENDS_A_SITTING = {"account_logout"}
FORMS_THAT_CHANGE = 25  # or the walk proves little
PARTS = {"day": "9", "month": "3", "year": "2026", "time": "10:15"}


def written() -> Counter[str]:
    """How many rows of each table this transaction has written, by the database's own count."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables")
        return Counter({name: count for name, count in cursor.fetchall() if not NOBODYS.match(name)})


def filled(form: Form) -> dict[str, str]:
    """As somebody might: a sentence in a box of words, a day in the boxes of a day, the first choice of each list."""
    given = form.filled("As agreed with the worker today.")
    for name in given:
        part = re.search(r"_(day|month|year|time)$", name)
        if form.boxes[name].kind == "text":
            given[name] = PARTS[part[1]] if part else form.boxes[name].value or given[name]
    return given


def changing() -> list[Route]:
    """Addresses that take a form, and whose page shows it."""
    return [one for one in all_routes(examples()) if one.example and "POST" in one.methods and one.name not in ENDS_A_SITTING]


def forms_for(house: House, route: Route) -> list[Form]:
    """The forms of its own page; where it has none, an empty one: a button somewhere else."""
    if "GET" not in route.methods:
        return [Form("", "post")]
    page = house.ask(EVERY_ROLE, "GET", route.example).content.decode("utf-8", "replace")
    own = [form for form in forms_of(page) if form.method == "post" and form.action in ("", route.example)]
    return own or [Form("", "post")]


def wrong_with(response: Any, changed: Counter[str]) -> list[str]:
    """A change without an event; or one thing done, written twice."""
    events = [event for event in reads.events_of(response) if event["kind"] not in ("read", "refusal")]
    if not events:
        return [f"changed {', '.join(sorted(changed))} and left no event"]
    told = Counter(str(sorted((name, str(value)) for name, value in event.items())) for event in events)
    return [f"is written {times} times: {event}" for event, times in told.items() if times > 1]


def test_what_any_form_changes_is_written_in_the_audit_once(house: House, django_db_blocker: Any) -> None:
    wrong, done = [], set()
    for route in changing():
        for form in forms_for(house, route):
            with for_one_test(django_db_blocker):
                before = written()
                response = house.ask(EVERY_ROLE, "POST", route.example, filled(form))
                changed = written() - before
                if response.status_code >= 400 or not changed or route.name in WRITTEN_AS_ONE_TYPES:
                    continue
                done.add(route.name)
                wrong += [f"{route.name}: {one}" for one in wrong_with(response, changed)]
    assert wrong == []
    assert len(done) >= FORMS_THAT_CHANGE, sorted(done)
    note("changes", forms=len(done))
