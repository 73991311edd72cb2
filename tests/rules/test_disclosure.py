"""Names, numbers and words as people write them: what is found, what is not, and where. Everybody is invented."""

from __future__ import annotations

import datetime as dt
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.rules.disclosure import Check, Finding, Held, HeldLine, HeldTie, Known, Somebody, Verdict, never, verdict
from holdfast.rules.disclosure.readers import groups_of, may_read

LINE = "Police plan to visit the Kingfisher on Friday night and speak to the older lads who gather behind the shop."
OWN = "Kyle enjoys football and his mum is proud of him."
PEOPLE = (
    Somebody("C-1001", "child", "Kyle", "Barnes", ("KB",), dt.date(2010, 3, 14), withheld=False),
    Somebody("P-1", "mother", "Donna", "Barnes", (), dt.date(1984, 7, 2), withheld=False),
    Somebody("P-2", "friend", "Will", "Hargreaves", ("Willo",), dt.date(2009, 5, 21)),
    Somebody("P-3", "suspect", "Mateusz", "Nowakowski", ("Matty", "Big M"), dt.date(1991, 12, 3)),
    Somebody("P-4", "other child", "Grace", "O'Connell", (), dt.date(2010, 9, 30)),
    Somebody("P-5", "social worker", "Anita", "Deshmukh", (), None, withheld=False),
    Somebody("P-6", "referrer", "Siân", "Pritchard-Jones", (), None, source=True),
    Somebody("P-7", "friend", "May", "Field"),
    Somebody("P-8", "friend's mother", "Summer", "Quigley"),
    Somebody("P-9", "father", "Gareth", "Pellow"),
    Somebody("P-10", "friend", "Oliwia", "Dean-Chase", ("Dezzie",)),
    Somebody("P-12", "friend", "Pearl", "Osborne"),
    Somebody("P-11", "suspect", "Tomasz", "McKinnon", ("Ghost", "Bright")),
)
DETAILS = (
    Held("address", "12 Widemarsh Court, Hereford", "C-1001", "HR4 9EU", withheld=False),
    Held("address", "47 Bromyard Road, Ledbury", "P-2", "HR8 1AB"),
    Held("phone", "07700 900123", "P-3"),
    Held("phone", "07700 900456", "P-1", withheld=False),
    Held("email", "grace.oc@example.org", "P-4"),
    Held("vehicle", "VX61 KLO", "P-3"),
    Held("place", "Kingfisher Kebab House", "L-1", "HR1 1AA"),
    Held("address", "22 Gaol Street\nHereford", "P-9", "HR1 2HU"),
    Held("place", "Wye Meadow Community School", "L-2"),
    Held("address", "Flat 3b\nCathedral View\nNelson Street", "P-10", "HR1 2NZ"),
    Held("address", "26 Lower Thorn\nThe Old Forge\nPeterchurch", "P-11", "SY8 4AU"),
    Held("place", "Marble Hand Car Wash", "L-3"),
    Held("place", "Ludlow Bridge Primary School", "L-4"),
)


@cache
def check(groups: frozenset[str] = frozenset({"family"})) -> Check:
    lines = (HeldLine(LINE), HeldLine(OWN, withheld=False))
    ties = (HeldTie("P-2", "C-1001", "friend"), HeldTie("P-8", "P-2", "mother"))
    return Check(Known("C-1001", "P-1", groups, PEOPLE, DETAILS, lines, ties, frozenset({"01432 260800"})))


def found(text: str) -> list[Finding]:
    made = check().of_text(text)
    for one in made:
        assert one.start is not None
        assert text[one.start : one.end] == one.text
    return made


