"""Articles to measure with, as JSON lines: real ones where they are given, else made up.

Measuring belongs in the other modules.
"""

import gzip
import os
import random
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import orjson

SHARED = Path(os.environ.get("NEWSLEDGER_SHARED") or Path(__file__).resolve().parents[2] / "shared")
_REAL = SHARED / "data" / "abp_news" / "articles.jsonl.gz"


def articles() -> Iterator[dict[str, Any]]:
    """Real news articles (mean about 800 words) where the data is given, else made-up ones."""
    if not _REAL.exists():
        yield from _made_up()
        return
    with gzip.open(_REAL, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = orjson.loads(line)
            yield {key: record[key] for key in ("id", "url", "title", "published_at", "text")}


def write(path: Path, count: int, *, skip: int = 0, words: int | None = None) -> Path:
    """Write ``count`` articles after the first ``skip``, each cut to ``words`` words if given."""
    with path.open("wb") as out:
        for number, article in enumerate(islice(articles(), skip, skip + count)):
            if words:
                cut = " ".join(article["text"].split()[:words])
                article = {**article, "text": f"{cut}. Report {skip + number}."}
            out.write(orjson.dumps(article) + b"\n")
    return path


def is_real() -> bool:
    """Whether the real articles are given."""
    return _REAL.exists()


def _made_up() -> Iterator[dict[str, Any]]:
    """Sentences drawn at random from a fixed seed: enough grammar for a parser to work on."""
    draw = random.Random(20260901)  # noqa: S311 (no secret)
    people = ["Mira Voss", "Tomas Hale", "the harbour master", "the ministry", "Ada Lindqvist"]
    cues = ["said", "denied", "claimed", "told reporters", "warned"]
    topics = ["the bridge would reopen in May", "no ship had left the port", "prices had doubled"]
    number = 0
    while True:
        number += 1
        sentences = [
            f"{draw.choice(people)} {draw.choice(cues)} that {draw.choice(topics)} on day {number}."
            for _ in range(30)
        ]
        yield {
            "id": str(number),
            "url": f"https://wire.example/{number}",
            "title": f"Report {number} from the harbour",
            "published_at": "2026-01-01",
            "text": "\n\n".join(" ".join(sentences[i : i + 3]) for i in range(0, 30, 3)),
        }
