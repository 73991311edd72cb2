"""bin/holdfast: run one of Holdfast's management commands on the system in HOLDFAST_HOME."""

from __future__ import annotations

import sys

from launch import database, set_up
from launch.commands import django, environment, run
from launch.environment import have_packages
from launch.home import open_home
from launch.say import Refusal
from launch.system import DEMONSTRATION, REAL, System, system

USAGE = """usage: bin/holdfast COMMAND [ARGUMENTS ...]

Runs a management command on the system in HOLDFAST_HOME, installing and starting what it needs.
The answer goes to standard output, progress to standard error.

  bin/holdfast help                        every command there is
  bin/holdfast clock RULE --from TIME      when a statutory limit runs out, and why
  bin/holdfast referral import FILE.json   bring in a referral from another system
  bin/holdfast case import FILE.json       a case from another system; case export CHILD_REF gives it back
  bin/holdfast disclosure check FILE --child CHILD_REF --to PERSON_REF   what of a file this reader may not have
  bin/holdfast disclosure redact FILE --child CHILD_REF --to PERSON_REF --out OUT   the clean copy
  bin/holdfast missing import FILE.csv     missing episodes; missing triggers and missing history say what they make
  bin/holdfast returns ssda903-missing     the missing part of the national return on looked-after children
  bin/holdfast admin create EMAIL          the first administrator of a real system
  bin/holdfast people import FILE.csv      agencies, teams and staff
  bin/holdfast db setup [--run]            the SQL that makes the database roles on a real server
  bin/holdfast set-up [--files-only]       all that bin/start does before it serves, for systemd and containers
  bin/holdfast sar export CHILD --out DIR  the copy of a record that somebody asked to see
  bin/holdfast missing pack --out FILE     the trigger plans, encrypted, for when Holdfast is down
  bin/holdfast audit verify                prove that what was done still stands as it was written
  bin/holdfast keys rotate                 change the key that stored files are sealed with
  bin/holdfast backup FILE                 the whole system in one encrypted file
  bin/holdfast backups                     which backups were made; backups destroyed FILE says that one is gone
  bin/holdfast restore FILE                an empty system becomes the one in a backup
  bin/holdfast doctor                      what is wrong with this system, if anything
"""

# Commands that only think: they answer without a database.
NEED_NO_DATABASE = {
    ("clock",),
    ("docs",),
    ("help",),
    ("version",),
    ("case", "schema"),
    ("referral", "schema"),
    ("referral", "example"),
}
# Commands that work on the tables themselves, as their owner; the audit because it is one chain for every partnership.
AS_OWNER = {
    "migrate",
    "grants",
    "system",
    "sqlmigrate",
    "showmigrations",
    "createcachetable",
    "audit",
    "keys",
    "backup",
    "backups",
    "restore",
}
# Commands that look or mend, and leave the choice of the system's kind to the first that uses it.
BEFORE_BIRTH = AS_OWNER | {"check", "doctor", "shell", "dbshell", "makemigrations", "collectstatic"}
# Commands of day one for real: a system that begins with them is never a demonstration.
BEGIN_REAL = {"admin", "people"}


def main(arguments: list[str]) -> int:
    """Make ready what the command needs, run it, and leave no process behind."""
    if not arguments or arguments[0] in {"-h", "--help"}:
        print(USAGE, end="")
        return 0 if arguments else 2
    have_packages()
    if arguments[:2] == ["db", "setup"]:
        return database.main(arguments[2:])
    if arguments[0] == "set-up":
        return set_up.main(arguments[1:])
    if arguments[0] == "disclosure":
        return _or_a_fault(arguments)
    return _run(arguments)


def _or_a_fault(arguments: list[str]) -> int:
    """The check answers by its code, so what keeps it from answering has one of its own."""
    try:
        return _run(arguments)
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return 3


def _run(arguments: list[str]) -> int:
    home = open_home()
    if _needs_no_database(arguments):
        return run(django(*arguments), environment(home, {}))
    with system(home) as here:
        _ready(here, arguments)
        code = run(django(*arguments), here.variables(as_owner=arguments[0] in AS_OWNER))
        if code == 0 and arguments[:2] == ["system", "birth"]:
            here.note_birth(DEMONSTRATION if "--demonstration" in arguments else REAL)
        if arguments[0] == "restore":
            here.take_kind_from_database()
        return code


def _needs_no_database(arguments: list[str]) -> bool:
    asks_for_help = "--help" in arguments or "-h" in arguments
    return asks_for_help or any(tuple(arguments[: len(known)]) == known for known in NEED_NO_DATABASE)


def _ready(here: System, arguments: list[str]) -> None:
    """Tables up to date and, for a command that uses the system, the system born."""
    if arguments[0] in {"migrate", "makemigrations"}:
        return
    here.set_up()
    if arguments[0] in BEFORE_BIRTH:
        return
    real = not here.embedded or arguments[0] in BEGIN_REAL
    here.be_born(REAL if real else DEMONSTRATION)
    if arguments[:2] not in (["demo"], ["demo", "load"]):
        here.have_county()
