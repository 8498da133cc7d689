"""Extraction as a step of a build: from where in the log, and who is told."""

from typing import TYPE_CHECKING

from dagster_project.progress import Reporter
from dagster_project.warehouse import last_finished_build
from ingest.event_log import EventLog
from ingest.extractor_choice import settle_choice
from ingest.home import Home

if TYPE_CHECKING:
    from ingest.extraction import ExtractionSummary


def extract_new(home: Home, log: EventLog, reporter: Reporter) -> "ExtractionSummary":
    """Extracts the texts that came after the last build that passed its checks.

    Another extractor, or work databases that are gone, make it look through the whole log; texts that
    this version of the extractor knows are left out by ``extract_pending`` either way. Which extractor
    it is stands in the log before the first of its results.
    """
    from ingest.extraction import extract_pending

    current = settle_choice(log).extractor
    last = last_finished_build(home)
    is_same = last is not None and last.extractor_id == current
    return extract_pending(
        log,
        after=last.to_position if last and is_same else 0,
        upto=log.head().position,
        extractor=current,
        progress=lambda done, total: reporter.advanced("extract", done, total),
    )
