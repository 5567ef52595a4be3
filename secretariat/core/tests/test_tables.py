from __future__ import annotations

from html import escape
from operator import itemgetter

from django.template import engines
from django.utils.translation import gettext_lazy

from secretariat.core.columns import Cell, Column, TreeRow, rows_of
from secretariat.core.templatetags.tables import table_rows, tree_rows

NASTY = """<script>alert("1")</script> & 'x'"""


def test_every_word_of_a_cell_is_escaped() -> None:
    cells = [
        Cell(NASTY, href=NASTY, tone=NASTY, css=NASTY, title=NASTY),
        Cell(NASTY, tone=NASTY, title=NASTY),
        Cell(NASTY, bar=((NASTY, 0.5, 10),)),
        NASTY,
    ]
    columns = [Column(str(place), NASTY, itemgetter(place)) for place in range(len(cells))]
    rows = rows_of(columns, [cells])
    for written in (table_rows(rows), tree_rows([TreeRow(1, rows[0], NASTY)])):
        assert ("<script" in written, 'alert("1")' in written, "'x'" in written) == (False, False, False)
        assert written.replace(escape(NASTY), "").count("script") == 0
    assert table_rows(rows).count(escape(NASTY)) == 4 + 5 + 3 + 4  # labels, then each cell's own words


def test_cell_is_written_as_it_was_made() -> None:
    cells = [
        Cell("A", href="/a"),
        Cell("B", href="/b", tone="wait", title="why"),
        Cell("C", tone="done"),
        Cell("half", bar=(("held", 0.0, 50.5),)),
        gettext_lazy("Mandates"),
    ]
    columns = [Column("x", "L", itemgetter(place), numeric=not place) for place in range(4)]
    written = table_rows(rows_of([*columns, Column("x", "L", lambda row: str(row[4]))], [cells]))
    assert written == (
        '<tr role="row" data-row>'
        '<td role="cell" class="n" data-label="L"><a href="/a">A</a></td>'
        '<td role="cell" data-label="L"><a class="chip wait" href="/b" title="why">B</a></td>'
        '<td role="cell" data-label="L"><span class="chip done">C</span></td>'
        '<td role="cell" data-label="L"><svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" role="img"'
        ' aria-label="half"><title>half</title><rect class="held" x="0.0" width="50.5"/></svg></td>'
        '<td role="cell" data-label="L">Mandates</td></tr>'
    )


def test_template_puts_rows_in_unescaped_once() -> None:
    template = engines["django"].from_string("{% load tables %}{% table_rows rows %}")
    assert template.render({"rows": rows_of([Column("x", "L", str)], ["a & b"])}) == (
        '<tr role="row" data-row><td role="cell" data-label="L">a &amp; b</td></tr>'
    )


def test_a_cell_in_another_language_says_so() -> None:
    cell = {"text": NASTY, "css": "", "label": "What", "lang": NASTY}
    assert table_rows([[cell]]).count(f'<span lang="{escape(NASTY)}">{escape(NASTY)}</span>') == 1
