"""Which extractor's results the tables show: decided in the log, by ``ExtractorPromoted``.

As long as no person has decided, the configuration decides: ``$NEWSLEDGER_EXTRACTOR``, else the
default of this release. That, too, is written down before anything is extracted, so that the tables
stay a function of the log alone. Running extractors belongs in ``ingest.extraction``.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from ingest.errors import ConfigurationError
from ingest.event_log import EventLog, utc_now
from ingest.events import ExtractorPromoted, NewEvent, short_id
from ingest.extract import DEFAULT_EXTRACTOR, EXTRACTORS, VERSIONS

SETTING = "NEWSLEDGER_EXTRACTOR"
STREAM = "extractor-current"
CONFIGURATION = "configuration"
"""Who decides where no person has."""

_FIELDS = ("extractor", "extractor_version", "decided_by", "reason")


@dataclass(frozen=True, slots=True, order=True)
class ExtractorId:
    """One version of one extractor, written ``name@version``."""

    name: str
    version: str

    def __str__(self) -> str:
        return f"{self.name}@{self.version}"

    def stream_of(self, text_hash: str) -> str:
        """The stream of what it found in a text: one each, so that a text is extracted once."""
        return f"text-{text_hash}@{self.name}-{self.version}"

    @property
    def is_runnable(self) -> bool:
        """Whether this release can extract with it, rather than only read what it found."""
        return VERSIONS.get(self.name) == self.version

    def check_runnable(self) -> None:
        """Raise ``ConfigurationError`` where this release cannot extract with it."""
        if not self.is_runnable:
            known = ", ".join(f"{name}@{version}" for name, version in VERSIONS.items())
            raise ConfigurationError(f"this release cannot run {self}; it has: {known}")


@dataclass(frozen=True, slots=True)
class Choice:
    """The extractor whose results the tables show, and who decided that."""

    extractor: ExtractorId
    decided_by: str = CONFIGURATION
    reason: str = ""
    since: datetime | None = None  # None before the log knows of it
    number: int = 0  # of the choice, in the log


def extractor_id(text: str) -> ExtractorId:
    """``NAME@VERSION``, or ``NAME`` for the version that this release has."""
    name, _, version = text.partition("@")
    version = version or VERSIONS.get(name, "")
    if not version:
        raise ConfigurationError(
            f"no extractor is called {name!r}; there are: {', '.join(sorted(EXTRACTORS))}"
        )
    return ExtractorId(name, version)


def configured_extractor() -> ExtractorId:
    """What the configuration says, in the version that this release has."""
    name = os.environ.get(SETTING) or DEFAULT_EXTRACTOR
    if name not in EXTRACTORS:
        known = ", ".join(sorted(EXTRACTORS))
        raise ConfigurationError(f"{SETTING}={name!r} is no extractor; there are: {known}")
    return ExtractorId(name, VERSIONS[name])


def recorded_choice(log: EventLog) -> Choice | None:
    """The last choice in the log."""
    rows = log.read_streams([STREAM], _FIELDS).to_pylist()
    if not rows:
        return None
    last = rows[-1]
    return Choice(
        ExtractorId(last["extractor"], last["extractor_version"]),
        last["decided_by"],
        last["reason"],
        last["occurred_at"],
        last["stream_version"],
    )


def current_choice(log: EventLog) -> Choice:
    """What the next build shows: a person's choice, else the configuration's."""
    recorded, configured = recorded_choice(log), configured_extractor()
    if recorded and (recorded.decided_by != CONFIGURATION or recorded.extractor == configured):
        return recorded
    return Choice(configured, number=recorded.number if recorded else 0)


def settle_choice(
    log: EventLog, *, run_id: str | None = None, clock: Callable[[], datetime] = utc_now
) -> Choice:
    """The current choice, written into the log where the configuration has changed it."""
    choice = current_choice(log)
    if choice.since is not None:
        return choice
    return _record(log, choice.extractor, "as configured", CONFIGURATION, run_id, clock)


def keep_choice(log: EventLog, *, run_id: str | None = None) -> None:
    """Writes down what the tables show so far, before a candidate's first result is in the log.

    A log of the first release tells of no choice; its extractions do.
    """
    if recorded_choice(log) is not None:
        return
    extractor, streams = configured_extractor(), log.streams("ArticleExtracted")
    if streams:
        [newest] = log.read_streams(streams[-1:], _FIELDS).to_pylist()
        extractor = ExtractorId(newest["extractor"], newest["extractor_version"])
    _record(log, extractor, "shown so far", CONFIGURATION, run_id, utc_now)


def promote(
    log: EventLog,
    extractor: ExtractorId,
    *,
    reason: str,
    decided_by: str,
    run_id: str | None = None,
    clock: Callable[[], datetime] = utc_now,
) -> Choice:
    """From now on the tables show this one's results; the old ones stay where they are."""
    recorded = recorded_choice(log)
    decided = recorded is not None and recorded.decided_by != CONFIGURATION
    if recorded is not None and decided and recorded.extractor == extractor:
        raise ConfigurationError(f"{extractor} is the current extractor already")
    return _record(log, extractor, reason, decided_by, run_id, clock)


def _record(
    log: EventLog,
    extractor: ExtractorId,
    reason: str,
    decided_by: str,
    run_id: str | None,
    clock: Callable[[], datetime],
) -> Choice:
    previous, now = recorded_choice(log), clock()
    number = previous.number + 1 if previous else 1
    payload = ExtractorPromoted(
        extractor=extractor.name,
        extractor_version=extractor.version,
        previous_extractor=previous.extractor.name if previous else None,
        previous_extractor_version=previous.extractor.version if previous else None,
        reason=reason,
        decided_by=decided_by,
        version=number,
    )
    event = NewEvent.of("ExtractorPromoted", STREAM, number, payload, now)
    run_id = run_id or short_id("run", "promotion", now.isoformat())
    log.append([event], actor=decided_by, run_id=run_id)
    return Choice(extractor, decided_by, reason, now, number)
