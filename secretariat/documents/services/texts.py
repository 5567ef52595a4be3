"""Import the source text of paragraphs."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.history import keep
from secretariat.core.viewer import Viewer
from secretariat.documents import rules
from secretariat.documents.models import Paragraph, ParagraphText

LONGEST_TEXT = 100_000  # characters: a paragraph, not a book


@transaction.atomic
def import_text(
    paragraph: Paragraph, language: str, text: str, source: str, *, by: Viewer, reason: str = ""
) -> ParagraphText:
    """Keep the source text of a paragraph in a language; our summary stays, and what stood before stays in its history.

    Errors: NotPermitted; Refused without text or source, where the text is too long, where it is held already in the
    same words, or where it changes what is held and no reason is given.
    """
    if not rules.may_import_text.test(by):
        raise NotPermitted(_("Only planning, conference and knowledge officers import source texts."))
    clean, origin = _clean(text), " ".join(source.split())
    if not clean or not origin:
        raise Refused(_("A source text needs its words and the file or page they were taken from."))
    if len(clean) > LONGEST_TEXT:
        raise Refused(_("This is longer than a paragraph can be (%(most)s characters).") % {"most": LONGEST_TEXT})
    held = ParagraphText.objects.select_for_update().filter(paragraph=paragraph, language=language).first()
    if held is None:
        fresh = ParagraphText(paragraph=paragraph, language=language, text=clean, source=origin)
        return keep(fresh, by=by, reason=reason or _("Imported from %(source)s") % {"source": origin})
    if (held.text, held.source) == (clean, origin):
        raise Refused(_("This text is held already, word for word."))
    if not reason.strip():
        raise Refused(_("A text in this language is held already: say why it changes."))
    held.text, held.source = clean, origin
    return keep(held, by=by, reason=reason)


def _clean(text: str) -> str:
    """Return a pasted text without what no page prints: control characters, spaces at the ends of lines."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    spaced = ("".join(" " if letter.isspace() else letter for letter in line) for line in lines)
    kept = ["".join(letter for letter in line if letter.isprintable()).strip() for line in spaced]
    return "\n".join(kept).strip("\n")
