"""The warehouse that faults happen to: invented articles, a built home to copy, and light extraction.

What is done to it belongs in ``scenes``, what must hold afterwards in ``checks``.
"""

import importlib
import json
import os
import random
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from ingest.home import Home

OUTLETS = ("gazette", "courier", "harbour-post", "northern-mail")
_SPEAKERS = ("Mayor Anna Bergström", "Captain Leo Marsh", "Ida Falk", "Judge Omar Reyes")
_PLACES = ("harbour", "old pier", "tram depot", "town hall", "lock", "fish market")
_ACTS = ("close", "be sold", "be dredged", "open again", "be paid for by the state", "stay empty")


def article(number: int) -> dict[str, Any]:
    """An invented article; the same number gives the same one."""
    dice = random.Random(number)  # noqa: S311 (no secret)
    outlet, place, act = OUTLETS[number % len(OUTLETS)], dice.choice(_PLACES), dice.choice(_ACTS)
    speaker = dice.choice(_SPEAKERS)
    return {
        "url": f"https://{outlet}.example/2026/11/{number}",
        "title": f"The {place} will {act}, report {number}",
        "published_at": f"2026-11-{1 + number % 28:02d}T{number % 24:02d}:00:00Z",
        "text": (
            f"The {place} will {act} in {number + 2} days, said {speaker}. "
            f'"We counted {dice.randrange(2, 900)} people who asked for it," she told reporters.\n\n'
            f"According to the port authority, {dice.randrange(2, 90)} ships were turned away. "
            f"{dice.choice(_SPEAKERS)} denied that the crews had been warned of case {number}. "
            f"The council will meet next week about the {dice.choice(_PLACES)} and its "
            f"{dice.randrange(2, 900)} neighbours, who have waited since the spring storms."
        ),
    }


def write_articles(path: Path, numbers: Iterable[int]) -> Path:
    """A JSONL file of these articles."""
    path.write_text("".join(json.dumps(article(number)) + "\n" for number in numbers))
    return path


LIGHT = (
    "duckdb",
    "pandas",
    "pyarrow",
    "dagster_project.evidence",
    "ingest.intake",
    "ingest.articles",
)
HEAVY = ("dagster_project.run_build", "dbt.cli.main", "great_expectations", "polars")


def settle_in(*, heavy: bool) -> None:
    """Imports what children need, and makes extraction cheap: the rules, in the process that asks."""
    os.environ["NEWSLEDGER_EXTRACTOR"] = "rules"
    os.environ["OMP_NUM_THREADS"] = "1"
    for module in LIGHT + (HEAVY if heavy else ()):
        importlib.import_module(module)
    from ingest.articles import parse
    from ingest.documents import RawDocument
    from ingest.sources import SourceRegistry

    text = {"text": article(0)["text"]}
    parse(RawDocument("warm", b"", "application/json", fields=text), SourceRegistry([]))
    if heavy:
        from ingest import extraction, extraction_worker

        vars(extraction)["ProcessPool"] = _PoolInProcess
        extraction_worker._loaded("rules")


class _PoolInProcess:
    """Extraction without worker processes: forked children start none."""

    def __init__(self, extractor: str, _workers: int) -> None:
        self.extractor = extractor

    def map(self, batches: Iterable[Any]) -> Iterator[list[Any]]:
        from ingest.extraction_worker import extract_safely

        for batch in batches:
            yield extract_safely(batch, self.extractor)


@dataclass(frozen=True)
class World:
    """The folders of one campaign."""

    scratch: Path

    @cached_property
    def home(self) -> Home:
        """Where everything happens; laid anew for each fault, always at the same path."""
        return Home(self.scratch / "home")

    @property
    def template(self) -> Path:
        """A home that is built and has a few more articles waiting."""
        return self.scratch / "template"

    def lay(self, *, built: bool) -> Home:
        """A fresh home: empty, or a copy of the built one."""
        shutil.rmtree(self.home.root, ignore_errors=True)
        if built:
            shutil.copytree(self.template, self.home.root)
        else:
            self.home.root.mkdir(parents=True)
        return self.home

    def articles(self, first: int, last: int) -> Path:
        """A file of the articles numbered so."""
        path = self.scratch / f"articles-{first}-{last}.jsonl"
        return path if path.exists() else write_articles(path, range(first, last))


def ingest_file(home: Home, path: Path, acknowledge: Any = None) -> None:
    """What ``newsledger ingest`` does, in small batches."""
    from ingest import intake
    from ingest.event_log import EventLog
    from ingest.sources import SourceRegistry

    intake.BATCH_DOCUMENTS = 10
    intake.ingest(
        [str(path)],
        log=EventLog(home.ledger),
        registry=SourceRegistry([]),
        options=intake.IngestOptions(http_state=home.http_state),
        progress=None if acknowledge is None else lambda count, _: acknowledge(count),
    )


def make_template(world: World) -> None:
    """Ingests, builds, and ingests a little more: in a child, as everything that opens a database."""
    from dagster_project.run_build import run_build

    home = world.lay(built=False)
    ingest_file(home, world.articles(0, 12))
    run_build(home)
    ingest_file(home, world.articles(12, 16))
    shutil.copytree(home.root, world.template)
