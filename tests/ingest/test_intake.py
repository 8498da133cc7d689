"""The use case on a real log: what goes in is counted, once, and the rest of a bad batch goes in too."""

import io
import json
import os
import sys
import zipfile
from pathlib import Path

import pytest

from ingest import intake, parsing
from ingest.documents import ParsedArticle, RawDocument, Unreadable
from ingest.errors import ConfigurationError, StaleStream
from ingest.event_log import EventLog
from ingest.intake import IngestOptions, IngestSummary, ingest
from ingest.sources import Source, SourceRegistry

OUTLETS = (Source("paper", "The Paper", ("paper.example",)), Source("wire", "The Wire"))
STORY = "The council voted on Monday to close the old bridge for two years. Traders were angry."


@pytest.fixture
def log(tmp_path: Path) -> EventLog:
    return EventLog(tmp_path / "ledger.duckdb")


@pytest.fixture
def take(log: EventLog, tmp_path: Path):
    """Write files into a folder and ingest it."""

    def _take(
        files: dict[str, str | bytes] | None = None, *locations: str, **options
    ) -> IngestSummary:
        folder = tmp_path / "in"
        folder.mkdir(exist_ok=True)
        for name, content in (files or {}).items():
            data = content.encode() if isinstance(content, str) else content
            (folder / name).write_bytes(data)
        summary = ingest(
            [*locations] or [str(folder)],
            log=log,
            registry=SourceRegistry(OUTLETS),
            options=IngestOptions(**options),
        )
        assert log.verify().ok
        return summary

    return _take


def counts(summary: IngestSummary) -> dict[str, int]:
    names = ("new", "revised", "withdrawn", "unchanged", "quarantined")
    return {name: getattr(summary, name) for name in names if getattr(summary, name)}


def lines(*records: dict[str, object]) -> str:
    return "".join(json.dumps(record) + "\n" for record in records)


def events(log: EventLog, event_type: str) -> list[dict[str, object]]:
    batches = log.read(event_types=(event_type,))
    return [json.loads(row["payload"]) for batch in batches for row in batch.to_pylist()]


def test_a_folder_of_everything_adds_up_and_a_second_time_nothing_happens(take, log):
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("x.txt", "A text that came in an archive, and is long enough.")
    files = {
        "a.txt": STORY,
        "b.txt": STORY,  # the same text without an address: the same article
        "c.jsonl": lines({"text": STORY, "url": "https://paper.example/1"}, {"text": ""}, {"x": 1}),
        "d.zip": archive.getvalue(),
        "e.png": b"\x89PNG\r\n\x1a\n\0\0",
        "f.txt": b"",
    }
    first = take(files)
    assert counts(first) == {"new": 3, "unchanged": 1, "quarantined": 4}
    assert first.total == 8
    assert log.counts() == {"ArticleObserved": 3, "ArticleQuarantined": 4, "SourceDescribed": 2}
    assert {found.reason_code for found in first.quarantine} == {
        "empty",
        "not_an_article",
        "unknown_format",
    }
    head = log.head()
    second = take(files)
    assert counts(second) == {"unchanged": 4, "quarantined": 4}
    assert log.head() == head


def test_the_bytes_are_kept_as_evidence(take, log):
    take({"a.jsonl": lines({"text": STORY, "id": "1"}), "b.png": b"\x89PNG\0"})
    [observed], [refused] = events(log, "ArticleObserved"), events(log, "ArticleQuarantined")
    assert json.loads(log.blob(observed["blob_hash"]))["text"] == STORY
    assert log.blob(refused["blob_hash"]) == b"\x89PNG\0"


def test_another_text_under_one_address_is_a_revision_also_within_one_input(take, log):
    url = "https://paper.example/1"
    both = lines(
        {"text": STORY, "url": url}, {"text": STORY + " Nobody was hurt.", "url": url + "#top"}
    )
    assert counts(take({"a.jsonl": both})) == {"new": 1, "revised": 1}
    assert counts(take({"a.jsonl": both})) == {"unchanged": 2}
    assert [event["version"] for event in events(log, "ArticleRevised")] == [2]


