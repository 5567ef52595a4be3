"""Words that every app shares."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Audience(models.IntegerChoices):
    """Who may read a record; each audience includes those before it."""

    PUBLIC = 0, _("everyone")
    STATES = 1, _("Member States and the secretariat")
    SECRETARIAT = 2, _("the secretariat")
    NAMED = 3, _("the parties named")


class SuggestionState(models.TextChoices):
    """A machine or a colleague proposes; a named person decides."""

    SUGGESTED = "suggested", _("suggested")
    CONFIRMED = "confirmed", _("confirmed")
    REFUSED = "refused", _("refused")


class Precision(models.TextChoices):
    """How exactly a date is known."""

    DAY = "day", _("day")
    MONTH = "month", _("month")
    YEAR = "year", _("year")


class How(models.TextChoices):
    """How somebody read a record."""

    PAGE = "page", _("on its page")
    PAST = "past", _("in its history")
    DOWNLOAD = "download", _("as a file")
    PROGRAM = "program", _("through a program")


class Tone(models.TextChoices):
    """The five states of things, shown by a color and a word."""

    DONE = "done", _("done")
    GOING = "going", _("under way")
    WAIT = "wait", _("waiting")
    LATE = "late", _("late")
    NONE = "none", _("none")


class Way(models.TextChoices):
    """How a person learns of a notice, besides their inbox."""

    AT_ONCE = "at_once", _("by mail, at once")
    DIGEST = "digest", _("by mail, once a day")
    NONE = "none", _("in the inbox only")
