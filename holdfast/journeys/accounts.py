"""Messages about somebody's own account."""

from __future__ import annotations

from holdfast.access import sign_ins
from holdfast.access.models import User
from holdfast.comms.actions import send
from holdfast.disclosure.gate import clear
from holdfast.disclosure.types import Recipient
from holdfast.kernel.acting import acting_as
from holdfast.kernel.viewer import Viewer


def send_reset_link(*, user: User, link: str) -> None:
    """The link by which somebody sets a new password. Whoever holds no post gets none: they can open nothing."""
    _tell(user, "account.reset", {"link": link})


def say_password_changed(*, user: User, link: str) -> None:
    """So that a change that was not theirs is noticed."""
    _tell(user, "account.password-changed", {"link": link})


def say_second_step_changed(*, user: User, link: str) -> None:
    """So that a passkey or an app that somebody else put there is noticed."""
    _tell(user, "account.second-step-changed", {"link": link})


def say_second_step_reset(*, user: User, link: str) -> None:
    """So that somebody whose second step is gone knows what comes next, and notices when they never asked for it."""
    _tell(user, "account.second-step-reset", {"link": link})


def send_code(*, user: User, code: str, link: str) -> None:
    """The one-time code by which a partner who only refers proves their address. `link`: where a new password is set."""
    _tell(user, "account.code", {"code": code, "link": link})


def _tell(user: User, template: str, facts: dict[str, str]) -> None:
    held = sign_ins.posts(user)
    if not held:
        return
    with acting_as(Viewer.job("accounts", held[0].partnership_id)) as by:
        to = Recipient("staff", user.email, user_id=user.pk)
        send(by=by, cleared=clear(by=by, template=template, recipient=to, facts=facts))


def send_invitation(*, by: Viewer, user: User, link: str, hours: int) -> None:
    """The one-time link by which somebody sets their first password."""
    to = Recipient("staff", user.email, user_id=user.pk)
    facts = {"link": link, "hours": str(hours)}
    send(by=by, cleared=clear(by=by, template="account.invitation", recipient=to, facts=facts))
