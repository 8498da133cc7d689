"""Articles out of saved web pages: text, title, date and authors, ours and trafilatura's in one run.

Body: F of four-word shingles (mean precision and mean recall over pages); snippets: F over what must and
must not stand in title and text; title, date by day, authors: over the pages whose gold states them. A clock
time in UTC can fall on the day beside the gold's local one: "zone aside" allows that, and only that.
"""

import gzip
import json
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import trafilatura

from evals.shared import DATA
from evals.text_scores import (
    author_f,
    contains,
    f_of_means,
    gold_days,
    mean,
    precision_recall,
    same_title,
)
from ingest.articles import parse
from ingest.documents import Moment, RawDocument
from ingest.errors import UnreadableInput
from ingest.sources import SourceRegistry

FOLDER = DATA / "html_news"
_SPLIT_NAMES = {"newsledger": ", ", "trafilatura": "; "}


@dataclass(frozen=True, slots=True)
class Found:
    """What one extractor found in one page."""

    text: str = ""
    title: str | None = None
    authors: str = ""
    days: tuple[str, ...] = ()  # the day in UTC, then those it can be elsewhere


@dataclass(slots=True)
class Scores:
    """The figures of one extractor, collected page by page."""

    body: dict[str, list[tuple[float, float]]] = field(default_factory=dict)
    snippets: list[int] = field(default_factory=lambda: [0, 0, 0])  # found, wrongly found, missed
    titles: list[bool] = field(default_factory=list)
    days: list[bool] = field(default_factory=list)
    days_somewhere: list[bool] = field(default_factory=list)
    authors: list[float] = field(default_factory=list)
    pages: int = 0
    seconds: float = 0.0

    def summary(self) -> dict[str, float]:
        """One figure for each measure."""
        found, wrong, missed = self.snippets
        return {
            **{
                f"body F1, {origin}": f_of_means(pairs)
                for origin, pairs in sorted(self.body.items())
            },
            "snippets F1": 2 * found / max(1, 2 * found + wrong + missed),
            "title": mean(self.titles),
            "date by day (UTC)": mean(self.days),
            "date by day, zone aside": mean(self.days_somewhere),
            "author F1": mean(self.authors),
        }


def by_newsledger(registry: SourceRegistry) -> Callable[[bytes, dict[str, Any]], Found]:
    """The parser of this repository; a refused page counts as an empty text."""

    def extract(content: bytes, gold: dict[str, Any]) -> Found:
        fields = {"url": gold["url"]} if gold.get("url") else {}
        try:
            article = parse(RawDocument(gold["id"], content, "text/html", fields=fields), registry)
        except UnreadableInput:
            return Found()
        return Found(
            article.body_text,
            article.title,
            article.author or "",
            _days(article.published),
        )

    return extract


def by_trafilatura(content: bytes, gold: dict[str, Any]) -> Found:
    """Trafilatura alone, with its metadata."""
    document = trafilatura.bare_extraction(
        content, url=gold.get("url") or None, with_metadata=True, include_comments=False
    )
    if document is None or isinstance(document, dict):
        return Found()
    return Found(
        document.text or "",
        document.title,
        document.author or "",
        (document.date,) if document.date else (),
    )


def measure(step: int = 1) -> dict[str, dict[str, float]]:
    """Both extractors over every page (``step`` 10: each tenth page, for a quick look)."""
    extractors: dict[str, Callable[[bytes, dict[str, Any]], Found]] = {
        "newsledger": by_newsledger(SourceRegistry.load()),
        "trafilatura": by_trafilatura,
    }
    for gold in _pages(20 * step):  # whoever comes first would pay for loading models and patterns
        for extract in extractors.values():
            extract(_content(gold), gold)
    scores = {name: Scores() for name in extractors}
    for gold in _pages(step):
        content = _content(gold)
        for name, extract in extractors.items():
            started = time.process_time()
            found = extract(content, gold)
            scores[name].seconds += time.process_time() - started
            _score(scores[name], gold, found, _SPLIT_NAMES[name])
    return {
        name: score.summary() | {"pages per CPU second": score.pages / max(score.seconds, 1e-9)}
        for name, score in scores.items()
    }


def evaluate() -> str | None:
    """The figures as a Markdown section; None where the data is absent."""
    return _table(measure()) if FOLDER.exists() else None


def _pages(step: int) -> Iterator[dict[str, Any]]:
    with gzip.open(FOLDER / "gold.jsonl.gz", "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number % step == 0:
                yield json.loads(line)


def _content(gold: dict[str, Any]) -> bytes:
    return gzip.decompress((FOLDER / gold["file"]).read_bytes())


def _score(scores: Scores, gold: dict[str, Any], found: Found, separator: str) -> None:
    scores.pages += 1
    if gold.get("body"):
        pair = precision_recall(gold["body"], found.text)
        scores.body.setdefault(gold["origin"], []).append(pair)
    text = f"{found.title or ''}\n{found.text}"
    wanted = [contains(text, snippet) for snippet in gold.get("must_contain") or []]
    unwanted = [contains(text, snippet) for snippet in gold.get("must_not_contain") or []]
    scores.snippets[0] += sum(wanted)
    scores.snippets[1] += sum(unwanted)
    scores.snippets[2] += len(wanted) - sum(wanted)
    if gold.get("title"):
        scores.titles.append(same_title(gold["title"], found.title))
    if gold.get("authors"):
        scores.authors.append(author_f(gold["authors"], found.authors.split(separator)))
    if isinstance(gold.get("published_at"), str):
        days = gold_days(gold["published_at"])
        scores.days.append(bool(days & set(found.days[:1])))
        scores.days_somewhere.append(bool(days & set(found.days)))


def _days(moment: Moment) -> tuple[str, ...]:
    """The day of a moment in UTC, and of one with a clock also in the first and the last zone."""
    if moment.value is None:
        return ()
    offsets = (0, 14, -12) if moment.precision in ("second", "minute") else (0,)
    return tuple((moment.value + timedelta(hours=offset)).date().isoformat() for offset in offsets)


def _table(figures: dict[str, dict[str, float]]) -> str:
    names = list(figures)
    lines = [
        "## Web pages",
        "",
        f"| measure | {' | '.join(names)} |",
        f"|---|{'--:|' * len(names)}",
    ]
    for measure_name in figures[names[0]]:
        digits = 1 if "second" in measure_name else 4
        values = (f"{figures[name][measure_name]:.{digits}f}" for name in names)
        lines.append(f"| {measure_name} | {' | '.join(values)} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    """``python -m evals.html_news [STEP]``."""
    if not FOLDER.exists():
        sys.stdout.write(f"skipped: the evaluation data is not here: {FOLDER}\n")
        return
    sys.stdout.write(_table(measure(int(sys.argv[1]) if len(sys.argv) > 1 else 1)))


if __name__ == "__main__":
    main()
