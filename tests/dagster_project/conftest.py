"""Homes for tests: an empty one, one with a few articles in its log, and one that was built from them."""

import shutil
from pathlib import Path

import pytest
from few_articles import BUILD_SECONDS, ingest_records, newsledger

from ingest.event_log import EventLog
from ingest.home import Home


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """An empty home directory."""
    root = tmp_path / "home"
    root.mkdir()
    return Home(root)


@pytest.fixture
def log(home: Home) -> EventLog:
    return EventLog(home.ledger)


@pytest.fixture(scope="session")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Built by the command line in a process of its own, once for all tests; not to be changed."""
    home = Home(tmp_path_factory.mktemp("built") / "home")
    home.root.mkdir()
    ingest_records(home)
    done = newsledger(home, "build", timeout=BUILD_SECONDS)
    assert done.returncode == 0, done.stderr
    return home


@pytest.fixture
def built(built_once: Home, tmp_path: Path) -> Home:
    """A copy of the built home, to do with as one likes."""
    return Home(Path(shutil.copytree(built_once.root, tmp_path / "built")))
