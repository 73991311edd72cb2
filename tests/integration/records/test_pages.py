"""The record in the browser's eyes: what each page answers, to whom."""

from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.urls import reverse

from holdfast.audit.models import Event
from holdfast.kernel.time import now, today
from holdfast.records import actions, chronology, queries
from holdfast.records.models import Address, Child, Identifier, Person, Relationship, SensitiveFact

PAGES = ("child", "child-people", "child-details", "child-risk", "child-access")


def at(name, child, **more):
    return reverse(name, kwargs={"child_id": child.pk, **more})


@pytest.fixture
def full(mash, make_child):
    """A child of whom something is known in every part."""
    child = make_child(known_as="May", language="Polish", interpreter="yes", staff_safety="A loose dog")
    sister = make_child("Ella", "Arkwright")
    mother = actions.relate(
        by=mash, child_id=child.pk, kind="mother", person={"given": "Jane", "family": "Arkwright"}, parental_responsibility="yes"
    )
    actions.relate(by=mash, child_id=child.pk, kind="twin", other_child_id=sister.pk)
    actions.tell(by=mash, child_id=child.pk, person_id=mother.person_id, answer="never", why="Her partner reads her phone")
    actions.join_household(by=mash, child_id=child.pk, name="Mill Lane", person_ids=(mother.person_id,))
    actions.add_part(by=mash, part="number", child_id=child.pk, kind="nhs", value="9434765919")
    actions.add_part(by=mash, part="name", child_id=child.pk, kind="former", given="Maya", family="Oakes")
    address = actions.add_part(by=mash, part="address", child_id=child.pk, lines="1 Mill Lane", postcode="HR1 1AA")
    actions.add_part(by=mash, part="school", child_id=child.pk, kind="school", name="Marle High")
    actions.add_part(by=mash, part="health", child_id=child.pk, kind="gp", name="Weir Practice")
    actions.add_part(by=mash, part="legal", child_id=child.pk, kind="cp", from_date=today() - timedelta(days=40))
    actions.add_part(by=mash, part="care", child_id=child.pk, from_date=today() - timedelta(days=30))
    actions.add_part(by=mash, part="placement", child_id=child.pk, kind="foster", from_date=today(), address_id=address.pk)
    actions.involve(by=mash, child_id=child.pk, name="Pat Nurse", role="School nurse")
    actions.add_sensitive(by=mash, child_id=child.pk, kind="pronouns", words="they", agreed="Maya", audience=["professionals"])
    actions.write_summary(
        by=mash, child_id=child.pk, seen=None, worried="Older friends", working_well="Grandmother", needs="A mentor"
    )
    return child


@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_and_is_written_in_the_audit(client_for, mash, full, page, looking):
    answer = client_for(mash).get(at(page, full))
    assert answer.status_code == 200
    words = answer.content.decode()
    assert "Maya Arkwright" in words
    assert "Do not tell Jane Arkwright." in words
    assert "Interpreter needed: Polish." in words
    looking(mash)
    assert Event.objects.filter(verb="child.open", child_id=full.pk, detail={"page": page}).exists()


@pytest.mark.parametrize("page", PAGES)
def test_no_name_stands_in_a_title(client_for, mash, full, page):
    words = client_for(mash).get(at(page, full)).content.decode()
    title = re.search(r"<title>(.*?)</title>", words, re.DOTALL)[1]
    assert "Maya" not in title
    assert "Arkwright" not in title


@pytest.mark.parametrize("role", ["referring-professional", "agency-checker", "administrator", "social-worker", "auditor"])
@pytest.mark.parametrize("page", PAGES)
def test_whoever_may_not_open_it_gets_the_answer_for_no_record_at_all(client_for, person, full, page, role):
    client = client_for(person(role))
    hidden, absent = client.get(at(page, full)), client.get(at(page, Child()))
    assert hidden.status_code == absent.status_code == 404
    # The request's reference, the form's token, and the seconds a session has left.
    changing = re.compile(rb'[0-9a-f]{16}|csrfmiddlewaretoken" value="\w+|data-(?:idle|absolute)="[0-9]+"')
    assert changing.sub(b"", hidden.content) == changing.sub(b"", absent.content)


