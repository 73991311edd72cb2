"""Two secrets are planted in a small county, and every address is walked by people without need: neither is read anywhere.

A referrer asked not to be named to the family; a child lives at a confidential address. MASH reads both, and the allocated worker
the address: so it is seen that the walk would find them.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

import pypdf
import pytest
from django.apps import apps
from django.urls import reverse

from holdfast.config.examples import NAMED, WORDS
from holdfast.config.routes import Route, all_routes, patterns, policy_of
from holdfast.demonstration.cast.document import referral as written
from holdfast.demonstration.cast.plan import Planned
from holdfast.demonstration.cast.referrers import Referrer
from holdfast.demonstration.cast.worries import BY_KEY
from holdfast.demonstration.stories.paths import follow_path
from holdfast.journeys import referral as journeys
from holdfast.kernel.acting import acting_as
from holdfast.kernel.viewer import Viewer
from holdfast.records import actions as records
from holdfast.referrals import actions
from tests.assurance import note
from tests.factories.county import SmallCounty

CHILD, FAMILY = "katharine-marlowe", "marlowe"
REFERRER = Referrer(
    "", "Lamplighter-General", "youth_worker", "Quillfeather Lanternworks", "voluntary", "07700 900771",
    "zephyrine@quillfeather.example", "Zephyrine Quillfeather",
)  # fmt: skip
PLACE = {"address": "9 Wrenfold Ropewalk\nMarchbury", "postcode": "MX9 9QZ"}
IDENTITY = re.compile(r"zephyrine|quillfeather|lamplighter|900\s?771", re.IGNORECASE)
ADDRESS = re.compile(r"wrenfold|ropewalk|mx9\s?9qz", re.IGNORECASE)
BOTH = (IDENTITY, ADDRESS)

# Who has no need. Whoever a referral was passed to has, and rings the referrer; the allocated worker reads the address.
ALLOCATED = "Amir Rahimi"
WITHOUT_NEED: dict[str, tuple[re.Pattern[str], ...]] = {
    "Joel Whitcombe": BOTH,  # in the circle
    "Siobhan Walsh": BOTH,  # opens every child, and looks at levels below a floor
    "Rhiannon Cole": BOTH,  # of an agency that was asked for a check
    "Farah Siddiqui": BOTH,  # information governance
}
IN_THE_CIRCLE = ("Joel Whitcombe", "Sam Tranter")
WITH_NEED = frozenset({"mash-screener", "mash-manager", "emergency-duty", "head-of-service"})
# Ends a sitting, or leaves with a redirect to another site: nothing to read.
NOT_WALKED = frozenset({"account_logout", "openid_connect_login", "openid_connect_callback"})
OF_THE_CHILD = ("records", "access")


@dataclass
class Planted:
    """The county with the two secrets in it. child: whose record it is."""

    county: SmallCounty
    child: Any

    def viewer(self, name: str) -> Viewer:
        return self.county.viewer(name)

    def addresses(self, routes: list[Route]) -> Iterator[tuple[str, str]]:
        """Every address that can be read, for every row that has to do with the secrets: its name, and where it is."""
        for route in routes:
            if "GET" in route.methods and route.name not in NOT_WALKED:
                names = re.findall(r"<(?:\w+:)?(\w+)>", route.path)
                for values in product(*(self.rows(route.name, name) for name in names)):
                    path = route.path
                    for name, one in zip(names, values, strict=True):
                        path = re.sub(rf"<(?:\w+:)?{name}>", str(one), path)
                    yield route.name, path

    def rows(self, route: str, name: str) -> list[Any]:
        """What a parameter may name: up to three rows of the child or of the referral; words as the examples have them."""
        label, field = NAMED.get(f"{route}.{name}") or NAMED.get(name) or ("", "")
        if not label:
            return [WORDS[name]] if name in WORDS else []
        if label == "records.Child":
            return [self.child.pk]
        model = apps.get_model(label)
        here = Viewer.job("tests", self.county.teller.staff.partnership_id)
        with acting_as(here):
            rows = model._default_manager.filter(partnership_id=here.here, **{f"{field}__isnull": False})
            if model._meta.app_label in OF_THE_CHILD and any(one.attname == "child_id" for one in model._meta.concrete_fields):
                rows = rows.filter(child_id=self.child.pk)
            return list(dict.fromkeys(rows.order_by("-pk").values_list(field, flat=True)[:3]))


@pytest.fixture
def planted(partnership: Any) -> Planted:
    county = SmallCounty(partnership)
    child = county.child(CHILD)
    mash = county.viewer("Priya Nair")
    with acting_as(mash):
        records.add_part(
            by=mash, part="address", child_id=child.pk, lines="9 Wrenfold Ropewalk", town="Marchbury", postcode="MX9 9QZ",
            confidential=True, kept_from="her father",
        )  # fmt: skip
        for name in IN_THE_CIRCLE:
            records.involve(by=mash, child_id=child.pk, user_id=county.viewer(name).me, role="Worker")
    refer(county, "assessment", 200)
    return Planted(county, child)


def refer(county: SmallCounty, stage: str, hours: float) -> None:
    """A referral by somebody who asked not to be named, of a child whose address is confidential, brought to a stage."""
    teller = county.teller
    family = next(one for one in teller.families if one.key == FAMILY)
    plan = Planned(f"Z-{stage}", stage, family, family.children[:1], BY_KEY["county-lines"], REFERRER, hours, "amber")
    at = teller.ago(hours)
    said = written(family, plan.children, plan.worry, REFERRER.block() | {"protect_identity": "yes"}, at=at, number=plan.number)
    said["children"][0] |= {**PLACE, "address_confidential": "yes", "address_kept_from": "her father"}
    said["assessments"] = [entry | {"level": "none_identified", "rationale": "Not sure."} for entry in said["assessments"]]
    for key in ("source", "source_ref", "submitted_at"):
        said.pop(key)
    with teller.being(Viewer(partnership_id=teller.staff.partnership_id, token=f"{hours:064}"), at) as by:
        draft = actions.begin(by=by, document=said)
        draft.change(seen=None, email=REFERRER.email)
        made = journeys.send(by=by, draft=draft)
    follow_path(teller, plan, made, at)


def said_in(response: Any) -> str:
    """Every word of an answer: of a page, of a PDF, of where it sends one, and of what it calls a file."""
    body = response.getvalue() if response.streaming else response.content
    headers = " ".join(response.headers.values())
    if body[:5] == b"%PDF-":
        return headers + " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(body)).pages)
    return f"{headers} {body.decode('utf-8', 'replace')}"


def walked(planted: Planted, client: Any, routes: list[Route]) -> dict[str, str]:
    """What each address answers somebody."""
    return {f"{name} {path}": said_in(client.get(path)) for name, path in planted.addresses(routes)}


def leaks(planted: Planted, client: Any, secrets: tuple[re.Pattern[str], ...], routes: list[Route]) -> list[str]:
    answers = walked(planted, client, routes)
    note("secrets", addresses=len(answers))
    return [f"{where}: {found.group()}" for where, words in answers.items() for one in secrets if (found := one.search(words))]


def opened_by(viewer: Viewer) -> list[Route]:
    """The addresses whose policy lets them in at all; that a policy refuses everybody else is proved door by door."""
    own = {pattern.name for _path, pattern in patterns() if (policy := policy_of(pattern)) is None or policy.allows(viewer)}
    return [route for route in all_routes() if route.name in own and not route.path.startswith(("/accounts/", "/refer/"))]


def test_nobody_without_need_reads_who_referred_or_where_the_child_lives(planted: Planted, client_for: Any) -> None:
    found: dict[str, list[str]] = {}
    for name, secrets in WITHOUT_NEED.items():
        viewer = planted.viewer(name)
        found[name] = leaks(planted, client_for(viewer), secrets, opened_by(viewer))
    assert "\n".join(f"{name}: {row}" for name, rows in found.items() for row in rows) == ""
    check_that_those_with_need_read_them(planted, client_for)
    check_that_a_search_by_either_answers_as_for_nothing(planted, client_for(planted.viewer("Joel Whitcombe")))


def check_that_those_with_need_read_them(planted: Planted, client_for: Any) -> None:
    """Or the walk could not fail."""
    shown = [route for route in all_routes() if route.name in ("screening", "child-details")]
    mash = "\n".join(walked(planted, client_for(planted.viewer("Priya Nair")), shown).values())
    assert IDENTITY.search(mash)
    assert ADDRESS.search(mash)
    allocated = "\n".join(walked(planted, client_for(planted.viewer(ALLOCATED)), shown).values())
    assert ADDRESS.search(allocated)


def check_that_a_search_by_either_answers_as_for_nothing(planted: Planted, client: Any) -> None:
    def counted(words: str) -> tuple[int, int]:
        found = client.get(reverse("children-search"), {"q": words}).content.decode()
        related = client.post(reverse("child-relate-child", args=[planted.child.pk]), {"q": words}).content.decode()
        return found.count("<li"), related.count("<input")

    nothing = counted("Qwertzuiop Asdfghjkl")
    for words in ("9 Wrenfold Ropewalk", "MX9 9QZ", "Quillfeather", "Zephyrine"):
        assert counted(words) == nothing, words


@pytest.mark.full
def test_no_role_without_need_reads_either_anywhere(planted: Planted, client_for: Callable[..., Any]) -> None:
    """Everybody who works in the county and is not of MASH, and a visitor; every address."""
    staff = planted.county.staff
    names = [
        name
        for name, worker in staff.workers.items()
        if name != ALLOCATED and not {post.role for post in worker.posts} & WITH_NEED
    ]
    found = {name: leaks(planted, client_for(staff.viewer(name)), WITHOUT_NEED.get(name, BOTH), all_routes()) for name in names}
    found["a visitor"] = leaks(planted, client_for(), BOTH, all_routes())
    assert "\n".join(f"{name}: {row}" for name, rows in found.items() for row in rows) == ""
