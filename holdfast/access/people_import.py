"""Agencies, teams and staff from one file of comma-separated values.

One row is one post. Columns, by name in the first line, in any order:

  email        required; whose post it is
  name         required; first and last name
  role         required; a key or a name from the table of roles
  agency       required; made when it is not there yet
  agency_kind  required for an agency that is not there yet
  team         a team of the agency; made when it is not there yet
  from         the first day, as 2026-09-01; today when left empty
  until        the last day; no end when left empty
  job_title, telephone
  mobile       the mobile telephone at work, which alerts go to by text
  supervisor   the e-mail address of their supervisor, who must be in the file or known already
  home_postcode  where they live: kept as a fingerprint alone, so that opening a neighbour's record is noticed

The same file twice changes nothing the second time. When any row is faulty nothing at all is changed.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from holdfast.kernel.errors import Fault, Faulty, HoldfastError
from holdfast.kernel.viewer import Viewer
from holdfast.rules.agencies import AGENCY_KINDS, AgencyKind
from holdfast.rules.identifiers import mobile

from . import actions
from .homes import places_by_postcode
from .models import Agency, Membership, StaffHome, Team, User
from .roles import GRANTS

REQUIRED = ("email", "name", "role", "agency")
OPTIONAL = ("agency_kind", "team", "from", "until", "job_title", "telephone", "mobile", "supervisor", "home_postcode")
LONGEST = 20_000
EMAIL = re.compile(r"[^\s@,;<>]+@([A-Za-z0-9-]+\.)+[A-Za-z][A-Za-z-]*[A-Za-z]")
_ROLES = {role.key: role.key for role in GRANTS.values()} | {role.name.lower(): role.key for role in GRANTS.values()}
_KINDS = {str(kind): str(kind) for kind in AgencyKind} | {words.lower(): str(kind) for kind, words in AGENCY_KINDS.items()}


@dataclass
class Imported:
    """How much a file made; `unchanged` counts rows that were there already."""

    agencies: int = 0
    teams: int = 0
    people: int = 0
    posts: int = 0
    unchanged: int = 0


@dataclass
class _Row:
    """One line, read and checked on its own."""

    line: int
    text: Mapping[str, str]
    faults: list[Fault] = field(default_factory=list)
    from_date: date | None = None
    until: date | None = None

    def fault(self, column: str, message: str) -> None:
        self.faults.append(Fault(f"/{self.line}/{column}", f"Line {self.line}: {message}"))

    def get(self, column: str) -> str:
        return self.text.get(column, "")


def import_people(by: Viewer, content: str) -> Imported:
    """Read the whole file, or raise Faulty with every fault and change nothing."""
    rows = [_checked(row) for row in _rows(content)]
    faults = [fault for row in rows for fault in row.faults]
    faults += _unknown_supervisors(rows) + _agencies_without_a_kind(by, rows)
    if faults:
        raise Faulty(sorted(faults, key=lambda fault: int(fault.path.split("/")[1] or 0)))
    with transaction.atomic():
        return _Import(by, rows).take(rows)


def _rows(content: str) -> list[_Row]:
    reader = csv.DictReader(io.StringIO(content.removeprefix("\ufeff")), restkey="_more", strict=True)
    try:
        columns = [name.strip().lower() for name in reader.fieldnames or ()]
        reader.fieldnames = columns
        _check_columns(columns)
        rows = []
        for values in reader:
            row = _Row(reader.line_num, {k: (v or "").strip() for k, v in values.items() if k != "_more"})
            if "_more" in values:
                row.fault("", "there are more values than columns. Put quotation marks round a value with a comma.")
            if any(row.text.values()):
                rows.append(row)
    except csv.Error as fault:
        raise Faulty([Fault(f"/{reader.line_num}", f"Line {reader.line_num}: this is not CSV ({fault}).")]) from None
    if not rows:
        raise Faulty([Fault("", "There is no row in this file below its first line.")])
    if len(rows) > LONGEST:
        raise Faulty([Fault("", f"There are {len(rows):,} rows; import at most {LONGEST:,} at a time.")])
    return rows


def _check_columns(columns: list[str]) -> None:
    missing = [name for name in REQUIRED if name not in columns]
    unknown = [name for name in columns if name not in (*REQUIRED, *OPTIONAL)]
    faults = [Fault("/1", f"Line 1: the column {name} is missing.") for name in missing]
    faults += [Fault("/1", f"Line 1: there is no column called {name or '(empty)'}.") for name in unknown]
    if faults:
        raise Faulty(faults)


def _checked(row: _Row) -> _Row:
    for column in REQUIRED:
        if not row.get(column):
            row.fault(column, f"{column} is empty.")
    if row.get("email") and not EMAIL.fullmatch(row.get("email")):
        row.fault("email", f"{row.get('email')} is not an e-mail address.")
    if row.get("role") and row.get("role").lower() not in _ROLES:
        row.fault("role", f"there is no role called {row.get('role')}.")
    if row.get("agency_kind") and row.get("agency_kind").lower() not in _KINDS:
        row.fault("agency_kind", f"there is no kind of agency called {row.get('agency_kind')}.")
    if row.get("mobile") and mobile(row.get("mobile")) is None:
        row.fault("mobile", f"{row.get('mobile')} is not a mobile number that a text can go to.")
    if row.get("home_postcode") and not places_by_postcode(row.get("home_postcode")):
        row.fault("home_postcode", "the home postcode is no postcode.")  # not repeated: it is nobody's to read
    row.from_date = _day(row, "from")
    row.until = _day(row, "until")
    if row.from_date and row.until and row.until < row.from_date:
        row.fault("until", "the post ends before it begins.")
    return row


def _day(row: _Row, column: str) -> date | None:
    typed = row.get(column)
    try:
        return date.fromisoformat(typed) if typed else None
    except ValueError:
        row.fault(column, f"{typed} is not a date like 2026-09-01.")
        return None


def _unknown_supervisors(rows: list[_Row]) -> list[Fault]:
    named = {row.get("supervisor").lower() for row in rows if row.get("supervisor")}
    known = {row.get("email").lower() for row in rows}
    known |= set(User.objects.filter(email__in=named - known).values_list("email", flat=True))
    faulty = [row for row in rows if row.get("supervisor") and row.get("supervisor").lower() not in known]
    return [
        Fault(f"/{row.line}/supervisor", f"Line {row.line}: nobody has the address {row.get('supervisor')}.") for row in faulty
    ]


def _agencies_without_a_kind(by: Viewer, rows: list[_Row]) -> list[Fault]:
    """An agency that is new needs its kind on one of its rows at least."""
    known = set(Agency.objects.filter(partnership_id=by.here).values_list("name", flat=True))
    known |= {row.get("agency") for row in rows if row.get("agency_kind")}
    first = {row.get("agency"): row for row in reversed(rows) if row.get("agency") and row.get("agency") not in known}
    return [
        Fault(f"/{row.line}/agency_kind", f"Line {row.line}: {name} is a new agency: say in agency_kind what kind it is.")
        for name, row in first.items()
    ]


class _Import:
    """Makes what the rows name. Raises Faulty, with every fault, for what only shows when it is tried."""

    def __init__(self, by: Viewer, rows: list[_Row]):
        self.by = by
        self.done = Imported()
        kinded = [row for row in reversed(rows) if row.get("agency_kind")]
        self.kinds = {row.get("agency"): _KINDS[row.get("agency_kind").lower()] for row in kinded}
        self.agencies = {row.name: row for row in Agency.objects.filter(partnership_id=by.here)}
        self.teams = {(row.agency_id, row.name): row for row in Team.objects.filter(partnership_id=by.here)}

    def take(self, rows: list[_Row]) -> Imported:
        people = {row.get("email").lower(): self._person(row) for row in rows}
        for row in rows:
            self._home(people[row.get("email").lower()], row)
        faults = [fault for row in rows if (fault := self._post(row, people))]
        if faults:
            raise Faulty(faults)
        return self.done

    def _person(self, row: _Row) -> User:
        known = User.objects.filter(email=row.get("email").lower()).first()
        if known is not None:
            return self._reached(known, row)
        self.done.people += 1
        return actions.make_account(
            by=self.by,
            email=row.get("email"),
            name=row.get("name"),
            telephone=row.get("telephone"),
            mobile=row.get("mobile"),
            job_title=row.get("job_title"),
        )

    def _home(self, user: User, row: _Row) -> None:
        """A postcode takes the place of nothing: whoever was asked for the whole address is compared by that."""
        places = places_by_postcode(row.get("home_postcode"))
        if places and not StaffHome.objects.filter(partnership_id=self.by.here, user=user).exists():
            actions.keep_home(by=self.by, user=user, places=places)

    def _reached(self, known: User, row: _Row) -> User:
        """Somebody who is there already keeps everything but the mobile number, which a file may bring."""
        number = mobile(row.get("mobile")) or known.mobile
        if number != known.mobile:
            values = {"name": known.name, "telephone": known.telephone, "job_title": known.job_title}
            actions.change_account(by=self.by, user=known, mobile=number, **values)
        return known

    def _post(self, row: _Row, people: dict[str, User]) -> Fault | None:
        try:
            agency = self._agency(row)
            team = self._team(row, agency)
            user = people[row.get("email").lower()]
            role = _ROLES[row.get("role").lower()]
            if self._held(user, agency, team, role):
                self.done.unchanged += 1
                return None
            actions.give_post(
                by=self.by, user=user, agency=agency, team=team, role=role, from_date=row.from_date, until=row.until,
                supervisor=people.get(row.get("supervisor").lower()) or self._supervisor(row),
            )  # fmt: skip
            self.done.posts += 1
        except HoldfastError as refusal:
            return Fault(f"/{row.line}", f"Line {row.line}: {refusal.sentence}")
        return None

    def _held(self, user: User, agency: Agency, team: Team | None, role: str) -> bool:
        rows = Membership.objects.filter(partnership_id=self.by.here, user=user, agency=agency, team=team, role=role)
        return rows.exists()

    def _supervisor(self, row: _Row) -> User | None:
        address = row.get("supervisor").lower()
        return User.objects.filter(email=address).first() if address else None

    def _agency(self, row: _Row) -> Agency:
        name = row.get("agency")
        if name not in self.agencies:
            self.agencies[name] = actions.add_agency(by=self.by, name=name, kind=self.kinds[name])
            self.done.agencies += 1
        return self.agencies[name]

    def _team(self, row: _Row, agency: Agency) -> Team | None:
        name = row.get("team")
        if not name:
            return None
        if (agency.pk, name) not in self.teams:
            self.teams[agency.pk, name] = actions.add_team(by=self.by, agency=agency, name=name)
            self.done.teams += 1
        return self.teams[agency.pk, name]
