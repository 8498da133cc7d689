"""Article text in a preview is data: it neither breaks the table nor becomes markup."""

import duckdb

from dagster_project.metadata import markdown_table, preview


def test_a_table_has_a_line_for_each_row() -> None:
    assert markdown_table(["name", "rows"], [("claims", 3)]) == (
        "| name | rows |\n| --- | --- |\n| claims | 3 |"
    )


def test_hostile_text_stays_text() -> None:
    hostile = "a | b\nc <script>x</script> [link](javascript:x) `code`"

    [_, _, row] = markdown_table(["text"], [(hostile,)]).splitlines()

    assert "<script" not in row
    assert r"a \| b c" in row
    assert r"\[link]" in row


def test_a_preview_shows_few_rows_and_short_cells() -> None:
    connection = duckdb.connect()
    connection.execute("create table t as select repeat('x', 500) as text from range(50)")

    lines = preview(connection, "t").splitlines()

    assert len(lines) == 2 + 5
    assert max(map(len, lines)) < 70
