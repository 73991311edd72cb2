"""What a child says in a return home interview: whether it is safe to talk, who reads it, what may be told, where it leads."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from holdfast.access.visibility import visible
from holdfast.audit.models import Event
from holdfast.journeys.leads import follow
from holdfast.keeping.copying import contents
from holdfast.keeping.items import to_give
from holdfast.kernel.acting import tell_database
from holdfast.kernel.errors import Faulty, NotHere, Refused, StaleEdit
from holdfast.kernel.viewer import Viewer
from holdfast.missing import interview_queries as queries
from holdfast.missing.conversation_models import Conversation, RemoteCheck
from holdfast.missing.interview_models import Interview
from holdfast.missing.interview_types import InterviewState, Mode
from holdfast.missing.interviews import carers, copies, leading, sharing, talking
from holdfast.missing.interviews.leading import Became
from holdfast.missing.interviews.taking_in import begin_those_taken_in
from holdfast.missing.lead_models import Lead, PoliceLine
from holdfast.missing.models import Episode
from holdfast.plans.models import PlanItem
from holdfast.records import actions as records
from holdfast.records.types import Tell, TellSubject
from holdfast.work.models import Duty
from tests.factories.interviews import HOUR, NOW, SAFE, SAID, SUMMARY, back, fresh, named, talked

pytestmark = pytest.mark.usefixtures("morning")


def test_nothing_is_asked_at_a_distance_before_it_is_known_to_be_safe(
    system: Viewer, robin: Any, manager: Viewer, interviewer: Viewer, worker: Viewer
) -> None:
    row = back(system, robin)
    named(manager, interviewer, row)
    made = talking.begin(by=interviewer, interview_ids=[row.pk], mode=Mode.VIDEO)
    save = {"by": interviewer, "conversation_id": made.pk, "answers": SAID, "seen": 1}
    with pytest.raises(Refused, match="safe to talk"):
        talking.save(**save)
    check = {"by": interviewer, "conversation_id": made.pk}
    with pytest.raises(Faulty, match="cut off"):
        talking.check_remote(answers=SAFE, cut_off="", **check)
    with pytest.raises(Faulty, match="Is anybody with them"):
        talking.check_remote(answers={**SAFE, "with": ""}, cut_off="I ring back.", **check)
    talking.check_remote(answers={**SAFE, "with": "somebody"}, cut_off="", words="A man's voice.", **check)
    with pytest.raises(Refused, match="safe to talk"):
        talking.save(**save)
    tell_database(system)
    asked = Duty.objects.filter(kind="interview.unsafe", subject_id=row.pk)
    assert {(one.role, one.user_id) for one in asked} == {("emergency-duty", None), ("", worker.me)}  # eight in the morning
    assert all(one.urgent and one.needs_ack and one.ladder for one in asked)
    tell_database(interviewer)
    talking.check_remote(answers=SAFE, cut_off="I ring back twice.", **check)
    assert talking.save(**save).answers["where"] == "A flat on Mill Street"
    assert RemoteCheck.objects.filter(conversation=made).count() == 2


def test_a_draft_is_kept_with_its_versions_and_nobodys_words_are_lost(
    system: Viewer, robin: Any, manager: Viewer, interviewer: Viewer
) -> None:
    row = back(system, robin)
    named(manager, interviewer, row)
    made = talking.begin(by=interviewer, interview_ids=[row.pk], mode=Mode.IN_PERSON)
    save = {"by": interviewer, "conversation_id": made.pk}
    talking.keep(seen=1, changed={"where": "The st", "nonsense": "x"}, **save)  # while it is typed
    with pytest.raises(StaleEdit):
        talking.keep(seen=1, changed={"where": ""}, **save)
    talking.save(seen=2, answers={"where": "The station", "push": ["school"], "nonsense": "x"}, **save)
    with pytest.raises(StaleEdit) as stale:
        talking.save(seen=2, answers={"where": "The park"}, **save)
    assert (stale.value.theirs["answers"]["where"], stale.value.yours["answers"]["where"]) == ("The station", "The park")
    with pytest.raises(Faulty, match="who reads this"):
        talking.save(seen=3, answers={"where": "The park"}, complete=True, **save)
    talking.save(seen=3, answers=SAID, **save)
    assert [one.answers.get("where") for one in queries.versions_of(interviewer, made)] == [
        "A flat on Mill Street",
        "The station",
    ]
    assert fresh(row).state == InterviewState.WAITING  # a draft is no interview
    tell_database(manager)
    with pytest.raises(Refused, match="Only whoever talked"):
        talking.save(by=manager, conversation_id=made.pk, seen=4, answers=SAID)


# -- who reads it -----------------------------------------------------------------------------------------------------


def test_police_see_that_it_was_held_and_no_word_but_the_lines_for_them(
    system: Viewer, robin: Any, manager: Viewer, interviewer: Viewer, worker: Viewer, person: Any
) -> None:
    police = person("missing-coordinator")
    row = back(system, robin)
    named(manager, interviewer, row)
    made = talked(interviewer, [row])
    write = {"by": interviewer, "interview_id": row.pk, "conversation_id": made.pk}
    lead = leading.write_lead(kind="intelligence", words="A silver car.", **write)
    leading.write_lead(kind="place", words="Mill Street.", **write)
    tell_database(police)
    assert queries.interview(police, row.pk).state == InterviewState.HELD
    assert (visible(police, Conversation).count(), Conversation.objects.count()) == (0, 0)
    assert queries.steps_of(police, row) == []
    assert [one.pk for one in queries.leads_of(police, row)] == [lead.pk]
    assert queries.line_words(police, [lead]) == {lead.pk: "A silver car."}
    tell_database(worker)
    assert {one.kind: one.words for one in queries.leads_of(worker, row)} == {"intelligence": "", "place": "Mill Street."}
    assert (visible(worker, PoliceLine).count(), PoliceLine.objects.count()) == (0, 0)


def test_what_is_kept_to_people_named_is_read_by_them_alone(
    system: Viewer, robin: Any, manager: Viewer, interviewer: Viewer, worker: Viewer
) -> None:
    row = back(system, robin)
    named(manager, interviewer, row)
    made = talking.begin(by=interviewer, interview_ids=[row.pk], mode=Mode.IN_PERSON)
    save = {"by": interviewer, "conversation_id": made.pk, "answers": SAID, "summary": ""}
    talking.save(seen=1, audience=["named"], named=[manager.me], **save)
    for viewer, reads in ((manager, 1), (worker, 0)):
        tell_database(viewer)
        assert visible(viewer, Conversation).count() == Conversation.objects.count() == reads
    assert queries.conversations_of(worker, row)[0].row is None  # that there is one is no secret (H21)
    tell_database(interviewer)
    talking.save(seen=2, not_for=[worker.me], **save)
    tell_database(worker)
    assert (visible(worker, Conversation).count(), Conversation.objects.count()) == (0, 0)


def test_the_childs_and_the_parents_words_are_never_in_each_others_copies(
    system: Viewer, robin: Any, manager: Viewer, interviewer: Viewer
) -> None:
    row = back(system, robin)
    named(manager, interviewer, row)
    made = talked(interviewer, [row])
    mother = relative(interviewer, robin)
    account = carers.begin_account(
        by=interviewer, interview_id=row.pk, mode=Mode.TELEPHONE, name="", relation="", person_id=mother
    )
    theirs = {"worry": "“That he waits outside.”"}
    account = carers.save_account(by=interviewer, account_id=account.pk, seen=1, answers=theirs, complete=True)
    childs, parents = (
        str(copies.child_copy(by=interviewer, conversation=made)),
        str(copies.carer_copy(by=interviewer, account=account)),
    )
    assert "waits outside" not in childs
    assert "A pattern." not in childs  # the interviewer's own view stands in neither
    assert not any(words in parents for words in ("Mill Street", "get out", SUMMARY))
    tell_told(interviewer, robin, mother)
    sharing.ask_child(by=interviewer, conversation_id=made.pk, person_id=mother, may=True)
    parents = str(copies.carer_copy(by=interviewer, account=account))
    assert SUMMARY in parents
    assert "Mill Street" not in parents
    assert Event.objects.filter(verb="interview.copy-carer", kind="release").count() == 2


def relative(by: Viewer, child: Any) -> Any:
    made = records.relate(by=by, child_id=child.pk, kind="mother", person={"given": "Dawn", "family": "Fell"})
    return made.person_id


def tell_told(by: Viewer, child: Any, person_id: Any, answer: str = Tell.YES) -> None:
    records.tell(by=by, child_id=child.pk, person_id=person_id, subject=TellSubject.MISSING, answer=answer, why="Asked.")


def test_a_relative_is_told_only_what_the_child_has_heard_and_said_yes_to(
    system: Viewer, robin: Any, manager: Viewer, interviewer: Viewer
) -> None:
    row = back(system, robin)
    named(manager, interviewer, row)
    made = talked(interviewer, [row])
    mother = relative(interviewer, robin)
    tell_told(interviewer, robin, mother)
    give = {"by": interviewer, "conversation_id": made.pk, "person_id": mother, "how": "Told."}
    with pytest.raises(Refused, match="has not been asked"):
        sharing.give_summary(**give)
    ask = {"by": interviewer, "conversation_id": made.pk, "person_id": mother}
    sharing.ask_child(may=False, **ask)
    with pytest.raises(Refused, match="said no"):
        sharing.give_summary(**give)
    sharing.ask_child(may=True, **ask)
    talking.save(by=interviewer, conversation_id=made.pk, seen=made.version, answers=SAID, summary="Other words.")
    with pytest.raises(Refused, match="changed since"):
        sharing.give_summary(**give)
    sharing.ask_child(may=True, **ask)
    assert sharing.give_summary(**give).summary == "Other words."
    tell_told(interviewer, robin, mother, Tell.NEVER)
    with pytest.raises(Refused, match="safe to tell"):
        sharing.give_summary(**give)
    with pytest.raises(Refused, match="never be told"):
        carers.begin_account(by=interviewer, interview_id=row.pk, mode=Mode.TELEPHONE, name="", relation="", person_id=mother)


# -- leads ------------------------------------------------------------------------------------------------------------


def test_a_lead_stands_open_until_somebody_says_what_came_of_it(
    system: Viewer, robin: Any, manager: Viewer, interviewer: Viewer, worker: Viewer, person: Any
) -> None:
    row = back(system, robin)
    named(manager, interviewer, row)
    made = talked(interviewer, [row])
    write = {"by": interviewer, "interview_id": row.pk, "conversation_id": made.pk}
    place = leading.write_lead(kind="place", words="A flat on Mill Street.", **write)
    somebody = leading.write_lead(kind="person", words="An older boy, Jay.", **write)
    line = leading.write_lead(kind="intelligence", words="A silver car.", **write)
    tell_database(system)
    assert Duty.objects.get(subject_id=place.pk).user_id == worker.me
    assert Duty.objects.get(subject_id=line.pk).role == "missing-coordinator"
    tell_database(worker)
    with pytest.raises(Faulty, match="so what"):
        leading.follow_lead(by=worker, lead_id=place.pk, came_of=" ")
    leading.follow_lead(by=worker, lead_id=place.pk, came_of="In the plan.", became=Became(into_plan="Flat, Mill Street"))
    leading.follow_lead(
        by=worker, lead_id=somebody.pk, came_of="On the record.", became=Became(name="Jay Doe", relation="of_concern")
    )
    with pytest.raises(NotHere):
        leading.follow_lead(by=worker, lead_id=line.pk, came_of="Told a friend in the police.")
    police = person("missing-coordinator")
    tell_database(police)
    assert leading.follow_lead(by=police, lead_id=line.pk, came_of="Log 77.").came_of == "Log 77."
    tell_database(system)
    assert {one.state for one in Lead.objects.filter(interview=row)} == {"done"}
    assert not Duty.objects.filter(kind="interview.lead", state="open").exists()
    assert "Flat, Mill Street" in robin.trigger_plans.get().answers["places"]
    assert robin.relationships.get().of_concern


def test_a_lead_becomes_an_action_of_the_safety_plan_or_a_referral_that_there_is(
    system: Viewer, robin: Any, manager: Viewer, worker: Viewer
) -> None:
    row = back(system, robin)
    tell_database(manager)
    write = {"by": manager, "interview_id": row.pk}
    plan = leading.write_lead(kind="plan", words="Somebody to fetch Robin.", **write)
    referral = leading.write_lead(kind="referral", words="Drugs service.", **write)
    tell_database(worker)
    follow(by=worker, lead_id=plan.pk, came_of="Agreed.", became=Became(into_plan="Asha fetches Robin, from Friday."))
    item = PlanItem.objects.get(child_id=robin.pk)
    assert (item.key, item.words) == ("agencies_do", "Asha fetches Robin, from Friday.")
    with pytest.raises(Faulty, match="no referral of this reference"):
        follow(by=worker, lead_id=referral.pk, came_of="Sent.", became=Became(reference="AAAA-BBBB"))
    assert Lead.objects.get(pk=referral.pk).is_open
    with pytest.raises(Refused, match="followed already"):
        follow(by=worker, lead_id=plan.pk, came_of="Again.", became=Became(into_plan="Twice."))


def test_what_a_parent_said_stands_in_no_copy_of_the_childs_record(
    system: Viewer, robin: Any, manager: Viewer, interviewer: Viewer
) -> None:
    row = back(system, robin)
    named(manager, interviewer, row)
    talked(interviewer, [row])
    account = carers.begin_account(by=interviewer, interview_id=row.pk, mode=Mode.IN_PERSON, name="Dawn Fell", relation="Mother")
    carers.save_account(
        by=interviewer, account_id=account.pk, seen=1, answers={"worry": "“That he waits outside.”"}, complete=True
    )
    tell_database(system)
    sections = to_give(contents(Viewer.job("keeping.request", system.here), robin.pk), {})
    assert "waits outside" not in str(sections)
    assert "A flat on Mill Street" not in str(sections)  # given only when a person has decided that it may be


def test_an_absence_taken_in_from_a_file_begins_its_interview_unless_it_is_long_over(system: Viewer, robin: Any) -> None:
    def taken_in(number: int, ended: dt.datetime) -> Episode:
        times = {"started_at": ended - HOUR, "ended_at": ended, "source": "import", "category": "M"}
        refs = {"reference": f"R{number}", "episode_ref": f"E{number}"}
        return Episode.objects.create(partnership_id=system.here, child_id=robin.pk, **times, **refs)

    recent, old = taken_in(1, NOW - 2 * HOUR), taken_in(2, NOW - dt.timedelta(days=90))
    assert begin_those_taken_in(system) == 1
    assert begin_those_taken_in(system) == 0
    assert (Interview.objects.get(episode=recent).due_at, Interview.objects.filter(episode=old).exists()) == (
        NOW + 70 * HOUR,
        False,
    )
