"""Hazards of not acting: nobody is told, nobody is there, protection waits."""

from .hazard import Hazard

ACTING: tuple[Hazard, ...] = (
    Hazard(
        "H1",
        "A record is mistaken for a call",
        (
            "Where a child is in danger the page says to call 999 first, with the number to tap. Passing a child to "
            "the emergency duty team is a duty of that team until one of them acknowledges it by name: writing it down"
            " is not telling them. Reporting a missing child asks first whether the police have been called, with 999 and "
            "101 to tap; that police have not confirmed that they know stands for everybody until a police user has it or "
            "their reference is entered."
        ),
        (
            "holdfast/screening/actions/protection.py",
            "holdfast/work/actions.py",
            "holdfast/missing/actions/reporting.py",
            "holdfast/missing/actions/alerting.py",
        ),
        (
            "tests/integration/missing/test_reporting.py::test_the_first_question_is_whether_the_police_were_called",
            "tests/integration/missing/test_reporting.py::test_what_somebody_says_of_the_police_is_not_the_police_saying_it",
            "tests/integration/missing/test_reporting.py::test_the_police_know_once_a_police_user_has_it",
            "tests/functional/test_missing.py::test_a_report_on_a_telephone_is_answered_on_another_screen",
            "tests/integration/screening/test_safety.py::test_passing_to_emergency_duty_rests_on_them_and_climbs",
            "tests/integration/screening/test_safety.py::test_each_agency_acknowledges_its_own_part_and_mash_cannot_do_it_for_them",
        ),
    ),
    Hazard(
        "H2",
        "Nobody is there",
        (
            "When MASH is closed, the first page and the receipt say so and give the emergency duty number before the "
            "button. Red limits run in elapsed hours, amber ones in MASH hours. A child in danger at night goes to the"
            " emergency duty team on a ladder of its own. A parent who writes what should be known is told who reads it and by "
            "when, and that nobody watches the page at night; it climbs until somebody has read it."
        ),
        ("holdfast/rules/working.py", "holdfast/rules/rag.py", "holdfast/screening/actions/intake.py", "holdfast/desk/shell.py"),
        (
            "tests/integration/screening/test_queue.py::test_friday_6pm_a_child_in_danger_goes_to_the_emergency_duty_team_on_elapsed_hours",
            "tests/integration/screening/test_queue.py::test_amber_counts_mash_hours_and_green_elapsed_ones",
            "tests/integration/missing/test_parent_pack.py::test_a_parent_opens_it_writes_ahead_and_the_worker_takes_it_line_by_line",
            "tests/functional/test_mash.py::test_a_red_referral_while_mash_is_closed_goes_to_the_emergency_duty_team",
        ),
    ),
    Hazard(
        "H3",
        "Protection waits for paperwork",
        (
            "999, a strategy discussion, section 47 and passing to the emergency duty team are taken at once with a "
            "reason and looked at afterwards on a clock. No further action and early help take effect only when "
            "ratified."
        ),
        ("holdfast/screening/actions/protection.py", "holdfast/rules/outcomes.py"),
        (
            "tests/integration/screening/test_safety.py::test_a_protective_step_waits_for_no_acknowledgement_consent_check_or_manager",
            "tests/integration/screening/test_safety.py::test_a_decided_child_can_still_be_protected",
            "tests/rules/test_tables.py::test_protection_never_waits_and_endings_do",
            "tests/integration/meetings/test_minutes.py::test_what_was_agreed_rests_on_whoever_took_it_on_before_the_minute_is_approved",
        ),
    ),
    Hazard(
        "H4",
        "A rule becomes a gate",
        (
            "Floors and levels are least duties. A level below the floor is sent, with the writer's reason, and put "
            "before the exploitation manager. Only a request for support without a safeguarding concern can be "
            "returned for consent, and that stops no clock. A missing episode is set aside or joined to another by a manager "
            "or the police's co-ordinator alone, with a reason, and what it said before is kept; so is a correction that "
            "lowers a count. The day that was crossed stays in the child's history, and the meeting it called for stands until "
            "a manager decides. Any professional asks for a meeting or a strategy discussion after one episode."
        ),
        (
            "holdfast/missing/calling.py",
            "holdfast/missing/history.py",
            "holdfast/missing/actions/intervening.py",
            "holdfast/missing/actions/correcting.py",
            "holdfast/rules/exploitation_level.py",
            "holdfast/referrals/actions/assessing.py",
            "holdfast/screening/actions/consent.py",
        ),
        (
            "tests/integration/referrals/test_taking_in.py::test_a_level_below_the_floor_is_sent_and_put_before_the_exploitation_manager",
            "tests/integration/screening/test_safety.py::test_a_worry_about_safety_is_never_returned_for_consent",
            "tests/integration/screening/test_safety.py::test_returning_for_consent_stops_no_clock_and_leaves_no_queue",
            "tests/integration/missing/test_episodes.py::test_only_a_manager_or_the_co_ordinator_sets_an_episode_aside",
            "tests/integration/missing/test_episodes.py::test_a_correction_keeps_what_was_said_before_and_why",
            "tests/integration/missing/test_interventions.py::test_only_a_manager_lowers_a_count_and_the_crossing_and_the_meeting_stay",
            "tests/integration/missing/test_interventions.py::test_declining_is_a_managers_with_a_reason",
            "tests/integration/missing/test_interventions.py::test_anybody_asks_for_more_after_one_episode",
        ),
    ),
    Hazard(
        "H5",
        "A count hides a child",
        (
            "A missing child is on the board until somebody says that they are found or back. An end that is only reckoned for "
            "counting is written nowhere, and begins no hours of a return interview. That a child is found is never refused for "
            "what it does to a count: a manager looks afterwards."
        ),
        (
            "holdfast/missing/queries.py",
            "holdfast/missing/actions/closing.py",
            "holdfast/missing/interviews/following.py",
            "holdfast/rules/missing.py",
        ),
        (
            "tests/integration/missing/test_pattern_pages.py::test_an_end_that_is_reckoned_for_counting_takes_nobody_off_the_board",
            "tests/integration/missing/test_interventions.py::test_found_is_never_refused_though_two_absences_become_one_and_a_manager_looks",
            "tests/integration/missing/test_interviews.py::test_nothing_begins_while_nobody_has_said_that_the_child_is_back",
            "tests/integration/missing/test_reporting.py::test_found_tells_those_responsible_and_takes_the_child_off_the_board",
            "tests/integration/missing/test_episodes.py::test_a_child_is_missing_until_somebody_says_otherwise",
        ),
    ),
    Hazard(
        "H6",
        "One acknowledgement silences another agency",
        (
            "Each agency's duty is acknowledged by that agency, by a named person. Nobody can acknowledge for somebody else. "
            "News of a missing child climbs within each agency; only police set the police grade, and a challenge goes "
            "to them. A council without accounts here is rung by somebody who says whom they told."
        ),
        ("holdfast/work/actions.py", "holdfast/work/policies.py", "holdfast/missing/actions/alerting.py"),
        (
            "tests/integration/missing/test_reporting.py::test_one_agency_cannot_answer_for_another",
            "tests/integration/missing/test_councils.py::test_a_council_without_accounts_is_rung_and_whom_they_told_is_on_the_record",
            "tests/integration/missing/test_alert_means.py::test_a_text_service_that_is_down_is_tried_again_and_the_ladder_does_not_wait",
            "tests/integration/missing/test_reporting.py::test_what_nobody_answers_climbs_within_each_agency_until_somebody_does",
            "tests/integration/missing/test_reporting.py::test_only_the_police_set_the_police_grade_and_a_challenge_goes_to_them",
            "tests/integration/screening/test_safety.py::test_each_agency_acknowledges_its_own_part_and_mash_cannot_do_it_for_them",
            "tests/integration/work/test_duties.py::test_a_screener_cannot_silence_what_rests_on_somebody_else",
            "tests/integration/screening/test_safety.py::test_somebody_else_cannot_acknowledge_for_the_worker",
        ),
    ),
    Hazard(
        "H7",
        "Holdfast is down",
        (
            "Each night the trigger plans are put in one encrypted file, for the police control room and the emergency "
            "duty team: opened offline with a passphrase from a sealed card, with whom to ring on its first page. Restricted "
            "records are in no pack; it says how many are left out. Each opening is written in a log that cannot be changed."
        ),
        ("holdfast/missing/pack.py", "holdfast/journeys/jobs.py"),
        (
            "tests/integration/missing/test_pack.py::test_it_opens_with_its_passphrase_and_is_replaced_by_the_next",
            "tests/integration/missing/test_pack.py::test_a_restricted_record_is_left_out_and_the_first_page_says_whom_to_ring",
            "tests/integration/missing/test_pack.py::test_each_night_it_is_made_for_every_partnership_and_forgotten_drafts_go",
            "tests/integration/missing/test_pack_log.py::test_who_opened_a_pack_and_why_is_written_down_and_never_changed",
        ),
    ),
)
