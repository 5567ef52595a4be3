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
    ]

    operations = [
        migrations.CreateModel(
            name='HistoricalCollaborator',
            fields=[
                ('id', models.UUIDField(db_index=True, default=secretariat.core.identifiers.new_identifier, editable=False, help_text='Never changes.', verbose_name='identifier')),
                ('is_demonstration', models.BooleanField(default=False, editable=False, help_text='Not a fact: made up to show how the work goes, and left out of every count.', verbose_name='invented for the demonstration')),
                ('history_change_reason', models.TextField(blank=True, null=True)),
                ('group', models.CharField(choices=[('observers', 'permanent observers'), ('inter_american', 'organs, agencies and entities of the inter-American system'), ('principals', 'principals of political bodies'), ('organizations', 'national, international, regional and sub-regional organizations'), ('non_governmental', 'non-governmental organizations and others')], help_text='The heading it stands under.', max_length=20, verbose_name='group')),
                ('number', models.PositiveSmallIntegerField(blank=True, help_text='As the list numbers it; empty for a whole class.', null=True, verbose_name='number')),
                ('position', models.PositiveSmallIntegerField(help_text='Its place in the whole list, from 1.', verbose_name='position')),
                ('post', secretariat.core.languages.TranslatedField(blank=True, default=secretariat.core.languages.Labels, help_text='The post in the body, such as its chair.', verbose_name='post')),
                ('printed', models.CharField(blank=True, help_text='The name as the list prints it.', max_length=300, verbose_name='as printed')),
                ('note', secretariat.core.languages.TranslatedField(blank=True, default=secretariat.core.languages.Labels, help_text='What a reader should know.', long=True, verbose_name='note')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('document', models.ForeignKey(blank=True, db_constraint=False, help_text='The document whose list it is.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='documents.document', verbose_name='document')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('party', models.ForeignKey(blank=True, db_constraint=False, help_text='Who it is; empty where a whole class is named.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='parties.party', verbose_name='party')),
            ],
            options={
                'verbose_name': 'historical collaborator',
                'verbose_name_plural': 'historical collaborators',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Collaborator',
            fields=[
                ('id', models.UUIDField(default=secretariat.core.identifiers.new_identifier, editable=False, help_text='Never changes.', primary_key=True, serialize=False, verbose_name='identifier')),
                ('is_demonstration', models.BooleanField(default=False, editable=False, help_text='Not a fact: made up to show how the work goes, and left out of every count.', verbose_name='invented for the demonstration')),
                ('group', models.CharField(choices=[('observers', 'permanent observers'), ('inter_american', 'organs, agencies and entities of the inter-American system'), ('principals', 'principals of political bodies'), ('organizations', 'national, international, regional and sub-regional organizations'), ('non_governmental', 'non-governmental organizations and others')], help_text='The heading it stands under.', max_length=20, verbose_name='group')),
                ('number', models.PositiveSmallIntegerField(blank=True, help_text='As the list numbers it; empty for a whole class.', null=True, verbose_name='number')),
                ('position', models.PositiveSmallIntegerField(help_text='Its place in the whole list, from 1.', verbose_name='position')),
                ('post', secretariat.core.languages.TranslatedField(blank=True, default=secretariat.core.languages.Labels, help_text='The post in the body, such as its chair.', verbose_name='post')),
                ('printed', models.CharField(blank=True, help_text='The name as the list prints it.', max_length=300, verbose_name='as printed')),
                ('note', secretariat.core.languages.TranslatedField(blank=True, default=secretariat.core.languages.Labels, help_text='What a reader should know.', long=True, verbose_name='note')),
                ('document', models.ForeignKey(help_text='The document whose list it is.', on_delete=django.db.models.deletion.PROTECT, related_name='collaborators', to='documents.document', verbose_name='document')),
                ('party', models.ForeignKey(blank=True, help_text='Who it is; empty where a whole class is named.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='collaborations', to='parties.party', verbose_name='party')),
            ],
            options={
                'verbose_name': 'collaborator',
                'verbose_name_plural': 'collaborators',
                'constraints': [models.UniqueConstraint(fields=('document', 'position'), name='directory_collaborator_place_once')],
            },
        ),
    ]
