"""A message may be kept because any way of sending is not set up, not mail alone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("comms", "0002_by_sender")]

    operations = [
        migrations.AlterField(
            "message",
            "state",
            models.TextField(
                choices=[
                    ("queued", "Waiting to be sent"),
                    ("sending", "Being sent"),
                    ("sent", "Sent"),
                    ("held", "Kept here: this way of sending is not set up"),
                    ("failed", "Could not be sent"),
                    ("stopped", "Stopped before it left"),
                ],
                default="queued",
            ),
        )
    ]
