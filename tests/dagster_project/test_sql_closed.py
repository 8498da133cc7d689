"""``newsledger sql`` and the dashboard read the published file, and no query gets them anywhere else."""

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest
from click.testing import CliRunner

from dagster_project.cli.group import main
from dagster_project.cli.querying import locked_down
from dashboard.warehouse import Query, Warehouse
from ingest.home import Home

SECRET = "secret-marker"
READS = [
    "from read_text('{secret}')",
    "from read_blob('{secret}')",
    "from read_csv('{secret}')",
    "from read_csv_auto('{secret}')",
    "from sniff_csv('{secret}')",
    "from read_json('{secret}')",
    "from read_json_objects('{secret}')",
    "from read_ndjson_objects('{secret}')",
    "from read_parquet('{secret}')",
    "from parquet_metadata('{secret}')",
    "from '{secret}'",
    'from "{secret}"',
    "summarize '{secret}'",
    "describe '{secret}'",
    "from glob('{folder}/*')",
    "from query('from read_text(''{secret}'')')",
    "from query_table('{secret}')",
    "select * from json_execute_serialized_sql(json_serialize_sql('from read_text(''{secret}'')'))",
    "prepare p as from read_text('{secret}'); execute p",
    "explain analyze from read_text('{secret}')",
    "from read_text('/proc/self/environ')",
    "from read_text('/dev/stdin')",
    "select getenv('HOME')",
    "from secret_frame",
    "copy articles from '{secret}'",
    "import database '{folder}'",
    "attach '{other}' as other",
    "attach '{other}' as other (read_only)",
    "attach '{other}' as other (type sqlite)",
    "from sqlite_scan('{other}', 'articles')",
    "from 'http://127.0.0.1:1/x.csv'",
    "from read_csv('http://127.0.0.1:1/x.csv')",
    "from 's3://bucket/x.parquet'",
]
WRITES = [
    "copy articles to '{folder}/out.csv'",
    "copy (select 1) to '{folder}/out.parquet'",
    "copy (select 1) to '/dev/stdout'",
    "export database '{folder}/out'",
    "attach '{folder}/out.duckdb' as made",
    "attach ':memory:' as made; create table made.t as select 1; copy made.t to '{folder}/out.csv'",
    "create table t as select 1",
    "create view v as select 1",
    "create macro f() as 1",
    "create persistent secret s (type http, bearer_token 'x')",
    "insert into articles values (2, 'y')",
    "update articles set title = 'z'",
    "delete from articles",
    "truncate articles",
    "drop table articles",
    "alter table articles add column z integer",
    "comment on table articles is 'x'",
]
SETTINGS = [
    "install httpfs",
    "force install httpfs from 'http://127.0.0.1:1'",
    "load httpfs",
    "load '{secret}'",
    "update extensions",
    "call start_ui()",
    "set enable_external_access = true",
    "set global enable_external_access = true",
    "reset enable_external_access",
    "set lock_configuration = false",
    "reset lock_configuration",
    "set allowed_directories = ['/']",
    "set allowed_paths = ['{secret}']",
    "set access_mode = 'read_write'",
    "set allow_unsigned_extensions = true",
    "set autoload_known_extensions = true",
    "set custom_extension_repository = 'http://127.0.0.1:1'",
    "set extension_directory = '{folder}'",
    "set secret_directory = '{folder}'",
    "set home_directory = '{folder}'",
    "set file_search_path = '{folder}'",
    "set temp_directory = '{folder}/out'",
    "set profiling_output = '{folder}/out.json'",
    "pragma profiling_output = '{folder}/out.json'",
    "set log_query_path = '{folder}/out.log'",
    "set python_enable_replacements = true",
    "set memory_limit = '1TB'",
]
Run = Callable[[Home, str], Any]
secret_frame = [{"leak": SECRET}]  # what DuckDB would find where Python's variables may be read


def by_command(home: Home, query: str) -> Any:
    with locked_down(home.published) as connection:
        return connection.execute(query).fetchall()


def by_dashboard(home: Home, query: str) -> Any:
    return Warehouse(home.published).rows(Query(query))


@pytest.fixture
def published(home: Home) -> Home:
    with duckdb.connect(home.published) as connection:
        connection.execute("create table articles as select 1 as article_id, '=1+1' as title")
    other = home.root.parent / "other"
    other.mkdir()
    (other / "secret.csv").write_text(f"leak\n{SECRET}\n")
    with duckdb.connect(other / "other.duckdb") as connection:
        connection.execute(f"create table articles as select '{SECRET}' as leak")
    return home


@pytest.mark.parametrize("run", [by_command, by_dashboard])
@pytest.mark.parametrize("query", [*READS, *WRITES, *SETTINGS])
def test_no_query_leaves_the_published_file(published: Home, query: str, run: Run) -> None:
    other = published.root.parent / "other"
    names = {"secret": other / "secret.csv", "folder": other, "other": other / "other.duckdb"}
    before = sorted(other.iterdir()) + sorted(published.root.iterdir())
    content = published.published.read_bytes()

    with pytest.raises(duckdb.Error):
        run(published, query.format(**names))

    assert sorted(other.iterdir()) + sorted(published.root.iterdir()) == before
    assert published.published.read_bytes() == content


@pytest.mark.parametrize("title", ["=1+1", "+1", "-1 degrees", "@SUM(1)", "\t=1", "\r=1"])
def test_a_spreadsheet_runs_no_text_of_the_csv(home: Home, title: str, tmp_path: Path) -> None:
    with duckdb.connect(home.published) as connection:
        connection.execute("create table articles as select -5 as number, ? as title", [title])

    def answer(*options: str) -> list[str]:
        command = ["sql", "from articles", *options, "--home", str(home.root)]
        output = CliRunner().invoke(main, command).stdout_bytes.decode()
        return list(csv.reader(io.StringIO(output, newline="")))[1]

    assert answer("--csv") == ["-5", f"'{title}"]
    assert answer("--csv", "--exact") == ["-5", title]
