"""A referral is taken in once, whole and as typed; what starts with it; who can see it."""

from __future__ import annotations

from typing import Any

import pytest

from holdfast.access.visibility import visible
from holdfast.comms.models import Message
from holdfast.journeys import referral as journey
from holdfast.journeys.showing import shown
from holdfast.kernel.errors import Faulty, NotHere, Refused
from holdfast.kernel.viewer import Viewer
from holdfast.referrals import queries
from holdfast.referrals.models import FloorReview, Referral, RiskAssessment
from holdfast.rules.referral import example
from holdfast.work.models import Clock, Duty

from .conftest import assessed, short

pytestmark = pytest.mark.django_db


@pytest.fixture
def importer(partnership: Any, looking: Any) -> Viewer:
    viewer = Viewer.job("referral.import", partnership.pk)
    looking(viewer)
    return viewer


def test_the_example_is_taken_in_with_every_child_and_clock(importer: Viewer) -> None:
    taken = journey.take_in(by=importer, document=example())
    assert taken.created
    assert taken.referral.children.count() == len(example()["children"])
    assert Clock.objects.filter(rule="referral.decision").count() == len(example()["children"])


def test_the_same_again_changes_nothing(importer: Viewer) -> None:
    first = journey.take_in(by=importer, document=example())
    again = journey.take_in(by=importer, document=example())
    assert not again.created
    assert again.referral.pk == first.referral.pk
    assert Message.objects.count() == 1


def test_the_same_number_with_other_words_is_refused(importer: Viewer) -> None:
    journey.take_in(by=importer, document=example())
    other = example()
    other["concern"]["worry"] = "Something else."
    with pytest.raises(Faulty) as refused:
        journey.take_in(by=importer, document=other)
    assert refused.value.faults[0].path == "/source_ref"
    assert Referral.objects.count() == 1


def test_every_fault_is_listed_and_nothing_is_kept(importer: Viewer) -> None:
    wrong = example()
    del wrong["concern"]["worry"]
    wrong["children"][0]["date_of_birth"] = "2026-02-30"
    with pytest.raises(Faulty) as refused:
        journey.take_in(by=importer, document=wrong)
    assert {"/concern/worry", "/children/0/date_of_birth"} <= {fault.path for fault in refused.value.faults}
    assert not Referral.objects.exists()


def test_what_is_shown_is_what_was_sent(importer: Viewer) -> None:
    taken = journey.take_in(by=importer, document=example())
    found = shown(importer, taken.referral.reference.lower().replace("-", " "))
    assert {key: found[key] for key in example()} == example()
    assert found["state"] == "received"
    assert found["decisions"] == []
    assert {clock["rule"] for clock in found["clocks"]} >= {"referral.decision"}


def test_an_unknown_reference_shows_nothing(importer: Viewer) -> None:
    with pytest.raises(NotHere):
        shown(importer, "ZZZZ-ZZZZ")


def test_sending_a_draft_twice_is_one_referral(teacher: Any, sent: Any) -> None:
    from holdfast.referrals import actions

    draft = actions.begin(by=teacher, document=short())
    first = journey.send(by=teacher, draft=draft)
    assert journey.send(by=teacher, draft=draft).pk == first.pk
    assert Referral.objects.count() == 1


def test_a_referrer_never_sees_anybody_elses(teacher: Any, sent: Any, person: Any, looking: Any) -> None:
    referral = sent(teacher)
    other = person("referring-professional")
    looking(other)
    assert not visible(other, Referral).exists()
    with pytest.raises(NotHere):
        queries.referral(other, referral.pk)


def test_mash_sees_it_and_another_partnership_does_not(teacher: Any, sent: Any, person: Any, looking: Any) -> None:
    from tests.conftest import make_agency, make_partnership, make_person

    referral = sent(teacher)
    screener = person("mash-screener")
    looking(screener)
    assert queries.referral(screener, referral.pk).pk == referral.pk
    elsewhere = make_partnership()
    stranger = make_person(elsewhere, make_agency(elsewhere), ("mash-manager",))
    looking(stranger)
    assert not Referral.objects.exists()


