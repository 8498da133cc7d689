"""Whose results the tables show is decided in the log, and every decision stays there."""

import shutil
from pathlib import Path

import orjson
import pytest
from log_events import rows

from ingest.errors import ConfigurationError
from ingest.event_log import EventLog
from ingest.extract import DEFAULT_EXTRACTOR, EXTRACTORS, VERSIONS
from ingest.extractor_choice import (
    CONFIGURATION,
    SETTING,
    ExtractorId,
    configured_extractor,
    current_choice,
    extractor_id,
    keep_choice,
    promote,
    recorded_choice,
    settle_choice,
)

OLD_LOG = Path(__file__).parents[1] / "fixtures" / "logs" / "v0_1_articles" / "ledger.duckdb"
TOY = ExtractorId("toy", "1")


@pytest.fixture
def log(tmp_path: Path) -> EventLog:
    return EventLog(tmp_path / "ledger.duckdb")


@pytest.fixture(autouse=True)
def toy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(EXTRACTORS, "toy", EXTRACTORS[DEFAULT_EXTRACTOR])
    monkeypatch.setitem(VERSIONS, "toy", "1")
    monkeypatch.delenv(SETTING, raising=False)


def promotions(log: EventLog) -> list[tuple[str, str]]:
    payloads = [orjson.loads(row["payload"]) for row in rows(log)]
    return [(one["extractor"], one["decided_by"]) for one in payloads]


def test_before_any_decision_the_default_is_current(log: EventLog) -> None:
    choice = current_choice(log)
    assert choice.extractor == ExtractorId(DEFAULT_EXTRACTOR, VERSIONS[DEFAULT_EXTRACTOR])
    assert (choice.decided_by, choice.since) == (CONFIGURATION, None)
    assert recorded_choice(log) is None


def test_the_configured_extractor_is_written_down_once(log: EventLog) -> None:
    first, again = settle_choice(log), settle_choice(log)
    assert first == again == recorded_choice(log)
    assert promotions(log) == [(DEFAULT_EXTRACTOR, CONFIGURATION)]


def test_a_setting_chooses_another_extractor(
    log: EventLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle_choice(log)
    monkeypatch.setenv(SETTING, "toy")
    assert settle_choice(log).extractor == TOY
    assert promotions(log) == [(DEFAULT_EXTRACTOR, CONFIGURATION), ("toy", CONFIGURATION)]


def test_a_setting_that_names_no_extractor_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SETTING, "oracle")
    with pytest.raises(ConfigurationError, match=r"'oracle' is no extractor; there are: .*toy"):
        configured_extractor()


def test_the_next_version_of_the_configured_extractor_takes_over(
    log: EventLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle_choice(log)
    monkeypatch.setitem(VERSIONS, DEFAULT_EXTRACTOR, "next")
    assert current_choice(log).since is None
    assert settle_choice(log).extractor == ExtractorId(DEFAULT_EXTRACTOR, "next")


def test_what_a_person_decided_outlasts_settings_and_releases(
    log: EventLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle_choice(log)
    promote(log, TOY, reason="finds more", decided_by="ann")
    monkeypatch.setenv(SETTING, DEFAULT_EXTRACTOR)
    monkeypatch.setitem(VERSIONS, "toy", "2")
    choice = settle_choice(log)
    assert (choice.extractor, choice.decided_by, choice.reason) == (TOY, "ann", "finds more")
    assert not choice.extractor.is_runnable


def test_a_return_to_the_old_one_is_another_decision(log: EventLog) -> None:
    old = settle_choice(log).extractor
    for extractor in (TOY, old, TOY):
        promote(log, extractor, reason="again", decided_by="ann")
    payloads = [orjson.loads(row["payload"]) for row in rows(log)]
    assert [one["extractor"] for one in payloads] == [DEFAULT_EXTRACTOR, "toy"] * 2
    assert [one["previous_extractor"] for one in payloads] == [
        None, DEFAULT_EXTRACTOR, "toy", DEFAULT_EXTRACTOR,
    ]  # fmt: skip
    assert current_choice(log).number == 4


def test_a_person_may_confirm_what_is_configured_but_not_twice(log: EventLog) -> None:
    configured = settle_choice(log).extractor
    promote(log, configured, reason="we stay with it", decided_by="ann")
    with pytest.raises(ConfigurationError, match="is the current extractor already"):
        promote(log, configured, reason="we stay with it", decided_by="ann")


def test_in_a_log_of_the_first_release_its_extractions_are_the_choice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = EventLog(Path(shutil.copy(OLD_LOG, tmp_path / "ledger.duckdb")))
    monkeypatch.setitem(VERSIONS, DEFAULT_EXTRACTOR, "next")
    keep_choice(log)
    keep_choice(log)
    recorded = recorded_choice(log)
    assert recorded is not None
    assert recorded.extractor == ExtractorId("rules", "1")
    assert log.counts()["ExtractorPromoted"] == 1


def test_names_mean_the_version_of_this_release() -> None:
    assert extractor_id("toy") == extractor_id("toy@1") == TOY
    assert str(extractor_id("gone@7")) == "gone@7"
    with pytest.raises(ConfigurationError, match="no extractor is called 'gone'"):
        extractor_id("gone")
    with pytest.raises(ConfigurationError, match=r"cannot run gone@7; it has: .*toy@1"):
        extractor_id("gone@7").check_runnable()
