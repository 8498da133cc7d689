"""Small pieces of metadata for people: previews of tables. Deciding what is shown belongs in the assets."""

from collections.abc import Iterable, Sequence

import duckdb

PREVIEW_ROWS = 5
PREVIEW_CHARACTERS = 60


def markdown_table(names: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table; article text in it can neither break the table nor become markup."""
    lines = [_line(names), _line(["---"] * len(names)), *map(_line, rows)]
    return "\n".join(lines)


def preview(connection: duckdb.DuckDBPyConnection, table: str) -> str:
    """The first rows of a table."""
    cursor = connection.execute(f"select * from {table} limit {PREVIEW_ROWS}")
    names = [column[0] for column in cursor.description or []]
    return markdown_table(names, cursor.fetchall())


def _line(cells: Iterable[object]) -> str:
    return "| " + " | ".join(map(_cell, cells)) + " |"


def _cell(value: object) -> str:
    text = "" if value is None else " ".join(str(value).split())
    short = text if len(text) <= PREVIEW_CHARACTERS else f"{text[: PREVIEW_CHARACTERS - 1]}…"
    escaped = short.replace("&", "&amp;").replace("<", "&lt;").replace("|", "\\|")
    return escaped.replace("[", "\\[").replace("`", "\\`")
