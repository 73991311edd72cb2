"""What people of the county are worried about: what happened, in the words of those who saw it. Every event is invented."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Worry:
    """One kind of worry. `{name}`, `{town}` and `{they}` stand for the child, the town and "he", "she" or "they".

    signs: indicators seen, with what shows them. level: the writer's; "" when exploitation is not feared.
    """

    key: str
    text: str
    kinds: tuple[str, ...]
    level: str = ""
    types: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()
    signs: tuple[tuple[str, str], ...] = ()
    protective: tuple[str, ...] = ("parent_acts",)
    working_well: str = "{name} has a teacher to talk to and comes to see them most days."
    child_view: str = '"I just want it to stop without anybody getting into trouble."'
    lived: str = "{name} sleeps little, keeps the phone close and stays in at weekends."
    need: str = "3"
    rationale: str = ""
    safe_now: str = "yes"
    urgent: bool = False


WORRIES: tuple[Worry, ...] = (
    Worry(
        "county-lines",
        "{name} was away from home from Friday evening until Sunday and was found by police at Saltersby station with two "
        "phones and £180. {they} told the officer that somebody had bought the ticket. A man in a grey estate car has been "
        'waiting near the school. {name} said: "If I don\'t go back they\'ll come to my mum\'s."',
        ("exploitation", "missing"), "significant", ("criminal",), ("county_lines", "transport"),
        (("missing_repeatedly", "Three nights away in October."), ("several_phones", "Two phones when found."),
         ("unexplained_money", "£180 in cash."), ("fears_reprisal", '"They\'ll come to my mum\'s."'),
         ("disclosed", "Told the officer who found them.")),
        need="4", safe_now="not_known", urgent=True,
        rationale="Travel, money, phones and a threat together. Home acts quickly, but cannot stop it alone.",
    ),
    Worry(
        "older-boyfriend",
        "{name} has talked for some weeks of a boyfriend with a car and a flat in {town}. He is thought to be in his "
        "twenties. {they} came to school on Monday with new trainers and a second phone, and was tearful when it rang. A "
        "friend told us that photographs have been asked for. We have seen no image and have asked for none.",
        ("exploitation", "sexual"), "significant", ("sexual",), ("relationship", "online", "private_home"),
        (("controlling_relationship", "Answers the phone at once, asks leave to stay late at school."),
         ("older_associates", "A man with a car, seen twice by staff."), ("images", "A friend's account."),
         ("unexplained_money", "Trainers and a phone."), ("groomed_online", "Met through a game.")),
        need="4", urgent=True,
        rationale="An adult has a hold over them, and images have been asked for. This is likely to be happening now.",
    ),
    Worry(
        "drift",
        "{name} has begun to miss the first lessons and to be collected at lunch by older young people we do not know. "
        "{they} has dropped the football club and keeps away from friends of long standing. Nothing has been said, and it "
        "does not feel right.",
        ("exploitation",), "emerging", ("criminal",), ("school", "neighbourhood"),
        (("school_absence", "Eleven late marks in four weeks."), ("older_associates", "Collected at lunch, three times."),
         ("withdrawn", "Has left the football club.")),
        need="2", rationale="Early signs only. Home is warm and wants help. We ask for early help first.",
    ),
    Worry(
        "squared-account",
        "{name}'s bank card was used to move £2,400 in one week. {they} had been offered £50 by somebody met online for the "
        "use of the account and is now told that the money is owed. {name} is frightened of the post and of the door.",
        ("exploitation",), "moderate", ("financial", "criminal"), ("online",),
        (("bank_account_used", "£2,400 through the account."), ("debt", '"They say I owe it all back."'),
         ("unknown_callers", "Calls at night from numbers withheld.")),
        rationale="The account has been used by others and a debt is being claimed. Parents are helping with the bank.",
    ),
    Worry(
        "online-game",
        "{name}, playing a game at home, was asked by another player to move to a private chat and then to send pictures. "
        "{name} told an older cousin the same evening and nothing was sent. The other player then sent £20 of credit and "
        "wrote that it was a secret.",
        ("exploitation", "sexual"), "moderate", ("sexual",), ("online",),
        (("groomed_online", "Messages kept by the cousin."), ("offered_money_online", "£20 of credit."),
         ("disclosed", "Told a cousin, who told us.")),
        ("parent_acts", "trusted_adult", "safe_online"),
        rationale="An adult is targeting the child. The child told somebody at once and the family is acting.",
    ),
    Worry(
        "neglect",
        "{name} comes to school in the same clothes, hungry and very tired, and has missed four appointments at the clinic. "
        "The house was cold when I called on Tuesday and there was little food. Their mother is low and asks for help.",
        ("neglect", "support"), need="3",
        lived="{name} gets up alone, gets the younger ones dressed and has breakfast at school when there is some.",
        child_view='"Mum is sad. I make the toast."',
    ),
    Worry(
        "domestic-abuse",
        "Police were called to the home on Saturday night. {name} was upstairs and had rung 999. Their mother had a cut lip "
        "and says it has been worse since the summer. Her partner was arrested and is bailed not to go to the house.",
        ("domestic_abuse", "emotional"), need="4",
        lived="{name} listens at the top of the stairs and sleeps in a brother's room.",
        child_view='"I rang because I thought he would kill her."', urgent=True,
    ),
    Worry(
        "physical",
        "{name} had a bruise on the upper arm in the shape of fingers and said that Dad had grabbed it. {they} then asked us "
        "to say nothing. There was a mark of the same kind in May.",
        ("physical",), need="4", safe_now="not_known", urgent=True,
        lived="{name} watches for what sort of day it is when Dad comes in.", child_view='"Don\'t tell him I said."',
    ),
    Worry(
        "self-harm",
        "{name} showed the school nurse fresh cuts on the forearm and says it helps. {they} has talked of not wanting to be "
        "here, without a plan. A parent collected {name} and is with them tonight.",
        ("self_harm", "emotional"), need="3", child_view='"It is the only thing that is mine."',
    ),
    Worry(
        "gang-pressure",
        "{name} has been told by an older group in {town} to hold a bag for them. {they} refused once and was punched. A "
        "knife was found in the hedge where they meet. {name} now takes a longer way home.",
        ("exploitation", "physical"), "moderate", ("criminal",), ("gang", "neighbourhood"),
        (("gang_links", "Told to hold a bag."), ("violence", "Punched on Thursday; seen by a neighbour."),
         ("fears_reprisal", "Takes a longer way home.")),
        rationale="Pressed and hurt by a group, and frightened. Nothing is known to have been carried.",
    ),
    Worry(
        "work-and-papers",
        "{name} works at the car wash on the ring road most days, sleeps above it with others and does not hold a passport. "
        "A man answers for {name}. {they} looked at him before each answer and asked me quietly what day it was.",
        ("exploitation",), "significant", ("modern_slavery",), ("work",),
        (("lives_where_works", "Sleeps above the car wash."), ("documents_held", "No passport; a man keeps the papers."),
         ("coached", "Looks at the man before answering."), ("wages_withheld", "Has no money.")),
        (), need="4", safe_now="no", urgent=True,
        rationale="A child lives where they work, without papers or money, and somebody speaks for them.",
    ),
    Worry(
        "extreme-views",
        "{name} spends most evenings in a closed group online and brings its words to class: us and them, and that somebody "
        "ought to act. {they} is angry since the move of school and says the group are the only ones who listen.",
        ("exploitation", "radicalisation"), "moderate", ("radicalisation",), ("online",),
        (("us_and_them", "In three lessons this month."), ("extremist_content", "Video on the phone, seen by a teacher."),
         ("grievance", "The move of school comes up every day.")),
        rationale="The group has become the main thing in their life. No plan to act has been heard.",
    ),
    Worry(
        "family-help",
        "{name}'s mother has asked for help: {name} does not come home when asked, shouts and has broken a door. There is no "
        "worry about harm. She works nights and would welcome somebody to talk with them both.",
        ("support",), need="2", working_well="They eat together on Sundays and both want it to be better.",
        child_view='"She is never here and then she shouts."', lived="{name} comes home to an empty house on weekdays.",
    ),
    Worry(
        "missing-from-care",
        "{name} has been missing from placement twice this week and came back on Wednesday at 4am in a car, hungry and with "
        "a torn coat. {they} would not say where. Staff have the first half of the registration.",
        ("exploitation", "missing"), "significant", ("sexual", "criminal"), ("care", "transport"),
        (("missing_repeatedly", "Twice this week, five times this month."), ("unknown_vehicles", "A dark hatchback."),
         ("returns_hurt_or_dishevelled", "Torn coat, hungry, cold.")),
        ("accepts_help",), need="4", safe_now="not_known", urgent=True,
        rationale="Repeated nights away and somebody with a car. The home cannot keep them safe by itself.",
    ),
    Worry(
        "unborn",
        "I saw {name}'s mother at 28 weeks. She has missed three appointments, has a partner who answers for her, and an "
        "older child lives with a relative. She says that she wants this baby and is glad of help.",
        ("unborn", "domestic_abuse"), need="3", lived="Not yet born.", child_view="",
        working_well="She rang the clinic herself, and her sister comes with her.",
    ),
)  # fmt: skip

BY_KEY = {worry.key: worry for worry in WORRIES}
