"""Addresses of the information-governance desk."""

from __future__ import annotations

from django.urls import URLPattern

from holdfast.access.roles import Grant
from holdfast.kernel.routes import SIGNED_IN, View, needs, route

from .views import asked, copies, disposal, governing, merging

GOVERN = needs(Grant.GOVERN_INFORMATION)
FORM = ("GET", "POST")


def _page(path: str, view: View, name: str) -> URLPattern:
    return route(f"governance/{path}", view, name=name, policy=GOVERN)


def _form(path: str, view: View, name: str) -> URLPattern:
    return route(f"governance/{path}", view, name=name, policy=GOVERN, methods=FORM)


def _decided(path: str, view: View, name: str) -> URLPattern:
    """For information governance, and a manager whom they asked."""
    return route(f"governance/{path}", view, name=name, policy=SIGNED_IN, methods=("POST",))


urlpatterns: list[URLPattern] = [
    _page("", governing.desk, "governance"),
    route("governance/disposal/", disposal.due, name="disposal", policy=SIGNED_IN),
    _form("disposal/<uuid:record_id>/", disposal.review, "disposal-review"),
    route("governance/reviews/<uuid:disposal_id>/", disposal.answer, name="disposal-answer", policy=SIGNED_IN, methods=FORM),
    route("governance/reviews/<uuid:disposal_id>/stop/", disposal.stop, name="disposal-stop", policy=SIGNED_IN, methods=FORM),
    route("governance/certificates/<uuid:certificate_id>/", disposal.certificate, name="certificate", policy=SIGNED_IN),
    _page("holds/", disposal.holds, "holds"),
    _form("holds/on/<uuid:record_id>/", disposal.place_hold, "hold-place"),
    _form("holds/<uuid:hold_id>/lift/", disposal.lift_hold, "hold-lift"),
    _page("breaches/", governing.breaches, "breaches"),
    _form("breaches/new/", governing.log_breach, "breach-new"),
    _form("breaches/<uuid:breach_id>/", governing.breach, "breach"),
    route(
        "governance/breaches/<uuid:breach_id>/close/",
        governing.close_breach,
        name="breach-close",
        policy=GOVERN,
        methods=("POST",),
    ),
    _page("agreements/", governing.agreements, "agreements"),
    _form("agreements/new/", governing.new_agreement, "agreement-new"),
    _form("agreements/<uuid:agreement_id>/", governing.agreement, "agreement"),
    _form("agreements/<uuid:agreement_id>/end/", governing.end_agreement, "agreement-end"),
    _page("requests/", asked.requests, "requests"),
    _form("requests/new/", asked.new, "request-new"),
    route("governance/requests/<uuid:request_id>/", asked.one, name="request", policy=SIGNED_IN),
    route(
        "governance/requests/<uuid:request_id>/steps/<slug:kind>/",
        asked.step,
        name="request-step",
        policy=SIGNED_IN,
        methods=FORM,
    ),
    route("governance/requests/<uuid:request_id>/items/", copies.items, name="request-items", policy=SIGNED_IN),
    route("governance/requests/<uuid:request_id>/items/<slug:token>/", copies.item, name="request-item", policy=SIGNED_IN),
    _form("requests/<uuid:request_id>/items/<slug:token>/give/", copies.mark, "request-mark"),
    _decided("requests/<uuid:request_id>/items/<slug:token>/decide/", copies.decide, "request-decide"),
    _decided("requests/<uuid:request_id>/items/<slug:token>/rest/", copies.remove_rest, "request-remove-rest"),
    _decided("requests/<uuid:request_id>/decided/", copies.manager_done, "request-decided"),
    route(
        "governance/requests/<uuid:request_id>/manager/",
        copies.ask_manager,
        name="request-manager",
        policy=GOVERN,
        methods=("POST",),
    ),
    route(
        "governance/requests/<uuid:request_id>/copy/",
        copies.prepare,
        name="request-copy",
        policy=GOVERN,
        methods=("POST",),
    ),
    _form("requests/<uuid:request_id>/end/", asked.end, "request-end"),
    route("governance/merges/", merging.merges, name="merges", policy=SIGNED_IN),
    route("governance/merges/compare/", merging.compare, name="merge-compare", policy=SIGNED_IN, methods=FORM),
    route(
        "governance/merges/<slug:kind>/<uuid:survivor_id>/<uuid:merged_id>/",
        merging.merge,
        name="merge",
        policy=SIGNED_IN,
        methods=FORM,
    ),
    route("governance/merges/<uuid:merge_id>/undo/", merging.undo, name="merge-undo", policy=SIGNED_IN, methods=FORM),
]
