"""People and organizations: who is cited most, and one of them with all that they say."""

import streamlit as st

from dashboard import claim_queries
from dashboard.warehouse import Row, Warehouse
from dashboard.widgets import claim_item, facts, link, many, moment, show_listing, text

_TYPES = ["person", "organization", "place", "event", "work", "other"]


def render(warehouse: Warehouse) -> None:
    """Draws the entity that the address names, else the list."""
    entity_id = st.query_params.get("entity")
    if not entity_id:
        _list(warehouse)
    elif entity := warehouse.row(claim_queries.entity(entity_id)):
        _entity(warehouse, entity)
    else:
        st.warning("Nobody of that id is in this warehouse.")
        st.html(link("people", "All people"))


def _list(warehouse: Warehouse) -> None:
    st.title("People")
    left, right = st.columns([2, 1])
    words = left.text_input("Name contains", key="name")
    kind = right.selectbox("Type", [None, *_TYPES], index=1, format_func=lambda name: name or "any")
    show_listing(
        warehouse, lambda page: claim_queries.people(words, kind, page), _item, "name", "list"
    )


def _item(entity: Row) -> str:
    others = [alias for alias in entity["aliases"] or [] if alias != entity["name"]]
    name = link("people", entity["name"], entity=entity["entity_id"])
    return (
        f'<div class="item"><span class="name">{name}</span>'
        + facts(
            text(entity["entity_type"]),
            f"{many(entity['claims'], 'claim')} in {many(entity['outlets'], 'outlet')}",
            f"named {many(entity['mention_count'], 'time')} in {many(entity['article_count'], 'article')}",
            f"also {text(', '.join(others[:5]))}" if others else None,
        )
        + "</div>"
    )


def _entity(warehouse: Warehouse, entity: Row) -> None:
    st.html(link("people", "← All people"))
    known = facts(
        text(entity["entity_type"]),
        f"also {text(', '.join(entity['aliases']))}" if entity["aliases"] else None,
        f"first seen {moment(entity['first_seen_at'], 'day')}",
    )
    st.html(f"<h2>{text(entity['name'])}</h2>{known}")
    figures = {"Mentions": "mention_count", "Articles": "article_count", "Outlets": "source_count"}
    for column, (label, name) in zip(st.columns(4), figures.items(), strict=False):
        column.metric(label, f"{entity[name]:,}")
    by, about = st.tabs(["Says", "Is spoken of"])
    entity_id = entity["entity_id"]
    with by:
        show_listing(
            warehouse,
            lambda page: claim_queries.claims_by(entity_id, page),
            claim_item,
            "claim",
            "by",
        )
    with about:
        show_listing(
            warehouse,
            lambda page: claim_queries.claims_about(entity_id, page),
            claim_item,
            "claim",
            "about",
        )


if __name__ == "__main__":
    render(Warehouse.of_home())
