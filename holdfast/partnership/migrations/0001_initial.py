import django.db.models.deletion
from django.db import migrations, models

import holdfast.kernel.ids
import holdfast.kernel.time


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('kernel', '0002_cache'),
    ]

    operations = [
        migrations.CreateModel(
            name='Partnership',
            fields=[
                ('id', models.UUIDField(default=holdfast.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('slug', models.SlugField(unique=True)),
                ('name', models.TextField()),
                ('short_name', models.TextField()),
                ('created_at', models.DateTimeField(default=holdfast.kernel.time.now)),
            ],
        ),
        migrations.CreateModel(
            name='System',
            fields=[
                ('id', models.SmallIntegerField(default=1, primary_key=True, serialize=False)),
                ('demonstration', models.BooleanField()),
                ('born_at', models.DateTimeField(default=holdfast.kernel.time.now)),
                ('instance', models.TextField(default='')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='one_system')],
            },
        ),
        migrations.CreateModel(
            name='Setting',
            fields=[
                ('id', models.UUIDField(default=holdfast.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=holdfast.kernel.time.now, editable=False)),
                ('key', models.TextField()),
                ('value', models.JSONField()),
                ('valid_from', models.DateField()),
                ('reason', models.TextField()),
                ('recorded_by', models.UUIDField(null=True)),
                ('partnership', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnership.partnership')),
            ],
            options={
                'indexes': [models.Index(fields=['partnership', 'key', '-valid_from', '-created_at'], name='setting_in_force')],
            },
        ),
        migrations.CreateModel(
            name='SitePage',
            fields=[
                ('id', models.UUIDField(default=holdfast.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=holdfast.kernel.time.now, editable=False)),
                ('key', models.TextField()),
                ('title', models.TextField()),
                ('body', models.TextField()),
                ('recorded_by', models.UUIDField(null=True)),
                ('partnership', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnership.partnership')),
            ],
            options={
                'indexes': [models.Index(fields=['partnership', 'key', '-created_at'], name='site_page_latest')],
            },
        ),
    ]
