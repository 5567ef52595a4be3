"""Work of the worker: long exports, long imports."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import Http404
from django.utils import timezone, translation
from django_tasks import task

from secretariat.core.errors import NotPermitted, Refused
from secretariat.exchange.choices import ExportState
from secretariat.exchange.lists_asked import list_asked
from secretariat.exchange.models import Export, Import
from secretariat.exchange.services import exports, imports
from secretariat.parties.queries import viewer_for


@task()
def make_export(export_id: str) -> None:
    """Write the file of a long list, as the person who asked for it may see it now; once, however often it runs."""
    export = Export.objects.select_related("person").get(pk=export_id)
    if export.state != ExportState.ASKED:
        return
    viewer = viewer_for(export.person, on=timezone.localdate())
    with translation.override(export.options["language"]):
        try:
            page = list_asked(export.address, viewer)
        except (Http404, NotPermitted, Refused, ValidationError):
            exports.fail_export(export)
            return
        exports.make_export(export, page, by=viewer)


@task()
def check_import(import_id: str) -> None:
    """Find out what would become of each row of a file, as the person who brought it."""
    import_ = Import.objects.select_related("started_by").get(pk=import_id)
    today = timezone.localdate()
    imports.check_rows(import_, by=viewer_for(import_.started_by, on=today), on=today)


@task()
def apply_import(import_id: str) -> None:
    """Take in the rows of a file, all or none, as the person who brought it; once, however often it runs."""
    import_ = Import.objects.select_related("started_by").get(pk=import_id)
    today = timezone.localdate()
    imports.apply_rows(import_, by=viewer_for(import_.started_by, on=today), on=today)
