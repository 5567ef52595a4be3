"""Mandates: what paragraphs ask, of whom, who answers for it, and the evidence of what became of it."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from secretariat.core.languages import TranslatedField
from secretariat.core.records import Period, PeriodQuerySet, Record, RecordQuerySet, Suggestible, SuggestibleQuerySet
from secretariat.core.viewer import Viewer
from secretariat.documents.models import Document, Paragraph, readable
from secretariat.mandates.choices import ChainKind, Nature, Priority, Status
from secretariat.organization.models import Function, Unit
from secretariat.parties.models import Party
from secretariat.topics.models import Topic


class MandateQuerySet(PeriodQuerySet["Mandate"]):
    """Questions on mandates."""

    def visible_to(self, viewer: Viewer) -> Self:
        return self.filter(readable(viewer, "paragraph__document__"))

    def binding_secretariat(self) -> Self:
        """Those whose nature binds the secretariat: only their status is computed."""
        return self.filter(nature=Nature.INSTRUCTION_SECRETARIAT)


class Mandate(Record, Period):
    """What a paragraph asks; one row a paragraph that asks something, in the order of its document.

    Its status is computed (see ``queries.status_of``), never stored; a person may overrule it.
    """

    paragraph = models.OneToOneField(
        Paragraph,
        verbose_name=_("paragraph"),
        on_delete=models.PROTECT,
        related_name="mandate",
        help_text=_("What asks it."),
    )
    nature = models.CharField(
        _("nature"),
        max_length=24,
        choices=Nature,
        help_text=_("Whether it binds the secretariat, another organ or the States."),
    )
    verb = TranslatedField(_("action verb"), help_text=_("What is to be done, in a word or two."))
    addressee = models.ForeignKey(
        Party,
        verbose_name=_("addressee"),
        on_delete=models.PROTECT,
        related_name="mandates",
        help_text=_("Of whom it is asked."),
    )
    priority = models.CharField(
        _("priority"),
        max_length=6,
        choices=Priority,
        default=Priority.NORMAL,
        help_text=_("As the planning officer sets it."),
    )
    program_area = models.ForeignKey(
        Topic,
        verbose_name=_("program area"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="mandates_of_area",
        help_text=_("The work area it falls in."),
    )
    is_standing = models.BooleanField(
        _("standing"), default=False, help_text=_("Goes on without end: never fulfilled by counting.")
    )
    retired_on = models.DateField(_("retired on"), null=True, blank=True, help_text=_("The day a decision ended it."))
    retired_by = models.ForeignKey(
        Document,
        verbose_name=_("retired by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="retired_mandates",
        help_text=_("The decision that ended it."),
    )

    objects = MandateQuerySet.as_manager()

    told_overrulings: list[Overruling]  # read through queries.with_status
    told_evidence: list[Evidence]
    told_owners: list[Ownership]

    class Meta(Period.Meta):
        verbose_name = _("mandate")
        verbose_name_plural = _("mandates")
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(retired_on__isnull=True, retired_by__isnull=True)
                | models.Q(retired_on__isnull=False, retired_by__isnull=False),
                name="mandates_mandate_retired_by_decision",
            ),
        ]

    def __str__(self) -> str:
        return str(self.paragraph)

    def get_absolute_url(self) -> str:
        return self.paragraph.get_absolute_url()


class MandateTopicQuerySet(RecordQuerySet["MandateTopic"]):
    """As visible as the mandate."""

    def visible_to(self, viewer: Viewer) -> Self:
        return self.filter(readable(viewer, "mandate__paragraph__document__"))


class MandateTopic(Record):
    """That a mandate speaks of a topic; one row a topic a mandate."""

    mandate = models.ForeignKey(
        Mandate,
        verbose_name=_("mandate"),
        on_delete=models.PROTECT,
        related_name="topic_links",
        help_text=_("Which mandate."),
    )
    topic = models.ForeignKey(
        Topic,
        verbose_name=_("topic"),
        on_delete=models.PROTECT,
        related_name="mandate_links",
        help_text=_("Which topic."),
    )

    objects = MandateTopicQuerySet.as_manager()

    class Meta:
        verbose_name = _("topic of a mandate")
        verbose_name_plural = _("topics of mandates")
        constraints = [models.UniqueConstraint(fields=["mandate", "topic"], name="mandates_mandate_topic_once")]

    def __str__(self) -> str:
        return f"{self.mandate}: {self.topic}"


class OwnershipQuerySet(SuggestibleQuerySet["Ownership"]):
    """Questions on who answers for a mandate."""

    def visible_to(self, viewer: Viewer) -> Self:
        """As visible as the mandate and the order that gives the function."""
        of_order = readable(viewer, "function__order__document__") | models.Q(function__isnull=True)
        return super().visible_to(viewer).filter(readable(viewer, "mandate__paragraph__document__"), of_order)


class Ownership(Record, Suggestible):
    """That a unit answers for a mandate, on the ground of one of its functions; suggested until confirmed."""

    mandate = models.ForeignKey(
        Mandate,
        verbose_name=_("mandate"),
        on_delete=models.PROTECT,
        related_name="ownerships",
        help_text=_("What is answered for."),
    )
    unit = models.ForeignKey(
        Unit,
        verbose_name=_("unit"),
        on_delete=models.PROTECT,
        related_name="ownerships",
        help_text=_("Who answers for it."),
    )
    function = models.ForeignKey(
        Function,
        verbose_name=_("function"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="ownerships",
        help_text=_("The function that makes the unit answer for it."),
    )
    is_lead = models.BooleanField(_("lead"), default=False, help_text=_("Owns the mandate; others contribute."))
    reason = TranslatedField(_("reason"), long=True, help_text=_("Why this unit."))

    objects = OwnershipQuerySet.as_manager()

    class Meta(Suggestible.Meta):
        verbose_name = _("ownership")
        verbose_name_plural = _("ownerships")
        constraints = [
            *Suggestible.Meta.constraints,
            models.UniqueConstraint(fields=["mandate", "unit"], name="mandates_ownership_unit_once"),
            models.UniqueConstraint(
                fields=["mandate"],
                condition=models.Q(is_lead=True, state="confirmed"),
                name="mandates_ownership_one_lead",
                violation_error_message=_("Another unit owns this mandate: end its lead first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mandate} – {self.unit}"


class ChainQuerySet(SuggestibleQuerySet["Chain"]):
    """Questions on chains."""

    def visible_to(self, viewer: Viewer) -> Self:
        both = readable(viewer, "paragraph__document__") & readable(viewer, "to_document__")
        return super().visible_to(viewer).filter(both)


class Chain(Record, Suggestible):
    """That a paragraph reiterates, amends, supersedes or cites an earlier one; suggested until confirmed."""

    paragraph = models.ForeignKey(
        Paragraph,
        verbose_name=_("paragraph"),
        on_delete=models.PROTECT,
        related_name="chains",
        help_text=_("The later one."),
    )
    kind = models.CharField(
        _("relation"), max_length=12, choices=ChainKind, help_text=_("What it does to the earlier one.")
    )
    to_document = models.ForeignKey(
        Document,
        verbose_name=_("document"),
        on_delete=models.PROTECT,
        related_name="chains_to",
        help_text=_("The earlier document."),
    )
    to_paragraph = models.ForeignKey(
        Paragraph,
        verbose_name=_("earlier paragraph"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="chains_to",
        help_text=_("Empty where the whole document is meant."),
    )
    reason = TranslatedField(_("reason"), long=True, help_text=_("Why they belong together."))

    objects = ChainQuerySet.as_manager()

    class Meta(Suggestible.Meta):
        verbose_name = _("chain")
        verbose_name_plural = _("chains")
        constraints = [
            *Suggestible.Meta.constraints,
            models.UniqueConstraint(
                fields=["paragraph", "kind", "to_document", "to_paragraph"], name="mandates_chain_to_paragraph_once"
            ),
            models.UniqueConstraint(
                fields=["paragraph", "kind", "to_document"],
                condition=models.Q(to_paragraph__isnull=True),
                name="mandates_chain_to_document_once",
            ),
            models.CheckConstraint(
                condition=models.Q(to_paragraph__isnull=True) | ~models.Q(paragraph=models.F("to_paragraph")),
                name="mandates_chain_not_to_itself",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.paragraph} {self.get_kind_display()} {self.to_paragraph or self.to_document}"


class ExclusionQuerySet(RecordQuerySet["Exclusion"]):
    """As visible as the paragraph and the document whose footnote says so."""

    def visible_to(self, viewer: Viewer) -> Self:
        return self.filter(readable(viewer, "paragraph__document__"), readable(viewer, "by__"))


class Exclusion(Record):
    """That a paragraph does not concern a unit, on the word of a document's footnote; another unit may own it."""

    paragraph = models.ForeignKey(
        Paragraph,
        verbose_name=_("paragraph"),
        on_delete=models.PROTECT,
        related_name="exclusions",
        help_text=_("What is excluded."),
    )
    unit = models.ForeignKey(
        Unit, verbose_name=_("unit"), on_delete=models.PROTECT, related_name="exclusions", help_text=_("For whom.")
    )
    by = models.ForeignKey(
        Document,
        verbose_name=_("said by"),
        on_delete=models.PROTECT,
        related_name="exclusions",
        help_text=_("The document that says so."),
    )
    footnote = models.CharField(_("footnote"), max_length=12, help_text=_("Its number."))
    words = TranslatedField(_("what it says"), long=True, help_text=_("In our words."))

    objects = ExclusionQuerySet.as_manager()

    class Meta:
        verbose_name = _("exclusion")
        verbose_name_plural = _("exclusions")
        constraints = [models.UniqueConstraint(fields=["paragraph", "unit"], name="mandates_exclusion_once")]

    def __str__(self) -> str:
        return f"{self.paragraph}: {self.unit}"


