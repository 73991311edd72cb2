"""The administrator's pages about agencies, teams and e-mail domains."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from holdfast.access import actions, queries
from holdfast.access.models import Agency
from holdfast.kernel.errors import Faulty, StaleEdit
from holdfast.kernel.routes import viewer_of
from holdfast.kernel.time import today
from holdfast.rules.agencies import AGENCY_KINDS, AgencyKind

from . import forms
from .pages import form_page


def agencies(request: HttpRequest) -> HttpResponse:
    """Every agency of the partnership."""
    listed = queries.agencies(viewer_of(request), closed_too=True)
    kinds = {str(kind): words for kind, words in AGENCY_KINDS.items()}
    return render(request, "people/agencies.html", {"agencies": listed, "kinds": kinds, "today": today()})


def new_agency(request: HttpRequest) -> HttpResponse:
    form = forms.AgencyForm(request.POST or None)
    if form.is_valid():
        try:
            agency = actions.add_agency(by=viewer_of(request), **form.cleaned_data)
            return redirect("agency", agency_id=agency.pk)
        except Faulty as faulty:
            form.add_faults(faulty)
    return form_page(request, form, title="Add an agency", button="Add agency", back=reverse("agencies"))


def agency(request: HttpRequest, agency_id: UUID) -> HttpResponse:
    """One agency: its teams and e-mail domains."""
    viewer = viewer_of(request)
    found = queries.agency(viewer, agency_id)
    context = {
        "agency": found,
        "kind": AGENCY_KINDS.get(AgencyKind(found.kind)) if found.kind in set(AgencyKind) else found.kind,
        "teams": queries.teams(viewer, found),
        "domains": queries.domains(viewer, found),
    }
    return render(request, "people/agency.html", context)


def change_agency(request: HttpRequest, agency_id: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    found = queries.agency(viewer, agency_id)
    form = forms.ChangeAgencyForm(request.POST) if request.method == "POST" else forms.ChangeAgencyForm.of(found)
    stale = None
    if form.is_valid():
        given = dict(form.cleaned_data)
        try:
            actions.change_agency(by=viewer, agency=found, seen=given.pop("version"), **given)
            return _back_to(found)
        except Faulty as faulty:
            form.add_faults(faulty)
        except StaleEdit as edit:
            stale = edit
    return form_page(request, form, title="Change an agency", button="Save", back=_page_of(found), stale=stale)


def new_team(request: HttpRequest, agency_id: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    found = queries.agency(viewer, agency_id)
    form = forms.TeamForm(request.POST or None)
    if form.is_valid():
        try:
            actions.add_team(by=viewer, agency=found, name=form.cleaned_data["name"])
            return _back_to(found)
        except Faulty as faulty:
            form.add_faults(faulty)
    return form_page(request, form, title="Add a team", button="Add team", back=_page_of(found), about=found.name)


def rename_team(request: HttpRequest, team_id: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    team = queries.team(viewer, team_id)
    form = forms.RenameTeamForm(request.POST or None, initial={"name": team.name, "version": team.version})
    stale = None
    if form.is_valid():
        try:
            actions.rename_team(by=viewer, team=team, seen=form.cleaned_data["version"], name=form.cleaned_data["name"])
            return _back_to(team.agency)
        except Faulty as faulty:
            form.add_faults(faulty)
        except StaleEdit as edit:
            stale = edit
    return form_page(request, form, title="Rename a team", button="Save", back=_page_of(team.agency), stale=stale)


def new_domain(request: HttpRequest, agency_id: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    found = queries.agency(viewer, agency_id)
    form = forms.DomainForm(request.POST or None)
    if form.is_valid():
        try:
            actions.add_domain(by=viewer, agency=found, **form.cleaned_data)
            return _back_to(found)
        except Faulty as faulty:
            form.add_faults(faulty)
    return form_page(request, form, title="Add an email domain", button="Add domain", back=_page_of(found), about=found.name)


def change_domain(request: HttpRequest, domain_id: UUID) -> HttpResponse:
    """Say whether pupils share the domain."""
    viewer = viewer_of(request)
    domain = queries.domain(viewer, domain_id)
    initial = {"version": domain.version, "shared_with_pupils": domain.shared_with_pupils}
    form = forms.MarkDomainForm(request.POST or None, initial=initial)
    stale = None
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.change_domain(by=viewer, domain=domain, seen=given["version"], shared_with_pupils=given["shared_with_pupils"])
            return _back_to(domain.agency)
        except StaleEdit as edit:
            stale = edit
    back = _page_of(domain.agency)
    return form_page(request, form, title="Change an email domain", button="Save", back=back, about=domain.domain, stale=stale)


def remove_domain(request: HttpRequest, domain_id: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    domain = queries.domain(viewer, domain_id)
    actions.remove_domain(by=viewer, domain=domain)
    return _back_to(domain.agency)


def _page_of(agency: Agency) -> str:
    return reverse("agency", kwargs={"agency_id": agency.pk})


def _back_to(agency: Agency) -> HttpResponse:
    return redirect("agency", agency_id=agency.pk)
