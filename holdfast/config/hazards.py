"""The hazard log: how this software could itself hurt a child, the rule, where it is enforced, and the tests that prove it.

A hazard without a test fails the suite, and so does a test named here that no longer exists.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Hazard:
    """tests: `path::function` of each proof."""

    key: str
    hazard: str
    rule: str
    enforced: tuple[str, ...]
    tests: tuple[str, ...]


HAZARDS: tuple[Hazard, ...] = (
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
    Hazard(
        "H8",
        "Safe to tell",
        (
            "Recorded per person and per subject: yes, not yet or never, by whom, why and until when. Unset is not "
            "yet; parental responsibility is not yes. The gate sends nothing to a family member without yes, by any means, and "
            "a never about the subject stands above a yes to everything. News of a missing child goes to staff alone: having "
            "reported the child is not yes."
        ),
        ("holdfast/records/models/people.py", "holdfast/disclosure/safe_to_tell.py"),
        (
            "tests/integration/records/test_record.py::test_unset_is_not_yet_even_with_parental_responsibility",
            "tests/integration/records/test_record.py::test_yes_about_one_subject_is_not_yes_about_another",
            "tests/integration/records/test_record.py::test_an_answer_that_has_run_out_is_not_yet",
            "tests/integration/disclosure/test_gate.py::test_the_family_hears_nothing_until_it_is_recorded_as_safe",
            "tests/integration/plans/test_copies.py::test_nothing_is_given_to_a_relative_until_it_is_recorded_that_it_is_safe",
            "tests/integration/missing/test_parent_pack.py::test_nothing_goes_to_a_parent_of_whom_it_is_not_recorded_that_they_may_be_told",
            "tests/integration/missing/test_parent_pack.py::test_never_about_missing_episodes_is_never_also_where_everything_else_may_be_told",
            "tests/integration/missing/test_reporting.py::test_no_news_of_a_missing_child_goes_to_the_family",
            "tests/integration/meetings/test_copies_given.py::test_nothing_goes_home_before_it_is_recorded_as_safe_and_a_code_never_goes_the_way_of_the_link",
        ),
    ),
    Hazard(
        "H9",
        '"The family" is not one reader',
        (
            "Whether somebody may be told is recorded for each person by name; a yes for one parent is not a yes for "
            "the other. Relatives are called to a meeting by name, each is told alone, and the child by the way they chose. "
            "An agency asked for a check is told not to contact the family unless it was said that it may."
        ),
        ("holdfast/records/models/people.py", "holdfast/screening/actions/checks.py"),
        (
            "tests/integration/records/test_record.py::test_the_last_answer_holds_and_each_needs_a_reason",
            "tests/integration/screening/test_safety.py::test_an_agency_is_told_not_to_contact_the_family_unless_it_is_said",
            "tests/integration/disclosure/test_gate.py::test_a_reader_the_message_was_not_written_for_is_refused",
            "tests/integration/disclosure/test_deciding.py::test_a_parent_who_may_not_be_told_gets_nothing_and_the_page_says_why",
            "tests/rules/test_minutes.py::test_the_family_is_never_one_reader",
            "tests/rules/test_minutes.py::test_each_line_is_its_readers_and_nobody_elses",
            "tests/integration/meetings/test_minutes.py::test_each_reader_has_the_lines_that_are_theirs",
            "tests/integration/meetings/test_invitations.py::test_each_reader_gets_one_message_and_sees_nobody_elses_address",
            "tests/integration/meetings/test_invitations.py::test_a_child_is_told_by_the_way_they_chose_and_only_where_it_is_safe",
            "tests/integration/meetings/test_before.py::test_views_are_those_of_the_family_and_gathered_by_whoever_is_called",
            "tests/rules/test_plans.py::test_each_reader_gets_what_names_them_and_child_mother_and_father_are_three",
        ),
    ),
    Hazard(
        "H10",
        "The exploiter, or a relative, has an account",
        (
            "A user who is, or likely is, a person of the case is shut out of it on every page without being told why,"
            " and a manager is told. A worry about somebody who works with children goes to the designated officer too"
            " and stays away from that person and their agency. Whoever opens a record that no task brought them to is asked"
            " why at its top; such openings, and a neighbour's, are listed every night for a manager or information governance."
            " Each member of staff says where they live: it is kept as a fingerprint, and the case of a child in the same house,"
            " or with the same family name at the same postcode, closes to them."
        ),
        (
            "holdfast/journeys/relation.py",
            "holdfast/journeys/openings.py",
            "holdfast/journeys/homes.py",
            "holdfast/records/actions/shut_out.py",
            "holdfast/records/actions/shut_out_at_home.py",
            "holdfast/referrals/walls.py",
            "holdfast/referrals/guards.py",
            "holdfast/access/policies.py",
            "holdfast/access/walls.py",
        ),
        (
            "tests/integration/intruder/test_second_wall.py::test_nothing_of_a_closed_child_is_read_counted_changed_or_guessed",
            "tests/integration/intruder/test_second_wall.py::test_a_referral_closed_to_a_screener_is_closed_with_all_that_hangs_on_it",
            "tests/integration/records/test_break_glass.py::test_a_person_of_the_case_opens_nothing_and_is_told_what_a_stranger_is_told",
            "tests/integration/records/test_who_may_open.py::test_is_shut_out_by_their_email_address",
            "tests/integration/records/test_who_may_open.py::test_never_sees_that_they_are_shut_out",
            "tests/integration/records/test_preview.py::test_the_record_closes_at_once_and_a_manager_is_told",
            "tests/integration/people/test_own_home.py::test_whoever_lives_in_the_childs_house_is_shut_out_at_once_untold_and_a_manager_looks",
            "tests/integration/people/test_own_home.py::test_a_neighbour_who_said_so_is_listed_for_the_daily_look",
            "tests/integration/records/test_unrelated.py::test_somebody_without_a_task_is_and_says_it_once",
            "tests/integration/records/test_unrelated.py::test_lists_an_opening_without_a_task_once_however_often_it_runs",
            "tests/integration/records/test_unrelated.py::test_lists_a_neighbour_even_with_a_task_and_keeps_no_address_of_theirs",
            "tests/integration/records/test_unrelated.py::test_a_managers_own_opening_rests_on_information_governance",
            "tests/integration/records/test_unrelated.py::test_a_breach_goes_into_the_breach_log_with_its_clock",
            "tests/integration/referrals/test_taking_in.py::test_a_relative_with_an_account_is_shut_out_and_a_manager_told",
            "tests/integration/referrals/test_taking_in.py::test_a_worry_about_a_worker_stays_away_from_their_agency",
            "tests/integration/screening/test_safety.py::test_a_screener_who_is_a_person_of_the_case_sees_neither_row_nor_page",
        ),
    ),
    Hazard(
        "H11",
        "The system tells a stranger that a child is known",
        (
            "A referrer never sees matches, addresses or whether a child is known. An agency checker sees the "
            "identities and the question, not the referral. Hidden and absent give the same answer. A referrer who asked to be"
            " kept out and a confidential address are read by nobody without need, on no page, list, paper or copy."
        ),
        ("holdfast/records/matching.py", "holdfast/screening/policies.py", "holdfast/referrals/policies.py"),
        (
            "tests/integration/records/test_matching.py::test_nobody_outside_mash_is_shown_a_match",
            "tests/integration/records/test_break_glass.py::test_answer_the_same_for_a_hidden_record_and_for_none",
            "tests/integration/records/test_break_glass.py::test_is_found_by_nothing_where_it_is_invisible_or_they_are_in_the_case",
            "tests/integration/screening/test_pages.py::test_a_checker_sees_the_identities_and_the_question_and_nothing_of_the_referral",
            "tests/integration/records/test_pages.py::test_whoever_may_not_open_it_gets_the_answer_for_no_record_at_all",
            "tests/functional/test_child_record.py::test_a_teacher_gets_the_same_answer_for_a_known_child_as_for_none",
            "tests/integration/intruder/test_two_secrets.py::test_nobody_without_need_reads_who_referred_or_where_the_child_lives",
        ),
    ),
    Hazard(
        "H12",
        "Meetings that must not be known",
        (
            "A strategy discussion is a duty of the agencies that hold it. It stands in no message to a referrer or a "
            "family, and what a member of the public is told says only that the worry was looked at. The type of a meeting says "
            "who may know of it; the database is asked too. The family is called only where the type allows it and a person "
            "chooses them, and no clash, no time offered and no duty on a child's record tells of a meeting that its reader may "
            "not know of."
        ),
        (
            "holdfast/screening/telling.py",
            "holdfast/comms/templates.py",
            "holdfast/meetings/walls.py",
            "holdfast/meetings/times.py",
            "holdfast/meetings/actions/inviting.py",
        ),
        (
            "tests/integration/screening/test_decision.py::test_the_referrer_is_told_and_a_member_of_the_public_is_told_less",
            "tests/integration/disclosure/test_gate.py::test_no_message_has_room_for_free_text",
            "tests/rules/test_minutes.py::test_what_was_left_out_is_told_by_no_number_heading_name_or_speaker",
            "tests/rules/test_minutes.py::test_nothing_of_a_closed_part_reaches_home_without_the_chair",
            "tests/integration/meetings/test_convening.py::test_who_may_know_of_a_meeting_hangs_on_its_type",
            "tests/integration/meetings/test_convening.py::test_a_panel_is_known_to_its_people_alone",
            "tests/integration/meetings/test_convening.py::test_a_clash_and_a_time_that_suits_never_tell_of_a_meeting_that_may_not_be_known",
            "tests/integration/meetings/test_invitations.py::test_the_family_is_never_told_of_a_meeting_whose_type_does_not_allow_it",
            "tests/integration/meetings/test_before.py::test_under_a_closed_heading_no_line_is_for_the_family_whatever_was_ticked",
        ),
    ),
    Hazard(
        "H13",
        "A lock screen",
        'Texts, e-mails, calendar entries and page titles carry no name, initials or place, only "Holdfast" and a reference.',
        ("holdfast/comms/templates.py", "holdfast/comms/calendar.py", "holdfast/disclosure/gate.py"),
        (
            "tests/integration/disclosure/test_gate.py::test_every_message_can_be_cleared_and_says_nothing_but_holdfast_and_a_reference",
            "tests/integration/referrals/test_taking_in.py::test_the_receipt_names_nobody",
            "tests/integration/screening/test_pages.py::test_titles_carry_no_name",
            "tests/integration/records/test_pages.py::test_no_name_stands_in_a_title",
            "tests/integration/work/test_duties.py::test_a_message_about_a_climb_carries_a_reference_and_nothing_else",
            "tests/integration/comms/test_onward.py::test_each_service_that_was_chosen_is_asked_to_ring_and_told_nothing",
            "tests/integration/missing/test_reporting.py::test_no_message_carries_anything_but_the_reference",
            "tests/integration/missing/test_councils.py::test_a_council_in_the_book_is_written_to_as_well_with_nothing_but_a_reference",
            "tests/integration/missing/test_pages.py::test_no_title_says_what_is_looked_for",
            "tests/integration/missing/test_interviews.py::test_the_interviewer_is_let_in_and_naming_another_lets_them_out",
            "tests/integration/missing/test_parent_pack.py::test_what_was_given_stands_on_the_record_and_its_message_says_nothing",
            "tests/integration/portal/test_door.py::test_it_opens_once_and_only_in_the_browser_that_opened_it",
            "tests/integration/comms/test_texts.py::test_no_text_says_more_than_holdfast_and_a_reference",
            "tests/integration/missing/test_alert_means.py::test_an_alert_goes_by_screen_mail_and_text_and_the_record_says_so",
            "tests/integration/meetings/test_invitations.py::test_each_reader_gets_one_message_and_sees_nobody_elses_address",
            "tests/integration/meetings/test_invitations.py::test_two_libraries_read_the_same_invitation_change_and_cancellation",
            "tests/integration/meetings/test_copies_given.py::test_the_mother_opens_her_page_by_a_link_and_a_code_that_came_another_way",
            "tests/integration/meetings/test_nothing_leaks.py::test_the_pdf_is_accessible_and_its_properties_name_nobody",
        ),
    ),
    Hazard(
        "H14",
        "A plan found on a phone",
        (
            "Before somebody at home is given a copy of a minute or a plan, it is asked where it will be kept and who might find "
            "it; “no copy, talked through” is a full answer. The child's copy of a minute names nobody they did not meet there. "
            "Each answer of a safety plan says whose copy it stands in. The code word, people of concern, what a child told us "
            "and what the police plan can be chosen for no copy. A copy that names somebody of concern, says the code word or "
            "repeats an answer that is not its reader's is stopped at those words; it carries no name of the child."
        ),
        (
            "holdfast/meetings/minuting/copies.py",
            "holdfast/rules/minutes.py",
            "holdfast/rules/plans.py",
            "holdfast/rules/plan_editions.py",
            "holdfast/plans/editions.py",
            "holdfast/plans/actions/giving.py",
        ),
        (
            "tests/integration/meetings/test_minutes.py::test_a_copy_to_the_family_is_given_after_asking_where_it_is_kept_or_talked_through",
            "tests/integration/plans/test_copies.py::test_child_and_family_copies_hold_their_own_answers_and_no_word_of_the_others",
            "tests/integration/plans/test_copies.py::test_what_can_never_be_in_a_copy_cannot_be_chosen_for_one",
            "tests/integration/plans/test_copies.py::test_words_that_give_something_away_stop_the_copy_and_say_where",
            "tests/integration/plans/test_copies.py::test_no_word_of_an_answer_that_is_left_out_is_in_any_copy_or_in_the_text_of_its_pdf",
            "tests/integration/plans/test_copies.py::test_where_it_is_kept_and_who_might_find_it_is_asked_and_no_copy_is_a_full_answer",
            "tests/rules/test_plans.py::test_a_copy_without_a_fault_has_no_name_no_code_word_and_no_run_of_words_of_what_it_leaves_out",
            "tests/integration/meetings/test_copies_given.py::test_five_wrong_codes_close_the_page",
        ),
    ),
    Hazard(
        "H15",
        "The abuser is in the room",
        (
            "A link to a meeting is one person's own and opens a page that names nobody; the meeting itself is shown to nobody "
            "before whoever runs it has let them in. Whoever joins from elsewhere says first that nobody overhears and that they "
            "can talk; another answer opens nothing and tells the chair at once. Rooms are made with a waiting room and without "
            "recording. Before anybody talks with a child of a return at a distance, they write down whether it is the child, "
            "whether anybody is with them, whether they can talk, the agreed word and what if they are cut off. Nothing that "
            "is said can be kept before it was safe. One unsafe answer tells those on duty and the child's worker at once, "
            "and climbs. The agreed word itself is written nowhere."
        ),
        (
            "holdfast/portal/called.py",
            "holdfast/meetings/actions/waiting.py",
            "holdfast/meetings/video/__init__.py",
            "holdfast/rules/remote_contact.py",
            "holdfast/missing/interviews/talking.py",
            "holdfast/missing/interviews/arranging.py",
        ),
        (
            "tests/integration/meetings/test_invitations.py::test_a_personal_link_answers_waits_and_is_let_in",
            "tests/integration/meetings/test_invitations.py::test_an_unsafe_answer_opens_nothing_and_tells_the_chair_at_once",
            "tests/integration/meetings/test_video.py::test_a_room_is_made_moved_and_closed_with_a_lobby_and_without_recording",
            "tests/integration/meetings/test_video.py::test_each_way_into_jitsi_is_signed_for_one_person_and_only_those_who_run_it_moderate",
            "tests/rules/test_return_interview.py::test_one_unsafe_answer_is_enough",
            "tests/rules/test_return_interview.py::test_what_nobody_answered_is_never_safe",
            "tests/integration/missing/test_interview_talks.py::test_nothing_is_asked_at_a_distance_before_it_is_known_to_be_safe",
        ),
    ),
    Hazard(
        "H16",
        "Shoulder and screen share",
        (
            "One key, also while somebody types, or one button without scripts covers names, addresses, pictures and "
            "everything written on the page and on every page after it, until it is turned off. A part is shown when it is "
            "pressed. A page that is asked for in the same instant comes covered, and the key never uncovers. A new page is "
            "covered from its first day: what may be seen is listed, and the rest is covered. Whoever joins a meeting from here "
            "has it on from then on."
        ),
        (
            "holdfast/desk/screen/views.py",
            "holdfast/desk/meetings/views.py",
            "holdfast/ui/static/ui/showing.css",
            "holdfast/ui/static/ui/showing.js",
        ),
        (
            "tests/integration/accounts/test_showing.py::test_it_covers_every_page_from_then_on_until_it_is_turned_off",
            "tests/functional/test_showing.py::test_one_key_covers_every_page_and_a_part_is_shown_when_it_is_pressed",
            "tests/functional/test_showing.py::test_a_page_asked_for_in_the_same_instant_is_covered_before_it_is_drawn",
            "tests/functional/test_showing.py::test_a_childs_record_says_nothing_about_them_while_covered",
            "tests/functional/test_showing.py::test_it_covers_while_somebody_types_and_nothing_typed_is_lost",
            "tests/integration/meetings/test_pages.py::test_joining_covers_the_screen_and_lets_in_only_those_who_run_it",
        ),
    ),
    Hazard(
        "H17",
        "Outing a child",
        (
            "Chosen name, pronouns, sexual orientation, faith, immigration status, pregnancy and sexual health are "
            "each kept with their own readers. Each profession is asked only what it could know."
        ),
        (
            "holdfast/records/models/child.py",
            "holdfast/records/actions/sensitive.py",
            "holdfast/rules/exploitation_indicators.py",
        ),
        (
            "tests/integration/records/test_record.py::test_only_the_named_and_the_writer_read_it",
            "tests/integration/records/test_search.py::test_a_chosen_name_is_not_searched_by",
            "tests/integration/records/test_pages.py::test_a_sensitive_fact_names_its_readers",
        ),
    ),
    Hazard(
        "H18",
        "Pictures",
        (
            "A picture of a child stands on the trigger plan and nowhere else: no board, list or message has one, and no "
            "faces are compared. Police have it while the child is missing, whatever anybody says of it; what the child and "
            "the parents say is written. Who saw it is written down, and a picture that may be out of date says so."
        ),
        ("holdfast/missing/plan_policies.py", "holdfast/missing/plan_walls.py", "holdfast/missing/actions/picturing.py"),
        (
            "tests/integration/missing/test_plans.py::test_the_plan_opens_to_police_while_the_child_is_missing_and_closes_when_they_are_back",
            "tests/integration/missing/test_plans.py::test_a_child_or_parent_who_is_against_it_never_keeps_the_picture_from_police",
            "tests/integration/missing/test_plans.py::test_a_picture_kept_to_those_who_keep_the_plan_is_nowhere_for_others_of_the_circle",
            "tests/integration/missing/test_plans.py::test_who_saw_the_picture_is_written_down",
            "tests/integration/missing/test_plans.py::test_a_new_face_takes_the_place_of_the_last_whose_file_is_destroyed",
        ),
    ),
    Hazard(
        "H19",
        "Indecent images",
        (
            "Every upload says what must never be viewed, copied or uploaded. One click locks a file unseen, tells "
            "information governance and police, and stops preview and download. They see it on a page of its own; only the "
            "police say what becomes of it."
        ),
        ("holdfast/documents/actions.py", "holdfast/journeys/locked_file.py", "holdfast/ui/jinja2/ui/components.html"),
        (
            "tests/integration/documents/test_files.py::test_every_upload_says_what_must_never_be_uploaded",
            "tests/architecture/test_house.py::test_every_page_that_takes_a_file_says_what_must_never_be_uploaded",
            "tests/integration/documents/test_files.py::test_one_click_locks_a_file_unseen_and_tells_those_who_act",
            "tests/integration/documents/test_evidence.py::test_a_locked_file_has_a_page_where_the_police_and_the_information_lead_see_it",
            "tests/integration/documents/test_evidence.py::test_only_the_police_say_what_becomes_of_a_locked_file",
            "tests/integration/missing/test_plans.py::test_a_locked_picture_is_seen_by_nobody_and_kept_from_a_person_of_the_case",
        ),
    ),
    Hazard(
        "H20",
        "Evidence lost",
        (
            "What a file says about itself is taken out of the copy that is served. An original marked as evidence is kept "
            "sealed, exactly as it came, and leaves only to the police or the information lead, with a reason that is kept. "
            "When a child is back, the first questions are of hurt, medicine and assault; the page says who comes first and "
            "asks nothing leading; what was not asked is not no. The police's conversation never stands for the return "
            "interview, which fits round theirs: where somebody may have hurt the child, what was agreed with the police is "
            "written first."
        ),
        ("holdfast/documents/content.py", "holdfast/documents/actions.py", "holdfast/missing/actions/returning.py"),
        (
            "tests/integration/missing/test_interviews.py::test_police_come_first_where_the_child_said_that_somebody_hurt_them",
            "tests/integration/missing/test_reporting.py::test_the_first_questions_are_kept_as_answered_and_not_asked_is_not_no",
            "tests/integration/documents/test_files.py::test_a_picture_loses_what_it_says_of_where_it_was_taken",
            "tests/integration/documents/test_evidence.py::test_an_original_kept_as_evidence_is_released_with_a_reason_to_the_police_alone",
            "tests/integration/documents/test_evidence.py::test_an_original_lies_sealed_and_an_ordinary_file_keeps_none",
        ),
    ),
    Hazard(
        "H21",
        "Under-sharing",
        (
            "By default the professionals in the child's circle can read an item. Where something is held for named "
            "people, the lead worker sees whom to ask, where that is itself safe. Access follows responsibility: to whoever "
            "covers or takes over, and in an emergency to police and the emergency duty team at once, looked at afterwards."
        ),
        ("holdfast/records/policies.py", "holdfast/access/policies.py"),
        (
            "tests/integration/records/test_record.py::test_the_lead_worker_is_told_whom_to_ask_where_that_is_safe",
            "tests/integration/records/test_break_glass.py::test_police_open_a_restricted_record_for_a_few_hours_and_it_closes_by_itself",
            "tests/integration/records/test_handing_over.py::test_a_case_left_behind_is_a_duty_of_a_manager_until_it_is_handed_over",
            "tests/integration/records/test_handing_over.py::test_a_cover_opens_the_same_records_until_the_absence_ends",
            "tests/integration/records/test_handing_over.py::test_a_placement_out_of_the_county_closes_the_record_to_nobody_who_is_responsible",
            "tests/integration/records/test_who_may_open.py::test_a_social_worker_opens_only_the_children_they_work_with",
            "tests/integration/records/test_record.py::test_an_entry_for_police_is_read_by_police_alone",
            "tests/integration/missing/test_interview_talks.py::test_what_is_kept_to_people_named_is_read_by_them_alone",
            "tests/rules/test_disclosure.py::test_police_and_professionals_read_of_tactics_and_a_family_never_does",
            "tests/rules/test_disclosure.py::test_what_a_reader_may_have_and_ordinary_words_are_no_findings",
        ),
    ),
    Hazard(
        "H22",
        "Over-sharing",
        (
            "What leaves passes the gate. Words and files are looked through for everything the record knows and this reader may "
            "not have; a person decides on each, some only a manager keeps and some nobody, and what goes is made from the "
            "source without it. It goes to an address the settings or the record hold, stands in a register that nobody "
            "changes, and waits 60 seconds to be stopped unless it is urgent. What rests on agreement waits for it: the gate "
            "asks the ledger. What keeps a child safe never does. A message that reached the wrong person opens an "
            "incident: who may be in danger and who is warning them, then who has it, then the regulator's 72 hours. The page "
            "says plainly that what was delivered cannot be taken back."
        ),
        (
            "holdfast/disclosure/gate.py",
            "holdfast/disclosure/papers.py",
            "holdfast/disclosure/deciding.py",
            "holdfast/rules/disclosure/engine.py",
            "holdfast/disclosure/resting.py",
            "holdfast/comms/actions.py",
            "holdfast/journeys/onward.py",
            "holdfast/journeys/wrong_reader.py",
        ),
        (
            "tests/unit/test_disclosure_files.py::test_a_name_is_found_wherever_it_stands_and_is_not_in_the_copy",
            "tests/integration/disclosure/test_deciding.py::test_nothing_leaves_while_something_is_undecided_and_some_of_it_never_does",
            "tests/integration/disclosure/test_deciding.py::test_a_paper_with_a_leak_in_what_is_attached_does_not_pass_the_gate",
            "tests/integration/disclosure/test_deciding.py::test_where_a_life_is_at_risk_it_goes_at_once_and_is_looked_at_afterwards",
            "tests/architecture/test_house.py::test_every_way_in_which_a_file_leaves_a_page_is_known",
            "tests/integration/disclosure/test_resting.py::test_is_not_asked_to_ring_while_nobody_has_agreed",
            "tests/integration/disclosure/test_resting.py::test_waits_for_no_agreement",
            "tests/integration/disclosure/test_resting.py::test_a_refusal_holds_for_somebody_who_may_not_read_the_ledger",
            "tests/integration/comms/test_onward.py::test_its_sender_stops_it_within_the_minute_and_the_status_page_says_so",
            "tests/integration/comms/test_onward.py::test_after_the_minute_it_says_that_it_has_left",
            "tests/integration/comms/test_onward.py::test_a_message_to_a_service_goes_to_the_address_in_the_settings_and_nowhere_else",
            "tests/integration/comms/test_onward.py::test_information_governance_reads_the_register_and_opening_it_is_recorded",
            "tests/integration/comms/test_wrong_person.py::test_the_incident_asks_first_who_is_in_danger_and_its_clock_runs",
            "tests/integration/comms/test_wrong_person.py::test_the_page_says_that_what_was_delivered_cannot_be_taken_back",
            "tests/integration/meetings/test_minutes.py::test_nothing_goes_before_the_chair_approves_and_nothing_changes_after",
            "tests/integration/meetings/test_minutes.py::test_a_recalled_copy_closes_and_a_corrected_one_takes_its_place",
            "tests/rules/test_minutes.py::test_no_word_of_an_excluded_line_is_in_any_version_and_a_minute_without_them_gives_the_same",
            "tests/integration/meetings/test_copies_given.py::test_a_recall_closes_the_page_that_is_open_says_what_it_cannot_do_and_opens_the_incident",
            "tests/integration/meetings/test_nothing_leaks.py::test_no_excluded_word_is_in_what_reaches_a_reader",
        ),
    ),
    Hazard(
        "H23",
        "The child's words used against them",
        (
            "What a child says after coming back is read by those who work with the child, or by fewer where the child wants "
            "that; police see that it was held, and the lines written for them. A relative is told only a summary the child "
            "has heard and said yes to for that person, and only where it is safe to tell them; other words, or a later no, "
            "end that. What parents say is kept in a table of its own, and neither stands in the other's copy. Declined is "
            "the child's own no: anybody else's is an attempt, and the interview stays due."
        ),
        (
            "holdfast/missing/interview_walls.py",
            "holdfast/missing/interview_policies.py",
            "holdfast/missing/interviews/sharing.py",
            "holdfast/missing/interviews/copies.py",
            "holdfast/keeping/copying.py",
        ),
        (
            "tests/integration/missing/test_interviews.py::test_only_the_childs_own_no_is_a_no",
            "tests/integration/missing/test_interview_talks.py::test_a_relative_is_told_only_what_the_child_has_heard_and_said_yes_to",
            "tests/integration/missing/test_interview_talks.py::test_the_childs_and_the_parents_words_are_never_in_each_others_copies",
            "tests/integration/missing/test_interview_talks.py::test_police_see_that_it_was_held_and_no_word_but_the_lines_for_them",
            "tests/integration/missing/test_interview_talks.py::test_what_a_parent_said_stands_in_no_copy_of_the_childs_record",
        ),
    ),
    Hazard(
        "H24",
        '"Not asked" read as "no"',
        'An indicator that nobody touched is stored and printed as "not considered".',
        ("holdfast/rules/exploitation.py", "holdfast/referrals/reading.py"),
        (
            "tests/integration/referrals/test_writing_in_the_browser.py::test_signs_nobody_touched_stay_not_considered",
            "tests/rules/test_plans.py::test_a_prompt_that_was_left_is_not_considered_which_is_not_no",
        ),
    ),
    Hazard(
        "H25",
        "Blame",
        (
            "Prompts about wording suggest; they never touch a quotation and never change what was written. No word of"
            " ours blames a child."
        ),
        ("holdfast/rules/wording.py", "holdfast/ui/static/ui/wording.js"),
        (
            "tests/rules/test_tables.py::test_a_quotation_is_let_be",
            "tests/rules/test_exploitation.py::test_no_label_blames_a_child",
            "tests/rules/test_plans.py::test_no_question_of_a_plan_blames_a_child",
            "tests/unit/test_ui_scripts.py::test_wording_is_prompted_and_quotations_are_left_alone",
        ),
    ),
    Hazard(
        "H26",
        "Extract",
        (
            "No list of people leaves as a file: no address answers with one. Columns and names can only be read on the pages, "
            "row by row, by those who may open them. Counts of missing episodes leave without a name, with small numbers "
            "hidden from whoever may not read of the children and from all that is for publication; that they were given, for "
            "what and with which numbers, is kept."
        ),
        ("holdfast/config/routes.py", "holdfast/insight/missing_counts.py", "holdfast/insight/spreadsheet.py"),
        (
            "tests/architecture/test_house.py::test_no_list_leaves_as_a_file",
            "tests/integration/missing/test_counts.py::test_small_numbers_are_hidden_and_no_subtraction_gives_them_back",
            "tests/integration/missing/test_counts.py::test_who_may_take_the_counts_and_that_each_giving_is_kept",
            "tests/integration/missing/test_counts.py::test_a_file_holds_no_name_and_no_cell_that_a_spreadsheet_reckons",
            "tests/integration/intruder/test_no_cell_is_reckoned.py::test_no_cell_of_a_return_is_reckoned",
            "tests/integration/intruder/test_no_cell_is_reckoned.py::test_every_place_that_writes_a_table_is_tried_here",
        ),
    ),
)


def page() -> str:
    """docs/reference/hazards.md."""
    lines = [
        "# Hazards",
        "",
        ("How this software could itself hurt a child, the rule that prevents it, where the rule is enforced, and the tests"),
        "that prove it. Printed from `holdfast/config/hazards.py`.",
        "",
    ]
    for one in HAZARDS:
        lines += [f"## {one.key} {one.hazard}", "", one.rule, "", "Enforced in:"]
        lines += [f"- `{place}`" for place in one.enforced]
        lines += ["", "Proved by:"]
        lines += [f"- `{test}`" for test in one.tests]
        lines.append("")
    return "\n".join(lines)
