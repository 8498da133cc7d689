"""Dates in bare text, read with nothing beside it: how often one is found, and whether it is the article's.

Texts whose day of publication is known come without title, address or date. Once as they are; once as if
observed up to six days after publication, at noon UTC (news is fetched soon; which day is drawn from the id),
or, for the pages of ``fundus``, when they were in fact fetched. A date is right when it is gold's day; a range is
right when gold's day and its bounds meet. Gold of ``syria_war`` is the day of the event that is told: where the
text opens with a date of publication, that is often a later one.
"""

import gzip
import json
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from evals.shared import DATA
from ingest.articles import parse
from ingest.documents import Moment, RawDocument
from ingest.errors import UnreadableInput
from ingest.sources import SourceRegistry

_CORPORA = {"abp_news": 8, "incidents": 2, "slavic_names": 2, "timex": 1, "syria_war": 1}
"""Each so many-th article: the largest have tens of thousands."""
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Dated:
    """A text, its day of publication, and when it was observed."""

    id: str
    text: str
    day: datetime  # 00:00 UTC
    observed_at: datetime


def evaluate() -> str | None:
    """The figures as a Markdown section; None where the data is absent."""
    names = [*_CORPORA, "fundus"]
    if not all((DATA / name).exists() for name in _CORPORA):
        return None
    registry = SourceRegistry.load()
    lines = [
        "## Dates in bare text",
        "",
        "| corpus | texts | date in the text | right | with the observation: date | right | range | right | days wide |",
        f"|---{'|--:' * 8}|",
    ]
    for name in names:
        counts: Counter[str] = Counter()
        for dated in _fundus() if name == "fundus" else _texts(name, _CORPORA[name]):
            counts["texts"] += 1
            _count(counts, "alone", _moment(dated, registry, observed=False), dated)
            _count(counts, "observed", _moment(dated, registry, observed=True), dated)
        lines.append(_row(name, counts))
    return "\n".join(lines) + "\n"


def _row(name: str, counts: Counter[str]) -> str:
    def of(part: str, whole: str) -> str:
        return f"{counts[part] / counts[whole]:.3f}" if counts[whole] else "–"

    width = (
        f"{counts['hours'] / 24 / counts['observed range']:.1f}"
        if counts["observed range"]
        else "–"
    )
    return (
        f"| {name} | {counts['texts']:,} | {of('alone date', 'texts')} | {of('alone date right', 'alone date')} "
        f"| {of('observed date', 'texts')} | {of('observed date right', 'observed date')} "
        f"| {of('observed range', 'texts')} | {of('observed range right', 'observed range')} | {width} |"
    )


def _count(counts: Counter[str], way: str, found: Moment, dated: Dated) -> None:
    if found.local_day:
        counts[f"{way} date"] += 1
        counts[f"{way} date right"] += found.local_day == dated.day.date()
    elif found.value is None and found.earliest and found.latest:
        counts[f"{way} range"] += 1
        counts["hours"] += round((found.latest - found.earliest).total_seconds() / 3600)
        meets = found.earliest < dated.day + _DAY and dated.day <= found.latest
        counts[f"{way} range right"] += meets


def _moment(dated: Dated, registry: SourceRegistry, *, observed: bool) -> Moment:
    raw = RawDocument(
        dated.id,
        dated.text.encode(),
        "text/plain",
        observed_at=dated.observed_at if observed else None,
    )
    try:
        return parse(raw, registry).published
    except UnreadableInput:
        return Moment()


def _texts(name: str, step: int) -> Iterator[Dated]:
    with gzip.open(DATA / name / "articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            article = json.loads(line) if number % step == 0 else {}
            if article.get("published_at") and article["text"].strip():
                day = datetime.fromisoformat(article["published_at"][:10]).replace(tzinfo=UTC)
                later = zlib.crc32(article["id"].encode()) % 7
                observed_at = day + timedelta(days=later, hours=23 if later == 0 else 12)
                yield Dated(article["id"], article["text"], day, observed_at)


def _fundus() -> Iterator[Dated]:
    with gzip.open(DATA / "html_news" / "gold.jsonl.gz", "rt", encoding="utf-8") as lines:
        for gold in map(json.loads, lines):
            if gold["origin"] == "fundus" and not gold.get("published_at_suspect") and gold["body"]:
                day = datetime.fromisoformat(gold["published_at"][:10]).replace(tzinfo=UTC)
                observed_at = datetime.fromisoformat(gold["crawled_at"])
                observed_at = observed_at if observed_at.tzinfo else observed_at.replace(tzinfo=UTC)
                yield Dated(gold["id"], gold["body"], day, observed_at)
