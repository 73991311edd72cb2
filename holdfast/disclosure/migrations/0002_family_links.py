"""Links by which a relative opens what is for them."""

import django.db.models.deletion
from django.db import migrations, models

import holdfast.kernel.ids
import holdfast.kernel.time


class Migration(migrations.Migration):
    dependencies = [("disclosure", "0001_initial"), ("partnership", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="FamilyLink",
            fields=[
                ("id", models.UUIDField(default=holdfast.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ("created_at", models.DateTimeField(default=holdfast.kernel.time.now, editable=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("changed_at", models.DateTimeField(default=holdfast.kernel.time.now, editable=False)),
                ("child_id", models.UUIDField()),
                ("person_id", models.UUIDField()),
                ("purpose", models.TextField()),
                ("subject_id", models.UUIDField()),
                ("key_hash", models.TextField(unique=True)),
                ("browser_hash", models.TextField(blank=True, default="")),
                ("expires_at", models.DateTimeField()),
                ("opened_at", models.DateTimeField(blank=True, null=True)),
                ("held_until", models.DateTimeField(blank=True, null=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "partnership",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partnership.partnership",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["partnership", "child_id", "-created_at"], name="family_link_by_child"),
                    models.Index(fields=["partnership", "subject_id"], name="family_link_by_subject"),
                    models.Index(fields=["partnership", "browser_hash"], name="family_link_by_browser"),
                ],
            },
        ),
    ]
