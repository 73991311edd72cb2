import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import holdfast.kernel.ids
import holdfast.kernel.time


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('partnership', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='StoredFile',
            fields=[
                ('id', models.UUIDField(default=holdfast.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=holdfast.kernel.time.now, editable=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('changed_at', models.DateTimeField(default=holdfast.kernel.time.now, editable=False)),
                ('name', models.TextField()),
                ('media_type', models.TextField()),
                ('size', models.PositiveIntegerField()),
                ('digest', models.TextField()),
                ('sealed_key', models.BinaryField()),
                ('stripped', models.BooleanField(default=False)),
                ('purpose', models.TextField()),
                ('subject_kind', models.TextField()),
                ('subject_id', models.UUIDField()),
                ('token_hash', models.TextField(default='')),
                ('state', models.TextField(choices=[('ready', 'Can be opened'), ('locked', 'Locked unseen'), ('removed', 'Taken back before it was sent')], default='ready')),
                ('locked_at', models.DateTimeField(null=True)),
                ('given_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('locked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('partnership', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnership.partnership')),
            ],
            options={
                'indexes': [models.Index(fields=['partnership', 'subject_id', 'created_at'], name='file_by_subject')],
            },
        ),
    ]
