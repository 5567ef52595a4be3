"""Words of documents and paragraphs."""

from __future__ import annotations

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class DocumentKind(models.TextChoices):
    DECLARATION = "declaration", _("declaration")
    RESOLUTION = "resolution", _("resolution")
    DECISION = "decision", _("decision")
    EXECUTIVE_ORDER = "executive_order", _("executive order")
    WORK_PLAN = "work_plan", _("work plan")
    REPORT = "report", _("report")
    TREATY = "treaty", _("treaty")
    STATUTE = "statute", _("statute")
    UNKNOWN = "unknown", _("not known")


class DocumentState(models.TextChoices):
    DRAFT = "draft", _("draft")
    ISSUED = "issued", _("issued")
    WITHDRAWN = "withdrawn", _("withdrawn")


class RelationKind(models.TextChoices):
    REVISES = "revises", _("revises")
    CORRECTS = "corrects", _("corrects")
    ADDS_TO = "adds_to", _("adds to")
    REPLACES = "replaces", _("replaces")
    CONSIDERS = "considers", _("considers")
    CITES = "cites", _("cites")
    BASED_ON = "based_on", _("is based on")
    ADOPTS = "adopts", _("adopts")

    @property
    def passive(self) -> str | Promise:
        """How the other document says it."""
        return _PASSIVE[self]


_PASSIVE = {
    RelationKind.REVISES: _("is revised by"),
    RelationKind.CORRECTS: _("is corrected by"),
    RelationKind.ADDS_TO: _("is added to by"),
    RelationKind.REPLACES: _("is replaced by"),
    RelationKind.CONSIDERS: _("is considered by"),
    RelationKind.CITES: _("is cited by"),
    RelationKind.BASED_ON: _("is the basis of"),
    RelationKind.ADOPTS: _("is adopted by"),
}


class ParagraphKind(models.TextChoices):
    PREAMBULAR = "preambular", _("preambular paragraph")
    OPERATIVE = "operative", _("operative paragraph")
    CHAPEAU = "chapeau", _("chapeau")
    DUTY = "duty", _("standing duty")
    PROVISION = "provision", _("provision")


class VersionStatus(models.TextChoices):
    ORIGINAL = "original", _("original")
    OFFICIAL = "official", _("official version")
    TRANSLATION = "translation", _("translation")
    IN_WORK = "in_work", _("in translation")
