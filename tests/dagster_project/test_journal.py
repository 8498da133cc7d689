"""The journal tells what happened, also when the step or the process died."""

import pytest

from dagster_project.journal import BuildJournal, journal_path, journalled, note_checks
from expectations.runner import CheckResult
from ingest.home import Home


def test_steps_are_noted_in_order(home: Home) -> None:
    for name in ("event_log", "tables"):
        with journalled(home, "run-1", name) as step:
            step["detail"] = f"did {name}"

    journal = BuildJournal.load(home)

    assert journal.status == "running"
    assert [(step["name"], step["detail"]) for step in journal.steps] == [
        ("event_log", "did event_log"),
        ("tables", "did tables"),
    ]


def test_a_step_that_breaks_says_why(home: Home) -> None:
    with pytest.raises(ValueError, match="no"), journalled(home, "run-1", "tables"):
        raise ValueError("no such column")

    journal = BuildJournal.load(home)

    assert (journal.status, journal.error) == ("failed", "no such column")
    assert journal.finished_at


def test_another_run_begins_another_journal(home: Home) -> None:
    for run in ("run-1", "run-2"):
        with journalled(home, run, "event_log"):
            pass

    assert len(BuildJournal.load(home).steps) == 1


def test_failing_rows_are_counted_and_some_are_listed(home: Home) -> None:
    keys = tuple(f"art_{number:03d}" for number in range(100))
    note_checks(
        home,
        [
            CheckResult("form", "articles", "error", False, "100 rows", keys),
            CheckResult("share", "claims", "warn", False, "observed 1"),
            CheckResult("other", "claims", "warn", True, "holds"),
        ],
    )

    journal = BuildJournal.load(home)

    assert journal.checks == {"failed": 1, "warned": 1, "passed": 1}
    assert journal.failures[0]["row_count"] == 100
    assert journal.failures[0]["row_keys"] == list(keys[:20])


@pytest.mark.parametrize("content", ["", "{", '{"of": "another version"}', "[]"])
def test_a_journal_that_cannot_be_read_is_as_good_as_none(home: Home, content: str) -> None:
    home.work.mkdir()
    journal_path(home).write_text(content)

    assert BuildJournal.load(home).status == "never"
