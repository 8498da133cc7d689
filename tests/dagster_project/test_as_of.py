"""The warehouse as it was, as a person asks for it: a file, a query, a citation."""

import json
import re
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner, Result
from few_articles import RECORDS

from dagster_project import as_of_cache
from dagster_project.as_of_cache import AsOfCache
from dagster_project.cli.group import main
from dagster_project.published import read_publication
from ingest.event_log import EventLog
from ingest.home import Home


def run(home: Home, *arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments, "--home", str(home.root)])


def rows(home: Home, query: str, *options: str) -> list[dict[str, object]]:
    result = run(home, "sql", query, "--json", *options)
    assert result.exit_code == 0, result.output
    found: list[dict[str, object]] = json.loads(result.stdout)
    return found


def stamps(home: Home) -> dict[Path, int]:
    """What a build leaves, and when it was last written."""
    files = [home.published, home.work_internal, home.work_warehouse, home.ledger]
    return {path: path.stat().st_mtime_ns for path in files}


@pytest.fixture(scope="module")
def seen(built_once: Home, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The built home, after somebody asked for an earlier state of it; not to be changed."""
    output = tmp_path_factory.mktemp("as-of") / "then.duckdb"
    before = stamps(built_once)
    result = run(built_once, "as-of", third_article(built_once), "--output", str(output))
    assert result.exit_code == 0, result.output
    assert stamps(built_once) == before  # nothing that a build or a reader uses was touched
    with duckdb.connect(output, read_only=True) as connection:
        assert connection.execute("select count(*) from articles").fetchone() == (3,)
    return built_once


def third_article(home: Home) -> str:
    """The position at which the log held three articles."""
    batches = EventLog(home.ledger).read(event_types=["ArticleObserved"])
    return str([at for batch in batches for at in batch["log_position"].to_pylist()][2])


@pytest.mark.slow
def test_a_query_can_ask_for_an_earlier_state(seen: Home) -> None:
    query = "select (select count(*) from articles) as articles, log_position from publication"
    position = third_article(seen)
    assert rows(seen, query, "--as-of", position) == [
        {"articles": 3, "log_position": int(position)}
    ]
    assert rows(seen, query)[0]["articles"] == len(RECORDS)


@pytest.mark.slow
def test_a_result_is_cited_and_given_again(seen: Home) -> None:
    query = "select count(*) as n from articles"
    cited = json.loads(
        run(seen, "sql", query, "--as-of", third_article(seen), "--cite", "--json").stdout
    )
    assert cited["rows"] == [{"n": 3}]
    assert rows(seen, query, "--at", cited["citation"]["at"]) == [{"n": 3}]
    table = run(seen, "sql", query, "--cite")
    now = re.search(r"newsledger sql --at (\d+:[0-9a-f]{64})  \(recorded until", table.stderr)
    assert now is not None
    assert rows(seen, query, "--at", now[1]) == [{"n": len(RECORDS)}]


@pytest.mark.slow
def test_a_citation_of_another_log_is_refused(seen: Home) -> None:
    result = run(seen, "sql", "select 1", "--at", f"3:{'0' * 64}")
    assert result.exit_code == 1
    assert "at position 3 this log has the hash" in result.stderr


@pytest.mark.slow
def test_the_state_that_is_published_is_not_built_again(seen: Home) -> None:
    published = read_publication(seen)
    assert published is not None
    kept = sorted(seen.as_of.glob("*.duckdb"))
    query = "select log_position from publication"
    position = str(published.log_position)
    for options in (["--as-of", position], ["--as-of", str(published.log_position + 1),
                    "--as-published"], ["--cite"]):  # fmt: skip
        assert run(seen, "sql", query, *options).exit_code == 0
    assert sorted(seen.as_of.glob("*.duckdb")) == kept


@pytest.mark.slow
def test_what_publishers_dated_later_is_left_out_with_all_that_follows(seen: Home) -> None:
    query = """
        select
            (select count(*) from articles) as articles,
            (select max(published_at) < timestamptz '2026-11-02 00:00:00Z' from articles) as is_earlier,
            (select count(*) from claims) > 0 as has_claims,
            (select sum(mention_count) from entities)
                = (select count(*) from mentions where entity_id is not null) as is_counted
    """
    assert rows(seen, query, "--published-before", "2026-11-02") == [
        {"articles": 2, "is_earlier": True, "has_claims": True, "is_counted": True}
    ]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (["--as-of", "2001-01-01"], "the log begins at"),
        (["--as-of", "2999-01-01"], "has not come yet"),
        (["--as-of", "1", "--at", "1:00"], "give one"),
        (["--published-before", "soon"], "no moment"),
        (["--as-of", "1", "--as-published"], "nothing was published yet at position 1"),
    ],
)
def test_what_cannot_be_shown_is_said(seen: Home, options: list[str], reason: str) -> None:
    result = run(seen, "sql", "select 1", *options)
    assert result.exit_code == 1
    assert reason in result.stderr


@pytest.mark.slow
def test_an_earlier_state_is_closed_off_like_the_published_file(seen: Home) -> None:
    for query in ("select * from read_text('/etc/passwd')", "delete from articles"):
        assert run(seen, "sql", query, "--as-of", third_article(seen)).exit_code == 1


def test_a_file_that_is_there_is_not_overwritten(home: Home, tmp_path: Path) -> None:
    output = tmp_path / "mine.duckdb"
    output.write_text("mine")
    result = run(home, "as-of", "1", "--output", str(output))
    assert (result.exit_code, output.read_text()) == (1, "mine")
    assert "--overwrite" in result.stderr


def test_the_files_that_were_used_last_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(as_of_cache, "MOST_FILES", 2)
    cache = AsOfCache(tmp_path / "as_of")

    def keep(key: str, size: int = 10) -> None:
        built = tmp_path / "built"
        built.write_bytes(b"x" * size)
        with cache.locked():
            cache.keep(built, key)

    keep("one")
    keep("two")
    assert cache.find("one") is not None  # used: now `two` is the older one
    keep("three")
    assert (cache.find("one") is None, cache.find("two")) == (False, None)
    monkeypatch.setattr(as_of_cache, "MOST_BYTES", 50)
    keep("large", 100)  # alone too large, and still what was asked for
    assert [cache.find(key) is not None for key in ("one", "three", "large")] == [
        False, False, True,
    ]  # fmt: skip
    assert cache.forget() == 1
    assert cache.find("large") is None