def test_a_supervisor_reads_what_is_shared_and_no_more(teacher: Any, sent: Any, person: Any, looking: Any) -> None:
    from holdfast.access.models import User
    from holdfast.referrals import actions

    lead = person("school-lead")
    looking(teacher)
    referral, other = sent(teacher), sent(teacher)
    journey.share(by=teacher, referral=referral, user=User.objects.get(pk=lead.person_id))
    looking(lead)
    assert [row.pk for row in visible(lead, Referral)] == [referral.pk]
    looking(teacher)
    actions.end_share(by=teacher, share=queries.shares(teacher, referral)[0])
    looking(lead)
    assert not visible(lead, Referral).exists()
    assert other.pk


def test_a_relative_with_an_account_is_shut_out_and_a_manager_told(teacher: Any, sent: Any, person: Any, looking: Any) -> None:
    aunt = person("mash-screener", name="Delyth Ashdown")
    manager = person("mash-manager")
    referral = sent(teacher, short(people=[{"given_name": "delyth", "family_name": "ASHDOWN", "relationship": "relative"}]))
    looking(aunt)
    assert not visible(aunt, Referral).exists()
    looking(manager)
    assert visible(manager, Referral).exists()
    assert Duty.objects.filter(kind="referral.shut-out", user_id=manager.person_id, subject_id=referral.pk).exists()


def test_a_worry_about_a_worker_stays_away_from_their_agency(
    teacher: Any, sent: Any, person: Any, partnership: Any, looking: Any
) -> None:
    from tests.conftest import make_agency

    school = make_agency(partnership, "Larkfield School", "education")
    police = make_agency(partnership, "Testshire Police", "police")
    suspect = person("mash-screener", agency=school, name="Rhodri Vale")
    colleague = person("mash-screener", agency=school)
    screener = person("mash-screener")
    leader = person("mash-manager", agency=police)
    worry = {"worry": "He texts her at night.", "about_worker": "yes", "about_worker_detail": f"Rhodri Vale of {school.name}"}
    referral = sent(teacher, short(concern=worry))
    assert referral.worker_agency_id == school.pk
    for shut_out in (suspect, colleague):
        looking(shut_out)
        assert not visible(shut_out, Referral).exists()
    for reader in (screener, leader):
        looking(reader)
        assert visible(reader, Referral).exists()
    assert not Duty.objects.filter(kind="referral.lado", user_id=suspect.person_id).exists()


def test_until_the_agency_is_known_only_those_who_deal_with_such_worries_see_it(
    teacher: Any, sent: Any, person: Any, looking: Any
) -> None:
    screener, manager = person("mash-screener"), person("mash-manager")
    sent(teacher, short(concern={"worry": "A coach.", "about_worker": "yes"}))
    looking(screener)
    assert not visible(screener, Referral).exists()
    looking(manager)
    assert visible(manager, Referral).exists()


def test_a_manager_says_where_a_worker_works_and_lets_a_screener_in(
    teacher: Any, sent: Any, person: Any, agency: Any, looking: Any, client_for: Any
) -> None:
    screener, manager = person("mash-screener"), person("mash-manager")
    referral = sent(teacher, short(concern={"worry": "A coach.", "about_worker": "yes"}))
    client = client_for(manager)
    page = f"/referrals/{referral.pk}/readers/"
    assert client.get(page).status_code == 200
    assert client_for(screener).get(page).status_code == 403
    assert client.post(page, {"user": str(screener.person_id), "agency": ""}).status_code == 302
    looking(screener)
    assert visible(screener, Referral).exists()


