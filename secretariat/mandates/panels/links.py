"""Who answers for a mandate and what its paragraph is chained to: facts, suggestions, and what may be decided."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from secretariat.core.choices import Audience, SuggestionState
from secretariat.core.dates import written_date
from secretariat.core.viewer import Viewer
from secretariat.documents.models import Paragraph
from secretariat.mandates import rules
from secretariat.mandates.chain_picture import draw
from secretariat.mandates.choices import ChainKind
from secretariat.mandates.models import Chain, Mandate, Ownership
from secretariat.mandates.queries import chain_graph, owners_of
from secretariat.mandates.queries.chains import earlier_of

Shown = dict[str, Any]


def owners(viewer: Viewer, paragraph: Paragraph) -> Shown:
    """Return the units that answer, those suggested, and, for the secretariat, those refused."""
    mandate = Mandate.objects.visible_to(viewer).filter(paragraph=paragraph).first()
    if mandate is None:
        return {"empty": _("This paragraph asks nothing on record.")}
    links = list(owners_of(mandate, viewer))
    may_decide = rules.may_decide_ownership.test(viewer)
    propose = reverse("ownership-propose", args=(paragraph.document.slug, paragraph.number))
    return {
        "confirmed": [_owner(each, viewer, may_decide=may_decide) for each in _in(links, SuggestionState.CONFIRMED)],
        "suggestions": [
            _suggestion(
                _owner_words(each), each.unit.get_absolute_url(), each, "ownership-decide", may_decide=may_decide
            )
            for each in _in(links, SuggestionState.SUGGESTED)
        ],
        "refused": [_owner(each, viewer, may_decide=may_decide) for each in _in(links, SuggestionState.REFUSED)],
        "empty": _("Nobody answers for this mandate yet."),
        "propose_url": propose if rules.may_propose_links.test(viewer) else "",
    }


def _in(links: list[Any], state: SuggestionState) -> list[Any]:
    return [each for each in links if each.state == state]


def _owner(link: Ownership, viewer: Viewer, *, may_decide: bool) -> Shown:
    """Return a decided link as the panel shows it; names of those who decided are for the secretariat."""
    named = viewer.is_operator or viewer.clearance >= Audience.SECRETARIAT
    confirmed = link.state == SuggestionState.CONFIRMED
    verb = "refuse" if confirmed else "confirm"
    return {
        "unit": str(link.unit.party),
        "url": link.unit.get_absolute_url(),
        "part": _("owns it") if link.is_lead else _("contributes"),
        "function": link.function,
        "reason": str(link.reason),
        "since": written_date(link.decided_on),
        "by": str(link.decided_by) if named and link.decided_by else "",
        "decide_url": reverse("ownership-decide", args=(link.pk, verb)) if may_decide else "",
    }


def _owner_words(link: Ownership) -> str:
    unit = str(link.unit.party)
    words = _("%(unit)s owns it") if link.is_lead else _("%(unit)s contributes")
    function = f" · {link.function.address}" if link.function else ""
    return words % {"unit": unit} + function


def _suggestion(words: str, href: str, link: Ownership | Chain, route: str, *, may_decide: bool) -> Shown:
    return {
        "text": words,
        "href": href,
        "reason": str(link.reason),
        "source": link.proposed_by,
        "score": f"{link.confidence:.2f}" if link.confidence is not None else "",
        "confirm_url": reverse(route, args=(link.pk, "confirm")) if may_decide else "",
        "refuse_url": reverse(route, args=(link.pk, "refuse")) if may_decide else "",
    }


def chains(viewer: Viewer, paragraph: Paragraph) -> Shown:
    """Return the picture of a paragraph's chains, and the chains as a list: facts, then suggestions."""
    graph = chain_graph(paragraph, viewer)
    may_decide = rules.may_decide_chain.test(viewer)
    rows = sorted(graph.chains.values(), key=lambda chain: (chain.paragraph_id != paragraph.pk, str(chain.pk)))
    propose = reverse("chain-propose", args=(paragraph.document.slug, paragraph.number))
    return {
        "picture": draw(graph) if rows else None,
        "confirmed": [_chain(each, may_decide=may_decide) for each in _in(rows, SuggestionState.CONFIRMED)],
        "suggestions": [
            _suggestion(str(each), earlier_of(each).get_absolute_url(), each, "chain-decide", may_decide=may_decide)
            for each in _in(rows, SuggestionState.SUGGESTED)
        ],
        "empty": _("No chain to an earlier or later paragraph is recorded."),
        "propose_url": propose if rules.may_propose_links.test(viewer) else "",
    }


def _chain(chain: Chain, *, may_decide: bool) -> Shown:
    return {
        "later": chain.paragraph,
        "kind": str(ChainKind(chain.kind).label),
        "earlier": earlier_of(chain),
        "reason": str(chain.reason),
        "decide_url": reverse("chain-decide", args=(chain.pk, "refuse")) if may_decide else "",
    }
