"""What our feed reader says of title, author, time and address, against the expectations of two libraries' own tests.

``feedparser_cases``: small feeds of which each states one expectation; those about the first entry's title, author,
link, published and updated count. Our titles are plain text, so markup is taken off the expected ones; of
``Name (address)`` the name counts; where the parser keeps the address of a feed proxy and the feed states the article's
own, ours is the article's. ``rss_parser_feeds``: every item of real feeds against that parser's JSON.
"""

import ast
import json
import re
import tarfile
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from evals.shared import DATA
from evals.text_scores import author_names
from ingest.articles.dates import parse_date
from ingest.articles.text import fold
from ingest.readers import feeds
from ingest.readers.base import Origin

FOLDER = DATA / "feeds"
_EXPECT = re.compile(
    r"entries\[0\]\['(title|author|link|published|published_parsed|updated|updated_parsed)'\] == (.+?)\s*(?: and |-->|$)",
    re.M,
)
_ASIDE = re.compile(r"\([^)]*\)|<[^>]*>")
_OURS = {
    "title": "title", "author": "author", "link": "url", "published": "published_at", "updated": "modified_at",
    "published_parsed": "published_at", "updated_parsed": "modified_at",
}  # fmt: skip
_JSON = {
    "title": ("title",),
    "author": ("author", "creator"),
    "link": ("link",),
    "published": ("isoDate",),
}


def evaluate() -> str | None:
    """The figures as a Markdown section; None where the data is absent."""
    if not FOLDER.exists():
        return None
    lines = ["## Feeds", "", "| source | field | expected | agree |", "|---|---|--:|--:|"]
    for name, checks in (
        ("feedparser cases", _feedparser_cases()),
        ("rss-parser feeds", _rss_parser_feeds()),
    ):
        counts: Counter[tuple[str, bool]] = Counter(checks)
        for field in sorted({field for field, _ in counts}):
            total = counts[field, True] + counts[field, False]
            lines.append(f"| {name} | {field} | {total} | {counts[field, True] / total:.3f} |")
    return "\n".join(lines) + "\n"


def _feedparser_cases() -> Iterator[tuple[str, bool]]:
    for name, content in _members("feedparser_cases.tar.gz"):
        expectation = content.decode("utf-8", "replace").partition("-->")[0]
        for field, literal in _EXPECT.findall(expectation):
            try:
                wanted = ast.literal_eval(literal.removeprefix("u"))
            except (ValueError, SyntaxError):
                continue
            found = next(_entries(name, content), {})
            yield field.removesuffix("_parsed"), _agrees(field, wanted, found.get(_OURS[field]))


def _rss_parser_feeds() -> Iterator[tuple[str, bool]]:
    files = dict(_members("rss_parser_feeds.tar.gz"))
    for name, content in files.items():
        expected = files.get(name.replace("/input/", "/output/").replace(".rss", ".json"))
        if not name.endswith(".rss") or expected is None:
            continue
        stated = json.loads(expected)
        for item, found in zip(
            stated.get("feed", stated)["items"], _entries(name, content), strict=False
        ):
            for field, names in _JSON.items():
                wanted = next((item[key] for key in names if item.get(key)), None)
                if wanted:
                    yield field, _agrees(field, wanted, found.get(_OURS[field]))


def _entries(name: str, content: bytes) -> Iterator[dict[str, Any]]:
    """What the reader states of each entry: the evidence that it keeps, also of entries without text."""
    for found in feeds.read(content, Origin(name, name, "application/xml")):
        evidence = found.content or b""
        yield json.loads(evidence) if evidence.startswith(b"{") else {}


def _agrees(field: str, wanted: Any, found: str | None) -> bool:
    if found is None or wanted is None:
        return found is None and not wanted
    if field == "title":
        return fold(feeds.visible(str(wanted))) == fold(found) or fold(str(wanted)) == fold(found)
    if field == "author":
        return author_names(_ASIDE.sub("", str(wanted))) == author_names(_ASIDE.sub("", found))
    if field == "link":
        return str(wanted).strip() == found or (
            "feedproxy." in wanted and "feedproxy." not in found
        )
    return _instant(wanted) == _instant(found)


def _instant(stated: Any) -> datetime | str | None:
    """A time in UTC; what no reader of dates understands stays as it is."""
    if isinstance(stated, tuple):
        year, month, day, hour, minute, second = stated[:6]
        return datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    date = parse_date(str(stated))
    moment = date.moment("feed").value if date else None
    return moment.replace(microsecond=0) if moment else str(stated).strip()


def _members(archive: str) -> Iterator[tuple[str, bytes]]:
    with tarfile.open(FOLDER / archive) as files:
        for member in files:
            content = files.extractfile(member)
            if content is not None:
                yield member.name, content.read()
