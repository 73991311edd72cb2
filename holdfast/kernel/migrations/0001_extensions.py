from typing import ClassVar

from django.contrib.postgres.operations import (
    BtreeGistExtension,
    CreateExtension,
    TrigramExtension,
    UnaccentExtension,
)
from django.db import migrations


class Migration(migrations.Migration):
    """Before any table: the extensions that search by sound and likeness, and limits on overlapping dates, rest on."""

    initial = True
    dependencies: ClassVar[list[tuple[str, str]]] = []
    operations = [
        TrigramExtension(),
        BtreeGistExtension(),
        CreateExtension("fuzzystrmatch"),
        UnaccentExtension(),
    ]
