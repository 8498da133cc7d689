"""People and organizations: who is cited most, and one of them with all that they say."""

import streamlit as st

from dashboard import claim_queries, outlet_queries
from dashboard.warehouse import Row, Warehouse
from dashboard.widgets import claim_item, facts, link, many, moment, show_listing, text

_VARIANTS = {"mention_text": "As written", "mentions": "Mentions", "articles": "Articles"}
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
    by, about, called, names = st.tabs(["Says", "Is spoken of", "Is called", "Names"])
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
    with called:
        _labels(warehouse, entity_id)
    with names:
        rows = warehouse.rows(outlet_queries.variants_of(entity_id))
        st.dataframe(rows, hide_index=True, column_config=_VARIANTS)


def _labels(warehouse: Warehouse, entity_id: str) -> None:
    """What each outlet calls somebody; what only speakers say is told apart."""
    st.caption("Titles, appositions and “is a …”, by outlet. Grey: only in the words of speakers.")
    by_outlet: dict[str, list[Row]] = {}
    for row in warehouse.rows(outlet_queries.labels_of(entity_id)):
        by_outlet.setdefault(row["outlet"], []).append(row)
    items = [
        f'<div class="item"><span class="name">{text(outlet)}</span><div>'
        + " · ".join(map(_label, labels))
        + "</div></div>"
        for outlet, labels in by_outlet.items()
    ]
    st.html("".join(items) or facts("No outlet calls it anything but its name."))


def _label(label: Row) -> str:
    words = link("articles", label["label"], article=label["example_article_id"])
    times = f" ×{label['mention_count']}" if label["mention_count"] > 1 else ""
    return f'<span class="facts">“{words}”{times}</span>' if label["is_quoted"] else words + times


if __name__ == "__main__":
    render(Warehouse.of_home())
