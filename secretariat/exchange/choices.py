"""Words of imports and exports."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportState(models.TextChoices):
    """How far an import has come."""

    READ = "read", _("read: say what it holds")
    CHECKING = "checking", _("being checked")
    CHECKED = "checked", _("checked")
    APPLYING = "applying", _("being applied")
    APPLIED = "applied", _("applied")
    LEFT = "left", _("left")


class Empties(models.TextChoices):
    """What an empty cell says of a record that is there already."""

    KEEP = "keep", _("an empty cell leaves what stands")
    CLEAR = "clear", _("an empty cell empties what stands")


class Verdict(models.TextChoices):
    """What would become of a row."""

    REFUSED = "refused", _("objections")
    MADE = "made", _("would be made")
    CHANGED = "changed", _("would be changed")
    SAME = "same", _("left as it is")


class FileFormat(models.TextChoices):
    """What a register is downloaded as."""

    XLSX = "xlsx", _("Excel (XLSX)")
    CSV = "csv", _("CSV, UTF-8")


class ExportState(models.TextChoices):
    """How far an export has come."""

    GIVEN = "given", _("given at once")
    ASKED = "asked", _("being made")
    READY = "ready", _("ready")
    FAILED = "failed", _("failed")
    REMOVED = "removed", _("removed")