class OverrulingQuerySet(RecordQuerySet["Overruling"]):
    """As visible as the mandate: that a person overruled, and why, is for everyone to see."""

    def visible_to(self, viewer: Viewer) -> Self:
        return self.filter(readable(viewer, "mandate__paragraph__document__"))

    def standing(self) -> Self:
        return self.filter(ended_on__isnull=True)


class Overruling(Record):
    """That a person set a mandate's status against the computed one, with a reason that stays on record."""

    mandate = models.ForeignKey(
        Mandate,
        verbose_name=_("mandate"),
        on_delete=models.PROTECT,
        related_name="overrulings",
        help_text=_("Whose status."),
    )
    status = models.CharField(_("status"), max_length=14, choices=Status, help_text=_("What it is held to be."))
    reason = models.TextField(_("reason"), max_length=2000, help_text=_("Why; stays on record and is public."))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Who."),
    )
    decided_on = models.DateField(_("decided on"), help_text=_("From which day it holds."))
    ended_on = models.DateField(
        _("ended on"), null=True, blank=True, help_text=_("The day the computed status came back.")
    )

    objects = OverrulingQuerySet.as_manager()

    class Meta:
        verbose_name = _("overruling")
        verbose_name_plural = _("overrulings")
        constraints = [
            models.UniqueConstraint(
                fields=["mandate"], condition=models.Q(ended_on__isnull=True), name="mandates_overruling_one_standing"
            )
        ]

    def __str__(self) -> str:
        return f"{self.mandate}: {self.get_status_display()}"


