"""What is wrong with this system, if anything: looked at as the application's own role."""

from __future__ import annotations

import shutil
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import requests
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from holdfast.comms.channels.sms import SMS
from holdfast.comms.channels.whatsapp import WHATSAPP
from holdfast.comms.models import Message
from holdfast.comms.types import State
from holdfast.documents import scanner
from holdfast.documents.models import State as FileState
from holdfast.documents.models import StoredFile
from holdfast.documents.queries import without_bytes
from holdfast.documents.ring import NoKey, age, ring
from holdfast.documents.store import store
from holdfast.keeping import removal
from holdfast.keeping.models import Backup
from holdfast.kernel.acting import acting_as
from holdfast.kernel.guard import guarded_models
from holdfast.kernel.time import now, today
from holdfast.kernel.viewer import Viewer
from holdfast.meetings.video import PROVIDERS
from holdfast.partnership import queries
from holdfast.partnership.models import Partnership
from holdfast.ui.formats import long_moment

from . import env
from .backup import restoring
from .role import faults_of_role

LAG = timedelta(minutes=10)
DRIFT = timedelta(seconds=5)
LEAST_FREE = 1024**3
OLDEST_KEY = 365


@dataclass(frozen=True)
class Finding:
    """state: "ok", "wrong", or "note" for what a person should know and the system can live with."""

    what: str
    state: str
    sentence: str


def ok(what: str, sentence: str) -> Finding:
    return Finding(what, "ok", sentence)


def wrong(what: str, sentence: str) -> Finding:
    return Finding(what, "wrong", sentence)


def note(what: str, sentence: str) -> Finding:
    return Finding(what, "note", sentence)


def examine() -> list[Finding]:
    """Every examination in turn. Without a database only what needs none is looked at."""
    found = [*_keys(), *_disk(), *_addresses(), *_organisation()]
    try:
        connection.ensure_connection()
    except DatabaseError:
        return [wrong("database", "The database does not answer. See DATABASE_URL and the server's log."), *found]
    return [finding for look in _LOOKS for finding in look()] + found


def _role() -> Iterator[Finding]:
    faults = faults_of_role()
    for sentence in faults:
        yield wrong("role", sentence)
    if not faults:
        yield ok("role", f"{settings.APP_ROLE} owns nothing and is bound by row security.")


def _disposal() -> Iterator[Finding]:
    """Without the role that owns the function of disposal, no record is ever let go."""
    if removal.is_ready():
        yield ok("disposal role", f"{settings.DISPOSAL_ROLE} is there, and nobody signs in as it.")
        return
    yield wrong(
        "disposal role",
        f"The role {settings.DISPOSAL_ROLE} is missing, so no record can be let go. Make it with bin/holdfast db setup --run,"
        " then give it its rights with bin/holdfast migrate and bin/holdfast grants.",
    )


def _restored() -> Iterator[Finding]:
    if restoring.unfinished().exists():
        yield wrong("restore", "A restore was cut short. Do it again: bin/holdfast restore FILE --replace.")


def _backups() -> Iterator[Finding]:
    kept = Backup.objects.filter(destroyed_at=None)
    late = kept.filter(keep_until__lt=today()).count()
    if late:
        yield wrong("back-ups", f"{late} should be destroyed by now: bin/holdfast backups lists them.")
    last = kept.filter(finished_at__isnull=False).order_by("-begun_at").first()
    if last is not None:
        yield ok("back-ups", f"The last was made {long_moment(last.begun_at)}, as {last.file_name}.")


def _row_security() -> Iterator[Finding]:
    guards = {model._meta.db_table: getattr(model, "guard", None) for model in guarded_models()}
    wanted = {table for table, guard in guards.items() if guard is not None and guard.rows}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE n.nspname = 'public' AND c.relrowsecurity AND c.relforcerowsecurity"
            " AND EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid)"
        )
        bound = {row[0] for row in cursor.fetchall()}
    missing = sorted(wanted - bound)
    if missing:
        yield wrong("row security", f"Not in force on: {', '.join(missing)}. Run the migrations again.")
    else:
        yield ok("row security", f"In force on all {len(wanted)} tables that hold somebody's data.")


def _migrations() -> Iterator[Finding]:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        yield wrong("migrations", f"{len(waiting)} still to run: run bin/holdfast migrate.")
    else:
        yield ok("migrations", "All applied.")


def _birth() -> Iterator[Finding]:
    system = queries.system()
    if system is None:
        yield wrong("system", "Not marked yet as real or demonstration: run bin/holdfast system birth.")
    else:
        kind = "A demonstration: every person is invented." if system.demonstration else "A real system."
        yield ok("system", kind)