WRITTEN = (
    ("He was with Will Hargreaves.", "P-2"),
    ("Hargreaves, Will", "P-2"),
    ("with WILL HARGREAVES", "P-2"),
    ("Will Hargreves", "P-2"),
    ("with W. Hargreaves", "P-2"),
    ("WillHargreaves", "P-2"),
    ("will_hargreaves_minutes", "P-2"),
    ("Will\nHargreaves", "P-2"),
    ("Will Hargrea-\nves", "P-2"),
    ("W\u0456ll Hargr\u0435aves", "P-2"),
    ("Will Hargre\u0301aves", "P-2"),
    ("Wi\u200bll Hargr\u00adeaves", "P-2"),
    ("with W.H. again", "P-2"),
    ("his friend will said so", "P-2"),
    ("Will's mum rang", "P-2"),
    ("Willo was there", "P-2"),
    ("Will said so.", "P-2"),
    ("We told May about it.", "P-7"),
    ("May said so.", "P-7"),
    ("with Summer and others", "P-8"),
    ("M a t e u s z was there", "P-3"),
    ("M4teusz", "P-3"),
    ("Nowakowskis", "P-3"),
    ("Mateusz\tNowakowski", "P-3"),
    ("Big M knows", "P-3"),
    ("Siân rang", "P-6"),
    ("Ms Pritchard rang", "P-6"),
    ("Sian Pritchard Jones", "P-6"),
    ("OConnell", "P-4"),
    ("Grace O\u2019Connell", "P-4"),
    ("21/05/2009", "P-2"),
    ("21st of May 2009", "P-2"),
    ("the twenty-first of May two thousand and nine", "P-2"),
    ("2009-05-21", "P-2"),
    ("May 21, 2009", "P-2"),
    ("21.5.09", "P-2"),
    ("21052009", "P-2"),
    ("his birthday is 21 May", "P-2"),
    ("+44 (0)7700 900 123", "P-3"),
    ("(07700) 900123", "P-3"),
    ("0770 090 0123", "P-3"),
    ("07700\n900123", "P-3"),
    ("oh seven seven double zero nine double zero one two three", "P-3"),
    ("hr81ab", "P-2"),
    ("47, Bromyard Rd", "P-2"),
    ("He lives on Bromyard Road.", "P-2"),
    ("vx61klo", "P-3"),
    ("V X 6 1 K L O", "P-3"),
    ("a registration ending KLO", "P-3"),
    ("Grace.OC@Example.org", "P-4"),
    ("grace dot oc at example dot org", "P-4"),
    ("They met at the Kingfisher.", "L-1"),
    ("Graces mum rang.", "P-4"),
    ('{"name": "Grace", "age": 15}', "P-4"),
    ("Wills phone", "P-2"),
    ("H R 8 1 A B", "P-2"),
    ("They left in the VX61.", "P-3"),
    ("Ring 900123.", "P-3"),
    ("his phone: 900 123", "P-3"),
    ("Mr P has not said.", "P-9"),
    ("G.W.P. was there", "P-9"),
    ("her dad rang", "P-9"),
    ("Kyle's father rang", "P-9"),
    ("twenty-two Gaol Street", "P-9"),
    ("She was found at number 22.", "P-9"),
    ("Olivia's mum", "P-10"),
    ("with Dez again", "P-10"),
    ("told her and may field came", "P-7"),
    ("will hargreaves was there", "P-2"),
    ("The Wye Meadow staff", "L-2"),
    ("the WMCS reception", "L-2"),
    ("Summer has messaged her.", "P-8"),
    ("his number ends 123", "P-3"),
    ("She said that bright contacts her at night.", "P-11"),
    ("You asked me who ghost is.", "P-11"),
    ("dunno. says hes ghost", "P-11"),
    ("She got into the car with ghost and Kyle.", "P-11"),
    ("If ghost messages, show it to me.", "P-11"),
    ("Thomas McKinnon", "P-11"),
    ("T McK was there", "P-11"),
    ("G O'C came too", "P-4"),
    ("at Flat 3b again", "P-10"),
    ("near Nelson St.", "P-10"),
    ("seen outside Cathedral View", "P-10"),
    ("He lives at 26 Lower Thorn.", "P-11"),
    ("a taxi to Lower Thorn", "P-11"),
    ("They were both at the Old Forge.", "P-11"),
    ("He comes from Peterchurch.", "P-11"),
    ("lives on Lower Thorn, number 26", "P-11"),
    ("She has been seen in SY8.", "P-11"),
    ("dont go near marble car wash ok", "L-3"),
    ("Her report says Ludlow Bridge on the top.", "L-4"),
    ("The baker who rang us was kind.", "P-6"),
    ("It was the dinner lady who reported it.", "P-6"),
    ("@matty.red97", "P-3"),
    ("It was at flat three b, no, flat 3 b.", "P-10"),
    ("the man they call ghost", "P-11"),
    ("Kyle: ghost was outside school", "P-11"),
    ("ye ghost saw. he got scared", "P-11"),
    ("His car's a white van, ends KLO", "P-3"),
    ("ignore that: 07700 900999 Nelson Street", "P-10"),
    ("the Marble Hand Car Wash and Wye Meadow Comm Sch", "L-2"),
    ("Peers (S. P-J) and others", "P-6"),
    ("Older boyfriend (D-C)", "P-10"),
    ("is it ghost?", "P-11"),
    ("You asked about pearl.", "P-12"),
    ("Tomasz is ghost", "P-11"),
    ("their number, ending 123", "P-3"),
    ("He left the car wash at nine.", "L-3"),
    ("1\tlift\tField\n2\tlift\tnobody", "P-7"),
    ("Sat 4 July\tMarble\tnobody", "L-3"),
    ("he goes by ghost", "P-11"),
    ("i was with big m all night", "P-3"),
    ("1\n\nMay 21, 2009", "P-2"),
    ("Persephone Pritchard-Jons rang.", "P-6"),
    ("Pearl in the car.", "P-12"),
    ("16:00 TM in custody", "P-11"),
    ("pearl was crying", "P-12"),
    ("pearl and dezzie", "P-12"),
    ("We asked Gaz. We asked Garethy.", "P-9"),
    ("We met Grace\nSchool was shut.", "P-4"),
)


