"""The code version changes with what decides the tables, and with nothing else."""

from pathlib import Path

import pytest

from dagster_project.code_version import code_files, code_version


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name in ("dbt/models/a.sql", "dbt/dbt_project.yml", "ingest/events/envelope.py"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("select 1")
    return tmp_path


@pytest.mark.parametrize(
    "name", ["dbt/models/a.sql", "dbt/dbt_project.yml", "ingest/events/envelope.py"]
)
def test_it_changes_with_the_code(project: Path, name: str) -> None:
    before = code_version(project)
    (project / name).write_text("select 2")

    assert code_version(project) != before


def test_it_changes_with_a_name(project: Path) -> None:
    before = code_version(project)
    (project / "dbt/models/a.sql").rename(project / "dbt/models/b.sql")

    assert code_version(project) != before


@pytest.mark.parametrize(
    "name", ["dbt/target/run/a.sql", "dbt/README.md", "ingest/__pycache__/e.py"]
)
def test_it_does_not_change_with_what_is_generated(project: Path, name: str) -> None:
    before = code_version(project)
    (project / name).parent.mkdir(parents=True, exist_ok=True)
    (project / name).write_text("generated")

    assert code_version(project) == before


def test_our_own_code_is_found() -> None:
    names = {path.name for path in code_files()}

    assert {"dbt_project.yml", "articles.sql", "envelope.py", "article_suites.py"} <= names
