"""The outlets: how much each published, and how much of it is attributed."""

import streamlit as st

from dashboard import queries
from dashboard.warehouse import Warehouse

_COLUMNS = {
    "source_id": None,
    "name": "Outlet",
    "domain": "Domain",
    "country": "Country",
    "source_type": "Type",
    "article_count": st.column_config.NumberColumn("Articles", format="localized"),
    "claims": st.column_config.NumberColumn("Claims", format="localized"),
    "attributed_share": st.column_config.ProgressColumn(
        "Attributed",
        help="Share of its claims that the outlet attributes to somebody",
        format="percent",
    ),
    "first_seen_at": st.column_config.DatetimeColumn("First seen", format="YYYY-MM-DD"),
    "last_seen_at": st.column_config.DatetimeColumn("Last seen", format="YYYY-MM-DD"),
}


def render(warehouse: Warehouse) -> None:
    """Draws the page."""
    st.title("Outlets")
    st.caption(
        "“Attributed” is the share of an outlet's claims that it does not make in its own voice."
    )
    st.dataframe(warehouse.rows(queries.outlets()), hide_index=True, column_config=_COLUMNS)


if __name__ == "__main__":
    render(Warehouse.of_home())
