import django.db.models.deletion
from django.db import migrations, models

import holdfast.kernel.ids
import holdfast.kernel.time


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0007_staff_homes"),
        ("partnership", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="TeamPlace",
            fields=[
                ("id", models.UUIDField(default=holdfast.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ("created_at", models.DateTimeField(default=holdfast.kernel.time.now, editable=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("changed_at", models.DateTimeField(default=holdfast.kernel.time.now, editable=False)),
                ("child_id", models.UUIDField()),
                ("reason", models.TextField()),
                ("from_date", models.DateField()),
                ("until", models.DateField(blank=True, null=True)),
                ("why_ended", models.TextField(blank=True, default="")),
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
                (
                    "team",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="places", to="access.team"),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["partnership", "team", "child_id"], name="team_place_by_team"),
                    models.Index(fields=["partnership", "child_id"], name="team_place_by_child"),
                ],
            },
        ),
    ]