def test_an_article_that_goes_back_to_an_earlier_text_is_revised_again(take):
    def at(text: str, time: str) -> dict[str, object]:
        return {"text": text, "id": "1", "observed_at": time}

    seen = lines(
        at(STORY + " Three were hurt.", "2026-03-02T10:00:00Z"),  # the file need not be in order
        at(STORY, "2026-03-01T10:00:00Z"),
        at(STORY, "2026-03-03T10:00:00Z"),
    )
    assert counts(take({"a.jsonl": seen})) == {"new": 1, "revised": 2}
    assert counts(take({"a.jsonl": seen})) == {"unchanged": 3}


def test_withdrawals_with_and_without_a_text(take, log):
    take(
        {
            "a.jsonl": lines(
                {"text": STORY, "id": "1", "source": "W"},
                {"text": STORY, "url": "https://a.example/2"},
            )
        }
    )
    withdrawn = lines(
        {"id": "1", "source": "W", "pub_status": "canceled"},
        {"url": "https://a.example/2", "text": STORY, "status": "withheld"},
        {"id": "never seen", "pub_status": "canceled"},
        {"id": "9", "text": STORY + " Unknown so far.", "pub_status": "withdrawn"},
    )
    assert counts(take({"b.jsonl": withdrawn})) == {"withdrawn": 3, "unchanged": 3}
    assert sorted(str(event["pub_status"]) for event in events(log, "ArticleWithdrawn")) == [
        "canceled", "canceled", "withheld",
    ]  # fmt: skip
    assert counts(take()) == {"unchanged": 6}


def test_a_tombstone_finds_its_article_by_the_id_of_the_feed(take, log):
    content = f"<content>{STORY * 3}</content>"
    feed = """<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0">%s</feed>"""
    entry = f"<entry><id>tag:w,1</id><title>T</title><link href='https://w.example/1'/>{content}</entry>"
    gone = "<at:deleted-entry ref='tag:w,1' when='2026-03-02T00:00:00Z'><at:comment>Wrong</at:comment></at:deleted-entry>"
    assert counts(take({"feed.xml": feed % entry})) == {"new": 1}
    assert counts(take({"feed.xml": feed % gone})) == {"withdrawn": 1}
    assert counts(take({"feed.xml": feed % gone})) == {"unchanged": 1}
    [event] = events(log, "ArticleWithdrawn")
    assert event["reason"] == "Wrong"
    assert event["article_id"] == events(log, "ArticleObserved")[0]["article_id"]


def test_a_tombstone_beside_its_entry_in_one_feed(take):
    feed = f"""<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0">
      <at:deleted-entry ref='tag:w,1' when='2026-03-02T00:00:00Z'/>
      <entry><id>tag:w,1</id><link href='https://w.example/1'/><content>{STORY * 3}</content></entry></feed>"""
    assert counts(take({"feed.xml": feed})) == {"new": 1, "withdrawn": 1}
    assert counts(take()) == {"unchanged": 2}


def test_what_a_person_gives_is_used_and_named_as_given(take, log):
    files = {"a.txt": STORY, "b.jsonl": lines({"text": STORY, "id": "1", "date": "2020-05-05"})}
    take(files, source_id="paper", published_at="2026-03-01")
    by_date = {event["published_at"]: event for event in events(log, "ArticleObserved")}
    given, stated = by_date["2026-03-01T00:00:00Z"], by_date["2020-05-05T00:00:00Z"]
    assert (given["published_at_method"], stated["published_at_method"]) == ("given", "metadata")
    assert {event["source_id"] for event in by_date.values()} == {"paper"}
    assert given["source_method"] == "given"
    with pytest.raises(ConfigurationError, match="no date"):
        take(published_at="yesterday-ish")


def test_a_mistyped_path_leaves_the_log_alone(take, log):
    with pytest.raises(ConfigurationError):
        take(None, "/no/such/file")
    assert log.head().position == 0


