"""Give every line its place among the lines of all plans, and the index that lists are read by."""

from django.db import migrations, models
from django.db.models import F, OuterRef, Subquery, Value
from django.db.models.functions import ExtractYear

PARTS = ("project__program__area__position", "project__program__position", "project__position", "position")


def place_lines(apps, schema_editor):
    """Write what ``plans.models.line_place`` says, in one statement."""
    place = ExtractYear("project__plan__starts_on")
    for each in PARTS:
        place = place * Value(1000, output_field=models.BigIntegerField()) + F(each)
    lines = apps.get_model("plans", "Activity")._default_manager.using(schema_editor.connection.alias)
    places = lines.filter(pk=OuterRef("pk")).annotate(
        computed=models.ExpressionWrapper(place, output_field=models.BigIntegerField())
    )
    lines.update(place=Subquery(places.values("computed")))


class Migration(migrations.Migration):

    dependencies = [
        ('organization', '0001_initial'),
        ('plans', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='activity',
            name='place',
            field=models.BigIntegerField(default=0, editable=False, help_text='By year, area, program, project and position.', verbose_name='place among all lines'),
            preserve_default=False,
        ),
        migrations.RunPython(place_lines, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name='activity',
            index=models.Index(fields=['place', 'id'], name='plans_activity_by_place'),
        ),
    ]
