"""The register of fields, printed: what every column of every table holds, for whoever answers for the data."""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.db import models

from holdfast.kernel.register import Keeps, Register, Scrub, Sensitivity, columns, entries, faults

# Tables of the parts we build on. They cannot say it beside their columns, so it is said here.
BUILT_ON: dict[str, Register] = {
    "contenttypes.ContentType": Register(Keeps.PARTNERSHIP, working="app_label model"),
    "auth.Permission": Register(Keeps.PARTNERSHIP, working="name codename"),
    "auth.Group": Register(Keeps.PARTNERSHIP, working="name"),
    "auth.Group_permissions": Register(Keeps.PARTNERSHIP),
    "socialaccount.SocialAccount": Register(Keeps.STAFF, working="provider", personal="uid extra_data"),
    "socialaccount.SocialApp": Register(
        Keeps.PARTNERSHIP, working="provider provider_id name settings", locked="client_id secret key"
    ),
    "socialaccount.SocialToken": Register(Keeps.PASSING, locked="token token_secret"),
    "mfa.Authenticator": Register(Keeps.STAFF, working="type", locked="data"),
    "account.EmailAddress": Register(Keeps.STAFF, working="verified primary", personal="email"),
    "account.EmailConfirmation": Register(Keeps.PASSING, locked="key"),
    "procrastinate.ProcrastinateWorker": Register(Keeps.PASSING),
    "procrastinate.ProcrastinateJob": Register(
        Keeps.PASSING,
        working="queue_name task_name priority lock args status attempts queueing_lock abort_requested",
    ),
    "procrastinate.ProcrastinateEvent": Register(Keeps.PASSING, working="type"),
    "procrastinate.ProcrastinatePeriodicDefer": Register(Keeps.PASSING, working="task_name defer_timestamp periodic_id"),
}
MEANING = {
    Sensitivity.WORKING: "ids, moments, states and kinds of the work, names of organisations",
    Sensitivity.PERSONAL: "tells who somebody is, or how to reach them",
    Sensitivity.SPECIAL: "what was feared, said or found; health, faith, law; where a child is",
    Sensitivity.LOCKED: "a password, a key or a code, or the hash of one",
}
INSTEAD = {
    Scrub.KEPT: "the value itself",
    Scrub.INVENTED: "an invented one of the same kind",
    Scrub.EMPTIED: "nothing",
    Scrub.NEW: "a new one, made there",
}
SURFACE = """# Fields

What every field of every table holds, printed from the `register` beside its columns; a field that says nothing of itself fails
the suite. *Family*: whether it may reach relatives whom somebody chose, and then only through the disclosure gate; what has no
"yes" never does. *In a copy*: what a database for training, or for finding a fault, holds instead. *Kept*: what the row goes with
when it is let go.
"""


def tables() -> list[type[models.Model]]:
    """Every model that has a table, ours and of the parts we build on, by name."""
    found = [model for model in apps.get_models(include_auto_created=True) if not model._meta.proxy]
    return sorted(found, key=lambda model: model._meta.label.lower())


def register_of(model: type[models.Model]) -> Register | None:
    """What a model says of its fields; never what it would inherit from another."""
    own: Register | None = vars(model).get("register")
    return own or BUILT_ON.get(model._meta.label)


def unsaid() -> list[str]:
    """Sentences about every field of which nothing, or too much, is said. None is the only answer that passes."""
    return [fault for model in tables() for fault in faults(model, register_of(model))]


def page() -> str:
    """`docs/reference/fields.md`."""
    return "\n".join([SURFACE, *_legend(), *_counts(), *(line for model in tables() for line in _table(model))]) + "\n"


def _legend() -> Iterator[str]:
    yield from ("| Sensitivity | What it is |", "|---|---|")
    yield from (f"| {one.value} | {MEANING[one]} |" for one in Sensitivity)
    yield from ("", "| In a copy | What stands there |", "|---|---|")
    yield from (f"| {one.value} | {INSTEAD[one]} |" for one in Scrub)


def _counts() -> Iterator[str]:
    said = [entry for model in tables() for entry in entries(model, register_of(model) or Register(Keeps.SUBJECT))]
    by_kind = ", ".join(f"{sum(entry.sensitivity is one for entry in said)} {one.value}" for one in Sensitivity)
    yield ""
    yield f"{len(tables())} tables, {len(said)} fields: {by_kind}. {sum(entry.family for entry in said)} may reach a family."


def _table(model: type[models.Model]) -> Iterator[str]:
    register = register_of(model)
    if register is None:
        return
    yield from ("", f"## {model._meta.label}", "", f"Kept {register.keeps.value}.", "")
    yield from ("| Field | Sensitivity | Family | In a copy |", "|---|---|---|---|")
    named = entries(model, register)
    for entry in named:
        yield f"| {entry.name} | {entry.sensitivity.value} | {'yes' if entry.family else 'no'} | {entry.scrub.value} |"
    if not named and columns(model):
        yield "| | | | |"