@pytest.mark.parametrize(("text", "about"), WRITTEN)
def test_what_the_record_knows_is_found_however_it_is_written(text: str, about: str) -> None:
    assert about in {one.about for one in found(text) if one.known}


@pytest.mark.parametrize(
    "text",
    [
        "Kyle and Donna Barnes live at 12 Widemarsh Court, HR4 9EU. Ring 07700 900456, or MASH on 01432 260800.",
        "Kyle was born on 14/03/2010. KB enjoys football. K. Barnes is in year 11.",
        "Will you come in May? I will be there. May I bring a friend? In May 2026 we will meet.",
        "The summer term ended. Summer holidays begin. I hope you rose early. Grace period. Hope Street is near.",
        "Bromyard Road was closed for roadworks.",
        "West Mercia Police and Hereford Sixth Form College came. The Risk Management Meeting was on Tuesday.",
        "Yours sincerely, Anita Deshmukh",
        OWN,
        "Call 101 or 0800 1111. Your reference is HF-2026-0417.",
        "The kingfisher is a bird. Health: the Named Nurse. Neighbour says so.",
        "Missing from care. Reference 18KX-PKJP. The meeting is QGJ1-M9YF. CRIS log 4 of today.",
        "Hi Kyle\nSchool said 94% attendance, well done both.",
        "Graces were said. Wills are made by a solicitor. She marks mum as her contact.",
        "Ring 900456, or 260800. The grant is £900,123 of 1900123 pounds; see HF-900123 and 900123/2.",
        "Ask for the police reference and keep it. The crime number is not known. Custody reference: none on 12/10/2026.",
        "On Snapchat at 9pm, on TikTok since 2024, on Instagram e.g. in year9. Meet @school @7pm.",
        "Order 490154203237519 and 1111111111111111 are no numbers of a device.",
        "She went to Paris with the choir, and had a day in Chelsea. He drew Jordan and Egypt.",
        "Maths, Art and Drama. The School Uniform Grant is due. The Family Centre and the Summer Picnic. A grey Astra.",
        "St Peter's Church, McDonald's, Marks and Spencer. Easter came. Will Kyle sing? Hope this helps.",
        "Herefordshire Council, Plough Lane, Hereford, HR4 0LE",
        "A ghost story. She is bright, and as bright as day. The ghost train was shut. So bright is the day.",
        "The book by Jacqueline Wilson, a life of Marie Curie, and Northern Lights by Philip Pullman. She likes Billie Eilish.",
        "He must not rob Peter to pay Paul. A Victoria sponge, some Jordan water. Aston Villa lost. We went to Alton Towers.",
        "The character of Mickey, a Lenovo or Dell laptop. Lovely Frida Kahlo copy. Caller: DI. Not for the family.",
        "He compared Churchill with Attlee, and Portia's speech. Read Conan Doyle. Talgarth is far. The line is 020 7251 6577.",
        "It was in the Ross Gazette. She asked about faith and about hope.",
        "Wonder by R J Palacio, anything by Cathy Glass, Holland and Barrett, Nigella's bread. Graces: said before meals.",
        "Address: 12 Widemarsh Court, Hereford HR4 9EU\nTelephone: none",
        "Maths\tMust show working; ask for the booklet\t4\nArt\tWell done\t6",
        "He draws his dog, Bruno. They will fly to Da Nang. Nadolig Llawen.",
        "Call the council's switchboard on 01432 260000. The helpline is 01273 234777.",
        "The officer who rang you, the nurse who told you and a person who called were there. The train at 19:00\tBromyard Road",
        "Somebody in room SY8 of the B4349 road. A cathedral view is nice.",
    ],
)
def test_what_a_reader_may_have_and_ordinary_words_are_no_findings(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Zbigniew Wolski came.", "name"),
        ("We saw Mrs Thompson.", "name"),
        ("NHS number 943 476 5919", "nhs_number"),
        ("AB 12 34 56 C", "nino"),
        ("Ring 07911 123456.", "phone"),
        ("someone@post.example", "email"),
        ("DOB 01/02/2011", "date_of_birth"),
        ("14 Castle Street", "address"),
        ("WR5 2AB", "postcode"),
        ("her cousin's dad at no. 12", "relation"),
        ("the car AB12 CDE", "vehicle"),
        ("Tom Barnes", "name"),
        ("QQ 12 34 56 C", "nino"),
        ("qq123456c is her national insurance number", "nino"),
        ("police ref 22/12345/24", "reference"),
        ("crime number CR/2024/0012345", "reference"),
        ("the incident log is 00417-S", "reference"),
        ("snap: ks_mills09", "account"),
        ("insta @jadey.x", "account"),
        ("her TikTok is mills.k", "account"),
        ("She is @jadey_x now", "account"),
        ("IMEI 490154203237518", "reference"),
        ("card 4929 1234 5678 9012", "reference"),
        ("4111-1111-1111-1111", "reference"),
        ("she saw mrs thackeray", "name"),
        ("Mrs K rang", "name"),
        ("Flat 4b, Newtown House, Newtown Road", "address"),
        ("told Faduma", "name"),
        ("Staff: Gwenllian, Bev.", "name"),
        ("Chair: Philippa Grainger-Ward.", "name"),
        ("6\tMarble\tJaydon Pryce-Bell", "name"),
        ("a lad called Reece Tallboys", "name"),
        ("Also the Prossers have a bed.", "name"),
        ("UPN H801200001025", "upn"),
        ("passport B1234567", "reference"),
        ("sort code 20-00-00", "account"),
        ("account 55779911", "account"),
        ("Caller 2: neighbour's wife at 142.", "relation"),
        ("a user named xo_benzo44", "account"),
        ("His brother is Tahir.", "name"),
        ("Then came Sister Philomena Udo.", "name"),
        ("Passport no. B1234567", "reference"),
        ("the mother of Ottoline", "name"),
        ("Kayode will be your buddy.", "name"),
        ("24 Oct\tchurch\tEbrima Jallow-Price", "name"),
        ("07415 220 981\n21/11/2026, 19:55", "phone"),
        ("The nurse Oduya will call.", "name"),
        ("Persephone Prosser\nHead of Year", "name"),
        ("He is on snap as big.dog_22.", "account"),
        ("zofia_k99 on insta", "account"),
        ("They moved to 7 Elm Park.", "address"),
        ("c/o 12 The Maltings, LE1", "address"),
    ],
)
def test_what_is_only_likely_is_found_too_and_says_no_more_than_that(text: str, kind: str) -> None:
    made = [one for one in found(text) if one.kind == kind]
    assert made
    assert all(not one.known and one.about is None for one in made)


