"""``extract``: what the extractor finds, with offsets that re-read."""

import json
from pathlib import Path

import pytest
from few_articles import newsledger

from ingest.home import Home

pytestmark = pytest.mark.slow
TEXT = (
    '  Mayor Anna Bergström said the pier will be sold.\n\n"Nobody wants it," she told reporters.\n'
)


def test_raw_offsets_are_those_of_the_input(home: Home, tmp_path: Path) -> None:
    path = tmp_path / "pier.txt"
    path.write_text(TEXT)

    done = newsledger(home, "extract", "--raw", str(path), timeout=120)

    assert done.returncode == 0, done.stderr
    [document] = map(json.loads, done.stdout.splitlines())
    assert document["text"] == TEXT
    said = [
        claim for claim in document["claims"] if "pier will be sold" in str(claim["content_text"])
    ]
    [[start, end]] = said[0]["source"]
    assert "Anna Bergström" in TEXT[start:end]


def test_documents_of_records_keep_their_ids(home: Home, tmp_path: Path) -> None:
    path = tmp_path / "docs.jsonl"
    lines = [{"doc_id": name, "text": TEXT} for name in ("one", "two")]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))

    done = newsledger(home, "extract", "--jsonl", "--raw", str(path), timeout=120)

    documents = [json.loads(line) for line in done.stdout.splitlines()]
    assert [document["doc_id"] for document in documents] == ["one", "two"]
    assert not home.ledger.exists()  # without touching the log


def test_a_line_that_is_no_document_is_named(home: Home, tmp_path: Path) -> None:
    path = tmp_path / "docs.jsonl"
    path.write_text('{"doc_id": "one"}\n')

    done = newsledger(home, "extract", "--jsonl", "--raw", str(path), timeout=120)

    assert done.returncode == 1
    assert "docs.jsonl#L1" in done.stderr
    assert "Traceback" not in done.stderr
