"""Staff from a file: all of it or nothing, and the same file twice is once."""

from __future__ import annotations

from typing import Any

import pytest

from holdfast.access.homes import same_places
from holdfast.access.models import Agency, Membership, StaffHome, Team, User
from holdfast.access.people_import import Imported, import_people
from holdfast.kernel.errors import Faulty
from holdfast.kernel.viewer import Viewer
from holdfast.records.likeness import places_of

pytestmark = pytest.mark.django_db
HEAD = "email,name,role,agency,agency_kind,team,from,until,supervisor\n"
GOOD = HEAD + (
    "ana@county.example,Ana Bell,mash-screener,Invented Council,social_care,MASH,2026-01-05,,ben@county.example\n"
    "Ben@County.example,Ben Cole,MASH manager,Invented Council,,MASH,,,\n"
    'cat@school.example,"Dean, Cat",referring-professional,Invented School,Education,,,2030-07-31,\n'
)


@pytest.fixture
def by(partnership: Any) -> Viewer:
    return Viewer.job("people.import", partnership.pk)


def test_a_file_makes_agencies_teams_people_and_posts(by: Viewer) -> None:
    done = import_people(by, GOOD)
    assert (done.people, done.posts, done.agencies, done.teams) == (3, 3, 2, 1)
    ana = Membership.objects.get(user__email="ana@county.example")
    assert ana.supervisor.email == "ben@county.example"
    assert User.objects.get(email="cat@school.example").name == "Dean, Cat"


def test_the_same_file_again_changes_nothing(by: Viewer) -> None:
    import_people(by, GOOD)
    again = import_people(by, GOOD)
    assert (again.people, again.posts, again.agencies, again.teams, again.unchanged) == (0, 0, 0, 0, 3)


def test_where_they_live_is_kept_as_a_fingerprint_and_noticed(by: Viewer) -> None:
    head, row = (
        "email,name,role,agency,agency_kind,home_postcode\n",
        "ana@county.example,Ana Bell,mash-screener,Council,social_care,",
    )
    import_people(by, f"{head}{row}mx1 1aa\n")
    home = StaffHome.objects.get(user__email="ana@county.example")
    assert same_places(places_of("1 Ropewalk", "MX1 1AA"), home) == {"p:MX11AA"}
    assert same_places(places_of("1 Ropewalk", "MX1 1AB"), home) == set()
    assert "1AA" not in str(home.keys)
    import_people(by, f"{head}{row}MX2 2BB\n")  # the same file later changes nothing of it
    assert StaffHome.objects.get().keys == home.keys
    with pytest.raises(Faulty) as faulty:
        import_people(by, f"{head}{row}nowhere at all\n")
    assert [fault.message for fault in faulty.value.faults] == ["Line 2: the home postcode is no postcode."]


def test_every_faulty_row_is_named_and_nothing_is_made(by: Viewer) -> None:
    content = HEAD + (
        "ana@county.example,Ana Bell,mash-screener,Invented Council,social_care,,,,\n"
        "nonsense,,king,Invented Council,,,2026-13-01,,\n"
        "dee@county.example,Dee,social-worker,Nameless Kind,,,2026-02-01,2026-01-01,nobody@county.example\n"
    )
    with pytest.raises(Faulty) as faulty:
        import_people(by, content)
    paths = {fault.path for fault in faulty.value.faults}
    assert paths == {
        "/3/email", "/3/name", "/3/role", "/3/from", "/4/until", "/4/agency_kind", "/4/supervisor",
    }  # fmt: skip
    assert not Agency.objects.filter(partnership_id=by.partnership_id).exists()
    assert not User.objects.filter(email="ana@county.example").exists()


def test_what_shows_only_when_tried_undoes_the_whole_file(by: Viewer) -> None:
    from datetime import date

    Agency.objects.create(partnership_id=by.partnership_id, name="Closed School", kind="education", closed_on=date(2020, 1, 1))
    content = GOOD + "eve@school.example,Eve,school-lead,Closed School,,,,,\n"
    with pytest.raises(Faulty, match="Line 5: This agency has closed"):
        import_people(by, content)
    assert Team.objects.count() == 0


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "column email is missing"),
        ("email,name\n", "column role is missing"),
        (HEAD, "no row"),
        (HEAD.replace("email", "e-mail") + "a,b,c,d,e,f,g,h,i\n", "no column called e-mail"),
        (HEAD + "a@b.example,A,social-worker,X,social_care,,,,,more\n", "more values than columns"),
    ],
)
def test_a_file_that_is_not_the_right_shape_is_refused_with_a_sentence(content: str, sentence: str, by: Viewer) -> None:
    with pytest.raises(Faulty, match=sentence):
        import_people(by, content)


def test_a_spreadsheets_byte_order_mark_does_no_harm(by: Viewer) -> None:
    assert import_people(by, "\ufeff" + GOOD).people == 3


def test_what_was_made_is_said_in_a_sentence() -> None:
    from holdfast.access.management.commands.people import made_in_words

    said = made_in_words(Imported(agencies=1, teams=0, people=1, posts=2, unchanged=0))
    assert said == "Made: 1 person, 2 posts, 1 agency, 0 teams. There already: 0 posts."
