"""Changes: which articles were changed or taken back, and what changed in one of them, and when."""

import streamlit as st

from dashboard import change_queries, queries
from dashboard.revisions import claim_html, heading, paragraphs_html
from dashboard.warehouse import Row, Warehouse
from dashboard.widgets import facts, link, many, moment, show_listing, tags, text


def render(warehouse: Warehouse) -> None:
    """Draws the history of the article that the address names, else the list of revisions."""
    article_id = st.query_params.get("article")
    if not article_id:
        _list(warehouse)
    elif article := warehouse.row(queries.article(article_id)):
        _history(warehouse, article)
    else:
        st.warning("There is no such article in this warehouse.")
        st.html(link("changes", "All changes"))


def _list(warehouse: Warehouse) -> None:
    st.title("Changes")
    names = {row["source_id"]: row["name"] for row in warehouse.rows(queries.outlet_names())}
    left, right = st.columns([2, 1])
    outlet = left.selectbox(
        "Outlet", [None, *names], format_func=lambda key: names.get(key, "any"), key="outlet"
    )
    is_substantive = right.toggle("Other words only", value=True, key="substantive")
    show_listing(
        warehouse,
        lambda page: change_queries.revisions(outlet, is_substantive=is_substantive, page=page),
        _revision_item,
        "revision",
        "revisions",
    )


def _revision_item(row: Row) -> str:
    changed = row["changed_claim_count"]
    name = link("changes", row["title"], article=row["article_id"])
    return (
        f'<div class="item"><span class="name">{name}</span>{tags(row["revision_kind"])}'
        + facts(
            text(row["outlet"] or "outlet unknown"),
            f"version {row['version']}, seen {moment(row['valid_from'])}",
            None if row["is_substantive"] else "trivial",
            f"{many(changed, 'claim')} changed" if changed else None,
        )
        + "</div>"
    )


def _history(warehouse: Warehouse, article: Row) -> None:
    versions = warehouse.rows(change_queries.history(article["article_id"]))
    changes = warehouse.rows(change_queries.claim_changes(article["article_id"]))
    st.html(link("changes", "← All changes"))
    st.html(
        f"<h2>{link('articles', article['title'], article=article['article_id'])}</h2>"
        + facts(text(article["outlet"] or "outlet unknown"), many(len(versions), "version"))
    )
    for version in reversed(versions):
        st.html(heading(version))
        mine = [one for one in changes if one["to_version_id"] == version["version_id"]]
        left, right = st.columns([2, 1], gap="large")
        shown = paragraphs_html(version)
        left.html(f'<div class="passage">{shown}</div>' if shown else facts(_nothing(version)))
        if mine:
            right.html("".join(claim_html(one) for one in mine))


def _nothing(version: Row) -> str:
    if version["version"] == 1:
        return "as it was first seen"
    taken_back = version["revision_kind"] == "withdrawal"
    return "taken back; the text is as it was" if taken_back else "the text is as it was"


if __name__ == "__main__":
    render(Warehouse.of_home())
