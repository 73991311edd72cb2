"""Hazards in the child's own home and hand."""

from .hazard import Hazard

FAMILY: tuple[Hazard, ...] = (
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
)
