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
    ]

    operations = [
        migrations.CreateModel(
            name='Topic',
            fields=[
                ('id', models.UUIDField(default=secretariat.core.identifiers.new_identifier, editable=False, help_text='Never changes.', primary_key=True, serialize=False, verbose_name='identifier')),
                ('is_demonstration', models.BooleanField(default=False, editable=False, help_text='Not a fact: made up to show how the work goes, and left out of every count.', verbose_name='invented for the demonstration')),
                ('slug', models.SlugField(help_text='Names it in addresses; never changes.', max_length=80, unique=True, verbose_name='key')),
                ('label', secretariat.core.languages.TranslatedField(default=secretariat.core.languages.Labels, help_text='What it is called.', verbose_name='label')),
                ('kind', models.CharField(choices=[('threat', 'threat'), ('work_area', 'work area'), ('program', 'program'), ('theme', 'theme')], help_text='Where the subject comes from.', max_length=12, verbose_name='kind')),
                ('parent', models.ForeignKey(blank=True, help_text='The wider subject.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='topics.topic', verbose_name='part of')),
            ],
            options={
                'verbose_name': 'topic',
                'verbose_name_plural': 'topics',
            },
        ),
        migrations.CreateModel(
            name='HistoricalTopic',
            fields=[
                ('id', models.UUIDField(db_index=True, default=secretariat.core.identifiers.new_identifier, editable=False, help_text='Never changes.', verbose_name='identifier')),
                ('is_demonstration', models.BooleanField(default=False, editable=False, help_text='Not a fact: made up to show how the work goes, and left out of every count.', verbose_name='invented for the demonstration')),
                ('history_change_reason', models.TextField(blank=True, null=True)),
                ('slug', models.SlugField(help_text='Names it in addresses; never changes.', max_length=80, verbose_name='key')),
                ('label', secretariat.core.languages.TranslatedField(default=secretariat.core.languages.Labels, help_text='What it is called.', verbose_name='label')),
                ('kind', models.CharField(choices=[('threat', 'threat'), ('work_area', 'work area'), ('program', 'program'), ('theme', 'theme')], help_text='Where the subject comes from.', max_length=12, verbose_name='kind')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('parent', models.ForeignKey(blank=True, db_constraint=False, help_text='The wider subject.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='topics.topic', verbose_name='part of')),
            ],
            options={
                'verbose_name': 'historical topic',
                'verbose_name_plural': 'historical topics',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
    ]
