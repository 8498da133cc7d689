"""Claims: who says what, in the sentence where it stands, by voice, stance, quotation and outlet."""

import streamlit as st

from dashboard import claim_queries, queries
from dashboard.warehouse import Warehouse
from dashboard.widgets import LEGEND, claim_item, show_listing

_CHOICES = {
    "voice": ["attributed", "own_voice"],
    "quote_type": ["direct", "indirect", "mixed", "none"],
    "cue_stance": ["neutral", "doubt", "support", "denial", "demand"],
}
_LABELS = {"voice": "Voice", "quote_type": "Quotation", "cue_stance": "Stance"}


def render(warehouse: Warehouse) -> None:
    """Draws the page."""
    st.title("Claims")
    words = st.text_input("Content contains", key="content")
    columns = st.columns(4)
    filters: dict[str, str | None] = {
        name: column.selectbox(_LABELS[name], [None, *values], format_func=_shown, key=name)
        for column, (name, values) in zip(columns, _CHOICES.items(), strict=False)
    }
    names = {row["source_id"]: row["name"] for row in warehouse.rows(queries.outlet_names())}
    filters["source_id"] = columns[3].selectbox(
        "Outlet", [None, *names], format_func=lambda key: names.get(key, "any"), key="outlet"
    )
    st.html(LEGEND)
    show_listing(
        warehouse,
        lambda page: claim_queries.claims(filters, words, page),
        claim_item,
        "claim",
        "list",
    )


def _shown(value: str | None) -> str:
    return (value or "any").replace("_", " ")


if __name__ == "__main__":
    render(Warehouse.of_home())