def _mail() -> Iterator[Finding]:
    if settings.MAIL_CONFIGURED:
        yield ok("mail", "Configured.")
    elif queries.is_demonstration():
        yield ok("mail", "Not configured: the demonstration keeps every message in its outbox.")
    else:
        yield wrong("mail", "Mail is not configured: messages wait. Set HOLDFAST_MAIL_HOST and HOLDFAST_MAIL_FROM.")
    if SMS.is_set_up():
        yield ok("texts", "Configured, by GOV.UK Notify.")
    else:
        yield note("texts", "Not set up; screen and e-mail are. Set HOLDFAST_NOTIFY_KEY and HOLDFAST_NOTIFY_TEXT_TEMPLATE.")
    if WHATSAPP.is_set_up():
        yield ok("whatsapp", "Configured, by Meta's Cloud API.")
    else:
        yield note("whatsapp", "Not set up: nobody can be told this way. See docs/how-to/run.md.")
    ready = [one.key for one in PROVIDERS.values() if one.is_set_up()]
    if ready:
        yield ok("video", f"Rooms are made by {', '.join(ready)}.")
    else:
        yield note("video", "No video service is set up: links made elsewhere are pasted. See docs/how-to/run.md.")
    waiting = failed = 0
    for partnership_id in _partnerships():
        with acting_as(Viewer.job("doctor", partnership_id)):
            rows = Message.objects.filter(partnership_id=partnership_id)
            waiting += rows.filter(state=State.QUEUED, leaves_at__lt=now() - LAG).count()
            failed += rows.filter(state=State.FAILED).count()
    if waiting and settings.MAIL_CONFIGURED:
        yield wrong("messages", f"{waiting} have waited for longer than 10 minutes.")
    elif waiting:
        yield note("messages", f"{waiting} wait to be sent.")
    if failed:
        yield note("messages", f"{failed} could not be sent: their addresses refused them, or too many tries failed.")


def _partnerships() -> list[UUID]:
    with acting_as(Viewer.job("doctor", None)):
        return list(Partnership.objects.values_list("pk", flat=True))