def test_nobody_reads_a_record_without_signing_in(client_for, full):
    for page in PAGES:
        assert client_for().get(at(page, full)).status_code == 302


class TestEditing:
    @pytest.mark.parametrize(
        ("name", "more"),
        [
            ("child-edit", {}),
            ("child-summary", {}),
            *[
                ("child-part-add", {"part": part})
                for part in ("name", "number", "address", "school", "health", "legal", "care", "placement")
            ],
            ("child-relate", {}),
            ("child-relate-child", {}),
            ("child-tell", {}),
            ("child-household", {}),
            ("child-involve", {}),
            ("child-sensitive-add", {}),
        ],
    )
    def test_every_form_opens_and_an_empty_one_says_what_to_do(self, client_for, mash, full, name, more):
        client = client_for(mash)
        assert client.get(at(name, full, **more)).status_code == 200
        answer = client.post(at(name, full, **more), {})
        assert answer.status_code in {200, 302, 409}

    def test_who_the_child_is_can_be_changed_and_found(self, client_for, mash, full, looking):
        client = client_for(mash)
        typed = {
            "version": full.version,
            "given": "Maja",
            "family": "Kowalska",
            "born_year": "2012",
            "born_words": "after Easter",
            "sex": "female",
            "interpreter": "no",
            "send": "support",
            "learning_disability": "no",
            "is_parent": "no",
        }
        assert client.post(at("child-edit", full), typed).status_code == 302
        looking(mash)
        child = queries.child(mash, full.pk)
        assert (child.name, child.born_earliest.year, child.born_words) == ("Maja Kowalska", 2012, "after Easter")

    def test_two_people_who_edit_at_once_are_shown_both_versions(self, client_for, mash, full):
        client = client_for(mash)
        seen = queries.summary(mash, full.pk).version
        theirs = {"version": seen, "worried": "Theirs, first", "working_well": "", "needs": ""}
        assert client.post(at("child-summary", full), theirs).status_code == 302
        answer = client.post(at("child-summary", full), theirs | {"worried": "Mine, second"})
        words = answer.content.decode()
        assert answer.status_code == 409
        assert "Theirs, first" in words
        assert "Mine, second" in words
        version = re.search(r'name="version" value="(\d+)"', words)[1]
        merged = theirs | {"version": version, "worried": "Theirs, first. Mine, second"}
        assert client.post(at("child-summary", full), merged).status_code == 302

    def test_a_wrong_number_is_said_beside_the_question_and_kept_in_the_form(self, client_for, mash, full):
        answer = client_for(mash).post(at("child-part-add", full, part="number"), {"kind": "nhs", "value": "943 476 5918"})
        words = answer.content.decode()
        assert "not a valid NHS number" in words
        assert "943 476 5918" in words

    def test_each_row_can_be_changed_and_a_number_taken_off(self, client_for, mash, full, looking):
        client = client_for(mash)
        number = Identifier.objects.get(child=full)
        for model, part in ((Identifier, "number"), (Address, "address")):
            row = model.objects.get(child=full)
            assert client.get(at("child-part", full, part=part, part_id=row.pk)).status_code == 200
        taken = client.post(
            at("child-part-remove", full, part="number", part_id=number.pk), {"version": 1, "reason": "Her sister's"}
        )
        assert taken.status_code == 302
        looking(mash)
        assert queries.numbers(mash, full.pk) == []

    def test_another_childs_row_is_not_reached_through_this_child(self, client_for, mash, full, make_child):
        other = make_child("Other", "Child")
        row = actions.add_part(by=mash, part="address", child_id=other.pk, lines="9 Far Road")
        assert client_for(mash).get(at("child-part", full, part="address", part_id=row.pk)).status_code == 404

    def test_somebody_is_added_named_and_may_be_told(self, client_for, mash, full, looking):
        client = client_for(mash)
        typed = {
            "kind": "father",
            "given": "Tom",
            "family": "Oakes",
            "parental_responsibility": "not_known",
            "in_household": "no",
        }
        assert client.post(at("child-relate", full), typed).status_code == 302
        looking(mash)
        father = Person.objects.get(given="Tom")
        row = Relationship.objects.get(person=father)
        assert client.get(at("child-person", full, person_id=father.pk)).status_code == 200
        assert client.get(at("child-relationship", full, relationship_id=row.pk)).status_code == 200
        told = {"person_id": str(father.pk), "subject": "everything", "answer": "yes", "why": "He raised the worry"}
        assert client.post(at("child-tell", full), told).status_code == 302
        looking(mash)
        assert queries.may_tell(mash, child_id=full.pk, person_id=father.pk)

    def test_another_child_is_found_and_related(self, client_for, mash, full, make_child, looking):
        cousin = make_child("Rhys", "Penn")
        client = client_for(mash)
        found = client.post(at("child-relate-child", full), {"q": "Rhys Penn"})
        assert str(cousin.pk) in found.content.decode()
        done = client.post(
            at("child-relate-child", full), {"q": "Rhys Penn", "other_child_id": str(cousin.pk), "kind": "relative"}
        )
        assert done.status_code == 302

    def test_a_professional_is_added_changed_and_ended(self, client_for, mash, person, full, looking):
        from holdfast.access.models import User

        client, worker = client_for(mash), person("social-worker")
        email = User.objects.get(pk=worker.person_id).email
        assert client.post(at("child-involve", full), {"email": email, "role": "Mentor"}).status_code == 302
        unknown = client.post(at("child-involve", full), {"email": "nobody@nowhere.example", "role": "Mentor"})
        assert "Nobody with this address works here now" in unknown.content.decode()
        looking(mash)
        row = next(one for one in queries.involvements(mash, full.pk) if one.user_id == worker.person_id)
        assert queries.child(worker, full.pk) == full
        changed = {"version": row.version, "role": "Lead mentor", "lead": "on"}
        assert client.post(at("child-involvement", full, involvement_id=row.pk), changed).status_code == 302
        day = today()
        ended = {"until_day": day.day, "until_month": day.month, "until_year": day.year, "why": "Work is done"}
        assert client.post(at("child-involvement-end", full, involvement_id=row.pk), ended).status_code == 302

    def test_a_sensitive_fact_names_its_readers(self, client_for, mash, full, looking):
        client = client_for(mash)
        typed = {"kind": "faith", "words": "Goes to church in secret", "agreed": "Maya, to me", "audience": ["named"]}
        assert client.post(at("child-sensitive-add", full), typed).status_code == 302
        looking(mash)
        fact = SensitiveFact.objects.get(kind="faith")
        assert client.get(at("child-sensitive", full, fact_id=fact.pk)).status_code == 200
        assert "Goes to church" in client.get(at("child-details", full)).content.decode()

    def test_a_manager_restricts_and_opens_again(self, client_for, mash, person, full):
        manager = person("mash-manager")
        actions.involve(by=mash, child_id=full.pk, user_id=manager.person_id, role="Manager")
        client = client_for(manager)
        assert client.post(at("child-restrict", full), {"reason": "A relative works here"}).status_code == 302
        assert client_for(mash).get(at("child", full)).status_code == 404
        assert client.post(at("child-open", full), {"why": "They have left"}).status_code == 302
        assert client_for(mash).get(at("child", full)).status_code == 200

    def test_a_manager_is_told_of_a_worker_in_the_case_and_lets_in_a_namesake(self, client_for, mash, person, full, looking):
        from holdfast.access.models import Exclusion
        from holdfast.work.models import Duty

        namesake, manager = person("mash-screener", name="Tom Oakes"), person("mash-manager")
        typed = {"kind": "of_concern", "given": "Tom", "family": "Oakes", "parental_responsibility": "no", "in_household": "no"}
        assert client_for(mash).post(at("child-relate", full), typed).status_code == 302
        assert client_for(namesake).get(at("child", full)).status_code == 404
        looking(manager)
        row = Exclusion.objects.get()
        assert Duty.objects.get(kind="exclusion.look").subject_id == row.pk
        assert client_for(namesake).get(at("child-exclusion", full, exclusion_id=row.pk)).status_code == 404
        client = client_for(manager)
        assert client.get(at("child-access", full)).status_code == 200
        done = client.post(at("child-exclusion", full, exclusion_id=row.pk), {"why": "Different year of birth"})
        assert done.status_code == 302
        assert client_for(namesake).get(at("child", full)).status_code == 200

    def test_whoever_only_reads_is_refused_the_form(self, client_for, person, mash, full):
        taker = person("minute-taker")
        actions.involve(by=mash, child_id=full.pk, user_id=taker.person_id, role="Minute taker")
        client = client_for(taker)
        assert client.get(at("child", full)).status_code == 200
        assert client.get(at("child-edit", full)).status_code == 403


