"""The lines of a plan and what amendments make of them."""

from __future__ import annotations

import datetime
import uuid
from typing import Self

from django.db import models
from django.db.models.expressions import Combinable
from django.utils.translation import gettext_lazy as _

from secretariat.core.addresses import address_of
from secretariat.core.choices import Audience
from secretariat.core.languages import Labels, TranslatedField
from secretariat.core.records import Record, RecordQuerySet
from secretariat.core.viewer import Viewer
from secretariat.documents.models import readable
from secretariat.organization.models import Function, Unit
from secretariat.plans.choices import AmendmentState, DeliverableKind, Level
from secretariat.plans.models.parts import PlanPart, PlanPartQuerySet, Project
from secretariat.plans.models.plan import Amendment
from secretariat.plans.models.versions import Version


class Terms(models.Model):
    """What an activity promises: of which kind, how many of what, or upon request.

    Units: ``quantity`` counts what ``counts`` names; empty where the plan gives no readable number.
    """

    kind = models.CharField(_("kind"), max_length=20, choices=DeliverableKind, help_text=_("What is to be delivered."))
    quantity = models.PositiveIntegerField(
        _("planned"), null=True, blank=True, help_text=_("How many; empty where the plan gives no readable number.")
    )
    counts = TranslatedField(_("what is counted"), blank=True, help_text=_("Such as workshops, ports, States."))
    on_request = models.BooleanField(_("upon request"), default=False, help_text=_("Done when a State asks."))

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(quantity__isnull=True) | models.Q(quantity__gt=0),
                name="%(app_label)s_%(class)s_quantity_above_0",
                violation_error_message=_("A quantity is at least one."),
            ),
            models.CheckConstraint(
                condition=models.Q(on_request=False) | models.Q(quantity__isnull=True),
                name="%(app_label)s_%(class)s_number_or_request",
                violation_error_message=_("A line is planned by number or upon request, not both."),
            ),
        ]


TERMS = ("kind", "quantity", "counts", "on_request")


class ActivityQuerySet(PlanPartQuerySet):
    """Questions on lines."""

    def with_terms_at(self, version: Version) -> Self:
        """Fetch along what a version of the plan promises: ``now_kind``, ``now_quantity`` and so on.

        ``now_amended`` names the terms that hold instead of the adopted ones; it is None where none do.
        """
        terms = AmendedTerms.objects.filter(version.applied("amendment__"), activity=models.OuterRef("pk"))
        newest = terms.order_by("-amendment__number")
        rows = self.annotate(now_amended=models.Subquery(newest.values("id")[:1]))
        return rows.annotate(**{f"now_{name}": self._term(name, newest) for name in TERMS})

    def _term(self, name: str, newest: models.QuerySet[AmendedTerms]) -> Combinable:
        """Return the newest amended value; a case, as an amended quantity may be empty."""
        return models.Case(
            models.When(now_amended__isnull=True, then=models.F(name)),
            default=models.Subquery(newest.values(name)[:1]),
        )


def line_place(project: Project, position: int) -> int:
    """Return where a line at a position of its plan stands among the lines of all plans.

    Units: year, area, program, project and position as one number, three digits for each after the year.
    """
    program = project.program
    place = project.plan.starts_on.year
    for each in (program.area.position, program.position, project.position, position):
        place = place * 1000 + each
    return place


class Activity(PlanPart, Terms):
    """A line of the plan, as adopted; one row a line. What an amendment makes of it stands in ``AmendedTerms``.

    ``place`` repeats what its plan, its parts and its position say (see ``line_place``), so that lists of all lines
    are read by an index; a line never moves.
    """

    project = models.ForeignKey(
        Project,
        verbose_name=_("project"),
        on_delete=models.PROTECT,
        related_name="activities",
        help_text=_("Where it belongs."),
    )
    place = models.BigIntegerField(
        _("place among all lines"), editable=False, help_text=_("By year, area, program, project and position.")
    )
    address = models.CharField(
        _("address"), max_length=24, help_text=_("Such as 1.A.1.2: the second line of project 1.A.1.")
    )
    is_standing = models.BooleanField(
        _("standing"), default=False, help_text=_("A network, pool or system that is kept up.")
    )
    level = models.CharField(
        _("level"), max_length=12, choices=Level, blank=True, help_text=_("Where the plan states it.")
    )
    owner = models.ForeignKey(
        Unit,
        verbose_name=_("unit"),
        on_delete=models.PROTECT,
        related_name="activities",
        help_text=_("Who carries it out."),
    )
    owner_function = models.ForeignKey(
        Function,
        verbose_name=_("function"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="activities",
        help_text=_("The function under which the unit carries it out."),
    )

    repeats = ("place",)

    objects = ActivityQuerySet.as_manager()

    now_amended: uuid.UUID | None  # read through ActivityQuerySet.with_terms_at
    now_kind: str
    now_quantity: int | None
    now_counts: Labels
    now_on_request: bool
    confirmed_links: int  # read through queries.with_links
    suggested_links: int

    class Meta(Terms.Meta):
        abstract = False
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        indexes = [models.Index(fields=["place", "id"], name="plans_activity_by_place")]
        constraints = [
            *Terms.Meta.constraints,
            models.UniqueConstraint(fields=["plan", "address"], name="plans_activity_address_once"),
        ]

    def __str__(self) -> str:
        return f"{self.address} {self.title}"

    def get_absolute_url(self) -> str:
        return address_of("activity", self.pk)

    def open_since(self, viewer: Viewer) -> datetime.datetime | None:
        return self.added_by.open_since(viewer) if self.added_by else None


class AmendedTermsQuerySet(RecordQuerySet["AmendedTerms"]):
    """As visible as the amendment."""

    def visible_to(self, viewer: Viewer) -> Self:
        rows = self.filter(readable(viewer, "amendment__plan__document__"))
        if viewer.reads_everything or viewer.clearance >= Audience.SECRETARIAT:
            return rows
        return rows.filter(amendment__state=AmendmentState.ADOPTED)


class AmendedTerms(Record, Terms):
    """What an amendment makes of an activity; one row an activity an amendment."""

    amendment = models.ForeignKey(
        Amendment,
        verbose_name=_("amendment"),
        on_delete=models.PROTECT,
        related_name="terms",
        help_text=_("What changes it."),
    )
    activity = models.ForeignKey(
        Activity,
        verbose_name=_("activity"),
        on_delete=models.PROTECT,
        related_name="amended_terms",
        help_text=_("What is changed."),
    )

    objects = AmendedTermsQuerySet.as_manager()

    class Meta(Terms.Meta):
        abstract = False
        verbose_name = _("amended terms")
        verbose_name_plural = _("amended terms")
        constraints = [
            *Terms.Meta.constraints,
            models.UniqueConstraint(fields=["amendment", "activity"], name="plans_amended_terms_once"),
        ]

    def __str__(self) -> str:
        return f"{self.amendment}: {self.activity.address}"