@pytest.mark.parametrize(
    "text",
    [
        LINE,
        "as you know, speak to the older lads who gather behind the shop",
        "Officers are planning a visit to the Kingfisher on Friday evening to talk to the older boys gathering behind the shop.",
    ],
)
def test_a_line_that_is_not_for_this_reader_is_found_pasted_cut_and_reworded(text: str) -> None:
    made = found(f"Dear Donna, thank you. {text} Ring me.")
    assert "line" in {one.kind for one in made}
    assert verdict(made) == Verdict.BLOCKED


def test_somebody_who_is_told_by_relation_alone_is_led_to_whom_it_means() -> None:
    (made,) = found("It was her friend's mum at no. 12 who rang.")
    assert (made.kind, made.known, made.about, made.text) == ("relation", True, "P-8", "her friend's mum at no. 12")


def test_police_and_professionals_read_of_tactics_and_a_family_never_does() -> None:
    for said in (
        "Police are to do a drive-by of the site twice a week.",
        "Officers plan to watch the shop each night.",
        "We intend to arrest him on Saturday.",
        "Put a tracker on it.",
    ):
        assert [one.kind for one in found(said)] == ["tactics"]
    text = "Intelligence suggests that a CAWN was issued, and officers will execute a warrant."
    assert [(one.kind, one.text) for one in found(f"Dear Donna, hello. {text} Ring me.")] == [("intelligence", text)]
    assert [one.kind for one in found("A CAWN was issued.\n\nOfficers will execute a warrant.")] == ["disruption", "tactics"]
    assert check(frozenset({"police", "professionals"})).of_text(text) == []


