"""One system made ready: its database, its tables, its kind (demonstration or real), its county."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from launch import roles
from launch.commands import django, environment, step
from launch.environment import fingerprint
from launch.home import Home, write_private
from launch.locks import alone
from launch.rights import refuse_powerful
from launch.say import Refusal, say
from launch.server import ServerUse
from launch.tree import TREE

DATABASE = "holdfast"
DEMONSTRATION, REAL = "demonstration", "real"


@dataclass
class System:
    """A home together with the database it uses: our embedded one, or the server that DATABASE_URL names."""

    home: Home
    urls: dict[str, str]
    server: ServerUse | None = None

    @property
    def embedded(self) -> bool:
        """Whether the database is the one we run ourselves."""
        return self.server is not None

    def keep_alive(self) -> None:
        """Have the embedded server back when it was killed; a real one is somebody else's care."""
        if self.server is not None:
            self.server.keep_alive()

    def variables(self, *, as_owner: bool = False) -> dict[str, str]:
        """The environment of a management command."""
        return environment(self.home, self.urls, as_owner=as_owner)

    def serving(self) -> dict[str, str]:
        """The environment of the web and the worker, which never learn the owner's password."""
        urls = dict(self.urls)
        if "DATABASE_OWNER_URL" in urls:
            urls["DATABASE_OWNER_URL"] = _without_password(urls["DATABASE_OWNER_URL"])
        return environment(self.home, urls)

    @property
    def kind(self) -> str:
        """Demonstration or real, as marked at birth; empty before."""
        return self._stamp("birth")

    def set_up(self, *, again: bool = False) -> None:
        """Bring the tables up to date, once for each state of the migrations."""
        wanted = _tables_are_made_of()
        if self._stamp("schema") == wanted and not again:
            return
        with alone(self.home.run / "set-up.lock", "Waiting for another command that sets this system up ..."):
            if self._stamp("schema") != wanted or again:
                self._migrate()
                self._done("schema", wanted)

    def be_born(self, kind: str) -> None:
        """Mark a new system, once: a real one never becomes a demonstration."""
        if self.kind or "DATABASE_OWNER_URL" not in self.urls:
            return
        with alone(self.home.run / "set-up.lock", "Waiting for another command that sets this system up ..."):
            if self.kind:
                return
            say(f"This is a new {kind} system in {self.home.path}.")
            flag = ["--demonstration"] if kind == DEMONSTRATION else []
            birth = django("system", "birth", *flag)
            step(self.home, "The new system could not be marked.", birth, self.variables(as_owner=True))
            self.note_birth(kind)

    def note_birth(self, kind: str) -> None:
        """Remember what the database says this system is."""
        self._done("birth", kind)

    def take_kind_from_database(self) -> None:
        """After a restore the database alone says what this system is; its county, if it has one, came with it."""
        kind = step(self.home, "The system's kind could not be read.", django("system", "kind"), self.variables()).strip()
        if kind:
            self.note_birth(kind)
            self._done("county", "loaded")

    def have_county(self) -> None:
        """Load the demonstration county into a demonstration system that has none yet."""
        if self.kind != DEMONSTRATION or self._stamp("county"):
            return
        with alone(self.home.run / "set-up.lock", "Waiting for another command that loads the county ..."):
            if self._stamp("county"):
                return
            say("Loading the demonstration county: every person in it is invented ...")
            load = django("demo", "load")
            step(self.home, "The demonstration county could not be loaded.", load, self.variables())
            self._done("county", "loaded")

    def _migrate(self) -> None:
        if "DATABASE_OWNER_URL" not in self.urls:
            say("DATABASE_OWNER_URL is not set, so the tables are taken as they are.")
            return
        say("Bringing the database tables up to date ...")
        owner = self.variables(as_owner=True)
        step(self.home, "The database could not be migrated.", django("migrate", "--no-input"), owner)
        step(self.home, "The application's role could not be given its rights.", django("grants"), owner)

    def _database_name(self) -> str:
        return hashlib.sha256(_without_password(self.urls["DATABASE_URL"]).encode()).hexdigest()

    def _stamp(self, name: str) -> str:
        try:
            return self._stamp_file(name).read_text()
        except OSError:
            return ""

    def _done(self, name: str, what: str) -> None:
        write_private(self._stamp_file(name), what.encode())

    def _stamp_file(self, name: str) -> Path:
        """One note a database: a home may have used another before."""
        return self.home.stamps / f"{name}-{'own' if self.embedded else self._database_name()[:16]}"


@contextmanager
def system(home: Home) -> Iterator[System]:
    """The system of this home with its database answering, for as long as the block runs."""
    if os.environ.get("DATABASE_URL", "").strip():
        urls = _named_urls()
        refuse_powerful(urls["DATABASE_URL"])
        yield System(home, urls)
        return
    with ServerUse(home) as server:
        made = roles.named_after(DATABASE, home.key("owner.password"), home.key("app.password"))
        _have_roles(home, server, made)
        urls = {
            "DATABASE_URL": server.url(made.app, made.app_password, DATABASE),
            "DATABASE_OWNER_URL": server.url(made.owner, made.owner_password, DATABASE),
            "HOLDFAST_EMBEDDED": "1",
        }
        yield System(home, urls, server)


def _have_roles(home: Home, server: ServerUse, made: roles.Roles) -> None:
    """The roles and the empty database, once in the life of a home; again where an earlier Holdfast made fewer."""
    stamp = home.stamps / "three-roles-own"
    with alone(home.run / "roles.lock"):
        if not stamp.exists():
            server.as_superuser(roles.script(made))
            write_private(stamp, b"made")


def _named_urls() -> dict[str, str]:
    """The real server's addresses, as the person set them."""
    given = {name: os.environ.get(name, "").strip() for name in ("DATABASE_URL", "DATABASE_OWNER_URL")}
    for name, url in given.items():
        if url and not url.startswith(("postgresql://", "postgres://")):
            raise Refusal(f"{name} must start with postgresql://: Holdfast runs on PostgreSQL only.")
    return {name: url for name, url in given.items() if url} | {"HOLDFAST_EMBEDDED": ""}


def _tables_are_made_of() -> str:
    """One value for everything that decides what the tables look like and who may read them."""
    sources = sorted(TREE.glob("holdfast/**/*.py"))
    telling = [path for path in sources if path.parent.name == "migrations" or b"guard" in path.read_bytes()]
    names = "\n".join(str(path.relative_to(TREE)) for path in telling)
    return fingerprint(*telling, TREE / "uv.lock") + hashlib.sha256(names.encode()).hexdigest()


def _without_password(url: str) -> str:
    scheme, _, rest = url.partition("://")
    user, at, where = rest.rpartition("@")
    return f"{scheme}://{user.partition(':')[0]}{at}{where}"
