"""The administrator's pages about people and agencies."""

from __future__ import annotations

from typing import Any

import pytest

from holdfast.access.models import Absence, Agency, EmailDomain, Membership, User
from holdfast.kernel.time import today

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(person: Any) -> Any:
    return person("administrator")


@pytest.fixture
def admin_client(client_for: Any, admin: Any) -> Any:
    return client_for(admin)


def test_people_are_found_by_name_agency_and_role(admin_client: Any, person: Any) -> None:
    person("mash-screener", name="Wilhelmina Findable")
    person("social-worker", name="Ordinary Other")
    assert "Wilhelmina Findable" in admin_client.get("/people/?words=wilhel").text
    assert "Ordinary Other" not in admin_client.get("/people/?words=wilhel").text
    assert "Ordinary Other" not in admin_client.get("/people/?role=mash-screener").text


def test_a_long_list_of_people_is_turned_page_by_page_and_costs_the_same(
    admin_client: Any, person: Any, django_assert_max_num_queries: Any
) -> None:
    for number in range(55):
        person("social-worker", name=f"Worker {number:03}")
    with django_assert_max_num_queries(30):
        first = admin_client.get("/people/?words=Worker")
    assert "Worker 049" in first.text
    assert "Worker 050" not in first.text
    older = first.text.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
    assert "Worker 050" in admin_client.get("/people/" + older).text


def test_a_person_is_added_with_a_post_and_a_one_time_link_shown_once(admin_client: Any, agency: Any) -> None:
    form = {"name": "New Comer", "email": "New.Comer@Testshire.example", "agency": str(agency.pk), "role": "early-help"}
    answer = admin_client.post("/people/new/", form, follow=True)
    user = User.objects.get(email="new.comer@testshire.example")
    assert Membership.objects.get(user=user).role == "early-help"
    assert "/accounts/welcome/" in answer.text
    assert "/accounts/welcome/" not in admin_client.get(f"/people/{user.pk}/").text


def test_no_page_about_a_person_has_their_name_in_its_title(admin_client: Any, person: Any) -> None:
    worker = person("social-worker", name="Wilhelmina Findable")
    page = admin_client.get(f"/people/{worker.person_id}/").text
    assert "Wilhelmina" not in page.split("<title>")[1].split("</title>")[0]


def test_what_was_typed_stays_when_something_is_missing(admin_client: Any) -> None:
    answer = admin_client.post("/people/new/", {"name": "New Comer", "email": "nonsense"})
    assert answer.status_code == 422
    assert 'value="New Comer"' in answer.text
    assert "Enter an e-mail address in full" in answer.text


def test_people_of_another_partnership_are_not_here(admin_client: Any, admin: Any, looking: Any) -> None:
    from tests.conftest import make_agency, make_partnership, make_person

    other = make_partnership()
    stranger = make_person(other, make_agency(other), ("social-worker",))
    assert admin_client.get(f"/people/{stranger.person_id}/").status_code == 404


def test_a_post_is_ended_and_a_stale_edit_shows_both(admin_client: Any, admin: Any, person: Any, looking: Any) -> None:
    worker = person("social-worker")
    looking(admin)
    post = Membership.objects.get(user_id=worker.person_id)
    day = today()
    typed = {"until_day": str(day.day), "until_month": str(day.month), "until_year": str(day.year), "version": "1"}
    assert admin_client.post(f"/people/posts/{post.pk}/end/", typed).status_code == 302
    stale = admin_client.post(f"/people/posts/{post.pk}/end/", typed)
    assert stale.status_code == 409
    assert "Somebody else changed this" in stale.text


def test_an_account_is_suspended_with_a_reason(admin_client: Any, person: Any) -> None:
    worker = person("social-worker")
    assert admin_client.post(f"/people/{worker.person_id}/suspend/", {"reason": ""}).status_code == 422
    assert admin_client.post(f"/people/{worker.person_id}/suspend/", {"reason": "Left."}).status_code == 302
    assert not User.objects.get(pk=worker.person_id).is_active
    assert "Left." in admin_client.get(f"/people/{worker.person_id}/").text


def test_somebody_records_their_own_absence_and_who_covers(client_for: Any, person: Any) -> None:
    worker, other = person("social-worker"), person("social-worker")
    client = client_for(worker)
    day = today()
    typed = {f"{name}_{part}": str(getattr(day, part)) for name in ("from_date", "until") for part in ("day", "month", "year")}
    assert client.post("/absence/", {**typed, "cover": str(other.person_id)}).status_code == 302
    absence = Absence.objects.get(user_id=worker.person_id)
    assert absence.cover_id == other.person_id
    assert client.post(f"/absence/{absence.pk}/end/").status_code == 302


def test_nobody_records_a_colleagues_absence_without_being_their_manager(client_for: Any, person: Any) -> None:
    worker, other = person("social-worker"), person("social-worker")
    day = today()
    typed = {f"{name}_{part}": str(getattr(day, part)) for name in ("from_date", "until") for part in ("day", "month", "year")}
    answer = client_for(worker).post(f"/people/{other.person_id}/absence/", typed)
    assert answer.status_code == 403
    assert "your own absence" in answer.text


def test_people_pages_open_to_the_administrator_alone(client_for: Any, person: Any) -> None:
    client = client_for(person("mash-manager"))
    for path in ("/people/", "/people/new/", "/agencies/"):
        assert client.get(path).status_code == 403


def test_an_agency_gets_a_team_and_a_domain_that_pupils_share(admin_client: Any) -> None:
    admin_client.post("/agencies/new/", {"name": "Invented High School", "kind": "education"})
    agency = Agency.objects.get(name="Invented High School")
    admin_client.post(f"/agencies/{agency.pk}/teams/new/", {"name": "Pastoral"})
    admin_client.post(f"/agencies/{agency.pk}/domains/new/", {"domain": "@High.Example.org", "shared_with_pupils": "on"})
    page = admin_client.get(f"/agencies/{agency.pk}/").text
    assert "Pastoral" in page
    assert "high.example.org (shared with pupils)" in page
    refused = admin_client.post(f"/agencies/{agency.pk}/domains/new/", {"domain": "gmail.com"})
    assert "Anybody can have an address there" in refused.text
    domain = EmailDomain.objects.get(domain="high.example.org")
    admin_client.post(f"/agencies/domains/{domain.pk}/remove/")
    assert not EmailDomain.objects.filter(pk=domain.pk).exists()
