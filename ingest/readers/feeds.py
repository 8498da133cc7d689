"""RSS, Atom and RDF feeds: one entry, one article; Atom tombstones (RFC 6721) take one back.

An entry that holds only a teaser asks for its page with the field ``follow``; fetching it belongs to
the use case.
"""

import io
import re
from collections.abc import Iterator
from typing import Any

import feedparser
from lxml import etree, html

from ingest.documents import RawDocument
from ingest.events import canonical_json
from ingest.readers.base import Found, Origin, tidy

WHOLE_CHARACTERS = 200
"""``content`` elements are whole articles unless they are shorter than this or end in an ellipsis."""
WHOLE_SUMMARY_CHARACTERS = 1200
"""RSS 2.0 lets ``description`` hold the whole article; teasers are 100 to 600 characters long."""

_CUT = re.compile(r"(\[(…|\.\.\.)\]|read more|continue reading|full story)\W*$", re.I)
_TRAILS_OFF = re.compile(r"(…|\.\.\.)[\s\"'”’)]*$")
_TOMBSTONE = "{http://purl.org/atompub/tombstones/1.0}"
_ATOM = "{http://www.w3.org/2005/Atom}"


def read(content: bytes, origin: Origin) -> Iterator[Found]:
    """A document for each entry and for each tombstone, in the order of the feed."""
    headers = {"content-location": origin.url or ""}
    if origin.charset:
        headers["content-type"] = f"application/xml; charset={origin.charset}"
    try:
        parsed: Any = feedparser.parse(
            io.BytesIO(content), response_headers=headers, sanitize_html=False
        )
    except Exception as error:  # a parser of others' broken markup: whatever it raises, go on
        yield origin.unreadable("malformed", f"not a feed: {type(error).__name__} {error}", content)
        return
    count = 0
    for count, found in enumerate(_found(parsed, content, origin), 1):  # noqa: B007
        yield found
    if not count and not parsed.version:
        yield origin.unreadable("malformed", "no feed: no entry and no known version", content)
    elif not count and origin.observed_at is None:
        yield origin.unreadable("empty", "a feed without entries", content)


def _found(parsed: Any, content: bytes, origin: Origin) -> Iterator[Found]:
    for number, entry in enumerate(parsed.entries, 1):
        yield _entry(entry, parsed.feed, number, origin)
    if b"atompub/tombstones" in content:
        yield from _tombstones(content, origin)


def _entry(entry: Any, feed: Any, number: int, origin: Origin) -> Found:
    stated = _stated(entry, feed)
    body, is_markup, is_whole = _body(entry)
    name = f"{origin.name}#{stated.get('ref') or stated.get('url') or number}"
    evidence = canonical_json({**stated, "body": body})
    fields = dict(stated)
    if not is_whole and stated.get("url"):
        fields["follow"] = stated["url"]
    elif body:
        fields["html" if is_markup else "text"] = body
    else:
        at = Origin(name, origin.filename, "application/json")
        return at.unreadable("empty", "an entry without text and without a link", evidence)
    return RawDocument(name, evidence, "application/json", None, fields, origin.observed_at, "feed")


def _stated(entry: Any, feed: Any) -> dict[str, str]:
    """What the feed says about the entry, in our names."""
    source = entry.get("source") or {}
    fields = {
        "ref": entry.get("id"),
        "url": entry.get("feedburner_origlink") or entry.get("link"),
        "title": _plain_title(entry),
        "author": ", ".join(filter(None, (a.get("name") for a in entry.get("authors") or []))),
        "published_at": _own(entry, "published"),
        "modified_at": _own(entry, "updated"),
        "language": _language(entry) or feed.get("language"),
        "source": source.get("title") or feed.get("title"),
    }
    tidied = {name: tidy(str(value)).strip() for name, value in fields.items() if value}
    if tidied.get("modified_at") == tidied.get("published_at"):
        tidied.pop("modified_at", None)
    return {name: value for name, value in tidied.items() if value}


def _own(entry: Any, name: str) -> str | None:
    """Only what is there: feedparser's own ``get`` answers ``updated`` with ``published``."""
    value = dict.get(entry, name)
    return value if isinstance(value, str) else None


def _plain_title(entry: Any) -> str:
    detail = entry.get("title_detail") or {}
    title = str(entry.get("title") or "")
    return visible(title) if detail.get("type") != "text/plain" else title


def _language(entry: Any) -> str | None:
    return next((c.get("language") for c in entry.get("content") or [] if c.get("language")), None)


def _body(entry: Any) -> tuple[str, bool, bool]:
    """The longest text that the entry holds, whether it is markup, and whether it is the whole."""
    parts = [(part, WHOLE_CHARACTERS) for part in entry.get("content") or []]
    if summary := entry.get("summary_detail"):
        parts.append((summary, WHOLE_SUMMARY_CHARACTERS))
    best = ("", False, False)
    for part, least in parts:
        value = tidy(str(part.get("value") or ""))
        is_markup = part.get("type") != "text/plain"
        words = visible(value) if is_markup else value
        is_whole = len(words) >= least and not _is_cut(words)
        if (is_whole, len(value)) > (best[2], len(best[0])):
            best = (value if words.strip() else "", is_markup, is_whole)
    return best


def _is_cut(words: str) -> bool:
    """Whether the text says that it goes on elsewhere; a long one may end in an ellipsis of its own."""
    is_short = len(words) < WHOLE_SUMMARY_CHARACTERS
    return bool(_CUT.search(words[-40:]) or (is_short and _TRAILS_OFF.search(words[-10:])))


def visible(markup: str) -> str:
    """The text of a piece of markup, white space joined."""
    try:
        text = str(html.fromstring(f"<div>{markup}</div>").text_content())
    except (etree.LxmlError, ValueError):
        return markup
    return " ".join(text.split())


def _tombstones(content: bytes, origin: Origin) -> Iterator[Found]:
    """``<at:deleted-entry ref="id" when="…">``, with its link and comment where it has them."""
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError:  # nothing of it is XML: what is wrong, feedparser says
        return
    for element in root.iter(f"{_TOMBSTONE}deleted-entry") if root is not None else ():
        link = element.find(f"{_ATOM}link[@href]")
        fields = {
            "ref": element.get("ref"),
            "url": link.get("href") if link is not None else None,
            "modified_at": element.get("when"),
            "reason": element.findtext(f"{_TOMBSTONE}comment"),
            "pub_status": "canceled",
        }
        yield RawDocument(
            f"{origin.name}#{element.get('ref')}",
            etree.tostring(element, with_tail=False),
            "application/xml",
            None,
            {name: tidy(value).strip() for name, value in fields.items() if value},
            origin.observed_at,
            "feed",
        )
