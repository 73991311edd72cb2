"""The Jinja2 environment every page is rendered in.

In every template, macros included: `url(name, **kwargs)`, `static(path)`, `error_links(*forms)`, `shell` (an
empty one until a context processor gives a full one), and the filters of `formats`, `fields` and `pictures`.
In pages (not in macros): `request`, `csrf_input`, `csrf_token`, `said()`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.templatetags.static import static as found
from django.urls import reverse
from jinja2 import ChainableUndefined, ChoiceLoader, Environment, PackageLoader, PrefixLoader, pass_context
from jinja2.exceptions import UndefinedError
from jinja2.runtime import Context
from jinja2.utils import missing

from holdfast.ui import fields, formats
from holdfast.ui.shell import Shell

FILTERS = (
    formats.ago,
    formats.age,
    formats.clock_time,
    formats.due_phrase,
    formats.duration,
    formats.first_upper,
    formats.long_date,
    formats.long_moment,
    formats.machine,
    formats.phone,
    formats.plain_date,
    formats.plural,
    formats.sentence,
    formats.short_date,
    formats.short_moment,
    formats.tel,
    fields.described_by,
    fields.field_kind,
    fields.options,
    fields.part_value,
)


class Noticed(ChainableUndefined):
    """A name nobody gave fails when it is printed or walked; a missing option of a component stays empty.

    The GOV.UK macros read options that were not given from plain dictionaries, so those stay quiet, as do
    the two words (`undefined`, `caller`) the macros use for "nothing".
    """

    __slots__ = ()

    def _is_quiet(self) -> bool:
        """Whether nothing is what the template meant."""
        name, owner = self._undefined_name, self._undefined_obj
        if name is None or isinstance(owner, dict | Noticed):
            return True
        return owner is missing and name in {"undefined", "caller"}

    def __str__(self) -> str:
        if self._is_quiet():
            return ""
        raise UndefinedError(self._undefined_message)

    def __html__(self) -> str:
        return str(self)

    def __iter__(self) -> Iterator[Any]:
        if self._is_quiet():
            return iter(())
        raise UndefinedError(self._undefined_message)

    def __len__(self) -> int:
        if self._is_quiet():
            return 0
        raise UndefinedError(self._undefined_message)


@lru_cache(maxsize=8000)
def url(name: str, /, **kwargs: Any) -> str:
    """The address of a named page. Kept, because a list asks for the same hundred addresses every few seconds."""
    return reverse(name, kwargs=kwargs or None)


@lru_cache(maxsize=400)
def static(path: str) -> str:
    """The address of a style, a script or a picture of ours; it stays the same for as long as a process runs."""
    return str(found(path))


@pass_context
def said(context: Context) -> list[Any]:
    """What the last action has to say to this person; none on a page without a request or a session."""
    request = context.get("request")
    return list(get_messages(request)) if isinstance(request, HttpRequest) else []


def environment(**options: Any) -> Environment:
    """The environment Django's Jinja2 backend asks for: TEMPLATES OPTIONS "environment"."""
    options.setdefault("undefined", Noticed)
    options.update(trim_blocks=True, lstrip_blocks=True)
    options.pop("autoescape", None)
    made = Environment(autoescape=True, **options)
    govuk = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    made.loader = ChoiceLoader([made.loader, govuk]) if made.loader else govuk
    made.globals.update(url=url, static=static, said=said, shell=Shell(), error_links=fields.error_links)
    made.filters.update({function.__name__: function for function in FILTERS})
    return made