class TestSearching:
    def test_the_words_are_posted_and_stand_in_no_address(self, client_for, mash, full):
        client = client_for(mash)
        answer = client.post(reverse("children-search"), {"q": "Maia Arkwright"})
        assert answer.status_code == 302
        assert answer["Location"] == reverse("children-search")
        words = client.get(answer["Location"]).content.decode()
        assert "Maya Arkwright" in words
        assert "Found by:" in words

    def test_records_opened_last_are_listed(self, client_for, mash, full):
        client = client_for(mash)
        client.get(at("child", full))
        assert "Maya Arkwright" in client.get(reverse("children-search")).content.decode()

    def test_a_role_without_search_is_refused_it(self, client_for, person):
        assert client_for(person("referring-professional")).get(reverse("children-search")).status_code == 403

    @pytest.mark.parametrize("words", ["<script>alert(1)</script>", "%00", "'\"", "x" * 3000])
    def test_odd_words_break_nothing(self, client_for, mash, words):
        answer = client_for(mash).post(reverse("children-search"), {"q": words}, follow=True)
        assert answer.status_code == 200
        assert "<script>alert" not in answer.content.decode()


def test_the_chronology_goes_on_to_older_pages(client_for, mash, make_child):
    child = make_child()
    for number in range(45):
        chronology.add(by=mash, child_id=child.pk, at=now() - timedelta(days=number), kind="note", text=f"Note {number}.")
    client = client_for(mash)
    first = client.get(at("child", child)).content.decode()
    older = re.search(r'href="([^"]*before=[^"]*)"', first)[1].replace("&amp;", "&")
    second = client.get(older).content.decode()
    assert "Note 44." in second
    assert "Note 0." not in second
    assert client.get(at("child", child) + "?before=" + quote("nonsense")).status_code == 200


def test_the_number_of_statements_on_the_record_does_not_grow(client_for, mash, make_child, worker_of):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    child = make_child()
    client = client_for(mash)
    client.get(at("child", child))

    def counted():
        return [_statements(connection, client, page, child) for page in PAGES]

    def _statements(connection, client, page, child):
        with CaptureQueriesContext(
            connection,
        ) as captured:
            client.get(at(page, child))
        return len(captured)

    few = counted()
    for number in range(12):
        chronology.add(by=mash, child_id=child.pk, at=now(), kind="note", text=f"Note {number}.")
        actions.relate(by=mash, child_id=child.pk, kind="friend", person={"given": f"Friend {number}"})
        actions.add_part(by=mash, part="address", child_id=child.pk, lines=f"{number} Mill Lane")
        actions.involve(by=mash, child_id=child.pk, name=f"Worker {number}", role="Mentor")
    assert counted() == few
    assert max(few) < 45
