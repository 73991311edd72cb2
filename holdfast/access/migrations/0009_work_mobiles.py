"""The mobile telephones of staff at work, which alerts go to by text."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("access", "0008_team_places")]

    operations = [migrations.AddField("user", "mobile", models.TextField(blank=True, default=""))]
