"""Which certificates the installers trust: the machine's own, because many a council's network signs with its own."""

from __future__ import annotations

import os
from pathlib import Path

BUNDLES = (
    Path("/etc/ssl/certs/ca-certificates.crt"),
    Path("/etc/pki/tls/certs/ca-bundle.crt"),
    Path("/etc/ssl/cert.pem"),
)


def trusting_the_machine(environment: dict[str, str]) -> dict[str, str]:
    """The environment with the machine's certificates for pip, uv and Node, unless it names others already."""
    chosen = environment.get("SSL_CERT_FILE") or next((str(path) for path in BUNDLES if path.exists()), "")
    if not chosen:
        return environment
    names = ("SSL_CERT_FILE", "PIP_CERT", "NODE_EXTRA_CA_CERTS")
    return {**dict.fromkeys(names, chosen), "UV_SYSTEM_CERTS": "1", **environment}


def own() -> dict[str, str]:
    """This process's environment, trusting what the machine trusts."""
    return trusting_the_machine(dict(os.environ))
