
import django.db.models.deletion
from django.db import migrations, models

import holdfast.kernel.ids
import holdfast.kernel.time


class Migration(migrations.Migration):

    dependencies = [
        ('disclosure', '0003_links_to_anybody'),
        ('partnership', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='DocumentCheck',
            fields=[
                ('id', models.UUIDField(default=holdfast.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=holdfast.kernel.time.now, editable=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('changed_at', models.DateTimeField(default=holdfast.kernel.time.now, editable=False)),
                ('child_id', models.UUIDField()),
                ('person_id', models.UUIDField(blank=True, null=True)),
                ('reader', models.TextField()),
                ('name', models.TextField(blank=True, default='')),
                ('words', models.TextField(blank=True, default='')),
                ('content', models.TextField(blank=True, default='')),
                ('copy_words', models.TextField(blank=True, default='')),
                ('copy', models.TextField(blank=True, default='')),
                ('made_by', models.UUIDField()),
                ('release_id', models.UUIDField(blank=True, null=True)),
                ('released_at', models.DateTimeField(blank=True, null=True)),
                ('partnership', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnership.partnership')),
            ],
        ),
        migrations.CreateModel(
            name='CheckDecision',
            fields=[
                ('id', models.UUIDField(default=holdfast.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=holdfast.kernel.time.now, editable=False)),
                ('child_id', models.UUIDField()),
                ('finding', models.TextField()),
                ('kind', models.TextField()),
                ('choice', models.TextField()),
                ('words', models.TextField(blank=True, default='')),
                ('reason', models.TextField(blank=True, default='')),
                ('decided_by', models.UUIDField()),
                ('partnership', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnership.partnership')),
                ('checked', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='disclosure.documentcheck')),
            ],
        ),
        migrations.AddIndex(
            model_name='documentcheck',
            index=models.Index(fields=['partnership', 'child_id', '-created_at'], name='document_check_by_child'),
        ),
        migrations.AddIndex(
            model_name='checkdecision',
            index=models.Index(fields=['partnership', 'checked', 'created_at'], name='decision_by_check'),
        ),
    ]
