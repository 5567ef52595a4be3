"""Chains: which earlier paragraphs one reiterates, amends, supersedes or cites, and which later ones do so to it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from secretariat.core.prepared import prepared
from secretariat.core.viewer import Viewer
from secretariat.documents.models import Document, Paragraph
from secretariat.mandates.choices import ChainKind
from secretariat.mandates.models import Chain, ChainQuerySet

DEEPEST = 3  # steps from the paragraph asked about
MOST = 40  # chains in one picture


def superseding(viewer: Viewer) -> ChainQuerySet:
    """Return the confirmed chains by which a paragraph supersedes an earlier one, as the viewer may see them."""
    confirmed = Chain.objects.visible_to(viewer).confirmed().filter(kind=ChainKind.SUPERSEDES)
    return confirmed.select_related("paragraph__document").order_by("paragraph__document__date", "id").defer("reason")


def chains_of(paragraph: Paragraph, viewer: Viewer) -> list[Chain]:
    """Return the standing chains that touch a paragraph, or the whole document it stands in; its own first."""
    rows = _touching(viewer, paragraph.pk, paragraph.document_id)
    return sorted(rows, key=lambda chain: (chain.paragraph_id != paragraph.pk, chain.state, str(chain.id)))


@prepared
def _touching(viewer: Viewer, paragraph: uuid.UUID, document: uuid.UUID) -> QuerySet[Chain]:
    whole = Q(to_document=document, to_paragraph__isnull=True)
    return _visible(viewer).filter(Q(paragraph=paragraph) | Q(to_paragraph=paragraph) | whole)


@dataclass
class Graph:
    """A paragraph and what it is chained to, both ways, up to three steps.

    Shape: ``levels`` gives each node its step: 0 the paragraph, below 0 earlier ones, above 0 later ones. A node is
    a paragraph, or a document that is meant as a whole.
    """

    paragraph: Paragraph
    levels: dict[uuid.UUID, int] = field(default_factory=dict)
    nodes: dict[uuid.UUID, Paragraph | Document] = field(default_factory=dict)
    chains: dict[uuid.UUID, Chain] = field(default_factory=dict)


def earlier_of(chain: Chain) -> Paragraph | Document:
    """Return what a chain leads back to: a paragraph, or a whole document."""
    return chain.to_paragraph or chain.to_document


def chain_graph(paragraph: Paragraph, viewer: Viewer) -> Graph:
    """Return what a paragraph is chained to; one statement a step, whatever their number."""
    graph = Graph(paragraph, {paragraph.pk: 0}, {paragraph.pk: paragraph})
    _go_back(graph, viewer)
    _go_on(graph, viewer)
    return graph


def _go_back(graph: Graph, viewer: Viewer) -> None:
    frontier = {graph.paragraph.pk}
    for step in range(1, DEEPEST + 1):
        rows = _visible(viewer).filter(paragraph__in=frontier)
        frontier = _add(graph, ((chain, earlier_of(chain)) for chain in rows[:MOST]), -step)
        if not frontier:
            return


def _go_on(graph: Graph, viewer: Viewer) -> None:
    frontier = {graph.paragraph.pk}
    whole = _whole(graph.paragraph)
    for step in range(1, DEEPEST + 1):
        rows = _visible(viewer).filter(Q(to_paragraph__in=frontier) | whole)
        frontier = _add(graph, ((chain, chain.paragraph) for chain in rows[:MOST]), step)
        whole = Q(pk__in=[])
        if not frontier:
            return


def _add(graph: Graph, found: Iterable[tuple[Chain, Paragraph | Document]], level: int) -> set[uuid.UUID]:
    """Put what a step found into the graph; return the paragraphs to go on from.

    What is reached again by a longer way moves to the farther step, so that lines run one way; going round in a circle
    ends with the last step.
    """
    reached = set()
    for chain, other in found:
        graph.chains[chain.pk] = chain
        if other.pk == graph.paragraph.pk:
            continue
        graph.nodes[other.pk] = other
        if abs(level) >= abs(graph.levels.get(other.pk, 0)):
            graph.levels[other.pk] = level
        if isinstance(other, Paragraph):
            reached.add(other.pk)
    return reached


def _visible(viewer: Viewer) -> ChainQuerySet:
    standing = Chain.objects.visible_to(viewer).standing()
    return standing.select_related("paragraph__document", "to_document", "to_paragraph__document").order_by("id")


def _whole(paragraph: Paragraph) -> Q:
    """Return the condition on chains that mean the whole of a paragraph's document."""
    return Q(to_document=paragraph.document_id, to_paragraph__isnull=True)
