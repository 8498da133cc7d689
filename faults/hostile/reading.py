"""Feeds one hostile file through the whole of ingest, beside good ones, and judges what became of it."""

import json
import resource
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from faults.children import Ended, in_child
from faults.world import article, write_articles
from ingest.event_log import EventLog
from ingest.intake import ingest
from ingest.sources import SourceRegistry

MOST_SECONDS, MOST_BYTES = 30.0, 1_000_000_000
SECONDS_A_DOCUMENT = 0.001


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one input, and what it cost."""

    name: str
    outcome: str  # read | quarantined: reason | …
    seconds: float  # of CPU
    peak_bytes: int
    problems: tuple[str, ...]


def judge_file(name: str, path: Path, scratch: Path, is_read: bool | None = None) -> Verdict:
    """Ingests the file and two good ones in a child with limits."""
    limits = {resource.RLIMIT_CPU: 8 * int(MOST_SECONDS)}
    ended = in_child(lambda: _take(path, scratch), seconds=1200, limits=limits)
    count = ended.value[0] + ended.value[1].total() if ended.how == "returned" else 0
    problems = _costs(ended, count)
    if ended.how != "returned":
        problems.append(f"{ended.how}: {ended.error}\n{ended.trace}")
        return _verdict(name, ended.how, ended, problems)
    read, reasons, found = ended.value
    problems += found
    if is_read is not None and is_read != bool(read):
        problems.append(f"read {read} documents, refused for {dict(reasons)}")
    if not read and not reasons:
        problems.append("neither read nor in quarantine")
    refused = ", ".join(f"{code} {count:,}" for code, count in reasons.most_common())
    parts = [f"read {read:,}"] * bool(read) + [f"quarantined: {refused}"] * bool(reasons)
    return _verdict(name, "; ".join(parts), ended, problems)


def _verdict(name: str, outcome: str, ended: Ended, problems: list[str]) -> Verdict:
    return Verdict(name, outcome, ended.cpu_seconds, ended.peak_bytes, tuple(problems))


def _costs(ended: Ended, documents: int) -> list[str]:
    """CPU time, because this machine may have others to serve; waiting is the time-out's.

    What holds many documents may take as long as so many small ones do.
    """
    problems = []
    if ended.cpu_seconds > MOST_SECONDS + documents * SECONDS_A_DOCUMENT:
        problems.append(f"took {ended.cpu_seconds:.0f} s")
    if ended.peak_bytes > MOST_BYTES:
        problems.append(f"took {ended.peak_bytes / 1e6:,.0f} MB")
    return problems


def _take(path: Path, scratch: Path) -> tuple[int, Counter[str], list[str]]:
    good = [write_articles(scratch / f"good-{n}.jsonl", [9000 + n]) for n in (1, 2)]
    ledger = scratch / "ledger.duckdb"
    ledger.unlink(missing_ok=True)
    log = EventLog(ledger)
    summary = ingest(
        [str(good[0]), str(path), str(good[1])], log=log, registry=SourceRegistry.load()
    )
    reasons = Counter(one.reason_code for one in summary.quarantine)
    problems = [f"verify: {text}" for text in log.verify().problems]
    payloads = _payloads(log)
    urls = {payload.get("url") for payload in payloads}
    lost = {str(article(9000 + n)["url"]) for n in (1, 2)} - urls
    problems += [f"lost beside it: {url}" for url in sorted(lost)]
    problems += [f"not clean: {what}" for payload in payloads for what in unclean(payload)]
    return summary.new + summary.revised - 2, reasons, problems


def _payloads(log: EventLog) -> list[dict[str, Any]]:
    texts = (
        str(text)
        for batch in log.read(event_types=["ArticleObserved", "ArticleRevised"])
        for text in batch.column("payload").to_pylist()
    )
    return [json.loads(text) for text in texts]


def unclean(payload: dict[str, Any]) -> list[str]:
    """Texts that no store would take, or that came from a file that nobody named."""
    texts = {key: value for key, value in payload.items() if isinstance(value, str)}
    found = [key for key, value in texts.items() if "\0" in value]
    found += [key for key, value in texts.items() if any("\ud800" <= c <= "\udfff" for c in value)]
    return found + ["another file's text"] * ("root:x:0" in payload.get("body_text", ""))
