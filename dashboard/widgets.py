"""The pieces that pages are made of. Texts from articles are data: each one is escaped here.

Questions to the warehouse belong in ``queries``.
"""

from collections.abc import Callable
from datetime import datetime
from html import escape
from urllib.parse import urlencode, urlsplit

import streamlit as st

from dashboard.evidence import quoted, remarkable
from dashboard.queries import PAGE
from dashboard.warehouse import Listing, Row, Warehouse

STYLE = """<style>
mark { background: none; color: inherit; padding: 0; }
mark.content { background: #fdf1c4; }
mark.speaker { background: #cfe3f1; }
mark.cue { border-bottom: 2px solid #c2571a; }
mark.own { border-bottom: 1px dotted #9a9486; }
mark.found { background: #ffe08a; }
mark.focus { outline: 2px solid #c2571a; outline-offset: 1px; }
.passage { font-family: Georgia, 'Times New Roman', serif; font-size: 1.05rem; line-height: 1.6; }
.passage p { margin: 0 0 .9rem; max-width: 46rem; }
.passage ins { background: #d8ecd2; text-decoration: none; }
.passage del { background: #f6d5cd; }
.item { border-bottom: 1px solid #e4dfd2; padding: .7rem 0; }
.item > .name { font-size: 1.08rem; }
.facts { color: #6b675d; font-size: .88rem; margin-top: .15rem; overflow-wrap: anywhere; }
.tag { border: 1px solid #cfc9ba; border-radius: 3px; padding: 0 .35rem; margin-left: .3rem; }
[data-testid="stHtml"] a { color: #1f5673; text-decoration: none; }
[data-testid="stHtml"] a:hover { text-decoration: underline; }
[data-testid="stHtml"] h2 { font-family: Georgia, 'Times New Roman', serif; max-width: 50rem; }
[data-testid="stMainBlockContainer"] { padding-top: 4.5rem; max-width: 82rem; }
</style>"""

LEGEND = """<div class="facts"><mark class="speaker">who says it</mark> ·
<mark class="cue">the words that attribute it</mark> · <mark class="content">what is said</mark> ·
<mark class="own">the outlet's own voice</mark></div>"""


def link(page: str, label: str | None, **parameters: str) -> str:
    """A link to a page of the dashboard."""
    address = escape(f"{page}?{urlencode(parameters)}")
    return f'<a href="{address}" target="_self">{escape(label or "(no title)")}</a>'


def outward(address: str | None) -> str:
    """A link out of the dashboard, when the address is one of the web; else the address as text."""
    if not address:
        return ""
    shown = escape(address)
    if urlsplit(address).scheme not in ("http", "https"):
        return shown
    return f'<a href="{shown}" rel="noreferrer noopener" target="_blank">{shown}</a>'


def moment(value: datetime | None, precision: str = "minute") -> str:
    """A time in UTC, as precisely as it is known."""
    if value is None:
        return "date unknown"
    patterns = {"day": "%-d %B %Y", "month": "%B %Y", "year": "%Y"}
    return value.strftime(patterns.get(precision, "%-d %B %Y, %H:%M"))


def facts(*parts: str | None) -> str:
    """A line of small print from parts that are HTML already."""
    return f'<div class="facts">{" · ".join(part for part in parts if part)}</div>'


def tags(*words: str) -> str:
    """Small labels."""
    return "".join(f'<span class="tag">{escape(word.replace("_", " "))}</span>' for word in words)


def many(count: int, noun: str) -> str:
    """A number and what is counted."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def text(value: object) -> str:
    """Any value as escaped text; nothing for None."""
    return "" if value is None else escape(str(value))


def article_item(article: Row, more: str = "") -> str:
    """An article in a list."""
    status = article.get("pub_status", "usable")
    return (
        f'<div class="item"><span class="name">'
        f"{link('articles', article['title'], article=article['article_id'])}</span>"
        f"{tags(status) if status != 'usable' else ''}"
        + facts(
            _outlet(article),
            moment(article["published_at"], article.get("published_at_precision", "day")),
            text(article.get("author")),
        )
        + f"{more}</div>"
    )


def _outlet(row: Row) -> str:
    """The outlet, as a link to its page where the row knows its key."""
    name = row["outlet"] or "outlet unknown"
    return link("outlets", name, outlet=row["source_id"]) if row.get("source_id") else text(name)


def copied(article: Row) -> str:
    """Whom an article has its text from, and how that is known; nothing for a text of its own."""
    if not article["reason"]:
        return ""
    share = f", {100 * article['similarity']:.0f} % the same" if article["similarity"] else ""
    reason = text(article["reason"].replace("_", " "))
    return facts(f"copy of {text(article['origin_outlet'] or 'another article')} ({reason}{share})")


def claim_item(claim: Row) -> str:
    """A claim in a list: its sentence with the parts marked, and where it stands."""
    shown = ["own voice"] if claim["voice"] == "own_voice" else []
    shown += remarkable(claim)
    shown += [name for name in ("negated", "headline") if claim[f"is_{name}"]]
    speaker = None
    if claim["speaker_entity_id"]:
        speaker = link("people", claim["speaker_name"], entity=claim["speaker_entity_id"])
    place = {"article": claim["article_id"], "claim": claim["claim_id"]}
    return (
        f'<div class="item"><div class="passage">{quoted(claim)}</div>'
        + facts(
            speaker,
            _outlet(claim),
            moment(claim["published_at"], "day"),
            link("articles", claim["title"], **place) + tags(*shown),
        )
        + "</div>"
    )


def show_listing(
    warehouse: Warehouse,
    listing: Callable[[int], Listing],
    item: Callable[[Row], str],
    noun: str,
    key: str,
) -> None:
    """Shows one page of a list, with the number of rows and a way to the other pages."""
    total = int(warehouse.value(listing(1).total) or 0)
    st.caption(many(total, noun))
    if not total:
        return
    pages = -(-total // PAGE)
    above = st.container()
    chosen = st.pagination(pages, key=f"{key}-{pages}") if pages > 1 else 1
    rows = warehouse.rows(listing(min(chosen, pages)).rows)
    above.html("".join(item(row) for row in rows))
