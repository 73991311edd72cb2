"""Where members of staff say themselves that they live, as fingerprints."""

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("access", "0009_work_mobiles")]

    operations = [migrations.AddField("staffhome", "declared", ArrayField(models.TextField(), default=list))]
