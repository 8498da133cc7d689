"""Pending texts: each extracted once, whatever fails, dies or is killed in between."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson
import psutil
import pytest
from log_events import event, rows

from ingest import extraction_worker
from ingest.errors import ConfigurationError, ExtractorUnavailable
from ingest.event_log import EventLog
from ingest.events import sha256_hex
from ingest.extract import ExtractionInput
from ingest.extraction import ExtractionSummary, extract_pending
from ingest.extraction_pool import ProcessPool, Texts
from ingest.extraction_results import pairs_of, standings, texts_by_extractor, texts_of
from ingest.extraction_worker import TextResult, extract_safely
from ingest.extractor_choice import ExtractorId, configured_extractor


def article(number: int, text: str, *, version: int = 1, language: str = "en") -> Any:
    return event(
        f"article-{number}",
        version,
        text_hash=sha256_hex(text.encode()),
        title=None,
        body_text=text,
        language=language,
        retrieved_from=f"texts/{number}.txt",
    )


def story(number: int) -> str:
    return f"Angela Merkel said on Monday that bridge {number} would close in June. " * 12


class NoPool:
    """Extracts nothing, and remembers what it was asked for."""

    def __init__(self, extractor: ExtractorId | None = None) -> None:
        self.asked: list[str] = []
        self.extractor = extractor or configured_extractor()

    def map(self, batches: Iterable[Texts]) -> Iterator[list[TextResult]]:
        for batch in batches:
            hashes = [text.text_hash for text in batch]
            self.asked += hashes
            yield [TextResult(text_hash, self.payload()) for text_hash in hashes]

    def payload(self) -> str:
        name = {"extractor": self.extractor.name, "extractor_version": self.extractor.version}
        return orjson.dumps({**name, "mentions": [], "claims": []}).decode()


@pytest.fixture
def log(tmp_path: Path) -> EventLog:
    return EventLog(tmp_path / "ledger.duckdb")


def add(log: EventLog, *events: Any) -> None:
    log.append(events, actor="test", run_id="run")


def run(log: EventLog, pool: Any = None, **options: Any) -> ExtractionSummary:
    window = {"after": 0, "upto": log.head().position} | options
    return extract_pending(log, pool=pool, workers=2, **window)


def extracted(log: EventLog) -> list[dict[str, Any]]:
    return rows(log, event_types=["ArticleExtracted"])


def test_texts_are_extracted_and_recorded_with_name_and_version(log: EventLog) -> None:
    add(log, *(article(n, story(n)) for n in range(3)))
    seen: list[tuple[int, int]] = []
    summary = run(log, progress=lambda done, total: seen.append((done, total)))
    assert (summary.texts, summary.skipped, summary.failed) == (3, 0, 0)
    assert ExtractorId(summary.extractor, summary.extractor_version) == configured_extractor()
    assert seen[-1] == (3, 3)
    payloads = [orjson.loads(row["payload"]) for row in extracted(log)]
    assert all(len(payload["claims"]) == 12 and payload["mentions"] for payload in payloads)
    assert {row["stream_id"] for row in extracted(log)} == {
        f"text-{sha256_hex(story(n).encode())}@{summary.extractor}-{summary.extractor_version}"
        for n in range(3)
    }


def test_a_second_run_asks_no_model(log: EventLog) -> None:
    add(log, *(article(n, story(n)) for n in range(5)))
    run(log, NoPool())
    again = NoPool()
    summary = run(log, again)
    assert (again.asked, summary.texts, summary.skipped) == ([], 0, 5)
    assert len(extracted(log)) == 5


def test_nothing_pending_starts_no_process(log: EventLog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ProcessPool, "_executor", lambda *_: pytest.fail("started a process"))
    assert run(log).texts == 0


def test_one_text_of_several_articles_is_extracted_once(log: EventLog) -> None:
    add(log, article(1, story(1)), article(2, story(1)), article(1, story(2), version=2))
    pool = NoPool()
    assert run(log, pool).texts == 2
    assert len(pool.asked) == len(set(pool.asked)) == 2


def test_only_english_texts_are_extracted(log: EventLog) -> None:
    add(log, article(1, story(1)), article(2, "Die Brücke wird geschlossen.", language="de"))
    summary = run(log, NoPool())
    assert (summary.texts, summary.skipped) == (1, 1)


def test_only_the_events_asked_for_are_read(log: EventLog) -> None:
    add(log, *(article(n, story(n)) for n in range(4)))
    pool = NoPool()
    run(log, pool, after=1, upto=3)
    assert set(pool.asked) == {sha256_hex(story(n).encode()) for n in (1, 2)}


def batch_of(*texts: str) -> Texts:
    return [ExtractionInput(sha256_hex(text.encode()), "", text) for text in texts]


def fail_on_bad(batch: Texts, _extractor: str) -> list[TextResult]:
    for text in batch:
        if text.body_text == "bad":
            raise ValueError("cannot read this")
        if text.body_text == "deadly":
            os.kill(os.getpid(), signal.SIGKILL)
    return [TextResult(text.text_hash, "{}") for text in batch]


def test_a_text_that_fails_costs_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extraction_worker, "_extract", fail_on_bad)
    results = extract_safely(batch_of("one", "bad", "two"), "rules")
    assert [result.error for result in results] == [None, "ValueError: cannot read this", None]
    assert orjson.loads(results[1].payload)["claims"] == []


class ForkedPool(ProcessPool):
    """Workers forked from the test, so that they extract as it says."""

    def _executor(self, workers: int) -> Any:
        from concurrent.futures import ProcessPoolExecutor

        return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("fork"))


def test_a_text_that_would_take_the_machine_with_it_is_refused_and_costs_no_other() -> None:
    story = "The ferry sails again in spring, said Anna Bergström."
    texts = [ExtractionInput("a", "", story), ExtractionInput("b", "", story * 6_000)]

    results = {one.text_hash: one for one in extract_safely(texts, "rules")}

    assert results["a"].error is None
    assert "more than 300,000 characters" in str(results["b"].error)


def test_a_text_that_kills_its_worker_costs_no_other(
    log: EventLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extraction_worker, "_extract", fail_on_bad)
    texts = [f"text {n}" for n in range(60)] + ["deadly", "bad"]
    add(log, *(article(n, text) for n, text in enumerate(texts)))
    summary = run(log, ForkedPool("rules", 2))
    assert (summary.texts, summary.failed) == (62, 2)
    assert len(extracted(log)) == 62
    quarantined = rows(log, event_types=["ArticleQuarantined"])
    reasons = {orjson.loads(row["payload"])["reason_code"] for row in quarantined}
    assert (len(quarantined), reasons) == (2, {"extraction_failed"})
    assert run(log, NoPool()).texts == 0


class FailingPool(NoPool):
    """Fails on the first text of every task."""

    def map(self, batches: Iterable[Texts]) -> Iterator[list[TextResult]]:
        for results in super().map(batches):
            yield [replace(results[0], error="ValueError: cannot read this"), *results[1:]]


CANDIDATE = ExtractorId("candidate", "1")


def test_a_candidate_reads_beside_the_current_one(log: EventLog) -> None:
    add(log, *(article(n, story(n)) for n in range(3)))
    run(log, NoPool())
    summary = run(log, NoPool(CANDIDATE), extractor=CANDIDATE, is_candidate=True)
    assert (summary.texts, summary.extractor, summary.extractor_version) == (3, "candidate", "1")
    assert len({row["stream_id"] for row in extracted(log)}) == 6
    assert run(log, NoPool(CANDIDATE), extractor=CANDIDATE, is_candidate=True).texts == 0


def test_a_text_that_a_candidate_fails_on_stays_pending_and_is_in_no_quarantine(
    log: EventLog,
) -> None:
    add(log, *(article(n, story(n)) for n in range(3)))
    summary = run(log, FailingPool(CANDIDATE), extractor=CANDIDATE, is_candidate=True)
    assert (summary.texts, summary.failed) == (3, 1)
    assert len(extracted(log)) == 2
    assert "ArticleQuarantined" not in log.counts()
    assert (
        run(log, FailingPool(CANDIDATE), extractor=CANDIDATE).failed == 1
    )  # promoted: then it is told
    assert log.counts()["ArticleQuarantined"] == 1


def test_no_more_texts_are_extracted_than_asked_for(log: EventLog) -> None:
    add(log, *(article(n, story(n)) for n in range(5)))
    assert run(log, NoPool(CANDIDATE), extractor=CANDIDATE, limit=2).texts == 2
    assert run(log, NoPool(CANDIDATE), extractor=CANDIDATE, limit=2).texts == 2
    assert run(log, NoPool(CANDIDATE), extractor=CANDIDATE, limit=2).texts == 1


def test_a_version_that_this_release_cannot_run_is_no_error_until_a_text_waits(
    log: EventLog,
) -> None:
    add(log, article(1, story(1)))
    with pytest.raises(ConfigurationError, match="candidate@1, which this release cannot run"):
        run(log, extractor=CANDIDATE)
    run(log, NoPool(CANDIDATE), extractor=CANDIDATE)
    assert run(log, extractor=CANDIDATE).texts == 0


def test_results_of_extractors_are_found_beside_each_other(log: EventLog) -> None:
    add(log, *(article(n, story(n)) for n in range(3)), article(4, "Nein.", language="de"))
    run(log, NoPool())
    run(log, NoPool(CANDIDATE), extractor=CANDIDATE, limit=1)
    current = configured_extractor()
    texts = texts_by_extractor(log)
    assert {extractor: len(found) for extractor, found in texts.items()} == {
        current: 3, CANDIDATE: 1,
    }  # fmt: skip
    [(old, new)] = pairs_of(log, current, CANDIDATE, texts[current] & texts[CANDIDATE])
    assert old.text_hash == new.text_hash
    assert texts_of(log, {old.text_hash}) == {old.text_hash: ("", story(0))}
    counts = {(one.extractor, one.version): (one.texts, one.pending) for one in standings(log)}
    assert counts["candidate", "1"] == (1, 2)
    assert counts[current.name, current.version] == (3, 0)
    assert [one.extractor for one in standings(log) if one.is_current] == [current.name]


def fail_always(_batch: Texts, _extractor: str) -> list[TextResult]:
    raise ModuleNotFoundError("No module named 'the_model'")


def die_always(_batch: Texts, _extractor: str) -> list[TextResult]:
    os.kill(os.getpid(), signal.SIGKILL)
    return []


def test_a_worker_does_not_load_what_slows_the_model() -> None:
    program = "import sys, ingest.extraction_worker, ingest.extraction_preload as _;"
    loaded = subprocess.run(
        [sys.executable, "-c", f"{program} print('pyarrow' in sys.modules)"],
        check=True,
        capture_output=True,
        text=True,
    )
    assert loaded.stdout.strip() == "False"


@pytest.mark.parametrize("broken", [fail_always, die_always])
def test_an_extractor_that_does_not_work_condemns_no_text(
    log: EventLog, monkeypatch: pytest.MonkeyPatch, broken: Any
) -> None:
    monkeypatch.setattr(extraction_worker, "_extract", broken)
    add(log, *(article(n, story(n)) for n in range(3)))
    before = log.head()
    with pytest.raises(ExtractorUnavailable):
        run(log, ForkedPool("rules", 2))
    assert log.head() == before


PROGRAM = """
import sys
from pathlib import Path
from ingest import extraction
from ingest.event_log import EventLog
extraction.BATCH_TEXTS = extraction.CHUNK_TEXTS = 10
log = EventLog(Path(sys.argv[1]))
extraction.extract_pending(log, after=0, upto=log.head().position, workers=2)
"""


@pytest.mark.slow
def test_a_kill_in_the_middle_loses_nothing_and_doubles_nothing(
    log: EventLog, tmp_path: Path
) -> None:
    add(log, *(article(n, story(n) * 3) for n in range(150)))
    command = [sys.executable, "-c", PROGRAM, str(tmp_path / "ledger.duckdb")]
    process = subprocess.Popen(command)
    deadline = time.monotonic() + 120
    while log.counts().get("ArticleExtracted", 0) < 20 and time.monotonic() < deadline:
        time.sleep(0.05)
    children = psutil.Process(process.pid).children(recursive=True)
    process.kill()
    process.wait()
    assert not psutil.wait_procs(children, timeout=20)[1]  # no worker is left behind
    done = len(extracted(log))
    assert 20 <= done < 150
    summary = run(log)
    assert (summary.texts, summary.skipped) == (150 - done, done)
    assert len({row["stream_id"] for row in extracted(log)}) == len(extracted(log)) == 150
    assert log.verify().ok
