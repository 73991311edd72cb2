"""Forms about people, posts, absences and agencies."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms

from holdfast.access import queries
from holdfast.access.models import Agency
from holdfast.access.roles import GRANTS
from holdfast.kernel.time import today
from holdfast.kernel.viewer import Viewer
from holdfast.rules.agencies import AGENCY_KINDS
from holdfast.rules.identifiers import mobile as texts_to
from holdfast.ui.forms import DateField, EmailField, GovukForm, LongTextField, OneChoice, PhoneField, TextField, TickField

NONE = ("", "None")
ROLE_CHOICES = [("", "Choose a role"), *((role.key, role.name) for role in GRANTS.values())]


class FilterForm(GovukForm):
    """What narrows the list of people."""

    marks_optional = False
    words = TextField(label="Name, address or job", required=False)
    agency = OneChoice(label="Agency", as_list=True, required=False)
    role = OneChoice(label="Role", as_list=True, required=False, choices=[("", "Any role"), *ROLE_CHOICES[1:]])
    past = TickField(label="Also people whose posts have ended", required=False)

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agencies = queries.agencies(viewer, closed_too=True)
        self.fill("agency", [("", "Any agency"), *((str(one.pk), one.name) for one in agencies)])

    def wanted(self) -> queries.Wanted:
        given = self.cleaned_data if self.is_valid() else {}
        return queries.Wanted(
            words=given.get("words", ""),
            agency_id=UUID(given["agency"]) if given.get("agency") else None,
            role=given.get("role", ""),
            only_present=not given.get("past"),
        )


class AccountForm(GovukForm):
    name = TextField(label="Name")
    job_title = TextField(label="Job title", required=False)
    telephone = PhoneField(label="Telephone at work", required=False)
    mobile = PhoneField(
        label="Mobile telephone at work", hint="Alerts go to it by text. Never a number of their own.", required=False
    )

    def clean_mobile(self) -> str:
        typed = self.cleaned_data["mobile"]
        number = texts_to(typed) if typed else ""
        if number is None:
            raise forms.ValidationError("Enter a mobile number, like 07700 900 982, or leave it empty")
        return number


class HomeForm(GovukForm):
    lines = TextField(label="House and street", hint="Such as 14 Fuller Street. Leave both empty to forget it.", required=False)
    postcode = TextField(label="Postcode", width="10", required=False, limit=10)


class PostForm(GovukForm):
    agency = OneChoice(label="Agency", as_list=True)
    team = OneChoice(label="Team", as_list=True, required=False)
    role = OneChoice(label="Role", as_list=True, choices=ROLE_CHOICES)
    from_date = DateField(label="First day", hint="Today, when you leave it empty", required=False)
    until = DateField(label="Last day", hint="Leave it empty when no end is known", required=False)
    supervisor = OneChoice(label="Supervisor", as_list=True, required=False)

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer
        agencies = queries.agencies(viewer)
        teams = queries.teams(viewer)
        self.fill("agency", [("", "Choose an agency"), *((str(one.pk), one.name) for one in agencies)])
        self.fill("team", [NONE, *((str(one.pk), f"{one.name}, {one.agency.name}") for one in teams)])
        self.fill("supervisor", [NONE, *_people(viewer)])

    def values(self) -> dict[str, Any]:
        """What `give_post` takes."""
        given = self.cleaned_data
        team, supervisor = given["team"], given["supervisor"]
        return {
            "agency": queries.agency(self.viewer, UUID(given["agency"])),
            "team": queries.team(self.viewer, UUID(team)) if team else None,
            "role": given["role"],
            "from_date": given["from_date"],
            "until": given["until"],
            "supervisor": queries.person(self.viewer, UUID(supervisor)) if supervisor else None,
        }


class NewPersonForm(PostForm, AccountForm):
    """An account and its first post."""

    email = EmailField(label="Email address at work")
    field_order = ["name", "email", "job_title", "telephone", "mobile", "agency", "team", "role"]


class VersionForm(GovukForm):
    """Carries the version the person had before them, so that nobody overwrites another unseen."""

    version = forms.IntegerField(widget=forms.HiddenInput())


class EndPostForm(VersionForm):
    until = DateField(label="Last day in this post")


class ReasonForm(GovukForm):
    reason = LongTextField(label="Reason", hint="It stays on the account's history.", limit=1000, rows=3)


class ResetForm(GovukForm):
    reason = LongTextField(
        label="How do you know that it is them, and what happened?",
        hint="Ring them on a number you knew before, or see them. What you write stays on the account's history.",
        limit=1000,
        rows=3,
    )


class AbsenceForm(GovukForm):
    from_date = DateField(label="First day away")
    until = DateField(label="Last day away", earliest=today)
    cover = OneChoice(label="Who covers", as_list=True, required=False, hint="What is yours to do comes to them meanwhile.")
    note = TextField(label="Note", required=False, hint="Not the reason: only what colleagues need to know")

    def __init__(self, *args: Any, viewer: Viewer, away: UUID, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fill("cover", [("", "Nobody"), *(one for one in _people(viewer) if one[0] != str(away))])


class AgencyForm(GovukForm):
    name = TextField(label="Name")
    kind = OneChoice(
        label="Kind of agency", as_list=True, choices=[("", "Choose"), *((str(k), w) for k, w in AGENCY_KINDS.items())]
    )
    telephone = PhoneField(label="Telephone", required=False)


class ChangeAgencyForm(AgencyForm, VersionForm):
    closed_on = DateField(label="Closed from", required=False, hint="Leave it empty while the agency works")

    @classmethod
    def of(cls, agency: Agency) -> ChangeAgencyForm:
        names = ("name", "kind", "telephone", "closed_on", "version")
        return cls(initial={name: getattr(agency, name) for name in names})


class TeamForm(GovukForm):
    name = TextField(label="Name of the team")


class RenameTeamForm(TeamForm, VersionForm):
    pass


class DomainForm(GovukForm):
    domain = TextField(label="Email domain", hint="The part after the @, like school.example.org")
    shared_with_pupils = TickField(label="Pupils have addresses in this domain too", required=False)


class MarkDomainForm(VersionForm):
    shared_with_pupils = TickField(label="Pupils have addresses in this domain too", required=False)


def _people(viewer: Viewer) -> list[tuple[str, str]]:
    return [(str(one.pk), one.name) for one in queries.colleagues(viewer)]
