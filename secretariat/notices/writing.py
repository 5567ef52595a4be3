"""Write a letter's message: for whom, in which language, and what of it may stand in mail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import ngettext

from secretariat.core.choices import Way
from secretariat.core.notice_registry import find_kind
from secretariat.core.viewer import Viewer
from secretariat.notices.models import Letter, Notice
from secretariat.notices.queries import about, public_abouts, visible_abouts, ways_of, words_of
from secretariat.notices.tokens import token_for

SHOWN = 50  # notices that one message names; it says how many more there are


@dataclass(frozen=True)
class Line:
    """One notice as it stands in mail."""

    words: str
    url: str


def message_of(letter: Letter, viewer: Viewer) -> EmailMultiAlternatives | None:
    """Return a letter's message in the person's language; None where nothing is left to say.

    ``viewer`` is the person as they are now. SECURITY: what they may no longer see is left out, and of a record that
    is not public only the kind's brief words go into mail, which others may read on its way.
    """
    notices = _still_wanted(letter, viewer)
    if not notices:
        return None
    with translation.override(letter.person.language or settings.LANGUAGE_CODE):
        return _message(letter, notices)


def _still_wanted(letter: Letter, viewer: Viewer) -> list[Notice]:
    """Return the notices of a letter that are unread, not switched off, and about what the person may see."""
    if not viewer.is_signed_in:  # the account has ended
        return []
    items = Notice.objects.filter(letter_item__letter=letter).unread().order_by("-pk")
    ways = ways_of(letter.person)
    wanted = [each for each in items if ways.get(each.kind, Way.NONE) != Way.NONE]
    seen = visible_abouts(wanted, viewer)
    return [each for each in wanted if about(each) in seen]


def _message(letter: Letter, notices: Sequence[Notice]) -> EmailMultiAlternatives:
    off = absolute(reverse("notices-switch-off", args=(token_for(letter.person, _only_kind(letter, notices)),)))
    subject = _subject(letter, notices)
    shown = {
        "subject": subject,
        "lines": _lines(notices[:SHOWN]),
        "more": len(notices[SHOWN:]),
        "off_url": off,
        "inbox_url": absolute(reverse("inbox")),
        "preferences_url": absolute(reverse("notice-preferences")),
        "language": translation.get_language(),
    }
    message = EmailMultiAlternatives(
        subject,
        render_to_string("notices/letter.txt", shown),
        to=[letter.person.email],
        headers={
            "Message-ID": f"<{letter.pk}@{urlsplit(settings.ADDRESS).hostname}>",  # the same at every attempt
            "List-Unsubscribe": f"<{off}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",  # RFC 8058
            "Auto-Submitted": "auto-generated",  # RFC 3834: no answer by a machine
        },
    )
    message.attach_alternative(render_to_string("notices/letter.html", shown), "text/html")
    return message


def _only_kind(letter: Letter, notices: Sequence[Notice]) -> str:
    return notices[0].kind if letter.way == Way.AT_ONCE else ""


def _subject(letter: Letter, notices: Sequence[Notice]) -> str:
    """Return a subject of our own words only: no name and no title, so no line break either."""
    kind = find_kind(notices[0].kind)
    if letter.way == Way.AT_ONCE and kind is not None:
        return str(kind.label)
    return ngettext("%(count)s new notice", "%(count)s new notices", len(notices)) % {"count": len(notices)}


def _lines(notices: Sequence[Notice]) -> list[Line]:
    public = public_abouts([each for each in notices if each.about_label])
    return [Line(_words(each, is_public=about(each) in public), absolute(each.get_absolute_url())) for each in notices]


def _words(notice: Notice, *, is_public: bool) -> str:
    kind = find_kind(notice.kind)
    if kind is None:  # one of a former version; such are not mailed, for nobody can have wished for them
        return notice.kind
    return words_of(kind, notice.data) if is_public else str(kind.brief)


def absolute(path: str) -> str:
    """Return the address of a page as it is reached from outside; the worker has no request to ask."""
    return f"{settings.ADDRESS}{path}"
