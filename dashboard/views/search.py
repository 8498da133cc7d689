"""One box for everything: titles, bodies, claims and names."""

import streamlit as st

from dashboard import claim_queries, queries
from dashboard.highlight import highlight, occurrences
from dashboard.warehouse import Row, Warehouse
from dashboard.widgets import article_item, claim_item, link

_ANY: dict[str, str | None] = dict.fromkeys(("voice", "cue_stance", "quote_type", "source_id"))


def render(warehouse: Warehouse) -> None:
    """Draws the page."""
    st.title("Search")
    words = st.text_input("Words to look for", placeholder="as they stand in the text").strip()
    if not words:
        st.caption(
            "Looks in titles, bodies, claims and names. Case does not count, the order of words does."
        )
        return
    articles = warehouse.rows(queries.search_articles(words))
    claims = warehouse.rows(claim_queries.claims(_ANY, words, 1).rows)
    people = warehouse.rows(claim_queries.people(words, None, 1).rows)
    found = {"Articles": articles, "Claims": claims, "People and places": people}
    tabs = st.tabs([f"{name} ({_many(rows)})" for name, rows in found.items()])
    tabs[0].html("".join(article_item(row, _snippet(row, words)) for row in articles) or _NOTHING)
    tabs[1].html("".join(claim_item(row) for row in claims) or _NOTHING)
    tabs[2].html("".join(_name(row) for row in people) or _NOTHING)


_NOTHING = '<div class="facts">Nothing found.</div>'


def _many(rows: list[Row]) -> str:
    return f"first {queries.PAGE}" if len(rows) == queries.PAGE else str(len(rows))


def _snippet(article: Row, words: str) -> str:
    cut = "… " if article["is_cut"] else ""
    snippet: str = article["snippet"] or ""
    return f'<div class="passage">{cut}{highlight(snippet, occurrences(snippet, words))} …</div>'


def _name(entity: Row) -> str:
    return f'<div class="item">{link("people", entity["name"], entity=entity["entity_id"])}</div>'


if __name__ == "__main__":
    render(Warehouse.of_home())
