"""The base of every record: identifier, history, visibility."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Callable, Collection
from typing import Any, ClassVar, Generic, Self, TypeVar

from django.conf import settings
from django.db import models
from django.db.models.base import ModelState
from django.utils.translation import gettext_lazy as _

from secretariat.core.choices import Audience, Precision, SuggestionState
from secretariat.core.history import records_history, since_last
from secretariat.core.identifiers import new_identifier
from secretariat.core.instances import RecordIterable
from secretariat.core.viewer import Viewer

Kept = TypeVar("Kept", bound=models.Model, covariant=True)


class RecordQuerySet(models.QuerySet[Kept], Generic[Kept]):
    """Questions every record answers. ``visible_to`` is the only door to rows for pages, API, exports and search."""

    _fetch_along: Callable[[list[Any]], None] | None = None

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._iterable_class = RecordIterable

    def fetching_along(self, fetch: Callable[[list[Any]], None]) -> Self:
        """Call ``fetch`` with the records once they are read, to give them what belongs to them, all at once.

        What ``prefetch_related`` does, for links that are read by ready statements (see ``prepared``).
        """
        rows = self.all()
        rows._fetch_along = fetch  # noqa: SLF001 - its own
        return rows

    def _clone(self) -> Self:
        clone: Self = super()._clone()  # type: ignore[misc]
        clone._fetch_along = self._fetch_along
        return clone

    def _fetch_all(self) -> None:
        is_new = self._result_cache is None
        super()._fetch_all()
        if is_new and self._fetch_along and self._result_cache and self._iterable_class is RecordIterable:
            self._fetch_along(self._result_cache)

    def visible_to(self, viewer: Viewer) -> Self:
        """Return the rows this viewer may see."""
        raise NotImplementedError(f"{self.model.__name__} has no rule of visibility")

    def real(self) -> Self:
        """Leave out what was invented for the demonstration."""
        return self.filter(is_demonstration=False)


class PublicQuerySet(RecordQuerySet[Kept]):
    """Records that everyone may see."""

    def visible_to(self, viewer: Viewer) -> Self:
        return self.all()


class SecretariatQuerySet(RecordQuerySet[Kept]):
    """Records that only the secretariat may see."""

    def visible_to(self, viewer: Viewer) -> Self:
        return self.all() if viewer.reads_everything or viewer.clearance >= Audience.SECRETARIAT else self.none()


class Record(models.Model):
    """What is kept: with an identifier, a history, and a word on whether it was invented for the demonstration."""

    id = models.UUIDField(
        _("identifier"), primary_key=True, default=new_identifier, editable=False, help_text=_("Never changes.")
    )
    is_demonstration = models.BooleanField(
        _("invented for the demonstration"),
        default=False,
        editable=False,
        help_text=_("Not a fact: made up to show how the work goes, and left out of every count."),
    )

    history = records_history()

    is_told: ClassVar[bool] = True  # whether its changes stand among what changed since somebody's last visit
    kept_inside: ClassVar[models.Q]  # versions for the secretariat alone, such as a draft, by what they hold

    changed_inside: ClassVar[
        tuple[str, ...]
    ] = ()  # columns whose changes are for the secretariat alone, with the reason

    repeats: ClassVar[tuple[str, ...]] = ()  # columns made of what other records say, for speed: not in the history

    class Meta:
        abstract = True

    @classmethod
    def from_db(cls, db: str | None, field_names: Collection[str], values: Collection[Any], **_options: Any) -> Self:
        """Make a record of a row at once: what Django calls for a new record takes four times as long for each."""
        made = cls.__new__(cls)
        made.__dict__.update(zip(field_names, values, strict=True))
        made._state = ModelState()
        made._state.db, made._state.adding = db, False
        return made

    def keeper_ids(self) -> frozenset[uuid.UUID]:
        """Return the parties that answer for the record: their chiefs see who looked at it. None by itself."""
        return frozenset()

    def open_since(self, viewer: Viewer) -> datetime.datetime | None:
        """Return since when a viewer may read the record: its history before is not theirs; None: from the first."""
        inside = getattr(self, "kept_inside", None)
        if inside is None or viewer.reads_everything or viewer.clearance >= Audience.SECRETARIAT:
            return None
        return since_last(self, inside)


class PeriodQuerySet(RecordQuerySet[Kept]):
    """Records that hold from a day to a day."""

    def valid_on(self, day: datetime.date) -> Self:
        """Return those that held on ``day``; the last day is included, an unknown first day counts as held."""
        started = models.Q(valid_from__isnull=True) | models.Q(valid_from__lte=day)
        not_ended = models.Q(valid_until__isnull=True) | models.Q(valid_until__gte=day)
        return self.filter(started, not_ended)


class Period(models.Model):
    """That something holds from a day to a day, both included."""

    valid_from = models.DateField(
        _("from"), null=True, blank=True, help_text=_("First day on which it holds; empty if not known.")
    )
    valid_until = models.DateField(
        _("until"), null=True, blank=True, help_text=_("Last day on which it holds; empty if it still does.")
    )
    from_precision = models.CharField(
        _("precision of the first day"),
        max_length=8,
        choices=Precision,
        default=Precision.DAY,
        help_text=_("How exactly the first day is known."),
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_until__isnull=True)
                | models.Q(valid_from__isnull=True)
                | models.Q(valid_until__gte=models.F("valid_from")),
                name="%(app_label)s_%(class)s_period_in_order",
                violation_error_message=_("The last day lies before the first."),
            )
        ]


class Suggestible(models.Model):
    """A link that is a suggestion with a reason until a named person confirms or refuses it."""

    state = models.CharField(
        _("state"),
        max_length=10,
        choices=SuggestionState,
        default=SuggestionState.SUGGESTED,
        help_text=_("A suggestion counts for nothing until it is confirmed."),
    )
    proposed_by = models.CharField(
        _("proposed by"), max_length=60, help_text=_("The person, the package of data or the method that proposed it.")
    )
    confidence = models.DecimalField(
        _("confidence"),
        max_digits=3,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("How sure the proposer is, from 0 to 1; empty where a person decided."),
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Who confirmed or refused it."),
    )
    decided_on = models.DateField(
        _("decided on"), null=True, blank=True, editable=False, help_text=_("The day it was confirmed or refused.")
    )

    kept_inside: ClassVar[models.Q] = ~models.Q(state=SuggestionState.CONFIRMED)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(confidence__isnull=True) | models.Q(confidence__range=(0, 1)),
                name="%(app_label)s_%(class)s_confidence_0_to_1",
            ),
            models.CheckConstraint(
                condition=models.Q(state="suggested", decided_on__isnull=True)
                | (~models.Q(state="suggested") & models.Q(decided_on__isnull=False)),
                name="%(app_label)s_%(class)s_decided_has_day",
            ),
        ]


class SuggestibleQuerySet(RecordQuerySet[Kept]):
    """Links: the public sees what is confirmed, the secretariat also what is suggested or was refused."""

    def visible_to(self, viewer: Viewer) -> Self:
        if viewer.reads_everything or viewer.clearance >= Audience.SECRETARIAT:
            return self.all()
        return self.confirmed()

    def confirmed(self) -> Self:
        return self.filter(state=SuggestionState.CONFIRMED)

    def suggested(self) -> Self:
        return self.filter(state=SuggestionState.SUGGESTED)

    def standing(self) -> Self:
        """Leave out what was refused."""
        return self.exclude(state=SuggestionState.REFUSED)
