"""A backup comes back as it was, and nothing is half there or written over."""

import json
import threading

import pytest
from log_events import events, log_of, rows

from ingest.backups import MANIFEST, back_up, restore
from ingest.errors import ConfigurationError, LogCorrupt
from ingest.event_log import EventLog
from ingest.home import Home

COUNT = 40


@pytest.fixture
def home(tmp_path):
    home = Home(tmp_path / "home")
    (home.inbox / "done").mkdir(parents=True)
    home.receipts.mkdir()
    log_of(home.ledger, COUNT)
    home.sources_file.write_text("sources: []\n")
    (home.inbox / "waits.txt").write_text("waits")
    (home.inbox / "done" / "old.txt").write_text("was taken in")
    (home.receipts / "era_1.json").write_text("{}")
    home.published.write_bytes(b"derived")
    return home


def names(folder):
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_what_cannot_be_made_again_comes_back_as_it_was(home, tmp_path):
    manifest = back_up(home, tmp_path / "backup")
    kept = {"ledger.duckdb", "sources.yml", "inbox/waits.txt", "erasures/era_1.json"}
    assert names(tmp_path / "backup") == kept | {MANIFEST}
    restored = Home(tmp_path / "restored")
    assert restore(tmp_path / "backup", restored) == manifest
    assert names(restored.root) == kept
    assert rows(EventLog(restored.ledger)) == rows(EventLog(home.ledger))
    assert (manifest.event_count, manifest.log_position) == (COUNT, COUNT)


def test_nothing_is_written_over(home, tmp_path):
    back_up(home, tmp_path / "backup")
    for attempt in (
        lambda: back_up(home, tmp_path / "backup"),
        lambda: restore(tmp_path / "backup", home),
    ):
        with pytest.raises(ConfigurationError, match="nothing is written over"):
            attempt()
    assert EventLog(home.ledger).verify().event_count == COUNT


def test_an_empty_folder_may_become_a_home(home, tmp_path):
    back_up(home, tmp_path / "backup")
    (tmp_path / "empty").mkdir()
    restore(tmp_path / "backup", Home(tmp_path / "empty"))
    assert EventLog(tmp_path / "empty" / "ledger.duckdb").verify().ok


@pytest.mark.parametrize("name", ["ledger.duckdb", "inbox/waits.txt"])
def test_a_backup_that_was_changed_is_not_restored(home, tmp_path, name):
    back_up(home, tmp_path / "backup")
    path = tmp_path / "backup" / name
    path.write_bytes(path.read_bytes()[:-1] + b"!")
    with pytest.raises(LogCorrupt, match="not what was backed up"):
        restore(tmp_path / "backup", Home(tmp_path / "restored"))
    assert {path.name for path in tmp_path.iterdir()} == {"home", "backup"}


def test_a_backup_of_which_a_file_is_gone_is_not_restored(home, tmp_path):
    back_up(home, tmp_path / "backup")
    (tmp_path / "backup" / "sources.yml").unlink()
    with pytest.raises(ConfigurationError, match="cannot be read"):
        restore(tmp_path / "backup", Home(tmp_path / "restored"))


def test_a_manifest_cannot_write_outside_of_the_home(home, tmp_path):
    back_up(home, tmp_path / "backup")
    manifest = json.loads((tmp_path / "backup" / MANIFEST).read_bytes())
    manifest["files"]["../outside"] = "0" * 64
    (tmp_path / "backup" / MANIFEST).write_text(json.dumps(manifest))
    with pytest.raises(ConfigurationError, match="outside"):
        restore(tmp_path / "backup", Home(tmp_path / "restored"))
    assert not (tmp_path / "outside").exists()


def test_a_damaged_log_makes_no_backup(home, tmp_path):
    content = bytearray(home.ledger.read_bytes())
    for at in range(12_288, len(content), 997):
        content[at] ^= 0xFF
    home.ledger.write_bytes(content)
    with pytest.raises(LogCorrupt):
        back_up(home, tmp_path / "backup")
    assert {path.name for path in tmp_path.iterdir()} == {"home"}


def test_what_is_no_backup_is_refused(tmp_path):
    with pytest.raises(ConfigurationError, match="no backup"):
        restore(tmp_path, Home(tmp_path / "restored"))
    with pytest.raises(ConfigurationError, match="nothing was ingested"):
        back_up(Home(tmp_path / "nothing"), tmp_path / "backup")


def test_events_that_come_in_meanwhile_are_in_the_backup_whole_or_not_at_all(home, tmp_path):
    def write():
        for number in range(5):
            EventLog(home.ledger).append(events(3, f"b{number}"), actor="test", run_id="run")

    writer = threading.Thread(target=write)
    writer.start()
    manifest = back_up(home, tmp_path / "backup")
    writer.join()
    assert (manifest.event_count - COUNT) % 3 == 0
    assert EventLog(home.ledger).head().position == COUNT + 15
