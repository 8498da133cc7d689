"""Where things lie in a newsledger home directory. Only paths: opening files belongs elsewhere."""

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Home:
    """The data directory of one warehouse.

    Only ``ledger``, ``sources_file``, ``wikidata_file``, ``feeds_file``, ``inbox`` and ``receipts`` hold anything
    that cannot be rebuilt.
    """

    root: Path

    @classmethod
    def from_environment(cls, root: str | Path | None = None) -> "Home":
        """``root`` if given, else ``$NEWSLEDGER_HOME``, else ``./data``; made absolute."""
        return cls(Path(root or os.environ.get("NEWSLEDGER_HOME") or "data").absolute())

    @property
    def ledger(self) -> Path:
        """The event log: the one file that is the truth."""
        return self.root / "ledger.duckdb"

    @property
    def published(self) -> Path:
        """The published read-only warehouse, swapped in atomically."""
        return self.root / "warehouse.duckdb"

    @property
    def work(self) -> Path:
        """Scratch space of builds; may be deleted at any time when no build runs."""
        return self.root / "work"

    @property
    def work_warehouse(self) -> Path:
        """The database in which dbt builds the public tables (schema ``main``)."""
        return self.work / "warehouse.duckdb"

    @property
    def work_internal(self) -> Path:
        """The database of the schemas ``raw``, ``staging`` and ``intermediate``."""
        return self.work / "internal.duckdb"

    @property
    def story_memory(self) -> Path:
        """What assigning articles to stories knows of earlier ones; rebuilt from the log when lost."""
        return self.work / "stories.sqlite"

    @property
    def origin_memory(self) -> Path:
        """What finding copies knows of earlier texts (a folder); rebuilt from the log when lost."""
        return self.work / "origins"

    @property
    def entity_memory(self) -> Path:
        """What resolving names knows of earlier texts; rebuilt from the log when lost."""
        return self.work / "entities.sqlite"

    @property
    def as_of(self) -> Path:
        """Warehouses as they were, the last few that were asked for; made again when deleted."""
        return self.work / "as_of"

    @property
    def build_lock(self) -> Path:
        """Locked (flock) while a build runs; a crash cannot leave it locked."""
        return self.work / "build.lock"

    @property
    def http_state(self) -> Path:
        """Validators (ETag, Last-Modified) of what was fetched; losing the file costs a download."""
        return self.work / "http.json"

    @property
    def erasure_marker(self) -> Path:
        """There while an erasure is under way; left there by one that was killed."""
        return self.root / "erasing.json"

    @property
    def receipts(self) -> Path:
        """What erasures removed, in counts and places (a folder)."""
        return self.root / "erasures"

    @property
    def dagster(self) -> Path:
        """``DAGSTER_HOME``: run history of the orchestrator."""
        return self.root / "dagster"

    @property
    def docs(self) -> Path:
        """Generated documentation: ``tables`` (dbt docs) and ``checks`` (Data Docs)."""
        return self.root / "docs"

    @property
    def inbox(self) -> Path:
        """Files dropped here are ingested by the sensor."""
        return self.root / "inbox"

    @property
    def sources_file(self) -> Path:
        """The user's additions to the registry of outlets."""
        return self.root / "sources.yml"

    @property
    def wikidata_file(self) -> Path:
        """Wikidata ids that the user has for entities; none are known otherwise."""
        return self.root / "wikidata.csv"

    @property
    def feeds_file(self) -> Path:
        """Feeds that the schedule reads: one URL a line."""
        return self.root / "feeds.txt"
