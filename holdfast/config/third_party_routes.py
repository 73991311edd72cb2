"""Policies of addresses whose views other libraries wrote. One that is not named here is not answered."""

from typing import Any

from holdfast.kernel.routes import PUBLIC, SIGNED_IN, Policy

POLICIES: dict[str, Policy] = {
    "account_login": PUBLIC,
    "account_logout": PUBLIC,
    "account_inactive": PUBLIC,
    "account_reset_password": PUBLIC,
    "account_reset_password_done": PUBLIC,
    "account_reset_password_from_key": PUBLIC,
    "account_reset_password_from_key_done": PUBLIC,
    "account_change_password": SIGNED_IN,
    "account_reauthenticate": SIGNED_IN,
}


def policy_of_third_party(match: Any) -> Policy | None:
    return POLICIES.get(match.url_name) if match else None
