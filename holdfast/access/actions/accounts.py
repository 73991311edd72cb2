"""Accounts: made, invited, suspended at once, let back in; a lost second step taken away."""

from __future__ import annotations

from django.db.models import F

from holdfast.access import invitations, policies, second_step
from holdfast.access.models import Invitation, Session, Suspension, User
from holdfast.audit.action import action
from holdfast.audit.record import Kind, record
from holdfast.kernel.errors import Fault, Faulty, Refused
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.rules import identifiers


@action
def make_account(*, by: Viewer, email: str, name: str, telephone: str = "", job_title: str = "", mobile: str = "") -> User:
    """The account of an e-mail address: the one there is, or a new one nobody can sign in to before they are invited."""
    policies.check_can_administer(by)
    texts_to = _mobile(mobile)
    address = email.strip().lower()
    user = User.objects.filter(email=address).first()
    if user is None:
        user = User(email=address, name=name.strip(), telephone=telephone.strip(), job_title=job_title.strip(), mobile=texts_to)
        user.set_unusable_password()
        user.save(force_insert=True)
    record(by, "account.make", user)
    return user


def _mobile(typed: str) -> str:
    """The number as networks write it. Raises Faulty where no text can go to it."""
    number = identifiers.mobile(typed) if typed.strip() else ""
    if number is None:
        raise Faulty([Fault("mobile", "Enter a mobile number, like 07700 900 982, or leave it empty.")])
    return number


@action
def change_account(*, by: Viewer, user: User, name: str, telephone: str, job_title: str, mobile: str = "") -> User:
    """Correct how somebody is called and reached at work."""
    policies.check_can_administer(by)
    values = {
        "name": name.strip(), "telephone": telephone.strip(), "job_title": job_title.strip(), "mobile": _mobile(mobile)
    }  # fmt: skip
    changed = [field for field, value in values.items() if getattr(user, field) != value]
    for field in changed:
        setattr(user, field, values[field])
    user.save(update_fields=changed or None)
    record(by, "account.change", user, fields=changed)
    return user


@action
def invite(*, by: Viewer, user: User) -> str:
    """A new one-time link for somebody; any older one stops working. Gives its key, which is kept nowhere."""
    policies.check_can_administer(by)
    if not user.is_active:
        raise Refused("This account is suspended. Let the person back in before you invite them.")
    Invitation.objects.filter(user=user, used_at=None).update(expires_at=now())
    key = invitations.new_key()
    Invitation.objects.create(
        partnership_id=by.here,
        user=user,
        key_hash=invitations.hashed(key),
        expires_at=now() + invitations.LIFE,
    )
    record(by, "account.invite", user)
    return key


@action
def accept_invitation(*, by: Viewer, key: str, password: str) -> User:
    """Use a one-time link to set a password. Raises Refused when it no longer works."""
    invitation = invitations.use(key)
    if invitation is None:
        raise Refused("This link no longer works. Ask your administrator for another.")
    user = invitation.user
    user.set_password(password)
    user.sessions_ended += 1
    user.save(update_fields=["password", "sessions_ended"])
    record(by, "account.accept", user, kind=Kind.SIGN_IN)
    return user


@action
def suspend(*, by: Viewer, user: User, reason: str) -> Suspension:
    """Stop an account at once: it cannot sign in, every session ends, and open links stop working."""
    policies.check_can_administer(by)
    if user.pk == by.person_id:
        raise Refused("Somebody else must suspend your account.")
    if not user.is_active:
        raise Refused("This account is suspended already.")
    user.is_active = False
    user.sessions_ended += 1
    User.objects.filter(pk=user.pk).update(is_active=False, sessions_ended=F("sessions_ended") + 1)
    Session.objects.filter(user_id=user.pk).delete()
    Invitation.objects.filter(user=user, used_at=None).update(expires_at=now())
    return _note(by, user, "account.suspend", lifted=False, reason=reason)


@action
def let_back_in(*, by: Viewer, user: User, reason: str) -> Suspension:
    """End a suspension. The sessions of before stay ended."""
    policies.check_can_administer(by)
    if user.is_active:
        raise Refused("This account is not suspended.")
    user.is_active = True
    User.objects.filter(pk=user.pk).update(is_active=True)
    return _note(by, user, "account.let-back-in", lifted=True, reason=reason)


@action
def reset_second_step(*, by: Viewer, user: User, reason: str) -> Suspension:
    """Take a lost second step away: nobody is signed in as them any more, and their next sign-in sets one up anew."""
    policies.check_can_administer(by)
    if user.pk == by.person_id:
        raise Refused("Somebody else must reset your second step.")
    if not second_step.forget(user):
        raise Refused("This account has no second step set up.")
    User.objects.filter(pk=user.pk).update(sessions_ended=F("sessions_ended") + 1)
    Session.objects.filter(user_id=user.pk).delete()
    return _note(by, user, "account.second-step-reset", reason=reason, second_step=True)


def _note(by: Viewer, user: User, verb: str, *, reason: str, lifted: bool = False, second_step: bool = False) -> Suspension:
    if not reason.strip():
        raise Refused("Give a reason: it stays on the account's history.")
    note = Suspension.objects.create(
        partnership_id=by.here,
        user=user,
        lifted=lifted,
        second_step=second_step,
        reason=reason.strip(),
        recorded_by=by.person_id,
    )
    record(by, verb, user)
    return note
