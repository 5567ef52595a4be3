"""What mandates show on the pages of paragraphs, documents, units, topics and parties."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from secretariat.core.fact_registry import add_facts, add_marks
from secretariat.core.panel_registry import Panel, add_panel
from secretariat.documents.models import Document, Paragraph
from secretariat.mandates.panels import elsewhere, facts, history, links, status
from secretariat.organization.models import Unit
from secretariat.parties.models import Party
from secretariat.topics.models import Topic

add_facts(Paragraph, facts.on_paragraph, order=10)
add_facts(Document, facts.on_document, order=10)
add_marks(Paragraph, facts.marks, order=10)

TABLE = "panels/table.html"
add_panel(Paragraph, Panel("status", _("Why this status"), "mandates/status_panel.html", status.contents, order=30))
add_panel(Paragraph, Panel("owners", _("Units that answer"), "mandates/owners_panel.html", links.owners, order=20))
add_panel(Paragraph, Panel("chains", _("Chains"), "mandates/chains_panel.html", links.chains, order=40))
add_panel(Paragraph, Panel("carried", _("Mandates it is the ground of"), TABLE, elsewhere.of_function, order=20))
add_panel(
    Paragraph, Panel("mandate-history", _("History of the mandate"), "panels/timeline.html", history.contents, order=90)
)
add_panel(Document, Panel("mandates", _("Mandates in this document"), TABLE, elsewhere.of_document, order=10))
add_panel(
    Unit, Panel("mandates", _("Mandates it answers for"), "mandates/unit_panel.html", elsewhere.of_unit, order=30)
)
add_panel(Topic, Panel("mandates", _("Mandates"), TABLE, elsewhere.of_topic, order=20))
add_panel(Party, Panel("mandates", _("Mandates addressed to it"), TABLE, elsewhere.addressed_to, order=30))
