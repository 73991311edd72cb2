"""Changing a child's record, part by part."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from holdfast.access.roles import Grant
from holdfast.journeys import declaring
from holdfast.journeys import people as journeys
from holdfast.kernel.errors import Fault, Faulty, NotHere, Refused
from holdfast.kernel.routes import viewer_of
from holdfast.kernel.time import now
from holdfast.records import actions, policies, queries
from holdfast.records.actions.parts import PARTS
from holdfast.records.models import Address
from holdfast.records.search import search

from . import forms, pages
from .editing import Edit, edit

PART_FORMS: dict[str, tuple[type[forms.RecordForm], str]] = {
    "name": (forms.NameForm, "name"),
    "number": (forms.NumberForm, "number"),
    "address": (forms.AddressForm, "address"),
    "school": (forms.SchoolForm, "school"),
    "health": (forms.HealthForm, "health service"),
    "legal": (forms.LegalForm, "legal status"),
    "care": (forms.CareForm, "time in care"),
    "placement": (forms.PlacementForm, "placement"),
}
REMOVABLE = frozenset({"name", "number"})


def _to(name: str, child_id: UUID) -> str:
    return reverse(name, kwargs={"child_id": child_id})


def basics(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """Who the child is."""
    viewer = viewer_of(request)
    policies.check_can_edit(viewer, child_id)

    def save(values: dict[str, Any], seen: int | None) -> object:
        return actions.change_child(by=viewer, child_id=child_id, seen=seen, **values)

    row = queries.child(viewer, child_id)
    return edit(
        request, Edit("Who the child is", child_id, _to("child-details", child_id), save, row, kind="child"), forms.ChildForm
    )


def summary(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """The three answers at the top."""
    viewer = viewer_of(request)
    policies.check_can_edit(viewer, child_id)

    def save(values: dict[str, Any], seen: int | None) -> object:
        return actions.write_summary(by=viewer, child_id=child_id, seen=seen, **values)

    row = queries.summary(viewer, child_id)
    # A first summary that somebody else wrote meanwhile is found by the action, which then shows both.
    page = Edit("Worries, strengths and what needs to happen", child_id, _to("child", child_id), save, row, kind="summary")
    return edit(request, page, forms.SummaryForm)


def part(request: HttpRequest, child_id: UUID, part: str, part_id: UUID | None = None) -> HttpResponse:
    """A row of one of the record's lists, new or changed."""
    viewer = viewer_of(request)
    if part not in PART_FORMS:
        raise NotHere
    policies.check_can_edit(viewer, child_id)
    form_class, words = PART_FORMS[part]
    row = queries.part(viewer, PARTS[part].model, child_id, part_id) if part_id else None

    def save(values: dict[str, Any], seen: int | None) -> object:
        if part_id is None:
            return actions.add_part(by=viewer, part=part, child_id=child_id, **values)
        return actions.change_part(by=viewer, part=part, child_id=child_id, part_id=part_id, seen=seen, **values)

    def prepare(form: Any) -> None:
        if part == "placement":
            form.offer(queries.rows_of(viewer, Address, child_id))

    title = f"{'Change' if row else 'Add'} {_a(words)}"
    page = Edit(title, child_id, _to("child-details", child_id), save, row, kind=part)
    return edit(request, page, form_class, prepare=prepare)


def _a(words: str) -> str:
    return f"{'an' if words[:1] in 'aeiou' else 'a'} {words}"


def remove_part(request: HttpRequest, child_id: UUID, part: str, part_id: UUID) -> HttpResponse:
    """A name or number that is not this child's: kept, and no longer shown or searched by."""
    viewer = viewer_of(request)
    if part not in REMOVABLE:
        raise NotHere
    policies.check_can_edit(viewer, child_id)
    row: Any = queries.part(viewer, PARTS[part].model, child_id, part_id)

    def save(values: dict[str, Any], seen: int | None) -> object:
        note = f"{row.note} Removed: {values['reason']}".strip()
        return actions.change_part(
            by=viewer, part=part, child_id=child_id, part_id=part_id, seen=seen, note=note, removed_at=now()
        )

    lead = "It is kept, with your reason, and is no longer shown or searched by."
    page = Edit(
        f"Take off a {part}",
        child_id,
        _to("child-details", child_id),
        save,
        row,
        lead,
        button="Take it off",
        danger=True,
        kind=part,
    )
    return edit(request, page, forms.RemoveForm)


