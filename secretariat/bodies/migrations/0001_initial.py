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
        ('parties', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Body',
            fields=[
                ('id', models.UUIDField(default=secretariat.core.identifiers.new_identifier, editable=False, help_text='Never changes.', primary_key=True, serialize=False, verbose_name='identifier')),
                ('is_demonstration', models.BooleanField(default=False, editable=False, help_text='Not a fact: made up to show how the work goes, and left out of every count.', verbose_name='invented for the demonstration')),
                ('kind', models.CharField(choices=[('assembly', 'assembly'), ('council', 'council'), ('committee', 'committee'), ('commission', 'commission'), ('meeting', 'meeting of ministers or experts'), ('working_group', 'working group'), ('expert_group', 'group of experts'), ('forum', 'forum'), ('other', 'other')], help_text='What sort of body it is.', max_length=16, verbose_name='kind')),
                ('parent', models.ForeignKey(blank=True, help_text='The body or organization it belongs to.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='bodies_below', to='parties.party', verbose_name='belongs to')),
                ('party', models.OneToOneField(help_text='The body as a party.', on_delete=django.db.models.deletion.PROTECT, related_name='body', to='parties.party', verbose_name='party')),
            ],
            options={
                'verbose_name': 'body',
                'verbose_name_plural': 'bodies',
            },
        ),
        migrations.CreateModel(
            name='HistoricalBody',
            fields=[
                ('id', models.UUIDField(db_index=True, default=secretariat.core.identifiers.new_identifier, editable=False, help_text='Never changes.', verbose_name='identifier')),
                ('is_demonstration', models.BooleanField(default=False, editable=False, help_text='Not a fact: made up to show how the work goes, and left out of every count.', verbose_name='invented for the demonstration')),
                ('history_change_reason', models.TextField(blank=True, null=True)),
                ('kind', models.CharField(choices=[('assembly', 'assembly'), ('council', 'council'), ('committee', 'committee'), ('commission', 'commission'), ('meeting', 'meeting of ministers or experts'), ('working_group', 'working group'), ('expert_group', 'group of experts'), ('forum', 'forum'), ('other', 'other')], help_text='What sort of body it is.', max_length=16, verbose_name='kind')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('parent', models.ForeignKey(blank=True, db_constraint=False, help_text='The body or organization it belongs to.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='parties.party', verbose_name='belongs to')),
                ('party', models.ForeignKey(blank=True, db_constraint=False, help_text='The body as a party.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='parties.party', verbose_name='party')),
            ],
            options={
                'verbose_name': 'historical body',
                'verbose_name_plural': 'historical bodies',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalSession',
            fields=[
                ('id', models.UUIDField(db_index=True, default=secretariat.core.identifiers.new_identifier, editable=False, help_text='Never changes.', verbose_name='identifier')),
                ('is_demonstration', models.BooleanField(default=False, editable=False, help_text='Not a fact: made up to show how the work goes, and left out of every count.', verbose_name='invented for the demonstration')),
                ('history_change_reason', models.TextField(blank=True, null=True)),
                ('number', models.PositiveSmallIntegerField(help_text='Counted apart for regular and special sessions.', verbose_name='number')),
                ('kind', models.CharField(choices=[('regular', 'regular session'), ('special', 'special session')], help_text='Regular or special.', max_length=8, verbose_name='kind')),
                ('opened_on', models.DateField(blank=True, help_text='First day.', null=True, verbose_name='opened on')),
                ('closed_on', models.DateField(blank=True, help_text='Last day.', null=True, verbose_name='closed on')),
                ('opened_precision', models.CharField(choices=[('day', 'day'), ('month', 'month'), ('year', 'year')], default='day', help_text='How exactly it is known.', max_length=8, verbose_name='precision of the first day')),
                ('place', secretariat.core.languages.TranslatedField(blank=True, default=secretariat.core.languages.Labels, help_text='Where it meets.', verbose_name='place')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('body', models.ForeignKey(blank=True, db_constraint=False, help_text='Who meets.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='bodies.body', verbose_name='body')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical session',
                'verbose_name_plural': 'historical sessions',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Session',
            fields=[
                ('id', models.UUIDField(default=secretariat.core.identifiers.new_identifier, editable=False, help_text='Never changes.', primary_key=True, serialize=False, verbose_name='identifier')),
                ('is_demonstration', models.BooleanField(default=False, editable=False, help_text='Not a fact: made up to show how the work goes, and left out of every count.', verbose_name='invented for the demonstration')),
                ('number', models.PositiveSmallIntegerField(help_text='Counted apart for regular and special sessions.', verbose_name='number')),
                ('kind', models.CharField(choices=[('regular', 'regular session'), ('special', 'special session')], help_text='Regular or special.', max_length=8, verbose_name='kind')),
                ('opened_on', models.DateField(blank=True, help_text='First day.', null=True, verbose_name='opened on')),
                ('closed_on', models.DateField(blank=True, help_text='Last day.', null=True, verbose_name='closed on')),
                ('opened_precision', models.CharField(choices=[('day', 'day'), ('month', 'month'), ('year', 'year')], default='day', help_text='How exactly it is known.', max_length=8, verbose_name='precision of the first day')),
                ('place', secretariat.core.languages.TranslatedField(blank=True, default=secretariat.core.languages.Labels, help_text='Where it meets.', verbose_name='place')),
                ('body', models.ForeignKey(help_text='Who meets.', on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='bodies.body', verbose_name='body')),
            ],
            options={
                'verbose_name': 'session',
                'verbose_name_plural': 'sessions',
                'constraints': [models.UniqueConstraint(fields=('body', 'kind', 'number'), name='bodies_session_number_once'), models.CheckConstraint(condition=models.Q(('closed_on__isnull', True), ('opened_on__isnull', True), ('closed_on__gte', models.F('opened_on')), _connector='OR'), name='bodies_session_days_in_order')],
            },
        ),
    ]
