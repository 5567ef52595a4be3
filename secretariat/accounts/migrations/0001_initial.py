import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import secretariat.accounts.models
import secretariat.core.identifiers
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Person',
            fields=[
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('id', models.UUIDField(default=secretariat.core.identifiers.new_identifier, editable=False, help_text='Never changes.', primary_key=True, serialize=False, verbose_name='identifier')),
                ('email', models.EmailField(help_text='Signs in with it and receives mail there.', max_length=254, unique=True, verbose_name='e-mail address')),
                ('full_name', models.CharField(help_text='As the person writes it.', max_length=150, validators=[django.core.validators.RegexValidator('^[^\\x00-\\x1f\\x7f]*$', 'Write it on one line.', code='one_line')], verbose_name='name')),
                ('kind', models.CharField(choices=[('person', 'person'), ('operator', 'operator of the installation'), ('loader', 'loader of founding data')], default='person', editable=False, help_text='A person, or the program acting for itself.', max_length=10, verbose_name='kind')),
                ('language', models.CharField(blank=True, choices=[('en', 'English'), ('es', 'Español'), ('pt', 'Português'), ('fr', 'Français')], help_text="Of pages and mail; empty: the browser's.", max_length=2, verbose_name='language')),
                ('time_zone', models.CharField(default='UTC', help_text='In which hours are shown, such as America/Bogota.', max_length=50, validators=[secretariat.accounts.models.known_time_zone], verbose_name='time zone')),
                ('is_active', models.BooleanField(default=True, help_text='Ended accounts stay on record.', verbose_name='may sign in')),
                ('is_demonstration', models.BooleanField(default=False, editable=False, help_text='A member of the cast.', verbose_name='invented for the demonstration')),
            ],
            options={
                'verbose_name': 'person',
                'verbose_name_plural': 'people',
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='accounts_person_email_any_case')],
            },
        ),
        migrations.CreateModel(
            name='HistoricalPerson',
            fields=[
                ('id', models.UUIDField(db_index=True, default=secretariat.core.identifiers.new_identifier, editable=False, help_text='Never changes.', verbose_name='identifier')),
                ('email', models.EmailField(db_index=True, help_text='Signs in with it and receives mail there.', max_length=254, verbose_name='e-mail address')),
                ('full_name', models.CharField(help_text='As the person writes it.', max_length=150, validators=[django.core.validators.RegexValidator('^[^\\x00-\\x1f\\x7f]*$', 'Write it on one line.', code='one_line')], verbose_name='name')),
                ('kind', models.CharField(choices=[('person', 'person'), ('operator', 'operator of the installation'), ('loader', 'loader of founding data')], default='person', editable=False, help_text='A person, or the program acting for itself.', max_length=10, verbose_name='kind')),
                ('language', models.CharField(blank=True, choices=[('en', 'English'), ('es', 'Español'), ('pt', 'Português'), ('fr', 'Français')], help_text="Of pages and mail; empty: the browser's.", max_length=2, verbose_name='language')),
                ('time_zone', models.CharField(default='UTC', help_text='In which hours are shown, such as America/Bogota.', max_length=50, validators=[secretariat.accounts.models.known_time_zone], verbose_name='time zone')),
                ('is_active', models.BooleanField(default=True, help_text='Ended accounts stay on record.', verbose_name='may sign in')),
                ('is_demonstration', models.BooleanField(default=False, editable=False, help_text='A member of the cast.', verbose_name='invented for the demonstration')),
                ('history_change_reason', models.TextField(blank=True, null=True)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical person',
                'verbose_name_plural': 'historical people',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
    ]
