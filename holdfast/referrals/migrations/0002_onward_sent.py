"""When another service was asked to ring, where, and whether the message was stopped."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("referrals", "0001_initial")]

    operations = [
        migrations.AddField("onward", "sent_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("onward", "sent_to", models.TextField(blank=True, default="")),
        migrations.AddField("onward", "stopped_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("onward", "message_id", models.UUIDField(blank=True, null=True)),
    ]