def test_outlets_are_described_once_and_again_when_they_change(take, log):
    take({"a.txt": STORY})
    assert log.counts()["SourceDescribed"] == 2
    changed = SourceRegistry([OUTLETS[0], Source("wire", "The Wire", country="NO")])
    for _ in range(2):
        ingest([], log=log, registry=changed)
    assert log.counts()["SourceDescribed"] == 3
    assert events(log, "SourceDescribed")[-1]["country"] == "NO"
    ingest([], log=log, registry=SourceRegistry(OUTLETS))
    assert log.counts()["SourceDescribed"] == 4, "a return to what was said before is said again"


def test_standard_input(take, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(STORY.encode())))
    assert counts(take(None, "-")) == {"new": 1}


def test_a_parser_fault_is_that_documents_alone(take, monkeypatch):
    parse = parsing.parse

    def faulty(raw: RawDocument, registry: SourceRegistry):
        if "boom" in raw.retrieved_from:
            raise ZeroDivisionError("boom")
        return parse(raw, registry)

    monkeypatch.setattr(parsing, "parse", faulty)
    summary = take({"a.txt": STORY, "boom.txt": STORY + " More."})
    assert counts(summary) == {"new": 1, "quarantined": 1}
    assert "ZeroDivisionError" in summary.quarantine[0].detail


def test_many_pages_are_parsed_in_other_processes_with_the_same_result(take, log, monkeypatch):
    pages = {
        f"{n:03}.html": f"<html><title>Page {n}</title><body><article>{f'<p>{STORY} It was day {n}.</p>' * 9}"
        f"</article>{'<!-- filler -->' * 300}</body></html>"
        for n in range(parsing.MANY_PAGES + 5)
    }
    inside = take(pages)
    monkeypatch.setattr(parsing, "MANY_PAGES", 10_000)
    assert counts(inside) == {"new": len(pages)}
    assert counts(take()) == {"unchanged": len(pages)}


def test_a_page_that_kills_the_parsers_process_is_found_and_refused():
    parser = parsing.Parser(SourceRegistry(OUTLETS), workers=2)
    try:
        [dead] = [parser._alone(_Killer("k.txt", b"x", "text/plain"))]
    finally:
        parser.close()
    assert isinstance(dead, Unreadable) and dead.reason_code == "malformed"


def test_a_page_that_would_take_minutes_or_gigabytes_is_refused_and_costs_no_other():
    attributes = "<p " + " ".join(f"a{n}=1" for n in range(100_000)) + f">{STORY}"
    cells = "<table><tr>" + "<td>x" * 2_000_000
    pages = [RawDocument(name, f"<html><body>{body}".encode(), "text/html")
             for name, body in (("a", attributes), ("b", f"<p>{STORY}"), ("c", cells), ("d", STORY * 9_000))]  # fmt: skip
    parser = parsing.Parser(SourceRegistry(OUTLETS), workers=1, cpu_seconds=1.5)
    try:
        slow, small, large, long = parser.parse_all(pages)
    finally:
        parser.close()

    assert isinstance(slow, Unreadable) and "more than 2 s" in slow.detail
    assert isinstance(large, Unreadable)
    assert isinstance(small, ParsedArticle) and isinstance(long, ParsedArticle)


class _Killer(RawDocument):
    """Ends the process that unpickles it."""

    def __reduce__(self):
        return os._exit, (1,)


def test_batches_are_decided_anew_when_another_writer_was_faster(take, log, monkeypatch):
    append, failures = EventLog.append, [StaleStream("faster"), StaleStream("faster")]

    def racing(self, *args, **kwargs):
        if failures:
            raise failures.pop()
        return append(self, *args, **kwargs)

    monkeypatch.setattr(EventLog, "append", racing)
    assert counts(take({"a.txt": STORY})) == {"new": 1}


def test_progress_is_told_after_each_batch(log, tmp_path, monkeypatch):
    monkeypatch.setattr(intake, "BATCH_DOCUMENTS", 2)
    (tmp_path / "a.jsonl").write_text(lines(*({"text": f"{STORY} {n}"} for n in range(5))))
    told: list[int] = []
    ingest(
        [str(tmp_path / "a.jsonl")],
        log=log,
        registry=SourceRegistry(OUTLETS),
        progress=lambda count, _: told.append(count),
    )
    assert told == [2, 4, 5]
