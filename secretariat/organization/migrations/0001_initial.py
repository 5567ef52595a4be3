import django.db.models.deletion
import secretariat.core.identifiers
import secretariat.core.languages
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('documents', '0001_initial'),
        ('parties', '0001_initial'),
        ('topics', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='HistoricalUnit',
            fields=[
                ('id', models.UUIDField(db_index=True, default=secretariat.core.identifiers.new_identifier, editable=False, help_text='Never changes.', verbose_name='identifier')),
                ('is_demonstration', models.BooleanField(default=False, editable=False, help_text='Not a fact: made up to show how the work goes, and left out of every count.', verbose_name='invented for the demonstration')),
                ('history_change_reason', models.TextField(blank=True, null=True)),
                ('is_outside', models.BooleanField(default=False, help_text='Orders name it but do not organize it.', verbose_name='outside the structure')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('party', models.ForeignKey(blank=True, db_constraint=False, help_text='The unit as a party.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='parties.party', verbose_name='party')),
            ],
            options={
                'verbose_name': 'historical unit',
                'verbose_name_plural': 'historical units',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Order',
            fields=[
                ('id', models.UUIDField(default=secretariat.core.identifiers.new_identifier, editable=False, help_text='Never changes.', primary_key=True, serialize=False, verbose_name='identifier')),
                ('is_demonstration', models.BooleanField(default=False, editable=False, help_text='Not a fact: made up to show how the work goes, and left out of every count.', verbose_name='invented for the demonstration')),
                ('state', models.CharField(choices=[('draft', 'draft'), ('issued', 'issued'), ('withdrawn', 'withdrawn')], default='draft', help_text='An issued order never changes.', max_length=10, verbose_name='state')),
                ('signed_on', models.DateField(blank=True, help_text='The day it was signed.', null=True, verbose_name='signed on')),
                ('effective_on', models.DateField(blank=True, help_text='The first day on which it holds.', null=True, verbose_name='takes effect on')),
                ('signatory', secretariat.core.languages.TranslatedField(blank=True, default=secretariat.core.languages.Labels, help_text='The office that signed it.', verbose_name='signed by')),
                ('based_on', models.ForeignKey(blank=True, help_text='The order whose structure the draft began with.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='successors', to='organization.order', verbose_name='drafted from')),
                ('document', models.OneToOneField(help_text='The order as a document.', on_delete=django.db.models.deletion.PROTECT, related_name='order', to='documents.document', verbose_name='document')),
            ],
            options={
                'verbose_name': 'executive order',
                'verbose_name_plural': 'executive orders',
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'issued')), fields=('effective_on',), name='organization_order_one_a_day', violation_error_message='Another order takes effect on that day.'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'issued'), _negated=True), models.Q(('effective_on__isnull', False), ('signed_on__isnull', False)), _connector='OR'), name='organization_order_issued_has_days')],
            },
        ),
        migrations.CreateModel(
            name='Unit',
            fields=[
                ('id', models.UUIDField(default=secretariat.core.identifiers.new_identifier, editable=False, help_text='Never changes.', primary_key=True, serialize=False, verbose_name='identifier')),
                ('is_demonstration', models.BooleanField(default=False, editable=False, help_text='Not a fact: made up to show how the work goes, and left out of every count.', verbose_name='invented for the demonstration')),
                ('is_outside', models.BooleanField(default=False, help_text='Orders name it but do not organize it.', verbose_name='outside the structure')),
                ('party', models.OneToOneField(help_text='The unit as a party.', on_delete=django.db.models.deletion.PROTECT, related_name='unit', to='parties.party', verbose_name='party')),
            ],
            options={
                'verbose_name': 'unit',
                'verbose_name_plural': 'units',
            },
        ),
        migrations.CreateModel(
            name='Function',
            fields=[
                ('id', models.UUIDField(default=secretariat.core.identifiers.new_identifier, editable=False, help_text='Never changes.', primary_key=True, serialize=False, verbose_name='identifier')),
                ('is_demonstration', models.BooleanField(default=False, editable=False, help_text='Not a fact: made up to show how the work goes, and left out of every count.', verbose_name='invented for the demonstration')),
                ('kind', models.CharField(choices=[('function', 'function'), ('obligation', 'obligation'), ('structure', 'provision on structure'), ('mission', 'mission')], help_text='A numbered function, or an obligation outside them.', max_length=12, verbose_name='kind')),
                ('continues', models.ForeignKey(blank=True, help_text='The same function in the order before.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='continued_by', to='organization.function', verbose_name='continues')),
                ('paragraph', models.OneToOneField(help_text='Where it stands.', on_delete=django.db.models.deletion.PROTECT, related_name='function', to='documents.paragraph', verbose_name='paragraph')),
                ('order', models.ForeignKey(help_text='The order that says so.', on_delete=django.db.models.deletion.PROTECT, related_name='functions', to='organization.order', verbose_name='order')),
                ('unit', models.ForeignKey(help_text='Who carries it out.', on_delete=django.db.models.deletion.PROTECT, related_name='functions', to='organization.unit', verbose_name='unit')),
            ],
            options={
                'verbose_name': 'function',
                'verbose_name_plural': 'functions',
            },
        ),
        migrations.CreateModel(
            name='HistoricalOrder',
            fields=[
                ('id', models.UUIDField(db_index=True, default=secretariat.core.identifiers.new_identifier, editable=False, help_text='Never changes.', verbose_name='identifier')),
                ('is_demonstration', models.BooleanField(default=False, editable=False, help_text='Not a fact: made up to show how the work goes, and left out of every count.', verbose_name='invented for the demonstration')),
                ('history_change_reason', models.TextField(blank=True, null=True)),
                ('state', models.CharField(choices=[('draft', 'draft'), ('issued', 'issued'), ('withdrawn', 'withdrawn')], default='draft', help_text='An issued order never changes.', max_length=10, verbose_name='state')),
                ('signed_on', models.DateField(blank=True, help_text='The day it was signed.', null=True, verbose_name='signed on')),
                ('effective_on', models.DateField(blank=True, help_text='The first day on which it holds.', null=True, verbose_name='takes effect on')),
                ('signatory', secretariat.core.languages.TranslatedField(blank=True, default=secretariat.core.languages.Labels, help_text='The office that signed it.', verbose_name='signed by')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('document', models.ForeignKey(blank=True, db_constraint=False, help_text='The order as a document.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='documents.document', verbose_name='document')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('based_on', models.ForeignKey(blank=True, db_constraint=False, help_text='The order whose structure the draft began with.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='organization.order', verbose_name='drafted from')),
            ],
            options={
                'verbose_name': 'historical executive order',
                'verbose_name_plural': 'historical executive orders',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Placement',
            fields=[
                ('id', models.UUIDField(default=secretariat.core.identifiers.new_identifier, editable=False, help_text='Never changes.', primary_key=True, serialize=False, verbose_name='identifier')),
                ('is_demonstration', models.BooleanField(default=False, editable=False, help_text='Not a fact: made up to show how the work goes, and left out of every count.', verbose_name='invented for the demonstration')),
                ('position', models.PositiveSmallIntegerField(help_text='Its place in the order, from 1.', verbose_name='position')),
                ('name', secretariat.core.languages.TranslatedField(default=secretariat.core.languages.Labels, help_text='As this order names it.', verbose_name='name')),
                ('acronym', models.CharField(blank=True, help_text='As this order writes it.', max_length=40, verbose_name='acronym')),
                ('level', models.CharField(choices=[('secretariat', 'secretariat'), ('office', 'office'), ('department', 'department'), ('section', 'section'), ('unit', 'unit')], help_text='Its rank in the structure.', max_length=12, verbose_name='level')),
                ('address', models.CharField(blank=True, help_text='Where its functions stand, such as II.A; empty if it has none.', max_length=20, verbose_name='address')),
                ('head', secretariat.core.languages.TranslatedField(blank=True, default=secretariat.core.languages.Labels, help_text='The title of who directs it.', verbose_name='head')),
                ('note', secretariat.core.languages.TranslatedField(blank=True, default=secretariat.core.languages.Labels, help_text='What a reader should know about the sources.', long=True, verbose_name='note')),
                ('order', models.ForeignKey(help_text='The order that says so.', on_delete=django.db.models.deletion.PROTECT, related_name='placements', to='organization.order', verbose_name='order')),
                ('answers_to', models.ForeignKey(blank=True, help_text='The unit whose head its own head answers to.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='placements_answering', to='organization.unit', verbose_name='answers to the head of')),
                ('parent', models.ForeignKey(blank=True, help_text='The unit it belongs to.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='placements_below', to='organization.unit', verbose_name='within')),
                ('unit', models.ForeignKey(help_text='The unit placed.', on_delete=django.db.models.deletion.PROTECT, related_name='placements', to='organization.unit', verbose_name='unit')),
            ],
            options={
                'verbose_name': 'placement',
                'verbose_name_plural': 'placements',
                'constraints': [models.UniqueConstraint(fields=('order', 'unit'), name='organization_placement_unit_once', violation_error_message='This order places the unit already.'), models.CheckConstraint(condition=models.Q(('unit', models.F('parent')), _negated=True), name='organization_placement_not_in_itself', violation_error_message='A unit does not belong to itself.')],
            },
        ),
        migrations.CreateModel(
            name='HistoricalPlacement',
            fields=[
                ('id', models.UUIDField(db_index=True, default=secretariat.core.identifiers.new_identifier, editable=False, help_text='Never changes.', verbose_name='identifier')),
                ('is_demonstration', models.BooleanField(default=False, editable=False, help_text='Not a fact: made up to show how the work goes, and left out of every count.', verbose_name='invented for the demonstration')),
                ('history_change_reason', models.TextField(blank=True, null=True)),
                ('position', models.PositiveSmallIntegerField(help_text='Its place in the order, from 1.', verbose_name='position')),
                ('name', secretariat.core.languages.TranslatedField(default=secretariat.core.languages.Labels, help_text='As this order names it.', verbose_name='name')),
                ('acronym', models.CharField(blank=True, help_text='As this order writes it.', max_length=40, verbose_name='acronym')),
                ('level', models.CharField(choices=[('secretariat', 'secretariat'), ('office', 'office'), ('department', 'department'), ('section', 'section'), ('unit', 'unit')], help_text='Its rank in the structure.', max_length=12, verbose_name='level')),
                ('address', models.CharField(blank=True, help_text='Where its functions stand, such as II.A; empty if it has none.', max_length=20, verbose_name='address')),
                ('head', secretariat.core.languages.TranslatedField(blank=True, default=secretariat.core.languages.Labels, help_text='The title of who directs it.', verbose_name='head')),
                ('note', secretariat.core.languages.TranslatedField(blank=True, default=secretariat.core.languages.Labels, help_text='What a reader should know about the sources.', long=True, verbose_name='note')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('order', models.ForeignKey(blank=True, db_constraint=False, help_text='The order that says so.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='organization.order', verbose_name='order')),
                ('answers_to', models.ForeignKey(blank=True, db_constraint=False, help_text='The unit whose head its own head answers to.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='organization.unit', verbose_name='answers to the head of')),
                ('parent', models.ForeignKey(blank=True, db_constraint=False, help_text='The unit it belongs to.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='organization.unit', verbose_name='within')),
                ('unit', models.ForeignKey(blank=True, db_constraint=False, help_text='The unit placed.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='organization.unit', verbose_name='unit')),
            ],
            options={
                'verbose_name': 'historical placement',
                'verbose_name_plural': 'historical placements',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalCounterpart',
            fields=[
                ('id', models.UUIDField(db_index=True, default=secretariat.core.identifiers.new_identifier, editable=False, help_text='Never changes.', verbose_name='identifier')),
                ('is_demonstration', models.BooleanField(default=False, editable=False, help_text='Not a fact: made up to show how the work goes, and left out of every count.', verbose_name='invented for the demonstration')),
                ('history_change_reason', models.TextField(blank=True, null=True)),
                ('relation', models.CharField(choices=[('in_coordination_with', 'in coordination with'), ('in_conjunction_with', 'in conjunction with'), ('through', 'through'), ('under_supervision_of', 'under the supervision of'), ('liaison_with', 'liaison with'), ('serves', 'technical secretariat of'), ('advises', 'advises'), ('reports_to', 'reports to'), ('cooperates_with', 'cooperates with')], help_text='What the order says.', max_length=24, verbose_name='relation')),
                ('detail', secretariat.core.languages.TranslatedField(blank=True, default=secretariat.core.languages.Labels, help_text='On which matters.', verbose_name='detail')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('document', models.ForeignKey(blank=True, db_constraint=False, help_text='The treaty whose technical secretariat it is.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='documents.document', verbose_name='treaty')),
                ('function', models.ForeignKey(blank=True, db_constraint=False, help_text='Which function.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='organization.function', verbose_name='function')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('party', models.ForeignKey(blank=True, db_constraint=False, help_text='Who it is.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='parties.party', verbose_name='party')),
            ],
            options={
                'verbose_name': 'historical counterpart',
                'verbose_name_plural': 'historical counterparts',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalFunctionTopic',
            fields=[
                ('id', models.UUIDField(db_index=True, default=secretariat.core.identifiers.new_identifier, editable=False, help_text='Never changes.', verbose_name='identifier')),
                ('is_demonstration', models.BooleanField(default=False, editable=False, help_text='Not a fact: made up to show how the work goes, and left out of every count.', verbose_name='invented for the demonstration')),
                ('history_change_reason', models.TextField(blank=True, null=True)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('function', models.ForeignKey(blank=True, db_constraint=False, help_text='Which function.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='organization.function', verbose_name='function')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('topic', models.ForeignKey(blank=True, db_constraint=False, help_text='Which topic.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='topics.topic', verbose_name='topic')),
            ],
            options={
                'verbose_name': 'historical topic of a function',
                'verbose_name_plural': 'historical topics of functions',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalFunction',
            fields=[
                ('id', models.UUIDField(db_index=True, default=secretariat.core.identifiers.new_identifier, editable=False, help_text='Never changes.', verbose_name='identifier')),
                ('is_demonstration', models.BooleanField(default=False, editable=False, help_text='Not a fact: made up to show how the work goes, and left out of every count.', verbose_name='invented for the demonstration')),
                ('history_change_reason', models.TextField(blank=True, null=True)),
                ('kind', models.CharField(choices=[('function', 'function'), ('obligation', 'obligation'), ('structure', 'provision on structure'), ('mission', 'mission')], help_text='A numbered function, or an obligation outside them.', max_length=12, verbose_name='kind')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('continues', models.ForeignKey(blank=True, db_constraint=False, help_text='The same function in the order before.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='organization.function', verbose_name='continues')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('paragraph', models.ForeignKey(blank=True, db_constraint=False, help_text='Where it stands.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='documents.paragraph', verbose_name='paragraph')),
                ('order', models.ForeignKey(blank=True, db_constraint=False, help_text='The order that says so.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='organization.order', verbose_name='order')),
                ('unit', models.ForeignKey(blank=True, db_constraint=False, help_text='Who carries it out.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='organization.unit', verbose_name='unit')),
            ],
            options={
                'verbose_name': 'historical function',
                'verbose_name_plural': 'historical functions',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Counterpart',
            fields=[
                ('id', models.UUIDField(default=secretariat.core.identifiers.new_identifier, editable=False, help_text='Never changes.', primary_key=True, serialize=False, verbose_name='identifier')),
                ('is_demonstration', models.BooleanField(default=False, editable=False, help_text='Not a fact: made up to show how the work goes, and left out of every count.', verbose_name='invented for the demonstration')),
                ('relation', models.CharField(choices=[('in_coordination_with', 'in coordination with'), ('in_conjunction_with', 'in conjunction with'), ('through', 'through'), ('under_supervision_of', 'under the supervision of'), ('liaison_with', 'liaison with'), ('serves', 'technical secretariat of'), ('advises', 'advises'), ('reports_to', 'reports to'), ('cooperates_with', 'cooperates with')], help_text='What the order says.', max_length=24, verbose_name='relation')),
                ('detail', secretariat.core.languages.TranslatedField(blank=True, default=secretariat.core.languages.Labels, help_text='On which matters.', verbose_name='detail')),
                ('document', models.ForeignKey(blank=True, help_text='The treaty whose technical secretariat it is.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='served_by', to='documents.document', verbose_name='treaty')),
                ('party', models.ForeignKey(blank=True, help_text='Who it is.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='counterpart_of', to='parties.party', verbose_name='party')),
                ('function', models.ForeignKey(help_text='Which function.', on_delete=django.db.models.deletion.PROTECT, related_name='counterparts', to='organization.function', verbose_name='function')),
            ],
            options={
                'verbose_name': 'counterpart',
                'verbose_name_plural': 'counterparts',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('document__isnull', True), ('party__isnull', False)), models.Q(('document__isnull', False), ('party__isnull', True)), _connector='OR'), name='organization_counterpart_one_target', violation_error_message='A counterpart is a party or a treaty, one of the two.')],
            },
        ),
        migrations.CreateModel(
            name='FunctionTopic',
            fields=[
                ('id', models.UUIDField(default=secretariat.core.identifiers.new_identifier, editable=False, help_text='Never changes.', primary_key=True, serialize=False, verbose_name='identifier')),
                ('is_demonstration', models.BooleanField(default=False, editable=False, help_text='Not a fact: made up to show how the work goes, and left out of every count.', verbose_name='invented for the demonstration')),
                ('function', models.ForeignKey(help_text='Which function.', on_delete=django.db.models.deletion.PROTECT, related_name='topic_links', to='organization.function', verbose_name='function')),
                ('topic', models.ForeignKey(help_text='Which topic.', on_delete=django.db.models.deletion.PROTECT, related_name='function_links', to='topics.topic', verbose_name='topic')),
            ],
            options={
                'verbose_name': 'topic of a function',
                'verbose_name_plural': 'topics of functions',
                'constraints': [models.UniqueConstraint(fields=('function', 'topic'), name='organization_function_topic_once')],
            },
        ),
    ]
