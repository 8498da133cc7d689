"""The runner: complete failing keys, plain values, small tables left alone, reports offline."""

import subprocess
import sys
from pathlib import Path

import pandas as pd

from expectations.checks import Suite, each_between, has_form, mean_between
from expectations.runner import CheckRunner

SUITE = Suite(
    table="articles",
    key="article_id",
    query="",
    checks=(
        has_form("id_form", "article_id", "^art_", "art_ first."),
        each_between("words", "word_count", 1, 10, "1 to 10 words.", "error"),
        mean_between("mean_words", "word_count", None, 5, "Short on average.", min_rows=50),
    ),
)


def frame(rows: int, words: float) -> pd.DataFrame:
    ids = [f"art_{row}" for row in range(rows)]
    return pd.DataFrame({"article_id": ids, "word_count": [words] * rows})


def test_all_failing_keys_are_listed() -> None:
    results = {found.check_name: found for found in CheckRunner().run(SUITE, frame(500, 11.0))}

    assert len(results["words"].row_keys) == 500  # GX lists 20 or 200 unless told otherwise
    assert {type(key) for key in results["words"].row_keys} == {str}
    assert results["words"].detail == "500 of 500 rows. Expected: 1 to 10 words."
    assert results["id_form"].passed


def test_a_share_of_few_rows_is_not_judged() -> None:
    few = {found.check_name: found for found in CheckRunner().run(SUITE, frame(49, 8.0))}
    many = {found.check_name: found for found in CheckRunner().run(SUITE, frame(50, 8.0))}

    assert few["mean_words"].passed
    assert few["mean_words"].detail == "too few rows to judge"
    assert not many["mean_words"].passed
    assert many["mean_words"].detail == "observed 8. Expected: Short on average."


def test_nulls_are_not_rows() -> None:
    nulls = frame(100, 8.0).assign(word_count=pd.Series([None] * 99 + [8.0], dtype="float64"))

    assert all(found.passed for found in CheckRunner().run(SUITE, nulls))


def test_a_missing_column_fails_with_its_name() -> None:
    results = CheckRunner().run(SUITE, frame(5, 1.0).drop(columns="word_count"))

    assert [found.passed for found in results] == [True, False, True]
    assert "word_count" in results[1].detail


def test_reports_replace_those_of_the_last_build(tmp_path: Path) -> None:
    folder = tmp_path / "checks"
    for _ in range(2):
        runner = CheckRunner()
        runner.run(SUITE, frame(5, 11.0))
        index = runner.write_docs(folder)

    assert index.is_file()
    assert len(list(folder.glob("validations/**/*.html"))) == 1
    assert "1 to 10 words" in next(folder.glob("validations/**/*.html")).read_text()


def test_importing_the_suites_does_not_import_great_expectations() -> None:
    code = (
        "import sys, expectations.suites, expectations.runner; "
        "sys.exit(any(m in sys.modules for m in ('great_expectations', 'pandas')))"
    )

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
