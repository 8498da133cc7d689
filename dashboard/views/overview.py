"""The first page: how much there is, how fresh it is, and what went wrong."""

import streamlit as st

from dashboard import claim_queries, queries
from dashboard.launch import THEME
from dashboard.warehouse import Row, Warehouse
from dashboard.widgets import facts, link, many, moment, text


def render(warehouse: Warehouse) -> None:
    """Draws the page."""
    st.title("Who said what, according to whom")
    counted = warehouse.row(queries.counts()) or {}
    names = {"articles": "Articles", "sources": "Outlets", "claims": "Claims"}
    names |= {"entities": "People, organizations, places", "quarantine": "In quarantine"}
    for column, (name, label) in zip(st.columns(len(names)), names.items(), strict=True):
        column.metric(label, f"{counted[name]:,}")
    _published(warehouse)
    left, right = st.columns(2, gap="large")
    with left:
        _most_cited(warehouse)
    with right:
        _by_day(warehouse)
        _kinds(warehouse)
    _checks(warehouse)
    _quarantine(warehouse, counted["quarantine"])


def _published(warehouse: Warehouse) -> None:
    fresh = warehouse.row(queries.freshness()) or {}
    built = warehouse.row(queries.publication()) or {}
    st.html(
        facts(
            f"newest article {moment(fresh.get('published_at'))}",
            f"last read {moment(fresh.get('observed_at'))}",
            f"built {moment(built.get('built_at'))} from log position {built.get('log_position', 0):,}",
            f"extractor {text(built.get('extractor_version') or 'none')}",
            "all times in UTC",
        )
    )


def _most_cited(warehouse: Warehouse) -> None:
    st.subheader("Most cited")
    rows = warehouse.rows(claim_queries.people("", "person", 1).rows)[:10]
    st.html("".join(_cited(row) for row in rows if row["claims"]))


def _cited(person: Row) -> str:
    said = facts(many(person["claims"], "claim"), many(person["outlets"], "outlet"))
    name = link("people", person["name"], entity=person["entity_id"])
    return f'<div class="item">{name}{said}</div>'


def _by_day(warehouse: Warehouse) -> None:
    st.subheader("Articles a day")
    rows = warehouse.rows(queries.articles_by_day())
    st.bar_chart(rows, x="day", y="articles", height=220, color=THEME["primaryColor"])


def _kinds(warehouse: Warehouse) -> None:
    st.subheader("Claims by voice, quotation and stance")
    st.dataframe(warehouse.rows(queries.voices()), hide_index=True, height=260)


def _checks(warehouse: Warehouse) -> None:
    st.subheader("Checks")
    failed = warehouse.rows(queries.failed_checks())
    if not failed:
        st.success("All checks passed.")
        return
    st.dataframe(failed, hide_index=True)


def _quarantine(warehouse: Warehouse, count: int) -> None:
    if count:
        st.subheader("Quarantine")
        st.dataframe(warehouse.rows(queries.quarantined()), hide_index=True)


if __name__ == "__main__":
    render(Warehouse.of_home())
