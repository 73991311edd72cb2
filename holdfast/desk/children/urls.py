"""Addresses of children's records."""

from django.urls import URLPattern

from holdfast.access.roles import Grant
from holdfast.kernel.routes import SIGNED_IN, View, needs, route

from . import agreement, cases, closed, edits, preview, unrelated, views, why

CHILD = "children/<uuid:child_id>"
READ = SIGNED_IN
LOOK = needs(Grant.REVIEW_OPENINGS)
MANAGE = needs(Grant.RATIFY)
EDIT = needs(Grant.EDIT_CHILDREN)
_BOTH = ("GET", "POST")


def _edit(path: str, view: View, name: str) -> URLPattern:
    return route(f"{CHILD}/{path}", view, name=name, policy=EDIT, methods=_BOTH)


urlpatterns: list[URLPattern] = [
    route("children/", views.search_page, name="children-search", policy=needs(Grant.SEARCH), methods=_BOTH),
    route("children/closed/", closed.find, name="children-closed", policy=needs(Grant.BREAK_GLASS), methods=_BOTH),
    route("children/openings/", closed.waiting, name="openings", policy=needs(Grant.RATIFY)),
    route("children/openings/<uuid:opening_id>/", closed.look, name="opening", policy=SIGNED_IN, methods=_BOTH),
    route("children/cases/", cases.workers, name="workers", policy=needs(Grant.RATIFY)),
    route("children/cases/<uuid:user_id>/", cases.of_worker, name="worker-cases", policy=needs(Grant.RATIFY), methods=_BOTH),
    route("children/cases/of/<uuid:involvement_id>/", cases.of_case, name="case-hand-over", policy=needs(Grant.RATIFY)),
    route("children/unrelated/", unrelated.listed, name="unrelated-openings", policy=LOOK),
    route("children/unrelated/<uuid:opening_id>/", unrelated.look, name="unrelated-opening", policy=LOOK, methods=_BOTH),
    route(f"{CHILD}/why/", why.say, name="child-why", policy=READ, methods=_BOTH),
    route(f"{CHILD}/closed/", closed.one, name="child-closed", policy=needs(Grant.BREAK_GLASS), methods=_BOTH),
    route(f"{CHILD}/", views.overview, name="child", policy=READ),
    route(f"{CHILD}/people/", views.people, name="child-people", policy=READ),
    route(f"{CHILD}/details/", views.details, name="child-details", policy=READ),
    route(f"{CHILD}/risk/", views.risk, name="child-risk", policy=READ),
    route(f"{CHILD}/access/", views.access, name="child-access", policy=READ),
    route(f"{CHILD}/as/", preview.choose, name="child-preview-choose", policy=MANAGE, methods=_BOTH),
    route(f"{CHILD}/as/<uuid:user_id>/", preview.preview, name="child-preview", policy=MANAGE),
    route(f"{CHILD}/as/<uuid:user_id>/<slug:page>/", preview.preview, name="child-preview-page", policy=MANAGE),
    route(f"{CHILD}/declare/", edits.declare, name="child-declare", policy=READ, methods=_BOTH),
    _edit("edit/", edits.basics, "child-edit"),
    _edit("summary/", edits.summary, "child-summary"),
    _edit("add/<slug:part>/", edits.part, "child-part-add"),
    _edit("part/<slug:part>/<uuid:part_id>/", edits.part, "child-part"),
    _edit("part/<slug:part>/<uuid:part_id>/remove/", edits.remove_part, "child-part-remove"),
    _edit("people/add/", edits.relate, "child-relate"),
    _edit("people/add-child/", edits.relate_child, "child-relate-child"),
    _edit("people/<uuid:person_id>/", edits.person, "child-person"),
    _edit("relationships/<uuid:relationship_id>/", edits.relationship, "child-relationship"),
    _edit("tell/", edits.tell, "child-tell"),
    _edit("agreement/", agreement.agreement, "child-agreement"),
    _edit("agreement/<uuid:agreement_id>/", agreement.set_aside, "child-agreement-aside"),
    _edit("households/add/", edits.household, "child-household"),
    _edit("households/<uuid:member_id>/leave/", edits.leave_household, "child-household-leave"),
    _edit("involve/", edits.involve, "child-involve"),
    _edit("involvements/<uuid:involvement_id>/", edits.involvement, "child-involvement"),
    route(
        f"{CHILD}/involvements/<uuid:involvement_id>/end/",
        edits.end_involvement,
        name="child-involvement-end",
        policy=READ,
        methods=_BOTH,
    ),
    _edit("team/", edits.team, "child-team"),
    _edit("teams/<uuid:place_id>/end/", edits.end_team, "child-team-end"),
    _edit("sensitive/add/", edits.sensitive, "child-sensitive-add"),
    _edit("sensitive/<uuid:fact_id>/", edits.sensitive, "child-sensitive"),
    _edit("restrict/", edits.restrict, "child-restrict"),
    _edit("open/", edits.open_up, "child-open"),
    _edit("exclusions/<uuid:exclusion_id>/", edits.lift, "child-exclusion"),
    route(f"{CHILD}/undo/<uuid:edit_id>/", edits.undo, name="child-undo", policy=READ, methods=("POST",)),
]
