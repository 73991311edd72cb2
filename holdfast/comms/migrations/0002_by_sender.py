"""What somebody has sent, the newest first."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("comms", "0001_initial")]

    operations = [
        migrations.AddIndex(
            "message", models.Index(fields=["partnership", "sent_by", "-created_at", "-id"], name="message_by_sender")
        ),
    ]
