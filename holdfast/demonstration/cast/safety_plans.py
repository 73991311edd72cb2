"""What the county's safety plans say: one of four versions, one overdue, one waiting for somebody else, one that has ended."""

from __future__ import annotations

# The plan of a girl of fourteen, as it was first put forward: key, words, whose words.
FIRST: tuple[tuple[str, str, str], ...] = (
    ("danger_signs", "My phone goes all night. I say I am at Mia's and I am not. New trainers I did not buy.", "child"),
    ("goals", "I want to go out without being told where to be. I want Mum to stop checking my bag.", "child"),
    ("working", "Nan on Sundays. Art club. Mum picks up when I ring.", "together"),
    ("if_missing", "Mum rings me twice, then Nan, then 101. Amir comes to the house the next morning.", "together"),
    ("if_afraid", "Go into the library or the chemist and ask to ring Mum. They know to let me.", "child"),
    ("if_pressured", "Say Mum has my phone tonight. Text Mum the word and she comes, no questions till tomorrow.", "child"),
    ("safe_adults", "Mum 01632 960 512. Nan 01632 960 547. Miss Castle at school, any break.", "together"),
    ("code_word", "Pineapple", "child"),
    ("concern", "Darren Pike, who waits in a grey car by the leisure centre. Ring 101 with the time and the plate.", "worker"),
    ("home", "The back door is kept locked. Nobody is told the new code.", "family"),
    ("school", "Miss Castle meets me at the gate in the morning. The school rings Mum by ten past nine.", "together"),
    (
        "agencies_do",
        "The team visits weekly. The school nurse sees her each fortnight. Police check the car park.",
        "worker",
    ),
    ("told", "She told Amir that she was driven to a flat twice and given money to hold a bag.", "worker"),
    ("tactics", "Plain car near the leisure centre on Fridays until the end of the month.", "worker"),
    ("contingency", "If I am missing twice in a week we all meet within two days.", "together"),
    ("child_says", "It is all right as long as nobody from school reads it out.", "child"),
    ("parents_say", "Helen says that it says what she does anyway, and that she wants a number for the night.", "family"),
)
# What was changed in the second, third and fourth: question, words.
LATER: tuple[tuple[tuple[str, str], ...], ...] = (
    (
        ("if_missing", "Mum rings me twice, then Nan, then 101 within the half hour. Amir comes to the house the next morning."),
        ("online", "I turned off my location for everybody but Mum. I keep the messages and show Amir, and do not answer."),
    ),
    (
        ("danger_signs", "My phone goes all night. I say I am at Mia's and I am not. Somebody waits outside the leisure centre."),
        ("travel", "I take the 41 with Mia. If the bus does not come I ring Nan, and do not take a lift."),
    ),
    (
        ("goals", "I want to go out without being told where to be. Mum stopped checking my bag, and I tell her where I am."),
        ("safe_adults", "Mum 01632 960 512. Nan 01632 960 547. Miss Castle at school, any break. Joel, Mondays and by text."),
        ("contingency", "If I am missing twice in a week we all meet within two days. Amir decides, and tells Mum the same day."),
    ),
)
SHORT: tuple[tuple[str, str, str], ...] = (
    ("danger_signs", "Quiet, then gone. Says yes to everything.", "worker"),
    ("goals", "To be able to say no and still be safe.", "child"),
    ("if_missing", "Whoever notices rings 101 and the duty team. Nobody waits until morning.", "worker"),
    ("if_afraid", "Ring the house number. Somebody always answers.", "child"),
    ("if_pressured", "Say the tutor is waiting, and go to the front desk.", "together"),
    ("safe_adults", "The house, 01632 960 233. Her worker, by day.", "together"),
    ("home", "Visitors sign in. Nobody is told who else lives there.", "worker"),
    ("school", "The tutor meets at the bus.", "worker"),
    ("agencies_do", "Visits each week. The nurse each month.", "worker"),
    ("contingency", "A meeting within two days.", "worker"),
    ("child_says", "I helped with this.", "child"),
    ("parents_say", "Not asked: it is not safe to ask yet.", "worker"),
)
EVIDENCE = {
    "missing": "No missing episode in six weeks; before, four in two months.",
    "child": "She chose to show the messages, and says she rang Nan instead of going.",
    "school": "In school every day since half term.",
}
