"""The command line: light to start, clear in its errors, readable by programs."""

import json
import subprocess
import sys

import click
import pytest
from click.testing import CliRunner
from few_articles import RECORDS, environment, newsledger, write_records

from dagster_project.build_lock import hold_build_lock
from dagster_project.cli.group import COMMANDS, main
from ingest.home import Home

HEAVY = {
    "dagster",
    "dagster_dbt",
    "dbt",
    "great_expectations",
    "httpx",
    "ingest.readers",
    "spacy",
    "streamlit",
    "trafilatura",
}


def imported_by(*arguments: str) -> set[str]:
    """The modules that are there when a command has run."""
    code = (
        "import sys; from dagster_project.cli import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        "print(' '.join(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stderr.split())


def commands() -> list[list[str]]:
    """Every command, those of groups with the name of their group."""
    context = click.Context(main)
    return [
        [name, *inner]
        for name in COMMANDS
        for command in [main.get_command(context, name)]
        for inner in (
            [[one] for one in command.commands] if isinstance(command, click.Group) else [[]]
        )
    ]


@pytest.mark.parametrize("command", commands(), ids=" ".join)
def test_every_command_says_what_it_does(command: list[str]) -> None:
    result = CliRunner().invoke(main, [*command, "--help"])

    assert result.exit_code == 0
    assert f"Usage: main {' '.join(command)}" in result.output
    assert "--home" in result.output


def test_help_lists_every_command_without_importing_any() -> None:
    result = CliRunner().invoke(main, ["--help"])

    assert result.exit_code == 0
    for name, (_, text) in COMMANDS.items():
        assert name in result.output
        assert text in result.output
    loaded = imported_by("--help")
    assert not loaded & (HEAVY | {"duckdb", "pyarrow", "rich"})
    assert not [name for name in loaded if name.startswith("dagster_project.cli.") and
                name.rpartition(".")[2] in {module for module, _ in COMMANDS.values()}]  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
def test_describing_a_command_imports_nothing_heavy(command: str) -> None:
    assert not imported_by(command, "--help") & HEAVY


def test_status_is_light(home: Home) -> None:
    assert not imported_by("status", "--home", str(home.root)) & HEAVY


def test_status_of_an_empty_home_says_where_to_begin(home: Home) -> None:
    result = CliRunner().invoke(main, ["status", "--home", str(home.root)])

    assert result.exit_code == 0
    assert "begin with: newsledger ingest" in result.output
    assert list(home.root.iterdir()) == []  # looking changes nothing


def test_status_for_programs(home: Home) -> None:
    path = write_records(home.root.parent / "a.jsonl")
    assert CliRunner().invoke(main, ["ingest", str(path), "--home", str(home.root)]).exit_code == 0

    result = CliRunner().invoke(main, ["status", "--json", "--home", str(home.root)])

    standing = json.loads(result.output)
    assert standing["events"]["ArticleObserved"] == len(RECORDS)
    assert standing["waiting_events"] == standing["log_position"]
    assert standing["published"] is None
    assert standing["last_build"]["status"] == "never"


def test_ingest_counts_what_became_of_everything(home: Home) -> None:
    path = write_records(home.root.parent / "a.jsonl")
    arguments = ["ingest", str(path), "--json", "--home", str(home.root)]

    first = json.loads(CliRunner().invoke(main, arguments).output)
    second = json.loads(CliRunner().invoke(main, arguments).output)

    assert (first["new"], first["total"]) == (len(RECORDS), len(RECORDS))
    assert (second["unchanged"], second["total"]) == (len(RECORDS), len(RECORDS))


def test_fields_of_records_can_be_named(home: Home) -> None:
    path = home.root.parent / "odd.jsonl"
    path.write_text(json.dumps({"kop": "A headline here", "inhoud": RECORDS[0]["text"]}))
    arguments = ["ingest", str(path), "--map", "title=kop", "--map", "text=inhoud", "--json"]

    result = CliRunner().invoke(main, [*arguments, "--home", str(home.root)])

    assert json.loads(result.output)["new"] == 1


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["ingest", "no-such-file"], 1, "no such file"),
        (["ingest", "README.md", "--map", "title"], 1, "--map wants OURS=THEIRS"),
        (["ingest", "README.md", "--published-at", "soon"], 1, "'soon' is no date"),
        (["ingest"], 2, "Missing argument"),
        (["build"], 1, "nothing was ingested yet"),
        (["sql", "select 1"], 1, "nothing is published"),
        (["sql"], 2, "Missing argument"),
        (["verify"], 1, "there is no log"),
        (["docs"], 1, "nothing was built yet"),
        (["extractors", "list"], 1, "nothing was ingested yet"),
        (["extractors", "promote", "rules"], 2, "Missing option '--reason'"),
        (["stories", "merge", "a", "b"], 2, "Missing option '--reason'"),
        (["stories", "list"], 1, "nothing is published"),
        (["origins", "part", "a", "--reason", "x"], 1, "nothing was ingested yet"),
        (["extract", "no-such-file"], 2, "does not exist"),
        (["sources", "describe", "README.md", "--on", "soon"], 1, "'soon' is no date"),
        (["sources", "withdraw", "stm_1", "--reason", "x"], 1, "nothing was ingested yet"),
        (["frobnicate"], 2, "No such command"),
    ],
)
def test_an_error_is_one_clear_line(
    home: Home, arguments: list[str], code: int, message: str
) -> None:
    done = newsledger(home, *arguments)

    assert done.returncode == code
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_a_build_beside_another_is_refused(home: Home) -> None:
    path = write_records(home.root.parent / "a.jsonl", RECORDS[:1])
    CliRunner().invoke(main, ["ingest", str(path), "--home", str(home.root)])

    with hold_build_lock(home.build_lock):
        refused = newsledger(home, "build")

    assert refused.returncode == 1
    assert "another build is running" in refused.stderr
    assert "Traceback" not in refused.stderr
