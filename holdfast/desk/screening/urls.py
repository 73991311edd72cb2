"""Addresses of MASH, of agencies' checks, and of what goes on to others."""

from __future__ import annotations

from django.urls import URLPattern

from holdfast.access.roles import Grant
from holdfast.kernel.routes import SIGNED_IN, View, needs, route

from .views import checks, child, decision, disagreeing, onward, queue

SCREEN = needs(Grant.SCREEN)
MANAGE = needs(Grant.RATIFY)
FORM = ("GET", "POST")
ID = "<uuid:screening_id>"


def _form(path: str, view: View, name: str) -> URLPattern:
    """A form on one child's screening."""
    return route(f"mash/{ID}/{path}/", view, name=name, policy=SCREEN, methods=FORM)


def _button(path: str, view: View, name: str) -> URLPattern:
    """A button on one child's screening."""
    return route(f"mash/{ID}/{path}/", view, name=name, policy=SCREEN, methods=("POST",))


urlpatterns = [
    route("mash/", queue.queue, name="mash-queue", policy=SCREEN),
    route("mash/version/", queue.version, name="mash-version", policy=SCREEN),
    route("mash/hand-over/", queue.hand_over, name="mash-hand-over", policy=SCREEN, methods=FORM),
    route("mash/figures/", queue.figures, name="mash-figures", policy=needs(Grant.SEE_QUEUE_FIGURES)),
    route(f"mash/{ID}/", child.screening, name="screening", policy=SCREEN),
    _button("acknowledge", queue.acknowledge, "screening-acknowledge"),
    _form("assign", queue.assign, "screening-assign"),
    _form("rate", child.rate, "screening-rate"),
    _form("record", child.record, "screening-record"),
    _form("record/undo", child.undo_record, "screening-record-undo"),
    route(f"mash/{ID}/instruct/", child.instruct, name="screening-instruct", policy=MANAGE, methods=FORM),
    _button("standing", child.standing, "screening-standing"),
    _form("consent", child.consent, "screening-consent"),
    _form("return", child.return_for_consent, "screening-return"),
    _button("take-up", child.take_up, "screening-take-up"),
    _form("call-back", child.called_back, "screening-call-back"),
    _form("checks", checks.ask, "screening-checks"),
    _form("protect", child.protect, "screening-protect"),
    _form("worker", onward.pass_on, "screening-worker"),
    _form("take-back", onward.take_back, "screening-take-back"),
    _form("decide", decision.propose, "screening-decide"),
    _form("correct", decision.correct, "screening-correct"),
    _form("tell", child.tell, "screening-tell"),
    _form("disagree", decision.disagree, "screening-disagree"),
    route(f"mash/{ID}/withdraw/", child.withdraw, name="screening-withdraw", policy=MANAGE, methods=FORM),
    route("mash/instructions/<uuid:instruction_id>/", child.answer_instruction, name="instruction", policy=SCREEN, methods=FORM),
    route("mash/protective/<uuid:step_id>/", child.look, name="protective-look", policy=MANAGE, methods=FORM),
    route("mash/proposals/<uuid:proposal_id>/", decision.proposal, name="proposal", policy=MANAGE, methods=FORM),
    route("mash/disagreements/<uuid:disagreement_id>/", decision.disagreement, name="disagreement", policy=SCREEN, methods=FORM),
    route("mash/checks/<uuid:check_id>/withdraw/", checks.withdraw, name="check-withdraw", policy=SCREEN, methods=("POST",)),
    route("checks/", checks.worklist, name="check-worklist", policy=needs(Grant.ANSWER_CHECKS)),
    route("checks/<uuid:check_id>/", checks.check, name="check", policy=needs(Grant.ANSWER_CHECKS), methods=FORM),
    route("passed/<uuid:route_id>/", onward.passed, name="passed", policy=SIGNED_IN),
    route(
        "passed/<uuid:route_id>/acknowledge/", onward.acknowledge, name="passed-acknowledge", policy=SIGNED_IN, methods=("POST",)
    ),
    route("steps/<uuid:step_id>/", onward.step, name="outcome-step", policy=SIGNED_IN, methods=FORM),
    route("referrals/<uuid:referral_id>/disagree/", disagreeing.disagree, name="disagree", policy=SIGNED_IN, methods=FORM),
    route(
        "referrals/<uuid:referral_id>/disagree/<uuid:disagreement_id>/",
        disagreeing.pursue,
        name="disagree-pursue",
        policy=SIGNED_IN,
        methods=FORM,
    ),
]
