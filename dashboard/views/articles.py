"""Articles: a list to search, and one article with its claims marked in the text."""

import streamlit as st

from dashboard import claim_queries, queries
from dashboard.differences import difference
from dashboard.evidence import described, marks_of
from dashboard.highlight import highlight, highlight_paragraphs
from dashboard.warehouse import Row, Warehouse
from dashboard.widgets import (
    LEGEND,
    article_item,
    facts,
    link,
    many,
    moment,
    outward,
    show_listing,
    tags,
    text,
)


def render(warehouse: Warehouse) -> None:
    """Draws the article that the address names, else the list."""
    article_id = st.query_params.get("article")
    if not article_id:
        _list(warehouse)
    elif article := warehouse.row(queries.article(article_id)):
        _article(warehouse, article)
    else:
        st.warning("There is no such article in this warehouse.")
        st.html(link("articles", "All articles"))


def _list(warehouse: Warehouse) -> None:
    st.title("Articles")
    names = {row["source_id"]: row["name"] for row in warehouse.rows(queries.outlet_names())}
    left, right = st.columns([2, 1])
    words = left.text_input("Title contains", key="title")
    asked = st.query_params.get("outlet")
    choices = [None, *names]
    outlet = right.selectbox(
        "Outlet",
        choices,
        index=choices.index(asked) if asked in names else 0,
        format_func=lambda key: names.get(key, "any"),
    )
    show_listing(
        warehouse,
        lambda page: queries.articles(words, outlet, page),
        article_item,
        "article",
        "list",
    )


def _article(warehouse: Warehouse, article: Row) -> None:
    claims = warehouse.rows(claim_queries.claims_of_article(article["article_id"]))
    versions = warehouse.rows(queries.versions(article["article_id"]))
    copies = warehouse.rows(queries.copies(article["article_id"]))
    st.html(link("articles", "← All articles"))
    st.html(_heading(article, claims))
    names = ["Text", f"Versions ({len(versions)})", f"Same text elsewhere ({len(copies)})"]
    text_tab, versions_tab, copies_tab = st.tabs(names)
    with text_tab:
        _text(article, claims)
    with versions_tab:
        if len(versions) > 1:
            st.html(link("changes", "What changed, and when", article=article["article_id"]))
        _versions(versions)
    with copies_tab:
        st.html("".join(article_item(copy) for copy in copies) or facts("No other article has it."))


def _heading(article: Row, claims: list[Row]) -> str:
    marks = [mark for claim in claims if claim["is_headline"] for mark in marks_of(claim)]
    title = highlight(article["title"] or "(no title)", marks)
    known = moment(article["published_at"], article["published_at_precision"])
    status = article["pub_status"]
    return f"<h2>{title}{tags(status) if status != 'usable' else ''}</h2>" + facts(
        _outlet(article) + f" (by {text(article['source_method'])})",
        link("stories", "its story", story=article["story_id"]) if article["story_id"] else None,
        text(article["author"] or "no author"),
        f"{known} (by {text(article['published_at_method'])})",
        f"{article['word_count']:,} words",
        text(article["language"]),
        outward(article["canonical_url"] or article["url"]) or text(article["retrieved_from"]),
    )


def _outlet(article: Row) -> str:
    if not article["source_id"]:
        return "outlet unknown"
    return link("outlets", article["outlet"] or article["source_id"], outlet=article["source_id"])


def _text(article: Row, claims: list[Row]) -> None:
    left, right = st.columns([2, 1], gap="large")
    focus = st.query_params.get("claim")
    with right:
        own = st.toggle("Mark the outlet's own voice", value=True)
    shown = [c for c in claims if not c["is_headline"] and (own or c["voice"] != "own_voice")]
    marks = [mark for claim in shown for mark in marks_of(claim, claim["claim_id"] == focus)]
    with left:
        st.html(LEGEND)
        st.html(
            f'<div class="passage">{highlight_paragraphs(article["body_text"] or "", marks)}</div>'
        )
    with right:
        attributed = [claim for claim in claims if claim["voice"] != "own_voice"]
        st.subheader(many(len(attributed), "attributed claim"), anchor=False)
        st.html("".join(_brief(claim) for claim in attributed))


def _brief(claim: Row) -> str:
    place = {"article": claim["article_id"], "claim": claim["claim_id"]}
    heading = tags("headline") if claim["is_headline"] else ""
    return (
        f'<div class="item">{link("articles", claim["content_text"], **place)}'
        f"{facts(text(described(claim)) + heading)}</div>"
    )


def _versions(versions: list[Row]) -> None:
    previous: Row | None = None
    for version in versions:
        st.html(
            facts(
                f"version {version['version']}",
                text(version["revision_kind"]),
                f"since {moment(version['valid_from'])}",
            )
        )
        if previous is not None:
            changes = difference(_whole(previous), _whole(version))
            st.html(f'<div class="passage">{changes}</div>')
        previous = version


def _whole(version: Row) -> str:
    return f"{version['title'] or ''}\n\n{version['body_text'] or ''}"


if __name__ == "__main__":
    render(Warehouse.of_home())
