"""The partnership itself, what it has set, and the one mark a system carries from birth."""

from django.db import models

from holdfast.kernel.guard import OWN_PARTNERSHIP, Guard, Writes
from holdfast.kernel.ids import new_id
from holdfast.kernel.models import Fact
from holdfast.kernel.register import Keeps, Register
from holdfast.kernel.time import now


class System(models.Model):
    """Whether this system is a demonstration. Written once, when the system is born; never changed."""

    guard = Guard(rows="", writes=Writes.READ, why="One row without personal data; only the owner role writes it.")
    register = Register(Keeps.PARTNERSHIP, working="demonstration instance")

    id = models.SmallIntegerField(primary_key=True, default=1)
    demonstration = models.BooleanField()
    born_at = models.DateTimeField(default=now)
    instance = models.TextField(default="")

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_system")]


class Partnership(models.Model):
    """A safeguarding partnership: one county's agencies. No query crosses from one to another."""

    guard = Guard(rows="", writes=Writes.KEEP, why="Names of partnerships, shown before sign-in; no personal data.")
    register = Register(Keeps.PARTNERSHIP, working="slug name short_name", family="name short_name")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    slug = models.SlugField(unique=True)
    name = models.TextField()
    short_name = models.TextField()
    created_at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return self.name


class Setting(Fact):
    """A figure, number or name as this partnership sets it from a day on. A change is a new row; the old one stays."""

    guard = Guard(rows=OWN_PARTNERSHIP, writes=Writes.APPEND, why="Figures, numbers to call and names of levels: about nobody.")
    register = Register(Keeps.PARTNERSHIP, working="key value valid_from reason")

    key = models.TextField()
    value = models.JSONField()
    valid_from = models.DateField()
    reason = models.TextField()
    recorded_by = models.UUIDField(null=True)

    class Meta:
        indexes = [models.Index(fields=["partnership", "key", "-valid_from", "-created_at"], name="setting_in_force")]


class SitePage(Fact):
    """A version of a page the partnership words itself: accessibility statement, privacy notice, cookies."""

    guard = Guard(rows=OWN_PARTNERSHIP, writes=Writes.APPEND, why="Pages that everybody may read.")
    register = Register(Keeps.PARTNERSHIP, working="key title body", family="title body")

    key = models.TextField()
    title = models.TextField()
    body = models.TextField()
    recorded_by = models.UUIDField(null=True)

    class Meta:
        indexes = [models.Index(fields=["partnership", "key", "-created_at"], name="site_page_latest")]
