"""What was erased does not come in again, in whatever format, unless a person says so and why."""

import json

import pytest

from ingest.erasure.planning import plan_erasure
from ingest.event_log import EventLog
from ingest.events import NewEvent, PayloadErased
from ingest.extraction import extract_pending
from ingest.extraction_pool import ProcessPool
from ingest.extractor_choice import extractor_id
from ingest.intake import IngestOptions, ingest
from ingest.sources import SourceRegistry

URL = "https://gazette.example/venn-questioned"
TEXT = (
    "Odalric Venn, the ferryman of Saltness, was questioned for three hours on Friday. "
    "He denied that he had ever taken money from the owners of the lower mill. "
    "The lower mill stands empty since the spring, and nobody in Saltness knows who owns it."
)
RAIN = "It rained on Saltness for nine days, and the lower road is still under water there."
RECORD = {"url": URL, "title": "Ferryman questioned", "text": TEXT}


def take_in(log, path, **options):
    return ingest(
        [str(path)], log=log, registry=SourceRegistry(()), options=IngestOptions(**options)
    )


def written(path, content):
    path.write_text(content)
    return path


@pytest.fixture
def log(tmp_path):
    """The article came in, and was erased."""
    log = EventLog(tmp_path / "ledger.duckdb")
    take_in(log, written(tmp_path / "first.jsonl", json.dumps(RECORD)))
    erase_all(log)
    return log


def erase_all(log):
    streams = log.streams("ArticleObserved")
    plan = plan_erasure(log, [stream.removeprefix("article-") for stream in streams])
    payload = PayloadErased(
        "era_1", plan.article_ids, sorted(plan.positions), plan.payload_counts,
        sorted(plan.blob_hashes), sorted(plan.passages), "asked for", "test", 1,
    )  # fmt: skip
    event = NewEvent.of("PayloadErased", "erasures", 1, payload, log._clock())
    log.append([event], actor="test", run_id="run")
    log.rewrite(without_blobs=plan.blob_hashes)


PARAGRAPHS = "".join(f"<p>{sentence}.</p>" for sentence in TEXT.rstrip(".").split(". "))
AGAIN = {
    "same.jsonl": json.dumps(RECORD),
    "revised.jsonl": json.dumps(
        {**RECORD, "text": "Another text, which says something else of it."}
    ),
    "elsewhere.jsonl": json.dumps({**RECORD, "url": "https://copy.example/1", "title": "Other"}),
    "page.html": f"<html><head><link rel=canonical href={URL}><title>Ferryman questioned</title></head>"
    f"<body><article><h1>Ferryman questioned</h1>{PARAGRAPHS}</article></body></html>",
    "copied.html": f"<html><head><title>Mill</title></head><body><article>{PARAGRAPHS}</article></body>",
    "plain.txt": f"Ferryman questioned\n\n{TEXT}\n",
}


@pytest.mark.parametrize("name", AGAIN)
def test_it_is_refused_in_any_format_and_nothing_of_it_is_kept(log, tmp_path, name):
    head = log.head()
    summary = take_in(log, written(tmp_path / name, AGAIN[name]))
    assert (summary.refused, summary.total) == (1, 1)
    assert log.head() == head
    assert [content for _, content in log.blobs()] == []


def test_others_come_in_beside_it(log, tmp_path):
    other = {"url": "https://gazette.example/2", "title": "Rain", "text": RAIN}
    lines = json.dumps(RECORD) + "\n" + json.dumps(other)
    summary = take_in(log, written(tmp_path / "two.jsonl", lines))
    assert (summary.new, summary.refused) == (1, 1)


@pytest.mark.parametrize("name", ["same.jsonl", "elsewhere.jsonl"])
def test_a_person_may_let_it_in_again_and_the_reason_is_kept(log, tmp_path, name):
    path = written(tmp_path / name, AGAIN[name])
    summary = take_in(log, path, even_if_erased="the request was withdrawn", actor="ed")
    assert summary.new + summary.revised == 1
    (batch,) = log.read(event_types=("ErasureOverruled",))
    assert json.loads(batch.column("payload")[0].as_py())["reason"] == "the request was withdrawn"
    assert take_in(log, path).unchanged == 1
    assert log.verify().ok


def test_a_text_that_was_let_in_again_is_extracted_again(tmp_path):
    log = EventLog(tmp_path / "ledger.duckdb")
    path = written(tmp_path / "first.jsonl", json.dumps(RECORD))
    take_in(log, path)
    assert extracted(log) == 1
    erase_all(log)
    assert extracted(log) == 0
    take_in(log, path, even_if_erased="the request was withdrawn")
    assert extracted(log) == 1
    assert extracted(log) == 0
    (first, second) = [
        row for batch in log.read(event_types=("ArticleExtracted",)) for row in batch.to_pylist()
    ]
    assert first["payload"] is None
    assert json.loads(second["payload"])["mentions"]
    assert log.verify().ok


def extracted(log):
    """How many texts the rules read now."""
    rules = extractor_id("rules")
    pool = ProcessPool(rules.name, 1)
    return extract_pending(log, after=0, upto=log.head().position, extractor=rules, pool=pool).texts


def test_a_refused_page_leaves_no_address_behind(log, tmp_path, server):
    server.answers["/again.html"] = [
        (200, {"Content-Type": "text/html", "ETag": '"1"'}, AGAIN["page.html"].encode())
    ]
    memory = tmp_path / "http.json"
    options = IngestOptions(allow_private=True, http_state=memory)
    location = f"{server.base}/again.html"
    summary = ingest([location], log=log, registry=SourceRegistry(()), options=options)
    assert summary.refused == 1
    assert not memory.exists() or "again.html" not in memory.read_text()
