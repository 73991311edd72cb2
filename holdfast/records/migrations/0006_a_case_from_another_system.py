
import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import holdfast.kernel.ids
import holdfast.kernel.time


class Migration(migrations.Migration):

    dependencies = [
        ('partnership', '0001_initial'),
        ('records', '0005_sender_reference'),
    ]

    operations = [
        migrations.AlterField(
            model_name='identifier',
            name='kind',
            field=models.TextField(choices=[('nhs', 'NHS number'), ('upn', 'Unique pupil number'), ('council', "Council's number"), ('police', 'Police number'), ('sender', 'Reference of the system that sent the record')]),
        ),
        migrations.CreateModel(
            name='CaseLine',
            fields=[
                ('id', models.UUIDField(default=holdfast.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=holdfast.kernel.time.now, editable=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('changed_at', models.DateTimeField(default=holdfast.kernel.time.now, editable=False)),
                ('text', models.TextField()),
                ('audience', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None)),
                ('position', models.PositiveIntegerField(default=0)),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('child', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='case_lines', to='records.child')),
                ('partnership', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnership.partnership')),
            ],
            options={
                'indexes': [models.Index(fields=['partnership', 'child'], name='case_line_by_child')],
            },
        ),
        migrations.CreateModel(
            name='CasePerson',
            fields=[
                ('id', models.UUIDField(default=holdfast.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=holdfast.kernel.time.now, editable=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('changed_at', models.DateTimeField(default=holdfast.kernel.time.now, editable=False)),
                ('ref', models.TextField()),
                ('role', models.TextField(blank=True, default='')),
                ('audience', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None)),
                ('position', models.PositiveIntegerField(default=0)),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('child', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='case_people', to='records.child')),
                ('partnership', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnership.partnership')),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='case_places', to='records.person')),
            ],
            options={
                'verbose_name_plural': 'case people',
                'indexes': [models.Index(fields=['partnership', 'child'], name='case_person_by_child'), models.Index(fields=['partnership', 'ref'], name='case_person_by_ref'), models.Index(fields=['partnership', 'person'], name='case_person_by_person')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('removed_at__isnull', True)), fields=('partnership', 'child', 'ref'), name='case_reference_means_one_person')],
            },
        ),
        migrations.CreateModel(
            name='Detail',
            fields=[
                ('id', models.UUIDField(default=holdfast.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=holdfast.kernel.time.now, editable=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('changed_at', models.DateTimeField(default=holdfast.kernel.time.now, editable=False)),
                ('kind', models.TextField(choices=[('address', 'Address'), ('phone', 'Phone'), ('email', 'E-mail'), ('vehicle', 'Vehicle'), ('place', 'Place'), ('account', 'Account online'), ('reference', 'Reference number')])),
                ('of', models.TextField(blank=True, default='')),
                ('ref', models.TextField(blank=True, default='')),
                ('value', models.TextField(blank=True, default='')),
                ('postcode', models.TextField(blank=True, default='')),
                ('by_line', models.BooleanField(default=False)),
                ('audience', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None)),
                ('position', models.PositiveIntegerField(default=0)),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('child', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='details', to='records.child')),
                ('partnership', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnership.partnership')),
            ],
            options={
                'indexes': [models.Index(fields=['partnership', 'child'], name='detail_by_child')],
            },
        ),
        migrations.CreateModel(
            name='PersonName',
            fields=[
                ('id', models.UUIDField(default=holdfast.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=holdfast.kernel.time.now, editable=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('changed_at', models.DateTimeField(default=holdfast.kernel.time.now, editable=False)),
                ('words', models.TextField()),
                ('position', models.PositiveIntegerField(default=0)),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('child', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='names_of_people', to='records.child')),
                ('partnership', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnership.partnership')),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='names', to='records.person')),
            ],
            options={
                'indexes': [models.Index(fields=['partnership', 'child'], name='person_name_by_child'), models.Index(fields=['partnership', 'person'], name='person_name_by_person')],
            },
        ),
        migrations.CreateModel(
            name='Tie',
            fields=[
                ('id', models.UUIDField(default=holdfast.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=holdfast.kernel.time.now, editable=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('changed_at', models.DateTimeField(default=holdfast.kernel.time.now, editable=False)),
                ('from_ref', models.TextField()),
                ('to_ref', models.TextField()),
                ('kind', models.TextField(blank=True, default='')),
                ('position', models.PositiveIntegerField(default=0)),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('child', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='ties', to='records.child')),
                ('partnership', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnership.partnership')),
            ],
            options={
                'indexes': [models.Index(fields=['partnership', 'child'], name='tie_by_child')],
            },
        ),
    ]
