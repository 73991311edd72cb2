import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import holdfast.kernel.ids
import holdfast.kernel.time


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('access', '0003_suspensions'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('partnership', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Clock',
            fields=[
                ('id', models.UUIDField(default=holdfast.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=holdfast.kernel.time.now, editable=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('changed_at', models.DateTimeField(default=holdfast.kernel.time.now, editable=False)),
                ('rule', models.TextField()),
                ('subject_kind', models.TextField()),
                ('subject_id', models.UUIDField()),
                ('child_id', models.UUIDField(null=True)),
                ('started_at', models.DateTimeField()),
                ('due_at', models.DateTimeField()),
                ('source', models.TextField()),
                ('steps', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None)),
                ('edition', models.JSONField(default=dict)),
                ('stopped_at', models.DateTimeField(null=True)),
                ('partnership', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnership.partnership')),
                ('stopped_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['partnership', 'subject_id', 'rule'], name='clock_by_subject'), models.Index(fields=['partnership', 'child_id', 'due_at'], name='clock_by_child'), models.Index(condition=models.Q(('stopped_at__isnull', True)), fields=['partnership', 'rule', 'due_at'], name='clock_running')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('stopped_at__isnull', True)), fields=('partnership', 'subject_id', 'rule'), name='one_running_clock_a_rule')],
            },
        ),
        migrations.CreateModel(
            name='Duty',
            fields=[
                ('id', models.UUIDField(default=holdfast.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=holdfast.kernel.time.now, editable=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('changed_at', models.DateTimeField(default=holdfast.kernel.time.now, editable=False)),
                ('kind', models.TextField()),
                ('subject_kind', models.TextField()),
                ('subject_id', models.UUIDField()),
                ('child_id', models.UUIDField(null=True)),
                ('reference', models.TextField(default='')),
                ('what', models.TextField()),
                ('role', models.TextField(default='')),
                ('due_at', models.DateTimeField()),
                ('state', models.TextField(choices=[('open', 'To do'), ('acknowledged', 'Taken on'), ('done', 'Done'), ('withdrawn', 'No longer needed')], default='open')),
                ('urgent', models.BooleanField(default=False)),
                ('needs_ack', models.BooleanField(default=False)),
                ('acknowledged_at', models.DateTimeField(null=True)),
                ('ladder', models.TextField(default='')),
                ('rung', models.PositiveSmallIntegerField(default=0)),
                ('next_climb_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('acknowledged_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('agency', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.agency')),
                ('clock', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='duties', to='work.clock')),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('opened_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('partnership', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnership.partnership')),
                ('team', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.team')),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'duties',
                'indexes': [models.Index(fields=['partnership', 'subject_id', 'kind'], name='duty_by_subject'), models.Index(condition=models.Q(('state__in', ['open', 'acknowledged'])), fields=['partnership', 'child_id', 'due_at'], name='duty_by_child'), models.Index(condition=models.Q(('next_climb_at__isnull', False)), fields=['partnership', 'next_climb_at'], name='duty_to_climb'), models.Index(condition=models.Q(('state__in', ['open', 'acknowledged'])), fields=['partnership', 'opened_by', 'due_at'], name='duty_i_wait_for')],
            },
        ),
        migrations.CreateModel(
            name='Seat',
            fields=[
                ('id', models.UUIDField(default=holdfast.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=holdfast.kernel.time.now, editable=False)),
                ('holder', models.TextField()),
                ('due_at', models.DateTimeField()),
                ('rung', models.PositiveSmallIntegerField(default=0)),
                ('duty', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='seats', to='work.duty')),
                ('partnership', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnership.partnership')),
            ],
            options={
                'indexes': [models.Index(fields=['partnership', 'holder', 'due_at', 'duty'], name='seat_in_order')],
                'constraints': [models.UniqueConstraint(fields=('partnership', 'duty', 'holder'), name='one_seat_a_holder')],
            },
        ),
        migrations.CreateModel(
            name='Told',
            fields=[
                ('id', models.UUIDField(default=holdfast.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=holdfast.kernel.time.now, editable=False)),
                ('rung', models.PositiveSmallIntegerField()),
                ('role', models.TextField(default='')),
                ('covering', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('duty', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='told', to='work.duty')),
                ('partnership', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnership.partnership')),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['partnership', 'duty', 'rung'], name='told_by_duty')],
            },
        ),
    ]
