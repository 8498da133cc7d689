"""News with gold stories, as articles that the assignment reads. Measuring belongs in ``evals.stories``."""

import gzip
import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson

from evals.shared import DATA
from ingest.articles.dates import parse_date
from ingest.articles.published import address_day
from ingest.identity.stories.features import Article

_DAY = re.compile(
    r"[A-Z][a-z]{2,8}\.? \d{1,2},? (?:19|20)\d\d|\d{1,2} [A-Z][a-z]{2,8}\.?,? (?:19|20)\d\d"
    r"|(?:19|20)\d\d-\d\d-\d\d"
)
_LONGEST_DATE_LINE = 60
_HEAD_LINES = 4


@dataclass(frozen=True, slots=True)
class Stream:
    """Articles in order of arrival, and the gold story of each."""

    name: str
    articles: tuple[Article, ...]
    gold: tuple[str, ...]

    def shuffled(self, seed: int) -> "Stream":
        """The same articles, arriving in another order."""
        order = list(range(len(self.articles)))
        random.Random(seed).shuffle(order)  # noqa: S311
        return Stream(
            self.name,
            tuple(self.articles[n] for n in order),
            tuple(self.gold[n] for n in order),
        )


def incidents() -> Stream:
    """Local news of shootings, in order of publication."""
    rows = sorted(_rows("incidents"), key=lambda row: (row["published_at"], row["id"]))
    return _stream("incidents", map(_plain, rows), (row["incident_id"] for row in rows))


def ecbplus() -> Stream:
    """Two look-alike stories a topic; most have no date, so they arrive in order of their ids."""
    rows = _rows("ecbplus")
    return _stream("ecbplus", map(_from_ecbplus, rows), (row["cluster_id"] for row in rows))


def basil() -> Stream:
    """One event told by three outlets."""
    rows = sorted(_rows("basil"), key=lambda row: (row["published_at"] or "", row["id"]))
    return _stream("basil", map(_plain, rows), (row["cluster_id"] for row in rows))


def seeds() -> Stream:
    """Five reports of one story."""
    paths = sorted((DATA / "seeds").glob("*.txt"))
    articles = (Article(path.stem, "", path.read_text("utf-8")) for path in paths)
    return _stream("seeds", articles, ("one" for _ in paths))


def search_clusters() -> Iterator[tuple[Stream, list[list[list[int]]]]]:
    """Per query, headlines with summaries, and the groups of numbers that each of three people made."""
    rows = _rows("search_clusters")
    golds = (DATA / "search_clusters" / "gold.jsonl").read_bytes().splitlines()
    for gold in map(orjson.loads, golds):
        mine = [row for row in rows if row["query"] == gold["query"]]
        mine.sort(key=lambda row: row["number"])
        articles = tuple(_plain(row | {"text": row["description"] or ""}) for row in mine)
        numbers = tuple(str(row["number"]) for row in mine)
        yield Stream(gold["query"], articles, numbers), [gold[f"gold{n}"] for n in (1, 2, 3)]


def _rows(name: str) -> list[dict[str, Any]]:
    with gzip.open(DATA / name / "articles.jsonl.gz", "rb") as lines:
        return [orjson.loads(line) for line in lines]


def _stream(name: str, articles: Iterable[Article], gold: Iterable[str]) -> Stream:
    return Stream(name, tuple(articles), tuple(gold))


def _plain(row: dict[str, Any]) -> Article:
    stated = parse_date(row["published_at"]) if row["published_at"] else None
    day = stated.when.date() if stated else None
    return Article(row["id"], row["title"] or "", row["text"], day, row["source_domain"] or None)


def _from_ecbplus(row: dict[str, Any]) -> Article:
    """Without the address that opens some texts: half of the gold could be told by it alone.

    The day in the address or in a line of its own below the headline is metadata, as in a build.
    """
    lines = [line for line in row["text"].split("\n") if line.strip()]
    published = None
    if row["url"]:
        lines = lines[1:]
        stated = address_day(row["url"])
        published = stated.when.date() if stated else None
    for line in lines[:_HEAD_LINES]:
        day = _date_line(line)
        if day:
            published = published or day
            lines.remove(line)
            break
    title = ""
    if len(lines) > 1 and not lines[0].rstrip().endswith((".", "?", "!", "''", '"')):
        title, lines = lines[0], lines[1:]
    return Article(row["id"], title, "\n".join(lines), published, row["source_domain"] or None)


def _date_line(line: str) -> date | None:
    if len(line) > _LONGEST_DATE_LINE:
        return None
    found = _DAY.search(re.sub(r"\s+([,:/.-])\s*", r"\1 ", line).replace("- ", "-"))
    stated = parse_date(found.group()) if found else None
    return stated.when.date() if stated else None
