"""A copy of a safety plan leaves by a private page: the link by e-mail, the code another way, both through the gate."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.comms import actions as comms
from holdfast.comms.types import Carried
from holdfast.disclosure.gate import clear
from holdfast.disclosure.types import EMAIL, TEXT, Recipient
from holdfast.kernel.errors import Fault, Faulty
from holdfast.kernel.reference import new_reference
from holdfast.kernel.viewer import Viewer
from holdfast.plans.actions import leaving
from holdfast.plans.actions.paging import make_page
from holdfast.plans.types import CodeWay, CopyMeans

from .referral import link


@action
def give_by_link(
    *,
    by: Viewer,
    child_id: UUID,
    person_id: UUID | None,
    email: str,
    code_way: str,
    telephone: str,
    site: str = "",
    kept: Mapping[str, str] | None = None,
    **asked: str,
) -> str:
    """The code to be said to the reader, shown once; "" where it goes by text. The link goes by e-mail; the code never does."""
    faults = [] if email.strip() else [Fault("email", "Enter the e-mail address that the link goes to")]
    if code_way not in set(CodeWay):
        faults.append(Fault("code_way", "Choose how the code reaches them: never the way the link goes"))
    if code_way == CodeWay.TEXT and not telephone.strip():
        faults.append(Fault("telephone", "Enter the mobile number that the code goes to"))
    if faults:
        raise Faulty(faults)
    given, _cleared = leaving.give_copy(
        by=by, child_id=child_id, person_id=person_id, means=CopyMeans.LINK, address=email.strip(), kept=kept, **asked
    )
    key, code = make_page(by=by, given=given)
    who = "family" if person_id else "child"
    sent: list[tuple[str, str, str, dict[str, str]]] = [
        ("minutes.page", email.strip(), EMAIL, {"link": link(f"/f/o/{key}/", site)})
    ]
    if code_way == CodeWay.TEXT:
        sent.append(("minutes.code", telephone.strip(), TEXT, {"code": code}))
    for template, address, channel, facts in sent:
        cleared = clear(
            by=by,
            template=template,
            recipient=Recipient(who, address, None, person_id, child_id, channel),
            reference=new_reference() if template == "minutes.page" else "",
            facts=facts,
        )
        comms.send(by=by, cleared=cleared, carried=Carried("plans.copygiven", given.pk) if channel == EMAIL else None)
    record(by, "safety-plan.by-link", given, child_id=child_id)
    return "" if code_way == CodeWay.TEXT else code
