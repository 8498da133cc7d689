"""Stories: the happenings that most outlets tell, and one of them with its articles as they came."""

from typing import Any

import streamlit as st

from dashboard import story_queries
from dashboard.launch import THEME
from dashboard.warehouse import Row, Warehouse
from dashboard.widgets import article_item, copied, facts, link, many, moment, show_listing, text

_COLUMNS: dict[str, Any] = {
    "outlet": "Outlet",
    "articles": "Articles",
    "originals": "Own text",
    "copies": "Copies",
    "first_at": st.column_config.DatetimeColumn("First article", format="YYYY-MM-DD HH:mm"),
}


def render(warehouse: Warehouse) -> None:
    """Draws the story that the address names, else the list."""
    story_id = st.query_params.get("story")
    if not story_id:
        _list(warehouse)
    elif story := warehouse.row(story_queries.story(story_id)):
        _story(warehouse, story)
    else:
        st.warning("There is no such story in this warehouse.")
        st.html(link("stories", "All stories"))


def _list(warehouse: Warehouse) -> None:
    st.title("Stories")
    words = st.text_input("Title contains", key="story-title")
    show_listing(
        warehouse, lambda page: story_queries.stories(words, page), _item, "happening", "list"
    )


def _item(story: Row) -> str:
    name = link("stories", story["title"], story=story["story_id"])
    return f'<div class="item"><span class="name">{name}</span>{_told(story)}</div>'


def _told(story: Row) -> str:
    return facts(
        f"{many(story['article_count'], 'article')} of {many(story['source_count'], 'outlet')}",
        f"{moment(story['started_at'], 'day')} to {moment(story['ended_at'], 'day')}",
    )


def _story(warehouse: Warehouse, story: Row) -> None:
    articles = warehouse.rows(story_queries.timeline(story["story_id"]))
    st.html(link("stories", "← All stories"))
    st.html(f"<h2>{text(story['title'] or '(no title)')}</h2>{_told(story)}")
    figures = (story["article_count"], story["source_count"], story["origin_count"])
    labels = ("Articles", "Outlets", "Own texts")
    for column, label, figure in zip(st.columns(4), labels, figures, strict=False):
        column.metric(label, f"{figure:,}")
    left, right = st.columns([2, 1], gap="large")
    with left:
        st.subheader("As it came", anchor=False)
        st.html("".join(article_item(article, copied(article)) for article in articles))
    with right:
        st.subheader("Who tells it", anchor=False)
        outlets = warehouse.rows(story_queries.outlets_of(story["story_id"]))
        st.dataframe(outlets, hide_index=True, column_config=_COLUMNS)
        dated = [{"day": one["published_at"], "articles": 1} for one in articles]
        st.bar_chart(
            [row for row in dated if row["day"]],
            x="day",
            y="articles",
            height=200,
            color=THEME["primaryColor"],
        )


if __name__ == "__main__":
    render(Warehouse.of_home())
