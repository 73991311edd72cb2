import django.db.models.deletion
from django.db import migrations, models

import holdfast.kernel.ids
import holdfast.kernel.time


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('partnership', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Release',
            fields=[
                ('id', models.UUIDField(default=holdfast.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=holdfast.kernel.time.now, editable=False)),
                ('template', models.TextField()),
                ('channel', models.TextField()),
                ('recipient', models.TextField()),
                ('recipient_user_id', models.UUIDField(blank=True, null=True)),
                ('address', models.TextField()),
                ('reference', models.TextField(blank=True, default='')),
                ('child_id', models.UUIDField(blank=True, null=True)),
                ('released_by', models.UUIDField(blank=True, null=True)),
                ('released_by_system', models.TextField(blank=True, default='')),
                ('fingerprint', models.TextField()),
                ('partnership', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnership.partnership')),
            ],
            options={
                'indexes': [models.Index(fields=['partnership', '-created_at', '-id'], name='release_newest'), models.Index(fields=['partnership', 'reference', '-created_at'], name='release_by_reference')],
            },
        ),
    ]