# -- people -----------------------------------------------------------------------------------------------------------


def relate(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """Somebody new in the child's life."""
    viewer = viewer_of(request)
    policies.check_can_edit(viewer, child_id)

    def save(values: dict[str, Any], seen: int | None) -> object:
        return journeys.relate(by=viewer, child_id=child_id, **values)

    page = Edit("Add a person", child_id, _to("child-people", child_id), save)
    return edit(request, page, forms.RelateForm)


def relate_child(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """Another child with a record: found by searching, then related."""
    viewer = viewer_of(request)
    policies.check_can_edit(viewer, child_id)
    words = request.POST.get("q", "").strip()[:120]
    form = forms.OtherChildForm(request.POST if "other_child_id" in request.POST else None)
    if form.is_bound and form.is_valid():
        journeys.relate(
            by=viewer,
            child_id=child_id,
            kind=form.cleaned_data["kind"],
            other_child_id=_uuid(form.cleaned_data["other_child_id"]),
        )
        return redirect("child-people", child_id=child_id)
    found = [one for one in search(viewer, words).found if one.child_id != child_id] if words else []
    context = {"child": queries.child(viewer, child_id), "words": words, "found": found, "form": form, "now": now()}
    return render(request, "children/relate_child.html", context)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotHere from None


def person(request: HttpRequest, child_id: UUID, person_id: UUID) -> HttpResponse:
    """Who somebody is."""
    viewer = viewer_of(request)
    policies.check_can_edit(viewer, child_id)

    def save(values: dict[str, Any], seen: int | None) -> object:
        return journeys.change_person(by=viewer, child_id=child_id, person_id=person_id, seen=seen, **values)

    row = queries.person(viewer, child_id, person_id)
    return edit(
        request, Edit("Who they are", child_id, _to("child-people", child_id), save, row, kind="person"), forms.PersonForm
    )


def relationship(request: HttpRequest, child_id: UUID, relationship_id: UUID) -> HttpResponse:
    """What somebody is to the child."""
    viewer = viewer_of(request)
    policies.check_can_edit(viewer, child_id)

    def save(values: dict[str, Any], seen: int | None) -> object:
        return actions.change_relationship(by=viewer, child_id=child_id, relationship_id=relationship_id, seen=seen, **values)

    row = queries.relationship(viewer, child_id, relationship_id)
    page = Edit("What they are to the child", child_id, _to("child-people", child_id), save, row, kind="relationship")
    return edit(request, page, forms.RelationForm)


def tell(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """Whether somebody may be told (H8)."""
    viewer = viewer_of(request)
    policies.check_can_edit(viewer, child_id)
    people = [("child", "The child"), *pages.adults(queries.relationships(viewer, child_id))]

    def save(values: dict[str, Any], seen: int | None) -> object:
        return actions.tell(by=viewer, child_id=child_id, **values)

    lead = (
        "Where nobody has answered, it counts as “not yet”. "
        "Having parental responsibility, or having reported the child missing, is not “yes”."
    )
    page = Edit("Who may be told", child_id, _to("child-people", child_id), save, lead=lead)
    return edit(
        request,
        page,
        forms.TellForm,
        prepare=lambda form: form.offer(people),
        initial={"person_id": request.GET.get("person", ""), "subject": "everything"},
    )


def household(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """A household the child lives in."""
    viewer = viewer_of(request)
    policies.check_can_edit(viewer, child_id)
    people = pages.adults(queries.relationships(viewer, child_id))

    def save(values: dict[str, Any], seen: int | None) -> object:
        chosen = tuple(UUID(one) for one in values.pop("person_ids"))
        return journeys.join_household(by=viewer, child_id=child_id, person_ids=chosen, **values)

    page = Edit("Add a household", child_id, _to("child-people", child_id), save)
    return edit(request, page, forms.HouseholdForm, prepare=lambda form: form.offer(people))


def leave_household(request: HttpRequest, child_id: UUID, member_id: UUID) -> HttpResponse:
    """Somebody no longer lives there."""
    viewer = viewer_of(request)
    policies.check_can_edit(viewer, child_id)

    def save(values: dict[str, Any], seen: int | None) -> object:
        return actions.leave_household(by=viewer, child_id=child_id, member_id=member_id, seen=seen, **values)

    row = queries.household_member(viewer, member_id)
    page = Edit("No longer in the household", child_id, _to("child-people", child_id), save, row, kind="household")
    return edit(request, page, forms.LeaveForm)


# -- professionals ----------------------------------------------------------------------------------------------------


def involve(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """A professional begins to work with the child."""
    viewer = viewer_of(request)
    policies.check_can_involve(viewer, child_id)

    def save(values: dict[str, Any], seen: int | None) -> object:
        email = values.pop("email")
        found = queries.colleague(viewer, email) if email else None
        if email and found is None:
            words = "Nobody with this address works here now. Check it, or leave it empty and write the name."
            raise Faulty([Fault("email", words)])
        return actions.involve(by=viewer, child_id=child_id, user_id=found.pk if found else None, **values)

    lead = "From that day the record opens to them, if they have an account."
    page = Edit("Add a professional", child_id, _to("child-people", child_id), save, lead=lead)
    return edit(request, page, forms.InvolveForm)


def involvement(request: HttpRequest, child_id: UUID, involvement_id: UUID) -> HttpResponse:
    """What a professional does for the child."""
    viewer = viewer_of(request)
    policies.check_can_involve(viewer, child_id)

    def save(values: dict[str, Any], seen: int | None) -> object:
        return actions.change_involvement(by=viewer, child_id=child_id, involvement_id=involvement_id, seen=seen, **values)

    row = queries.involvement(viewer, child_id, involvement_id)
    page = Edit("What they do for the child", child_id, _to("child-people", child_id), save, row, kind="involvement")
    return edit(request, page, forms.InvolvementForm)


def end_involvement(request: HttpRequest, child_id: UUID, involvement_id: UUID) -> HttpResponse:
    """A professional stops. Somebody may end their own."""
    viewer = viewer_of(request)
    row = queries.involvement(viewer, child_id, involvement_id)
    if row.user_id != viewer.person_id:
        policies.check_can_involve(viewer, child_id)

    def save(values: dict[str, Any], seen: int | None) -> object:
        return actions.close_involvement(by=viewer, child_id=child_id, involvement_id=involvement_id, **values)

    lead = "The record closes to them after their last day."
    page = Edit("End of their work", child_id, reverse("children-search"), save, lead=lead, button="End it")
    if row.user_id != viewer.person_id or viewer.may(Grant.READ_CHILDREN):
        page = Edit("End of their work", child_id, _to("child-people", child_id), save, lead=lead, button="End it")
    return edit(request, page, forms.EndForm)


def team(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """A whole team begins to work with the child."""
    viewer = viewer_of(request)
    policies.check_can_involve(viewer, child_id)

    def save(values: dict[str, Any], seen: int | None) -> object:
        return actions.give_team_place(by=viewer, child_id=child_id, team_id=UUID(values.pop("team")), **values)

    def prepare(form: forms.TeamForm) -> None:
        form.offer((str(row.pk), f"{row.name}, {row.agency.name}") for row in queries.teams_to_choose(viewer))

    lead = "Whoever is in the team opens the record from today. It closes to each of them on the day they leave the team."
    page = Edit("Add a whole team", child_id, _to("child-access", child_id), save, lead=lead, button="Add the team")
    return edit(request, page, forms.TeamForm, prepare=prepare)


def end_team(request: HttpRequest, child_id: UUID, place_id: UUID) -> HttpResponse:
    """A whole team stops working with the child."""
    viewer = viewer_of(request)
    policies.check_can_involve(viewer, child_id)
    row = queries.team_place(viewer, child_id, place_id)

    def save(values: dict[str, Any], seen: int | None) -> object:
        return actions.end_team_place(by=viewer, child_id=child_id, place_id=place_id, why=values["why"])

    lead = f"The record closes at once to whoever opens it only because they are in {row.team.name}."
    page = Edit("End a team's place", child_id, _to("child-access", child_id), save, lead=lead, button="End it")
    return edit(request, page, forms.ReasonForm)


# -- sensitive facts, and who may open the record ------------------------------------------------------------------


def sensitive(request: HttpRequest, child_id: UUID, fact_id: UUID | None = None) -> HttpResponse:
    """A fact that names its own readers (H17)."""
    viewer = viewer_of(request)
    policies.check_can_edit(viewer, child_id)
    row = queries.sensitive_fact(viewer, child_id, fact_id) if fact_id else None
    people = {str(place.user_id): f"{place.user.name} ({place.agency.name})" for place in queries.circle(viewer, child_id)}

    def save(values: dict[str, Any], seen: int | None) -> object:
        values["named"] = [UUID(one) for one in values["named"]]
        if fact_id is None:
            return actions.add_sensitive(by=viewer, child_id=child_id, **values)
        values.pop("kind")
        return actions.change_sensitive(by=viewer, child_id=child_id, fact_id=fact_id, seen=seen, **values)

    def prepare(form: Any) -> None:
        form.offer(people.items())

    lead = "Only those whom the child, or whoever told you, agreed to. The fact is not searched by and is on no list."
    title = "Change a sensitive fact" if row else "Add a sensitive fact"
    page = Edit(title, child_id, _to("child-details", child_id), save, row, lead, kind="sensitive")
    return edit(request, page, forms.SensitiveForm, prepare=prepare, initial=None if row else {"audience": ["named"]})


def declare(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """The reader knows the child or the family outside work: the record closes to them at once (H10)."""
    viewer = viewer_of(request)
    policies.check_can_read(viewer, child_id)

    def save(values: dict[str, Any], seen: int | None) -> object:
        return declaring.declare(by=viewer, child_id=child_id, **values)

    lead = "The record closes to you at once, and a manager is told. It is nothing against you: thank you for saying so."
    page = Edit("You know this child or family", child_id, reverse("home"), save, lead=lead, button="Say so, and close it to me")
    return edit(request, page, forms.DeclareForm)


def restrict(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """From today only those who work with the child open the record."""
    viewer = viewer_of(request)
    policies.check_can_restrict(viewer, child_id)

    def save(values: dict[str, Any], seen: int | None) -> object:
        return actions.restrict(by=viewer, child_id=child_id, **values)

    lead = "For everybody else it will not be there: not in search, not on lists."
    page = Edit("Restrict the record", child_id, _to("child-access", child_id), save, lead=lead, button="Restrict it")
    return edit(request, page, forms.RestrictForm)


def open_up(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """The record is no longer restricted."""
    viewer = viewer_of(request)
    policies.check_can_restrict(viewer, child_id)

    def save(values: dict[str, Any], seen: int | None) -> object:
        return actions.open_up(by=viewer, child_id=child_id, reason=values["why"])

    page = Edit("Open the record again", child_id, _to("child-access", child_id), save, button="Open it")
    return edit(request, page, forms.ReasonForm)


def lift(request: HttpRequest, child_id: UUID, exclusion_id: UUID) -> HttpResponse:
    """A manager says that a worker is not the person in the case."""
    viewer = viewer_of(request)
    row = queries.exclusion(viewer, child_id, exclusion_id)

    def save(values: dict[str, Any], seen: int | None) -> object:
        return journeys.lift_exclusion(by=viewer, exclusion=row, why=values["why"])

    lead = f"{row.user.name} was shut out: {row.why}. If this is somebody else, say how you know; the record then opens to them."
    page = Edit("Not the person in the case", child_id, _to("child-access", child_id), save, lead=lead, button="Let them in")
    return edit(request, page, forms.ReasonForm)


def undo(request: HttpRequest, child_id: UUID, edit_id: UUID) -> HttpResponse:
    """Take back an edit of one's own: what it replaced is saved again, unless somebody has changed it since."""
    viewer = viewer_of(request)
    found = queries.edit_of(viewer, child_id, edit_id)
    try:
        actions.take_back(by=viewer, edit=found)
    except Refused as refusal:
        messages.warning(request, refusal.sentence)
    else:
        messages.success(request, "Taken back. It stands as it did before.")
    return redirect(_to("child" if found.kind == "summary" else "child-details", child_id))
