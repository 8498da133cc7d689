"""What commands share: the home directory, output for programs, names and mappings, and errors as one clear line."""

import getpass
import sys
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, ParamSpec

import click

from ingest.errors import ConfigurationError, NewsledgerError
from ingest.extract.visible import visible
from ingest.home import Home

if TYPE_CHECKING:
    from ingest.event_log import EventLog

P = ParamSpec("P")


def common_options(function: Callable[P, None]) -> Callable[..., None]:
    """``--home`` and ``--debug``; errors of ours become one line on stderr and exit code 1."""

    @click.option(
        "--home",
        "home",
        type=click.Path(file_okay=False, path_type=Path),
        envvar="NEWSLEDGER_HOME",
        help="Data directory.  [default: $NEWSLEDGER_HOME, else ./data]",
        callback=lambda _ctx, _param, value: Home.from_environment(value),
    )
    @click.option("--debug", is_flag=True, help="Show where an error comes from.")
    @wraps(function)
    def run(*args: Any, debug: bool, **kwargs: Any) -> None:
        try:
            function(*args, **kwargs)
        except NewsledgerError as error:
            if debug:
                raise
            fail(str(error))

    return run


as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")


def fail(message: str) -> NoReturn:
    """Ends the program with a message."""
    click.echo(f"newsledger: {visible(message)}", err=True)
    sys.exit(1)


def fields_by_name(mappings: Iterable[str]) -> dict[str, str]:
    """``OURS=THEIRS`` as our field -> the input's own name."""
    return dict(map(_field_and_name, mappings))


def _field_and_name(mapping: str) -> tuple[str, str]:
    ours, equals, theirs = mapping.partition("=")
    if not (ours and equals and theirs):
        raise ConfigurationError(
            f"--map wants OURS=THEIRS, such as title=headline, not {mapping!r}"
        )
    return ours, theirs


def user_name() -> str:
    """Who decides, where nobody is named."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a user without a name, as in some containers
        return "command line"


def print_json(value: Any) -> None:
    """Indented JSON; times as ISO 8601."""
    import orjson

    options = orjson.OPT_INDENT_2 | orjson.OPT_NON_STR_KEYS | orjson.OPT_UTC_Z
    click.echo(orjson.dumps(value, option=options, default=str).decode())


def ago(moment: datetime | None, now: datetime) -> str:
    """How long ago, in the largest unit that says something."""
    if moment is None:
        return "never"
    seconds = max(0, int((now - moment).total_seconds()))
    for unit, length in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        if seconds >= length:
            count = seconds // length
            return f"{count} {unit}{'s' * (count > 1)} ago"
    return "just now"


def open_log(home: Home) -> "EventLog":
    """The log of a home; refuses one in which nothing was ingested."""
    from ingest.event_log import EventLog

    if not home.ledger.exists():
        raise ConfigurationError(f"nothing was ingested yet in {home.root}")
    return EventLog(home.ledger)
