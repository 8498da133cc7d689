"""What the commands by which people decide about entities, stories and origins share."""

from collections.abc import Mapping, Sequence
from typing import Any

import click

reason_option = click.option("--reason", required=True, help="Why, for those who ask later.")
by_option = click.option("--by", help="Who decides.  [default: the user's name]")
NEXT = "Next: newsledger build"


def show_rows(rows: Sequence[Mapping[str, Any]]) -> None:
    """One line a row, with what it has; texts of others are shown as they are, never as markup."""
    if not rows:
        click.echo("nothing")
    for row in rows:
        parts = (f"{name}={_told(value)}" for name, value in row.items() if value is not None)
        click.echo("  ".join(parts))


def _told(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    text = str(value)
    return "".join(character if character.isprintable() else " " for character in text)
