"""Robin, the team round Robin, and Robin's family."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from holdfast.kernel.time import frozen
from holdfast.kernel.viewer import Viewer
from holdfast.records import actions as records
from tests.conftest import make_agency
from tests.factories.meetings import MONDAY, relative_of
from tests.factories.missing import child_of


@dataclass(frozen=True)
class Team:
    """Everybody round one child. worker has the case; teacher has no role that opens records."""

    system: Viewer
    child: Any
    worker: Viewer
    chair: Viewer
    police: Viewer
    teacher: Viewer
    nurse: Viewer
    mother: Any
    father: Any


@pytest.fixture
def monday() -> Any:
    with frozen(MONDAY):
        yield


@pytest.fixture
def team(partnership: Any, person: Any, looking: Any, monday: None) -> Team:
    system = Viewer.job("tests", partnership.pk)
    looking(system)
    robin = child_of(system)
    force, school, trust = (make_agency(partnership, name, kind) for name, kind in AGENCIES)
    council = make_agency(partnership, "Council", "social_care")
    people = {
        "worker": person("social-worker", name="Asha Worker", agency=council),
        "chair": person("exploitation-manager", name="Chris Chair", agency=council),
        "police": person("police-officer", name="Pat Police", agency=force),
        "teacher": person("school-lead", name="Toni Teacher", agency=school),
        "nurse": person("practitioner", name="Nic Nurse", agency=trust),
    }
    for key, viewer in people.items():
        if key != "chair":
            records.involve(
                by=system, child_id=robin.pk, user_id=viewer.me, role=ROLES[key], lead=key == "worker",
                allocated=key == "worker", agency_id=viewer.agency_id,
            )  # fmt: skip
    records.tell(by=system, child_id=robin.pk, person_id=None, answer="yes", why="Asked Robin.")
    mother = relative_of(system, robin.pk)
    father = relative_of(system, robin.pk, "father", "Frank", safe=False)
    return Team(system, robin, mother=mother, father=father, **people)


AGENCIES = (("Constabulary", "police"), ("Testshire School", "education"), ("Health Trust", "health"))
ROLES = {"worker": "Social worker", "police": "Exploitation officer", "teacher": "Safeguarding lead", "nurse": "School nurse"}
