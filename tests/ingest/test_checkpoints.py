"""A checkpoint kept elsewhere shows what the log alone cannot: a tail that was cut off or rewritten."""

import pytest
from log_events import NOON, events, log_of, tamper

from ingest.checkpoints import Checkpoint, checkpoint_problems, make_key, sign_head
from ingest.errors import ConfigurationError
from ingest.event_log import EventLog

LAST = 8


@pytest.fixture
def key(tmp_path):
    make_key(tmp_path / "key.pem")
    return tmp_path / "key.pem"


@pytest.fixture
def log(tmp_path):
    return log_of(tmp_path / "ledger.duckdb", LAST)


def cut(path, position):
    """Cuts the tail off so that the log itself shows nothing of it."""
    (before,) = EventLog(path).read(after=position - 1, upto=position)
    tamper(
        path,
        f"delete from events where log_position > {position}",
        f"delete from event_payloads where log_position > {position}",
        f"update log_head set position = {position}, hash = '{before.column('hash')[0]}'",
    )


def test_a_log_that_has_grown_since_is_what_was_signed(log, key):
    checkpoint = sign_head(log, key, NOON)
    log.append(events(3, "later"), actor="test", run_id="run")
    assert checkpoint_problems(log, checkpoint, key) == []


def test_a_tail_cut_off_without_a_trace_is_proved(log, key, tmp_path):
    checkpoint = sign_head(log, key, NOON)
    cut(tmp_path / "ledger.duckdb", 5)
    assert log.verify().ok
    assert checkpoint_problems(log, checkpoint, key) == [
        f"position 6: missing; the checkpoint was made at position {LAST}"
    ]


def test_a_tail_written_anew_is_proved(log, key, tmp_path):
    checkpoint = sign_head(log, key, NOON)
    cut(tmp_path / "ledger.duckdb", 5)
    log.append(events(6, "forged"), actor="test", run_id="run")
    assert log.verify().ok
    assert checkpoint_problems(log, checkpoint, key) == [
        f"position {LAST}: not the event of the checkpoint: history was rewritten"
    ]


def test_a_checkpoint_of_another_key_or_with_other_words_proves_nothing(log, key, tmp_path):
    checkpoint = sign_head(log, key, NOON)
    make_key(tmp_path / "other.pem")
    changed = Checkpoint(LAST - 1, checkpoint.log_hash, checkpoint.made_at, checkpoint.signature)
    refused = ["the checkpoint was not signed with this key, or was changed since"]
    assert checkpoint_problems(log, checkpoint, tmp_path / "other.pem") == refused
    assert checkpoint_problems(log, changed, key) == refused


def test_a_checkpoint_comes_back_from_its_file(log, key, tmp_path):
    checkpoint = sign_head(log, key, NOON)
    checkpoint.save(tmp_path / "checkpoint.json")
    assert Checkpoint.load(tmp_path / "checkpoint.json") == checkpoint


def test_a_key_is_never_written_over_and_only_its_owner_can_read_it(key):
    before = key.read_bytes()
    with pytest.raises(ConfigurationError, match="no key can be made there"):
        make_key(key)
    assert (key.read_bytes(), key.stat().st_mode & 0o077) == (before, 0)


def test_what_is_no_key_or_no_checkpoint_is_refused(log, tmp_path):
    (tmp_path / "text").write_text("{}")
    with pytest.raises(ConfigurationError, match="no key that can be read"):
        sign_head(log, tmp_path / "text", NOON)
    with pytest.raises(ConfigurationError, match="no checkpoint"):
        Checkpoint.load(tmp_path / "text")