class EvidenceQuerySet(RecordQuerySet["Evidence"]):
    """As visible as the mandate and the document that the source stands in."""

    def visible_to(self, viewer: Viewer) -> Self:
        of_source = readable(viewer, "document__") | models.Q(document__isnull=True)
        return self.filter(readable(viewer, "mandate__paragraph__document__"), of_source)

    def counting(self) -> Self:
        return self.filter(is_ended=False)


class Evidence(Record):
    """What speaks for the fulfillment of a mandate; one row a source (a confirmed plan line), as its app tells.

    Units: ``planned`` and ``held`` count what the source counts; ``planned`` is empty where the source has no number.
    """

    mandate = models.ForeignKey(
        Mandate,
        verbose_name=_("mandate"),
        on_delete=models.PROTECT,
        related_name="evidence",
        help_text=_("What it speaks for."),
    )
    source = models.UUIDField(_("source"), help_text=_("The identifier of the record it comes from."))
    document = models.ForeignKey(
        Document,
        verbose_name=_("document"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="evidence",
        help_text=_("Where the source stands, such as the plan; who may read that may read this."),
    )
    label = TranslatedField(_("label"), help_text=_("What it is called."))
    address = models.CharField(_("address"), max_length=40, help_text=_("Where it stands, such as 1.A.1.1."))
    url = models.CharField(_("page"), max_length=200, help_text=_("Where it is shown."))
    planned = models.PositiveIntegerField(
        _("planned"), null=True, blank=True, help_text=_("How many; empty if no number.")
    )
    held = models.PositiveIntegerField(_("held"), default=0, help_text=_("How many were held."))
    is_standing = models.BooleanField(_("standing"), default=False, help_text=_("Goes on without end."))
    on_request = models.BooleanField(_("upon request"), default=False, help_text=_("Waits for requests."))
    is_ended = models.BooleanField(
        _("no longer counts"), default=False, help_text=_("The link to its source was refused or the source dropped.")
    )

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        constraints = [models.UniqueConstraint(fields=["mandate", "source"], name="mandates_evidence_source_once")]

    def __str__(self) -> str:
        return f"{self.address} {self.label}"
