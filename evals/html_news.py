"""Articles out of saved web pages: text, title, date and authors, ours and its peers' in one run.

Body: F of four-word shingles (mean precision and mean recall over pages); snippets: F over what must and
must not stand in title and text. Title, date and authors: over the pages whose gold states them.

What counts as equal is the same for everyone. Titles: but for case, punctuation, typography and white space,
and once more with the site's name off either end. Dates: the day that gold states; where gold has a zone, the
day in UTC too; "zone aside" allows every day that the instant falls on somewhere. Authors: sets of names, gold and answer
split and cleaned alike (some gold holds several names in one string, degrees, "for the Mail").

Gold of origin ``fundus`` is the reviewed output of a parser for each publisher: where a page states several titles,
it holds whichever that parser reads. Two of its dates swap day and month; some of the ``htmldate`` and
``trafilatura`` pages show the date of a change, and gold has that.
"""

import gzip
import json
import sys
import time
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from trafilatura.meta import reset_caches

from evals.html_peers import Found, extractors
from evals.shared import DATA
from evals.text_scores import (
    author_f,
    contains,
    f_of_means,
    gold_days,
    mean,
    precision_recall,
    same_title,
    same_title_site_aside,
)

FOLDER = DATA / "html_news"


@dataclass(slots=True)
class Scores:
    """The figures of one extractor, collected page by page."""

    body: dict[str, list[tuple[float, float]]] = field(default_factory=dict)
    snippets: list[int] = field(default_factory=lambda: [0, 0, 0])  # found, wrongly found, missed
    titles: list[bool] = field(default_factory=list)
    titles_site_aside: list[bool] = field(default_factory=list)
    days: list[bool] = field(default_factory=list)
    days_zone_aside: list[bool] = field(default_factory=list)
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
            "title, site name aside": mean(self.titles_site_aside),
            "date by day": mean(self.days),
            "date by day, zone aside": mean(self.days_zone_aside),
            "author F1": mean(self.authors),
            "pages per CPU second": self.pages / max(self.seconds, 1e-9),
        }


def measure(step: int = 1) -> dict[str, dict[str, float]]:
    """Every extractor over every page (``step`` 10: each tenth page, for a quick look); all are warm."""
    warnings.filterwarnings("ignore", module="dateutil")  # of zones that peers cannot read
    everyone = extractors()
    for number, gold in enumerate(_pages(step)):  # else the first would pay for loading patterns
        for name in ["trafilatura"] if number % 20 else everyone:
            everyone[name](_content(gold), gold)
    reset_caches()
    scores = {name: Scores() for name in everyone}
    turns = list(everyone.items())
    for gold in _pages(step):
        content = _content(gold)
        turns.append(turns.pop(0))  # who reads a page first warms caches that some share
        for name, extract in turns:
            started = time.process_time()
            found = extract(content, gold)
            scores[name].seconds += time.process_time() - started
            _score(scores[name], gold, found)
    return {name: score.summary() for name, score in scores.items()}


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


def _score(scores: Scores, gold: dict[str, Any], found: Found) -> None:
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
    if title := gold.get("title"):
        same = same_title(title, found.title)
        host = gold.get("source_domain") or ""
        scores.titles.append(same)
        scores.titles_site_aside.append(same or same_title_site_aside(title, found.title, host))
    if gold.get("authors"):
        scores.authors.append(author_f(gold["authors"], found.authors))
    if isinstance(stated := gold.get("published_at"), str):
        _score_day(scores, stated, found)


def _score_day(scores: Scores, stated: str, found: Found) -> None:
    days = gold_days(stated)
    has_zone = len(days) > 1 or "+" in stated
    answers = {found.day, found.utc_day} if has_zone else {found.day}
    scores.days.append(bool(days & answers))
    scores.days_zone_aside.append(bool(days & (answers | _days_somewhere(found.instant))))


def _days_somewhere(instant: datetime | None) -> set[str]:
    """The days of an instant in UTC, in the first and in the last zone."""
    if instant is None:
        return set()
    return {
        (instant.astimezone(UTC) + timedelta(hours=offset)).date().isoformat()
        for offset in (0, 14, -12)
    }


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
        found = (figures[name][measure_name] for name in names)
        values = (f"{value:.{digits}f}" if value else "–" for value in found)
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
