"""What the API keeps for itself: how often somebody asked, and what repeated deliveries are answered.

Technical rows, no records: they say nothing of the domain and are dropped when their time is over.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from secretariat.core.identifiers import new_identifier


class Allowance(models.Model):
    """How many requests of a minute were handed to web processes; one row for who is counted.

    Kept in the database because processes share nothing else, and because a restart must not open the door anew.
    """

    subject = models.CharField(
        _("who"), max_length=60, primary_key=True, help_text=_("A token, a person or a group of networks.")
    )
    minute = models.BigIntegerField(_("minute"), help_text=_("Minutes since 1970; another minute begins at nothing."))
    taken = models.IntegerField(_("handed out"), help_text=_("How many requests of that minute are spoken for."))

    class Meta:
        verbose_name = _("allowance")
        verbose_name_plural = _("allowances")

    def __str__(self) -> str:
        return f"{self.subject}: {self.taken}"


class Delivery(models.Model):
    """What a request with an Idempotency-Key was answered; one row a person and key.

    Kept in the transaction of what the request changed: either both stand or neither.
    """

    id = models.UUIDField(
        _("identifier"), primary_key=True, default=new_identifier, editable=False, help_text=_("Never changes.")
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Who sent it."),
    )
    key = models.CharField(_("key"), max_length=200, help_text=_("As the program chose it."))
    digest = models.CharField(_("digest"), max_length=64, help_text=_("SHA-256 of address and body."))
    status = models.PositiveSmallIntegerField(_("status"), default=0, help_text=_("Of the first answer."))
    headers = models.JSONField(_("headers"), default=dict, help_text=_("Those of the first answer that matter."))
    body = models.TextField(_("body"), blank=True, help_text=_("The first answer, word by word."))
    at = models.DateTimeField(_("when"), db_index=True, help_text=_("When it came first."))

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="api_delivery_key_once")]

    def __str__(self) -> str:
        return self.key