def test_what_nobody_may_keep_blocks_and_the_rest_is_a_persons_to_decide() -> None:
    mother = frozenset({"family"})
    assert never.of_person("suspect", ["police"], mother)
    assert never.of_person("suspect", ["professionals"], mother)
    assert never.of_person("witness", ["police"], frozenset({"professionals"}))
    assert not never.of_person("suspect", ["police"], frozenset({"police", "professionals"}))
    assert not never.of_person("friend", ["professionals"], mother)
    assert never.of_detail("address", "foster carer", ["professionals"], mother)
    assert never.of_detail("phone", "social worker", ["professionals"], mother)
    assert not never.of_detail("address", "friend", ["professionals"], mother)
    held = Somebody("P-3", "suspect", "Mateusz", "Nowakowski", never=never.of_person("suspect", ["police"], mother))
    made = Check(Known("C", "P", mother, (held, Somebody("P-2", "friend", "Will", "Hargreaves")))).of_text
    assert verdict(made("Mateusz came.")) == Verdict.BLOCKED
    assert verdict(made("Will Hargreaves came.")) == Verdict.REVIEW
    assert all(row.source and row.because for row in never.TABLE)


@given(st.text(max_size=60), st.text(max_size=60), st.sampled_from(WRITTEN))
def test_whatever_stands_around_it_each_finding_is_the_slice_of_its_place(
    before: str, after: str, written: tuple[str, str]
) -> None:
    text = f"{before}\n\n{written[0]}\n\n{after}"
    for one in check().of_text(text):
        assert one.start is not None
        assert text[one.start : one.end] == one.text
    assert written[1] in {one.about for one in check().of_text(text)}


def test_an_audience_is_a_set_of_readers_and_the_family_is_those_who_are_named() -> None:
    mother = {"refs": ["P-1"], "role": "mother", "groups": groups_of("mother")}
    assert may_read(["family"], **mother, relatives=["P-1", "P-9"])
    assert not may_read(["family", "P-9"], **mother, relatives=["P-1", "P-9"])
    assert may_read(["professionals", "P-1"], **mother)
    assert not may_read([], **mother)
    assert not may_read(["child", "police", "named"], **mother)
    assert groups_of("friend's mother") == groups_of("suspect") == groups_of("") == frozenset()
    assert groups_of("police officer") == {"police", "professionals"}
    assert groups_of("social_worker") == {"professionals"}
