"""Words of the structure."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OrderState(models.TextChoices):
    DRAFT = "draft", _("draft")
    ISSUED = "issued", _("issued")
    WITHDRAWN = "withdrawn", _("withdrawn")


class UnitLevel(models.TextChoices):
    SECRETARIAT = "secretariat", _("secretariat")
    OFFICE = "office", _("office")
    DEPARTMENT = "department", _("department")
    SECTION = "section", _("section")
    UNIT = "unit", _("unit")


class FunctionKind(models.TextChoices):
    FUNCTION = "function", _("function")
    OBLIGATION = "obligation", _("obligation")
    STRUCTURE = "structure", _("provision on structure")
    MISSION = "mission", _("mission")


class CounterpartRelation(models.TextChoices):
    IN_COORDINATION_WITH = "in_coordination_with", _("in coordination with")
    IN_CONJUNCTION_WITH = "in_conjunction_with", _("in conjunction with")
    THROUGH = "through", _("through")
    UNDER_SUPERVISION_OF = "under_supervision_of", _("under the supervision of")
    LIAISON_WITH = "liaison_with", _("liaison with")
    SERVES = "serves", _("technical secretariat of")
    ADVISES = "advises", _("advises")
    REPORTS_TO = "reports_to", _("reports to")
    COOPERATES_WITH = "cooperates_with", _("cooperates with")
