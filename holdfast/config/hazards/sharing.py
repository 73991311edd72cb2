"""Hazards of what is kept, shared, and taken out."""

from .hazard import Hazard

SHARING: tuple[Hazard, ...] = (
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
            "source without it. A copy of a record that somebody asked to see takes the same way. What leaves as it is, evidence "
            "to the police or somebody's own referral, does so by a row of a table, with what it is for. It goes to an address "
            "the settings or the record hold, stands in a register that nobody "
            "changes, and waits 60 seconds to be stopped unless it is urgent. What rests on agreement waits for it: the gate "
            "asks the ledger. What keeps a child safe never does. A message that reached the wrong person opens an "
            "incident: who may be in danger and who is warning them, then who has it, then the regulator's 72 hours. The page "
            "says plainly that what was delivered cannot be taken back."
        ),
        (
            "holdfast/disclosure/gate.py",
            "holdfast/disclosure/papers.py",
            "holdfast/disclosure/deciding.py",
            "holdfast/disclosure/passing.py",
            "holdfast/keeping/redacting.py",
            "holdfast/rules/disclosure/engine.py",
            "holdfast/rules/disclosure/unchanged.py",
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
            "tests/architecture/test_ways_out.py::test_nothing_answers_with_a_file_or_speaks_to_another_machine_but_by_the_gate",
            "tests/architecture/test_ways_out.py::test_whatever_answers_with_a_file_has_been_through_the_gate",
            "tests/integration/disclosure/test_passing.py::test_what_was_let_go_is_given_again_word_for_word_or_not_at_all",
            "tests/integration/disclosure/test_passing.py::test_what_leaves_as_it_is_stands_in_the_register_with_to_whom_and_what_for",
            "tests/integration/keeping/test_copies.py::test_what_nobody_decided_on_holds_up_the_copy_with_a_list_and_is_taken_out_by_the_command",
            "tests/integration/keeping/test_copies.py::test_some_things_a_manager_keeps_whom_the_desk_asked_and_some_nobody",
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
            "tests/integration/meetings/test_drawings.py::test_whoever_the_child_lets_see_it_sees_it_and_nobody_else",
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