def test_a_level_below_the_floor_is_sent_and_put_before_the_exploitation_manager(
    teacher: Any, sent: Any, person: Any, looking: Any
) -> None:
    signs = {"unexplained_money": {"state": "suspected"}}
    below = assessed(indicators=signs, below_floor_reason="His aunt gave it to him.")
    below["children"][0]["learning_disability"] = "yes"
    referral = sent(teacher, below)
    review = FloorReview.objects.get()
    assert review.writer_reason == "His aunt gave it to him."
    assert referral.state == "received"
    clock = Clock.objects.get(rule="exploitation.floor-review")
    manager = person("exploitation-manager")
    looking(manager)
    with pytest.raises(Refused):
        journey.review_level(by=manager, review=review, level="none_identified", reason="No.", seen=review.version)
    done = journey.review_level(by=manager, review=review, level="moderate", reason="Two signs.", seen=review.version)
    assert done.state == "raised"
    clock.refresh_from_db()
    assert clock.stopped_at is not None
    assert not Duty.objects.filter(kind="referral.floor-review", state="open").exists()


def test_nobody_looks_at_their_own_level(person: Any, sent: Any, looking: Any) -> None:
    manager = person("exploitation-manager")
    below = assessed(indicators={"unexplained_money": {"state": "yes"}})
    below["children"][0]["learning_disability"] = "yes"
    sent(manager, below)
    with pytest.raises(Refused):
        journey.review_level(by=manager, review=FloorReview.objects.get(), level="moderate", reason="Yes.", seen=1)


def test_moderate_without_a_referral_goes_to_the_same_list(teacher: Any) -> None:
    from holdfast.referrals import actions
    from holdfast.referrals.types import DraftKind

    document = assessed(level="moderate", no_referral_reason="He has a social worker already.")
    draft = actions.begin(by=teacher, kind=DraftKind.ASSESSMENT, document=document)
    journey.send_assessment(by=teacher, draft=draft)
    assert FloorReview.objects.get().reason == "no_referral"
    assert not Referral.objects.exists()


def test_a_re_assessment_is_a_new_version_and_the_last_one_stays(teacher: Any, client_for: Any) -> None:
    from holdfast.referrals import actions
    from holdfast.referrals.types import DraftKind

    draft = actions.begin(by=teacher, kind=DraftKind.ASSESSMENT, document=assessed(level="emerging"))
    first = journey.send_assessment(by=teacher, draft=draft)
    client = client_for(teacher)
    tasks = client.post(f"/assessments/{first.pk}/again/")["Location"]
    for page, answers in (
        ("level-0", {"assessments-0-level": "significant", "assessments-0-rationale": "He was held in a flat."}),
    ):
        assert client.post(f"{tasks}page/{page}/", answers).status_code == 302
    shown = client.get(client.post(tasks + "send/")["Location"]).content.decode()
    assert "Version 2" in shown
    assert [row.level for row in RiskAssessment.objects.order_by("number")] == ["emerging", "significant"]


def test_the_receipt_names_nobody(teacher: Any, sent: Any) -> None:
    from holdfast.access.models import User

    referral = sent(teacher, short(referrer={**short()["referrer"], "email": User.objects.get(pk=teacher.person_id).email}))
    message = Message.objects.get()
    assert referral.reference in message.body
    assert not {"Kit", "Ashdown", "Mair", "phones", "missing"} & set(message.body.replace(",", " ").split())


def test_adding_tells_mash_and_what_was_sent_stays(teacher: Any, sent: Any) -> None:
    referral = sent(teacher)
    before = referral.document
    journey.add(by=teacher, referral=referral, words="He was seen at the station.")
    referral.refresh_from_db()
    assert referral.document == before
    assert Duty.objects.filter(kind="referral.added", subject_id=referral.pk).exists()


def test_the_database_itself_refuses_to_change_what_was_sent(teacher: Any, sent: Any) -> None:
    from django.db import ProgrammingError, transaction

    referral = sent(teacher)
    with pytest.raises(ProgrammingError), transaction.atomic():
        Referral.objects.filter(pk=referral.pk).update(document={})


def test_withdrawing_stops_no_clock(teacher: Any, sent: Any) -> None:
    referral = sent(teacher)
    journey.withdraw(by=teacher, referral=referral, reason="I was mistaken.")
    assert Clock.objects.filter(rule="referral.decision", stopped_at=None).exists()
    with pytest.raises(Refused):
        journey.withdraw(by=teacher, referral=referral, reason="Again.")
