"""Scores of a text and its metadata against gold. Where gold comes from belongs to each evaluation."""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from ingest.articles.text import fold

_WORD = re.compile(r"\w+")
_SHINGLE = 4
_TITLE_PARTS = re.compile(r"\s+(?:[|–—•·»«:/~-])+\s+|\s*\|\s*")
_NAME_GAP = re.compile(r"[;,/&|]|\b(?:and|und|et|y|og|och)\b", re.IGNORECASE)
_BY = re.compile(r"^\s*(?:by|von|par|por|door)\b:?", re.IGNORECASE)
_NAME_NOISE = re.compile(r"(?i)\b(?:dr|prof|ph\.?d|m\.?d|jd)\b\.?|\bfor (?:the )?.*$")


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Four-word shingles as a multiset; a shorter text is one shingle."""
    words = _WORD.findall(text)
    if len(words) < _SHINGLE:
        return Counter([tuple(words)] if words else [])
    return Counter(zip(*(words[start:] for start in range(_SHINGLE)), strict=False))


def precision_recall(gold: str, found: str) -> tuple[float, float]:
    """Of shingles; an empty text that ought to be empty is right."""
    wanted, got = shingles(gold), shingles(found)
    common = sum((wanted & got).values())
    precision = common / sum(got.values()) if got else float(not wanted)
    recall = common / sum(wanted.values()) if wanted else 1.0
    return precision, recall


def f_score(precision: float, recall: float) -> float:
    """Harmonic mean."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def f_of_means(pairs: Iterable[tuple[float, float]]) -> float:
    """F of the mean precision and the mean recall over pages, as the published benchmarks count."""
    precisions, recalls = zip(*pairs, strict=True)
    return f_score(sum(precisions) / len(precisions), sum(recalls) / len(recalls))


def contains(text: str, snippet: str) -> bool:
    """Whether a snippet stands in a text, white space aside."""
    return " ".join(snippet.split()) in " ".join(text.split())


def same_title(gold: str, found: str | None) -> bool:
    """Equal but for case, punctuation and white space."""
    return found is not None and fold(gold) == fold(found)


def same_title_site_aside(gold: str, found: str | None, host: str) -> bool:
    """Equal when the name of the site, as its host spells it, is cut off either end of both."""
    labels = [fold(label) for label in host.removeprefix("www.").split(".")[:-1]]
    labels = [label for label in labels if len(label) > len("www")]
    return found is not None and _without_site(gold, labels) == _without_site(found, labels)


def _without_site(title: str, labels: list[str]) -> str:
    parts = [fold(part) for part in _TITLE_PARTS.split(title)]
    while len(parts) > 1 and _is_site(parts[-1], labels):
        parts.pop()
    while len(parts) > 1 and _is_site(parts[0], labels):
        parts.pop(0)
    return "".join(parts)


def _is_site(part: str, labels: list[str]) -> bool:
    return not part or any(part in label or label in part for label in labels if len(part) > 2)


def author_f(gold: list[Any], found: str) -> float:
    """F of the sets of names on one page; both are split and cleaned in the same way."""
    wanted = {name for entry in _flat(gold) for name in author_names(entry)}
    got = set(author_names(found))
    return 2 * len(wanted & got) / (len(wanted) + len(got)) if wanted or got else 1.0


def author_names(stated: str) -> list[str]:
    """Folded names, without "by", degrees and what comes after "for the": ``By A. Lee, PhD and B. Kim``."""
    parts = (_NAME_NOISE.sub("", part) for part in _NAME_GAP.split(_BY.sub("", stated)))
    return [name for part in parts if (name := fold(part))]


def gold_days(published_at: str) -> set[str]:
    """The day as stated and, where gold has a zone, that day in UTC."""
    days = {published_at[:10]}
    if len(published_at) > len("2020-08-18"):
        moment = datetime.fromisoformat(published_at)
        days |= {moment.astimezone(UTC).date().isoformat()} if moment.tzinfo else set()
    return days


def mean(values: Iterable[float]) -> float:
    """The mean, 0 of nothing."""
    values = list(values)
    return sum(values) / len(values) if values else 0.0


def _flat(entries: list[Any]) -> Iterable[str]:
    for entry in entries:
        yield from entry if isinstance(entry, list) else [entry]
