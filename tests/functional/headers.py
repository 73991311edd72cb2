"""What every answer must tell the browser that gets it."""

from __future__ import annotations

from typing import Any

EXACTLY = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Permitted-Cross-Domain-Policies": "none",
}
NEVER_ALLOWED = ("'unsafe-inline'", "'unsafe-eval'", "'unsafe-hashes'", "http:", "https: ", "*")
NOT_TO_BE_ASKED_FOR = ("camera=()", "microphone=()", "geolocation=()")


def unsafe(response: Any, *, kept_nowhere: bool = True) -> list[str]:
    """What is missing of an answer's headers. `kept_nowhere`: no browser and no proxy may keep it."""
    policy = response.headers.get("Content-Security-Policy", "")
    faults = [f"{name} is {response.headers.get(name)}" for name, said in EXACTLY.items() if response.headers.get(name) != said]
    if "default-src 'none'" not in policy:
        faults.append("its content policy allows what it does not name")
    faults += [f"its content policy says {word}" for word in NEVER_ALLOWED if word in policy]
    permissions = response.headers.get("Permissions-Policy", "")
    faults += [f"a page may ask for {one}" for one in NOT_TO_BE_ASKED_FOR if one not in permissions]
    if kept_nowhere and not {"no-store", "private"} <= set(response.headers.get("Cache-Control", "").split(", ")):
        faults.append("it may be kept")
    return faults
