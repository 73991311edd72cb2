"""Parents are given a pack and write ahead; other councils have an address book; openings of the daily pack have a log."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import holdfast.kernel.ids
import holdfast.kernel.time


class Migration(migrations.Migration):

    dependencies = [
        ('missing', '0005_interventions'),
        ('partnership', '0001_initial'),
        ('records', '0006_a_case_from_another_system'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PackGiven',
            fields=[
                ('id', models.UUIDField(default=holdfast.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=holdfast.kernel.time.now, editable=False)),
                ('reference', models.TextField()),
                ('papers', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
                ('wordings', models.JSONField(blank=True, default=dict)),
                ('means', models.TextField(choices=[('email', 'E-mail with a link'), ('sms', 'Text message with a link'), ('picture', 'Pictures of the pages, from a work telephone'), ('paper', 'On paper, in their hand')])),
                ('address', models.TextField(blank=True, default='')),
                ('message_id', models.UUIDField(blank=True, null=True)),
                ('child', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='packs_given', to='records.child')),
                ('given_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('partnership', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnership.partnership')),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.person')),
            ],
        ),
        migrations.CreateModel(
            name='PackOpened',
            fields=[
                ('id', models.UUIDField(default=holdfast.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=holdfast.kernel.time.now, editable=False)),
                ('at', models.DateTimeField()),
                ('opened_by', models.TextField()),
                ('reason', models.TextField()),
                ('partnership', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnership.partnership')),
                ('written_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='PackWording',
            fields=[
                ('id', models.UUIDField(default=holdfast.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=holdfast.kernel.time.now, editable=False)),
                ('key', models.TextField()),
                ('title', models.TextField()),
                ('body', models.TextField()),
                ('published', models.BooleanField()),
                ('partnership', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnership.partnership')),
                ('written_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='PlanProposal',
            fields=[
                ('id', models.UUIDField(default=holdfast.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=holdfast.kernel.time.now, editable=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('changed_at', models.DateTimeField(default=holdfast.kernel.time.now, editable=False)),
                ('answers', models.JSONField(blank=True, default=dict)),
                ('state', models.TextField(choices=[('writing', 'Being written'), ('sent', 'Waits to be looked at'), ('done', 'Looked at')], default='writing')),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('taken', models.JSONField(blank=True, default=dict)),
                ('looked_at', models.DateTimeField(blank=True, null=True)),
                ('child', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.child')),
                ('given', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='proposal', to='missing.packgiven')),
                ('looked_by', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('partnership', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnership.partnership')),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.person')),
            ],
        ),
        migrations.CreateModel(
            name='AuthorityNumber',
            fields=[
                ('id', models.UUIDField(default=holdfast.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=holdfast.kernel.time.now, editable=False)),
                ('name', models.TextField()),
                ('by_day', models.TextField(blank=True, default='')),
                ('by_night', models.TextField(blank=True, default='')),
                ('email', models.TextField(blank=True, default='')),
                ('note', models.TextField(blank=True, default='')),
                ('checked_on', models.DateField()),
                ('out', models.BooleanField(default=False)),
                ('partnership', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnership.partnership')),
                ('written_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['partnership', 'name', '-created_at'], name='authority_number_latest')],
            },
        ),
        migrations.AddIndex(
            model_name='packgiven',
            index=models.Index(fields=['partnership', 'child', '-created_at'], name='pack_given_by_child'),
        ),
        migrations.AddIndex(
            model_name='packgiven',
            index=models.Index(fields=['partnership', 'person'], name='pack_given_by_person'),
        ),
        migrations.AddIndex(
            model_name='packopened',
            index=models.Index(fields=['partnership', '-at', '-id'], name='pack_opened_latest'),
        ),
        migrations.AddIndex(
            model_name='packwording',
            index=models.Index(fields=['partnership', 'key', '-created_at'], name='pack_wording_latest'),
        ),
        migrations.AddIndex(
            model_name='planproposal',
            index=models.Index(fields=['partnership', 'child', '-sent_at'], name='plan_proposal_by_child'),
        ),
        migrations.AddIndex(
            model_name='planproposal',
            index=models.Index(fields=['partnership', 'person'], name='plan_proposal_by_person'),
        ),
    ]
