"""One parse of the project for all tests of this folder."""

from collections.abc import Callable
from pathlib import Path

import pytest
from dbt.contracts.graph.manifest import Manifest
from dbt_runs import DbtRuns


@pytest.fixture(scope="session")
def target(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where dbt leaves its artefacts."""
    return tmp_path_factory.mktemp("target")


@pytest.fixture(scope="session")
def manifest(target: Path, tmp_path_factory: pytest.TempPathFactory) -> Manifest:
    """The parsed project."""
    return DbtRuns(tmp_path_factory.mktemp("parse"), target).parse()


@pytest.fixture
def dbt_on(tmp_path: Path, target: Path, manifest: Manifest) -> Callable[[str], DbtRuns]:
    """dbt on a named, empty work directory."""

    def make(name: str) -> DbtRuns:
        work = tmp_path / name
        work.mkdir()
        return DbtRuns(work, target, manifest)

    return make
