"""What others say about outlets is kept with who said it and when; broken rows stop no other."""

import gzip
import json
from pathlib import Path

import pytest

from ingest.errors import ConfigurationError
from ingest.event_log import EventLog
from ingest.sources import Source, SourceRegistry
from ingest.statements import Given, load_statements, withdraw_statement

REGISTRY = SourceRegistry([Source("post", "Harbour Post", ("harbourpost.net",))])
GIVEN = Given(topic="owner", stated_by="Press Watch", stated_at="2024")


@pytest.fixture
def log(tmp_path: Path) -> EventLog:
    return EventLog(tmp_path / "ledger.duckdb")


def load(log: EventLog, path: Path, content: str | bytes, given: Given = GIVEN):
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return load_statements(log, REGISTRY, [path], given, actor="test")


def statements(log: EventLog) -> list[dict[str, str]]:
    batches = log.read(event_types=("SourceStatementRecorded",))
    return [json.loads(row) for batch in batches for row in batch.column("payload").to_pylist()]


def test_a_table_names_outlets_by_id_domain_address_or_name(log, tmp_path):
    rows = (
        "domain;name;statement\nwww.harbourpost.net;;the state\n;The Harbour Post;a family\n"
        "https://news.other.co.uk/about;;a trust\n;Nobody Knows;x\nharbourpost.net;;\n"
    )
    loaded = load(log, tmp_path / "a.csv", rows)
    assert (loaded.new, loaded.unchanged) == (3, 0)
    assert [(s["source_id"], s["statement"]) for s in statements(log)] == [
        ("post", "the state"), ("post", "a family"), ("other.co.uk", "a trust"),
    ]  # fmt: skip
    [refused] = loaded.refused
    assert "a.csv, line 5" in refused
    assert "names no outlet" in refused


def test_a_row_says_better_than_the_command_who_said_it_and_when(log, tmp_path):
    rows = [
        {"domain": "harbourpost.net", "kinds": ["a", "b"], "by": "Ann Lee", "date": "2020-03-04"},
        {"domain": "harbourpost.net", "kinds": "c"},
    ]
    packed = gzip.compress("\n".join(map(json.dumps, rows)).encode())
    given = Given("kind", "Press Watch", "2024-05", {"statement": "kinds"})
    assert load(log, tmp_path / "a.jsonl.gz", packed, given).new == 2
    said = [
        (s["statement"], s["stated_by"], s["stated_at"], s["stated_at_precision"])
        for s in statements(log)
    ]
    assert said == [
        ("a, b", "Ann Lee", "2020-03-04T00:00:00Z", "day"),
        ("c", "Press Watch", "2024-05-01T00:00:00Z", "month"),
    ]


def test_loading_again_adds_only_what_is_new(log, tmp_path):
    rows = "domain,statement\nharbourpost.net,the state\n"
    load(log, tmp_path / "a.csv", rows)
    again = load(log, tmp_path / "b.csv", rows + "other.net,a trust\n")
    assert (again.new, again.unchanged, log.head().position) == (1, 1, 2)


@pytest.mark.parametrize(
    ("row", "given", "complaint"),
    [
        ('{"domain": "a.net", "statement": "x"}', Given("owner", None, "2024"), "who says so"),
        ('{"domain": "a.net", "statement": "x"}', Given(None, "Ann", "2024"), "on what"),
        ('{"domain": "a.net", "statement": "x"}', Given("owner", "Ann"), "does not say when"),
        ('{"domain": ', GIVEN, "is not JSON"),
    ],
)
def test_a_statement_without_author_topic_or_date_is_refused(log, tmp_path, row, given, complaint):
    good = '{"domain": "a.net", "statement": "y", "by": "A", "topic": "t", "date": "2020"}'
    loaded = load(log, tmp_path / "a.jsonl", f"{{}}\n{row}\n{good}\n", given)
    assert loaded.new == 1
    [refused] = loaded.refused
    assert "a.jsonl, line 2" in refused
    assert complaint in refused


def test_a_statement_that_was_taken_back_stays_so(log, tmp_path):
    rows = "domain,statement\nharbourpost.net,the state\n"
    load(log, tmp_path / "a.csv", rows)
    [statement] = statements(log)
    withdraw_statement(log, statement["statement_id"], reason="a slip", decided_by="Ann")
    assert load(log, tmp_path / "a.csv", rows).new == 0
    assert log.counts()["SourceStatementWithdrawn"] == 1
    with pytest.raises(ConfigurationError, match="withdrawn already"):
        withdraw_statement(log, statement["statement_id"], reason="again", decided_by="Ann")
    with pytest.raises(ConfigurationError, match="no statement"):
        withdraw_statement(log, "stm_none", reason="x", decided_by="Ann")


def test_wrong_settings_and_files_are_named(log, tmp_path):
    with pytest.raises(ConfigurationError, match="'owner' is no field"):
        load(log, tmp_path / "a.csv", "", Given(field_map={"owner": "x"}))
    with pytest.raises(ConfigurationError, match="'soon' is no date"):
        load(log, tmp_path / "a.csv", "", Given(stated_at="soon"))
    with pytest.raises(ConfigurationError, match=r"a\.gz: cannot be read"):
        load(log, tmp_path / "a.gz", b"\x1f\x8bbroken")
