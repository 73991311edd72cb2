"""Hazards of telling the wrong person, or at the wrong moment."""

from .hazard import Hazard

TELLING: tuple[Hazard, ...] = (
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
            "tests/integration/meetings/test_copies_given.py::test_a_page_asks_each_time_it_is_opened_whether_its_reader_may_still_be_told",
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
            "tests/integration/meetings/test_children.py::test_nobody_to_whom_the_record_is_closed_hears_of_the_child_whatever_was_decided",
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
            "not know of. Where many children are spoken of, each item opens to the circle that a person decided and to nobody "
            "else, on the agenda, in papers, minutes and copies, and no number or heading tells that there was another."
        ),
        (
            "holdfast/screening/telling.py",
            "holdfast/comms/templates.py",
            "holdfast/meetings/walls.py",
            "holdfast/meetings/times.py",
            "holdfast/meetings/circles.py",
            "holdfast/meetings/actions/children.py",
            "holdfast/meetings/actions/inviting.py",
        ),
        (
            "tests/integration/screening/test_decision.py::test_the_referrer_is_told_and_a_member_of_the_public_is_told_less",
            "tests/integration/disclosure/test_gate.py::test_no_message_has_room_for_free_text",
            "tests/rules/test_minutes.py::test_what_was_left_out_is_told_by_no_number_heading_name_or_speaker",
            "tests/rules/test_minutes.py::test_nothing_of_a_closed_part_reaches_home_without_the_chair",
            "tests/integration/meetings/test_convening.py::test_who_may_know_of_a_meeting_hangs_on_its_type",
            "tests/integration/meetings/test_convening.py::test_a_panel_is_known_to_its_people_alone",
            "tests/rules/test_meeting_circles.py::test_no_word_or_heading_of_an_item_is_in_the_version_of_somebody_outside_its_circle",
            "tests/integration/meetings/test_children.py::test_outside_the_circle_no_page_says_a_word_of_the_item_nor_that_it_is_there",
            "tests/integration/meetings/test_children.py::test_the_database_keeps_to_the_circle_with_the_applications_own_rules_taken_down",
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
)
