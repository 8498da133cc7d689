from pathlib import Path

import pytest
from small_warehouse import fill, with_tables

from dashboard.warehouse import Warehouse


@pytest.fixture(scope="session")
def full_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("full")
    with with_tables(home / "warehouse.duckdb") as connection:
        fill(connection)
    return home


@pytest.fixture(scope="session")
def empty_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("empty")
    with_tables(home / "warehouse.duckdb").close()
    return home


@pytest.fixture()
def warehouse(full_home: Path) -> Warehouse:
    return Warehouse.of_home(full_home)
