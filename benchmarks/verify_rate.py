"""``verify`` against a plain SHA-256 pass over the same bytes: from the same file, and from a flat one.

The flat pass neither reads a database nor decompresses: it says what SHA-256 alone takes. The pass
over the log reads the same payloads and blobs from the same file and feeds them to one hash, so what
is over is what checking costs: envelopes, chain, comparing each hash.
"""

import hashlib
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import orjson
import zstandard

from benchmarks import corpus
from benchmarks.report import Table
from ingest.event_log import EventLog
from ingest.event_store.hashing import BATCH_ROWS, contents
from ingest.event_store.schema import attach
from ingest.events import NewEvent, sha256_hex

_EVENTS = 10_000
_RUNS = 5
_ENVELOPES = "select columns(* exclude (log_position))::varchar from events"


def measure(scratch: Path, _articles: int) -> Table:
    """Verify a log of articles with their raw bytes; best of some runs, the passes taking turns."""
    path, flat = scratch / "ledger.duckdb", scratch / "flat"
    log = _filled(path)
    with flat.open("wb") as out:
        out.writelines(_stored(path))
    size = flat.stat().st_size

    def verify() -> None:
        if not log.verify().ok:
            raise AssertionError("the log does not verify")

    passes: dict[str, Callable[[], None]] = {
        "verify": verify,
        "store": lambda: _hash(_stored(path)),
        "flat": lambda: _hash_file(flat),
    }
    wall, cpu = _best(passes)
    rows = [
        (
            "speed of verify over a plain pass over the same log",
            f"{wall['store'] / wall['verify']:.2f} ×",
            f"goal ≥ 0.5; by CPU {cpu['store'] / cpu['verify']:.2f}",
        ),
        (
            "speed of verify over a plain pass over a flat file",
            f"{wall['flat'] / wall['verify']:.2f} ×",
            f"by CPU {cpu['flat'] / cpu['verify']:.2f}; reading the log alone costs "
            f"{(cpu['store'] - cpu['flat']) / cpu['flat']:.1f} × what SHA-256 costs",
        ),
        ("verify", f"{size / wall['verify'] / 1e6:,.0f} MB/s", f"{cpu['verify']:.2f} s CPU"),
        (
            "SHA-256 of a flat file",
            f"{size / wall['flat'] / 1e6:,.0f} MB/s",
            f"{cpu['flat']:.2f} s CPU",
        ),
    ]
    about = (
        "Wall time, best of "
        f"{_RUNS} runs. {size / 1e6:,.0f} MB of envelopes, payloads and raw bytes in a file of "
        f"{path.stat().st_size / 1e6:,.0f} MB. Decompressing them is most of the work."
    )
    return Table(f"Verifying {_EVENTS:,} articles", about, rows)


def _filled(path: Path) -> EventLog:
    log = EventLog(path)
    events, blobs = [], {}
    for number, article in enumerate(islice(corpus.articles(), _EVENTS)):
        raw = orjson.dumps(article)
        blob_hash = sha256_hex(raw)
        blobs[blob_hash] = raw
        payload = {**article, "blob_hash": blob_hash}
        now = datetime.now(UTC)
        events.append(NewEvent("ArticleObserved", f"article-{number}", 1, payload, now))
    log.append(events, actor="bench", run_id="bench", blobs=blobs)
    return log


def _stored(path: Path) -> Iterator[memoryview | bytes]:
    """The bytes that verify hashes, as they come out of the file."""
    connection = attach(path, "read_only")
    for batch in connection.execute(_ENVELOPES).to_arrow_reader(BATCH_ROWS):
        for column in batch.columns:
            yield b"".join(part for part in contents(column) if part)
    for batch in connection.execute("select payload from event_payloads").to_arrow_reader(
        BATCH_ROWS
    ):
        yield from (part for part in contents(batch.column(0)) if part)
    decompress = zstandard.ZstdDecompressor().decompress
    for batch in connection.execute("select data from blobs").to_arrow_reader(BATCH_ROWS):
        yield from (decompress(part) for part in contents(batch.column(0)) if part)
    connection.close()


def _hash(parts: Iterator[memoryview | bytes]) -> None:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part)


def _hash_file(path: Path) -> None:
    with path.open("rb") as stream:
        hashlib.file_digest(stream, "sha256")


def _best(passes: dict[str, Callable[[], None]]) -> tuple[dict[str, float], dict[str, float]]:
    wall = dict.fromkeys(passes, float("inf"))
    cpu = dict(wall)
    for _ in range(_RUNS):
        for name, run in passes.items():
            started, used = time.perf_counter(), time.process_time()
            run()
            wall[name] = min(wall[name], time.perf_counter() - started)
            cpu[name] = min(cpu[name], time.process_time() - used)
    return wall, cpu