def _queue() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), EXTRACT(epoch FROM max(now() - coalesce(scheduled_at, (SELECT min(at) FROM procrastinate_events e"
            " WHERE e.job_id = j.id)))) FROM procrastinate_jobs j"
            " WHERE status = 'todo' AND (scheduled_at IS NULL OR scheduled_at <= now())"
        )
        waiting, seconds = cursor.fetchone()
        cursor.execute("SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - interval '1 minute'")
        (workers,) = cursor.fetchone()
    if seconds and seconds > LAG.total_seconds():
        yield wrong("queue", f"{waiting} jobs wait, the oldest for {int(seconds // 60)} minutes. Is the worker running?")
    else:
        yield ok("queue", f"{waiting} jobs wait.")
    if not workers:
        yield note("worker", "No worker runs now: nothing climbs and nothing is sent until one does.")


def _clock() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (theirs,) = cursor.fetchone()
    drift = abs(theirs - now())
    if drift > DRIFT:
        yield wrong("clock", f"This machine and the database differ by {int(drift.total_seconds())} seconds. Limits would lie.")
    else:
        yield ok("clock", "This machine and the database agree.")


def _keys() -> Iterator[Finding]:
    if not settings.SECRET_KEY_IS_SET or len(settings.SECRET_KEY) < 40:
        yield wrong("secret key", "Not set, or too short: set HOLDFAST_SECRET_KEY_FILE.")
    else:
        yield ok("secret key", "Set.")
    yield from _files_key()
    for variable in ("HOLDFAST_SECRET_KEY_FILE", "HOLDFAST_FILES_KEY_FILE"):
        path = Path(env.text(variable)) if env.text(variable) else None
        if path and path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o077:
            yield wrong("keys", f"{path} can be read by others: chmod 600 it.")


def _files_key() -> Iterator[Finding]:
    try:
        keys = ring()
        current = keys.current
    except NoKey:
        yield wrong("files key", "Not set: set HOLDFAST_FILES_KEY_FILE. Without it no file can be kept or read.")
        return
    if len(current.text) < 32:
        yield wrong("files key", "Too short: bin/holdfast keys rotate makes a good one.")
        return
    days = age(current)
    old = "of an unknown age" if days is None else f"{days} days old"
    if keys.older:
        yield note("files key", f"{old.capitalize()}. A change of key was cut short: bin/holdfast keys rotate finishes it.")
    elif days is not None and days > OLDEST_KEY:
        yield note("files key", f"{old.capitalize()}: change it with bin/holdfast keys rotate.")
    else:
        yield ok("files key", f"Set, {old}. Without it no stored file can be read: keep a copy apart from the back-ups.")


def _scanner() -> Iterator[Finding]:
    waiting = 0
    for partnership_id in _partnerships():
        with acting_as(Viewer.job("doctor", partnership_id)):
            old = StoredFile.objects.filter(partnership_id=partnership_id, state=FileState.WAITING, created_at__lt=now() - LAG)
            waiting += old.count()
    if not scanner.configured():
        yield note(
            "virus scanner", "None: only pictures, PDF and plain text are taken, made safe. The rest needs HOLDFAST_CLAMD."
        )
    elif scanner.is_there():
        yield ok("virus scanner", "It answers.")
    else:
        yield wrong("virus scanner", "It does not answer at HOLDFAST_CLAMD: files wait unopened until it does.")
    if waiting:
        yield wrong("files", f"{waiting} have waited for longer than 10 minutes to be checked for viruses.")


def _lost() -> Iterator[Finding]:
    kept, lost = set(store().kept()), 0
    for partnership_id in _partnerships():
        with acting_as(Viewer.job("doctor", partnership_id)):
            lost += without_bytes(partnership_id, kept)
    if lost:
        yield wrong("files", f"The bytes of {lost} are not in the store, so they cannot be read: look for them in a backup.")


def _disk() -> Iterator[Finding]:
    place = next(path for path in (settings.FILES_DIR, *settings.FILES_DIR.parents) if path.exists())
    usage = shutil.disk_usage(place)
    free = f"{usage.free / 1024**3:.1f} GB free"
    if usage.free < LEAST_FREE or usage.free < usage.total * 0.05:
        yield wrong("disk", f"Nearly full: {free} where files are kept.")
    else:
        yield ok("disk", f"{free} where files are kept.")
    yield note(
        "back-ups",
        "Holdfast makes none by itself: let a timer run bin/holdfast backup (docs/how-to/run.md).",
    )


def _addresses() -> Iterator[Finding]:
    if settings.PUBLIC_URL and not settings.PUBLIC_URL.startswith("https://"):
        yield note("address", "HOLDFAST_PUBLIC_URL does not begin with https://: links in messages would not be private.")
    elif not settings.PUBLIC_URL:
        yield note("address", "HOLDFAST_PUBLIC_URL is not set: links in messages use the address of whoever asked.")


def _organisation() -> Iterator[Finding]:
    """What is missing before people can sign in with their organisation, where it was meant."""
    apps: list[dict[str, Any]] = settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {}).get("APPS", [])
    what = "organisation sign-in"
    if not apps:
        if env.text("HOLDFAST_OIDC_CLIENT"):
            yield wrong(what, "HOLDFAST_OIDC_CLIENT is set and HOLDFAST_OIDC_ISSUER is not: the button is not shown.")
        else:
            yield ok(what, "Not used: people sign in here.")
        return
    faults = [*_missing(apps[0]), *_answer_of(settings.OIDC_ISSUER)]
    for sentence in faults:
        yield wrong(what, sentence)
    if not faults:
        yield ok(what, "Set, and it answers.")
    if not settings.OIDC_SECOND_STEPS:
        yield note(what, "HOLDFAST_OIDC_SECOND_STEPS is not set: whoever comes that way is asked for a second step here too.")


def _missing(app: dict[str, Any]) -> Iterator[str]:
    if not app["client_id"]:
        yield "HOLDFAST_OIDC_CLIENT is not set: the organisation does not know who asks."
    if not app["secret"]:
        yield "HOLDFAST_OIDC_SECRET_FILE is not set: the organisation refuses to say who somebody is."


def _answer_of(issuer: str) -> Iterator[str]:
    """Whether the organisation publishes, at the address that was set, how to sign in with it under that very name."""
    if not issuer.startswith("https://"):
        yield "HOLDFAST_OIDC_ISSUER does not begin with https://: anybody on the way could sign in as anybody."
    try:
        published = requests.get(issuer.rstrip("/") + "/.well-known/openid-configuration", timeout=5)
        named = published.json().get("issuer", "") if published.ok else ""
    except (requests.RequestException, ValueError, AttributeError):
        named = ""
    if not named:
        yield "HOLDFAST_OIDC_ISSUER does not answer as an OpenID provider does: nobody can sign in that way now."
    elif named.rstrip("/") != issuer.rstrip("/"):
        yield "The provider at HOLDFAST_OIDC_ISSUER calls itself something else: write its name exactly as it does."


_LOOKS: tuple[Callable[[], Iterator[Finding]], ...] = (
    _role, _disposal, _restored, _backups, _row_security, _migrations, _birth, _mail, _scanner, _lost, _queue, _clock,
)  # fmt: skip
