"""The outlets: how much each published, how much of it is attributed, and one of them in full."""

import streamlit as st

from dashboard import outlet_queries, queries
from dashboard.launch import THEME
from dashboard.warehouse import Row, Warehouse
from dashboard.widgets import article_item, copied, facts, link, many, moment, show_listing, text

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
    """Draws the outlet that the address names, else the list."""
    source_id = st.query_params.get("outlet")
    if not source_id:
        _list(warehouse)
    elif outlet := warehouse.row(outlet_queries.outlet(source_id)):
        _outlet(warehouse, outlet)
    else:
        st.warning("There is no such outlet in this warehouse.")
        st.html(link("outlets", "All outlets"))


def _list(warehouse: Warehouse) -> None:
    st.title("Outlets")
    st.caption(
        "“Attributed” is the share of an outlet's claims that it does not make in its own voice."
    )
    rows = warehouse.rows(queries.outlets())
    names = {row["source_id"]: row["name"] for row in rows}
    chosen = st.selectbox(
        "Open", [None, *names], format_func=lambda key: names.get(key, "an outlet"), key="open"
    )
    if chosen:
        st.html(link("outlets", f"{names[chosen]} →", outlet=chosen))
    st.dataframe(rows, hide_index=True, column_config=_COLUMNS)


def _outlet(warehouse: Warehouse, outlet: Row) -> None:
    source_id = outlet["source_id"]
    st.html(link("outlets", "← All outlets"))
    st.html(f"<h2>{text(outlet['name'])}</h2>{_known(outlet)}")
    figures = {
        "Articles": f"{outlet['article_count']:,}",
        "Own texts": f"{outlet['originals']:,}",
        "Copies": f"{outlet['copies']:,}",
        "Credit an agency": f"{100 * (outlet['wire_share'] or 0):.0f} %",
    }
    for column, (label, figure) in zip(st.columns(4), figures.items(), strict=True):
        column.metric(label, figure)
    rows = warehouse.rows(outlet_queries.articles_over_time(source_id))
    st.bar_chart(
        rows,
        x="day",
        y="articles",
        color="kind" if len({row["kind"] for row in rows}) > 1 else THEME["primaryColor"],
        height=220,
    )
    cited, copies, statements = st.tabs(["Whom it cites", "Copies", "What is said about it"])
    with cited:
        _cited(warehouse, source_id)
    with copies:
        show_listing(
            warehouse,
            lambda page: outlet_queries.copies_of(source_id, page),
            lambda article: article_item(article, copied(article)),
            "copied article",
            "copies",
        )
    with statements:
        _statements(warehouse, source_id)


def _known(outlet: Row) -> str:
    parent = outlet["parent_name"] or outlet["parent_source_id"]
    return facts(
        text(outlet["domain"]),
        f"{text(outlet['country'])} (by {text(outlet['country_method'])})"
        if outlet["country"]
        else None,
        f"{text(outlet['source_type'])} (by {text(outlet['source_type_method'])})",
        f"part of {text(parent)}" if parent else None,
        f"also {text(', '.join(outlet['aliases']))}" if outlet["aliases"] else None,
        link("articles", "its articles", outlet=outlet["source_id"]),
    )


def _cited(warehouse: Warehouse, source_id: str) -> None:
    left, right = st.columns(2, gap="large")
    people = warehouse.rows(outlet_queries.cited_by(source_id))
    left.html("".join(map(_speaker, people)) or facts("It cites nobody by name."))
    wires = warehouse.rows(outlet_queries.wires_of(source_id))
    right.html(
        "".join(
            f'<div class="item">{text(row["wire"])}{facts(many(row["articles"], "article"))}</div>'
            for row in wires
        )
        or facts("It credits no agency.")
    )


def _speaker(entity: Row) -> str:
    name = link("people", entity["name"], entity=entity["entity_id"])
    said = facts(text(entity["entity_type"]), many(entity["claims"], "claim"))
    return f'<div class="item">{name}{said}</div>'


def _statements(warehouse: Warehouse, source_id: str) -> None:
    st.caption("What others say, in their words; nothing of it is a finding of this warehouse.")
    rows = warehouse.rows(outlet_queries.statements_about(source_id))
    st.html("".join(map(_statement, rows)) or facts("Nobody's statement was loaded."))


def _statement(said: Row) -> str:
    return (
        f'<div class="item">{text(said["topic"])}: {text(said["statement"])}'
        + facts(
            text(said["stated_by"]),
            moment(said["stated_at"], said["stated_at_precision"]),
            None if said["is_latest"] else "said otherwise since",
            text(said["reference"]),
        )
        + "</div>"
    )


if __name__ == "__main__":
    render(Warehouse.of_home())
