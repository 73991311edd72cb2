"""A child is found by whatever is known of them, among those the viewer may open."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection

from holdfast.audit.models import Event
from holdfast.records import actions, keys, search, typed_search
from holdfast.records.types import IdentifierKind, NameKind


@pytest.fixture
def catherine(mash, make_child):
    child = make_child("Catherine", "Thompson", born=date(2011, 5, 17), known_as="Birdie")
    actions.add_part(by=mash, part="number", child_id=child.pk, kind=IdentifierKind.NHS, value="943 476 5919")
    actions.add_part(by=mash, part="number", child_id=child.pk, kind=IdentifierKind.COUNCIL, value="HC-204417")
    actions.add_part(by=mash, part="name", child_id=child.pk, kind=NameKind.FORMER, given="Catherine", family="Ashdown-Vale")
    actions.add_part(
        by=mash,
        part="address",
        child_id=child.pk,
        lines="12 Orchard Rd\nLittle Marle",
        town="Marle",
        postcode="hr1 2ab",
    )
    return child


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("Catherine Thompson", "same name"),
        ("Thompson, Catherine", "same name"),
        ("katharine tomson", "sounds like it"),
        ("Kate Thompson", "short form of Catherine"),
        ("Kathryn", "sounds like it"),
        ("Katie", "short form of Catherine"),
        ("Birdie", "known as Birdie"),
        ("birdie thompson", "known as Birdie"),
        ("Catherine Ashdown", "former name: Catherine Ashdown-Vale"),
        ("Cathertine Thompson", "nearly the same spelling"),
        ("Catherine Thompqon", "nearly the same spelling"),
        ("Thopmson", "nearly the same spelling"),
        ("9434765919", "this number is on the record"),
        ("943 476 5919", "this number is on the record"),
        ("hc204417", "this number is on the record"),
        ("17/5/2011", "same date of birth"),
        ("17 May 2011", "same date of birth"),
        ("Thompson 17.05.2011", "same date of birth"),
        ("HR12AB", "postcode"),
        ("12 orchard road", "address"),
        ("Orchard Road", "address"),
    ],
)
def test_a_child_is_found_and_the_finding_explained(mash, catherine, typed, why):
    found = search.search(mash, typed).found
    assert [one.child_id for one in found] == [catherine.pk]
    assert why in found[0].why


@pytest.mark.parametrize("typed", ["", "   ", "?", "Zebedee Quux", "\x00", "' OR 1=1 --", "9" * 500, "x" * 5000, "🙂"])
def test_nothing_is_found_by_nothing_and_nothing_breaks(mash, catherine, typed):
    assert search.search(mash, typed).found == ()


def test_the_likelier_record_comes_first(mash, make_child):
    near = make_child("Jon", "Smyth")
    same = make_child("John", "Smith")
    assert [one.child_id for one in search.search(mash, "John Smith").found] == [same.pk, near.pk]


def test_a_name_that_is_changed_is_found_by_the_new_name_and_no_longer_by_the_old(mash, make_child):
    child = make_child("Ada", "Firstname")
    actions.change_child(by=mash, child_id=child.pk, seen=child.version, family="Zielinska")
    assert search.search(mash, "Ada Firstname").found == ()
    assert search.search(mash, "Ada Zielińska").found[0].child_id == child.pk


def test_a_confidential_address_finds_the_child_for_the_entitled_alone(mash, person, make_child, worker_of):
    child = make_child()
    actions.add_part(
        by=mash,
        part="address",
        child_id=child.pk,
        lines="4 Hidden Lane",
        postcode="HR9 9ZZ",
        confidential=True,
    )
    allocated, colleague = worker_of(child), worker_of(child, allocated=False)
    leader = person("exploitation-manager")
    for typed in ("4 Hidden Lane", "HR9 9ZZ", "Hidden Lane"):
        assert search.search(mash, typed).found
        assert search.search(allocated, typed).found
        assert search.search(colleague, typed).found == ()
        assert search.search(leader, typed).found == ()
    assert "Hidden" not in str(search.search(colleague, "Maya Arkwright"))


def test_a_chosen_name_is_not_searched_by(mash, make_child):
    child = make_child()
    actions.add_sensitive(by=mash, child_id=child.pk, kind="chosen_name", words="Leo", agreed="Leo, to the worker alone")
    assert search.search(mash, "Leo Arkwright").found == ()


def test_a_worker_finds_their_own_children_among_any_number_of_namesakes(mash, make_child, worker_of):
    for _ in range(search.PER_KEY + 5):
        make_child("Olivia", "Jones")
    last = make_child("Olivia", "Jones")
    worker = worker_of(last)
    assert [one.child_id for one in search.search(worker, "Olivia Jones").found] == [last.pk]
    many = search.search(mash, "Olivia Jones")
    assert many.more
    assert len(many.found) == search.SHOWN


def test_the_look_up_reads_the_index_alone_under_row_security(mash, make_child):
    """The application's role, with the policy on: an index condition on partnership and key, and no scan of the table."""
    for number in range(300):
        make_child(f"Name{number}", f"Family{number}")
    wanted = typed_search.keys(typed_search.read("Name7 Family7"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        _, above_the_policy = cursor.fetchone()
        assert not above_the_policy
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_bitmapscan = off")  # a few hundred rows: what counts is that the index alone serves
        statement = "EXPLAIN (COSTS OFF) " + search._LOOK_UP.format(only="")
        cursor.execute(statement, [wanted, mash.partnership_id, search.PER_KEY])
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "Index Only Scan" in plan
    assert "Seq Scan" not in plan
    condition = next(line for line in plan.splitlines() if "Index Cond" in line)
    assert "partnership_id" in condition
    assert "key" in condition


def test_the_number_of_statements_does_not_grow_with_what_is_found(mash, make_child, django_assert_num_queries):
    make_child("Erin", "Locke")
    with django_assert_num_queries(4):
        search.search(mash, "Erin Locke")
    for _ in range(30):
        make_child("Erin", "Locke")
    with django_assert_num_queries(4):
        search.search(mash, "Erin Locke")


def test_keys_meet_whichever_letter_is_wrong():
    kept = keys.keys_for(keys.Findable((("Leonora", "Whitcombe"),)))
    for at in range(len("whitcombe")):
        typed = "whitcombe"[:at] + "q" + "whitcombe"[at + 1 :]
        assert kept & set(typed_search.keys(typed_search.read(f"Leonora {typed}"))), typed


def test_a_search_is_audited_by_what_it_showed_and_never_by_what_was_typed(client_for, mash, catherine):
    client = client_for(mash)
    client.get("/children/")
    assert not Event.objects.filter(verb="children.search").exists()
    client.get("/children/", {"q": "Catherine Thompson"})
    event = Event.objects.get(verb="children.search")
    assert (event.kind, event.person_id, event.child_id) == ("read", mash.person_id, None)
    assert event.detail == {"found": [str(catherine.pk)], "more": False}
