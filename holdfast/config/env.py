"""The environment, typed: every variable Holdfast reads is named here."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit


class EnvironmentFault(RuntimeError):
    """A variable is missing or wrong. The message says which and what to write."""


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def flag(name: str) -> bool:
    return text(name).lower() in {"1", "true", "yes", "on"}


def words(name: str) -> list[str]:
    return [word.strip() for word in text(name).split(",") if word.strip()]


def home() -> Path:
    """Where this system keeps its files and keys."""
    base = text("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(text("HOLDFAST_HOME") or Path(base) / "holdfast").expanduser()


def instance() -> str:
    """A short name for this system, so that two on one host do not share cookies."""
    return text("HOLDFAST_INSTANCE") or hashlib.sha256(str(home()).encode()).hexdigest()[:8]


def secret(variable: str, file_variable: str, *, unset: str = "") -> str:
    """A secret from a variable, or from the file another variable names."""
    if text(variable):
        return text(variable)
    path = text(file_variable)
    if path:
        return Path(path).read_text().strip()
    return unset


# How often a connection hears a question before it keeps its plan.
PREPARE_AFTER = 2


def disposal_role(app_role: str) -> str:
    """The role that disposes, named beside the application's: "holdfast_app" has "holdfast_disposal"."""
    return text("HOLDFAST_DISPOSAL_ROLE") or f"{app_role.removesuffix('_app')}_disposal"


def named_by_file(variable: str) -> bool:
    """Whether a secret stands in a file and not in the variable itself."""
    return not text(variable) and bool(text(f"{variable}_FILE"))


def openid_apps(issuer: str, client: str, secret: str, name: str) -> dict[str, Any]:
    """The organisation's own sign-in as the sign-in library's SOCIALACCOUNT_PROVIDERS entry; none where no issuer is set.

    Its user-info address is not asked: what counts stands in the signed token.
    """
    if not issuer:
        return {}
    app = {
        "provider_id": "work",
        "name": name[:40],
        "client_id": client,
        "secret": secret,
        "settings": {"server_url": issuer, "fetch_userinfo": False, "oauth_pkce_enabled": True},
    }
    return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}


def origin(url: str) -> list[str]:
    """The origin of an address, for the content security policy; none for no address."""
    parts = urlsplit(url)
    return [f"{parts.scheme}://{parts.netloc}"] if parts.netloc else []


@dataclass(frozen=True)
class Database:
    url: str

    def django(self) -> dict[str, Any]:
        """This address as Django's DATABASES entry."""
        parts = urlsplit(self.url)
        if parts.scheme not in {"postgres", "postgresql"}:
            raise EnvironmentFault("DATABASE_URL starts with postgresql:// — Holdfast runs on PostgreSQL only.")
        query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": query.pop("host", parts.hostname or ""),
            "PORT": str(query.pop("port", parts.port or "")),
            # Bound and prepared by the server: the same question is planned once a connection, not every time.
            "OPTIONS": {"server_side_binding": True, "prepare_threshold": PREPARE_AFTER, **query},
            "CONN_MAX_AGE": None,
            "CONN_HEALTH_CHECKS": True,
        }

    @property
    def role(self) -> str:
        return unquote(urlsplit(self.url).username or "")
