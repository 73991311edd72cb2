"""The review of access: every post is looked at by name, by somebody else, and confirmed or taken away."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from holdfast.access import actions
from holdfast.access.models import AccessReview, Membership
from holdfast.kernel.errors import Refused
from holdfast.kernel.time import now

pytestmark = pytest.mark.django_db
PAGE = "/access-review/"


@pytest.fixture
def officer(person: Any, looking: Any) -> Any:
    viewer = person("information-governance", name="Officer of Information")
    looking(viewer)
    return viewer


def _post(viewer: Any) -> Membership:
    return Membership.objects.get(user_id=viewer.person_id)


def test_a_post_is_due_after_three_months_and_not_again_until_three_more(
    client_for: Any, person: Any, officer: Any, frozen_at: Any
) -> None:
    worker = person("social-worker", name="Wanda Worker")
    assert "Wanda Worker" not in client_for(officer).get(PAGE).text
    assert "Wanda Worker" in client_for(officer).get(PAGE + "?show=all").text
    frozen_at(now() + timedelta(days=100))
    client = client_for(officer)
    assert "Wanda Worker" in client.get(PAGE).text
    client.post(f"{PAGE}{_post(worker).pk}/confirm/")
    assert "Wanda Worker" not in client.get(PAGE).text
    frozen_at(now() + timedelta(days=100))
    assert "Wanda Worker" in client_for(officer).get(PAGE).text


def test_taking_access_away_holds_at_once_and_says_why(client_for: Any, person: Any, officer: Any) -> None:
    worker = person("social-worker")
    at_work = client_for(worker)
    assert at_work.get("/referrals/").status_code == 200
    client = client_for(officer)
    where = f"{PAGE}{_post(worker).pk}/take-away/"
    assert "Enter reason" in client.post(where, {"reason": ""}).text
    assert client.post(where, {"reason": "Moved to another team."}).status_code == 302
    assert at_work.get("/referrals/").status_code == 403
    assert AccessReview.objects.get(post__user_id=worker.person_id).reason == "Moved to another team."


def test_nobody_confirms_their_own(client_for: Any, officer: Any) -> None:
    with pytest.raises(Refused, match="Somebody else"):
        actions.confirm_access(by=officer, post=_post(officer))
    assert client_for(officer).post(f"{PAGE}{_post(officer).pk}/confirm/").status_code == 403


def test_a_manager_who_is_no_reviewer_finds_no_list(client_for: Any, person: Any, officer: Any) -> None:
    assert client_for(person("mash-manager")).get(PAGE).status_code == 403


def test_the_last_administrator_stays(person: Any, officer: Any) -> None:
    admin = person("administrator")
    with pytest.raises(Refused, match="last administrator"):
        actions.take_away_access(by=officer, post=_post(admin), reason="Tidying.")


def test_a_review_is_never_changed(person: Any, officer: Any) -> None:
    from django.db import DatabaseError, transaction

    actions.confirm_access(by=officer, post=_post(person("social-worker")))
    with pytest.raises(DatabaseError), transaction.atomic():
        AccessReview.objects.update(kept=False)
