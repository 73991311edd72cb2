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
            name='Message',
            fields=[
                ('id', models.UUIDField(default=holdfast.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=holdfast.kernel.time.now, editable=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('changed_at', models.DateTimeField(default=holdfast.kernel.time.now, editable=False)),
                ('release_id', models.UUIDField()),
                ('channel', models.TextField()),
                ('recipient', models.TextField()),
                ('recipient_user_id', models.UUIDField(blank=True, null=True)),
                ('address', models.TextField()),
                ('template', models.TextField()),
                ('subject', models.TextField()),
                ('body', models.TextField()),
                ('reference', models.TextField(blank=True, default='')),
                ('sent_by', models.UUIDField(blank=True, null=True)),
                ('state', models.TextField(choices=[('queued', 'Waiting to be sent'), ('sending', 'Being sent'), ('sent', 'Sent'), ('held', 'Kept: mail is not configured'), ('failed', 'Could not be sent'), ('stopped', 'Stopped before it left')], default='queued')),
                ('leaves_at', models.DateTimeField(default=holdfast.kernel.time.now)),
                ('next_try_at', models.DateTimeField(default=holdfast.kernel.time.now)),
                ('claimed_at', models.DateTimeField(blank=True, null=True)),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('tries', models.PositiveIntegerField(default=0)),
                ('problem', models.TextField(blank=True, default='')),
                ('partnership', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnership.partnership')),
            ],
            options={
                'indexes': [models.Index(fields=['partnership', 'state', 'next_try_at'], name='message_to_try'), models.Index(fields=['partnership', '-created_at', '-id'], name='message_newest'), models.Index(fields=['partnership', 'recipient_user_id', '-created_at'], name='message_by_reader')],
                'constraints': [models.UniqueConstraint(fields=('partnership', 'release_id'), name='one_message_a_release')],
            },
        ),
    ]
