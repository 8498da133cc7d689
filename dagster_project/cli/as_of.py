"""``newsledger as-of``, and the options by which ``sql`` asks for the same.

What a moment means belongs in ``dagster_project.moments``, building in ``dagster_project.as_of``.
"""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dagster_project.cli.shared import as_json, common_options, open_log, print_json
from ingest.errors import ConfigurationError, MissingWarehouse
from ingest.home import Home

if TYPE_CHECKING:
    from dagster_project.as_of import Snapshot
    from ingest.event_log import EventLog

published_before_option = click.option(
    "--published-before",
    metavar="MOMENT",
    help="Of that, only versions of articles whose publisher dates them before MOMENT.",
)
as_published_option = click.option(
    "--as-published",
    is_flag=True,
    help="What the published file showed then: the last build, and not all that the log held.",
)


def snapshot_options(function: Callable[..., None]) -> Callable[..., None]:
    """``--as-of``, ``--at``, ``--as-published`` and ``--published-before``."""
    as_of = click.option(
        "--as-of", metavar="MOMENT", help="As the log was: a position, a date or a time."
    )
    at = click.option(
        "--at", "cited", metavar="POSITION:HASH", help="As cited: refused if the log is another."
    )
    return as_of(at(as_published_option(published_before_option(function))))


@dataclass(frozen=True, slots=True)
class Asked:
    """What a command was given of these options."""

    as_of: str | None = None
    cited: str | None = None
    as_published: bool = False
    published_before: str | None = None

    @property
    def is_now(self) -> bool:
        """Whether nothing but the published file is asked for."""
        return self == Asked()


def resolved(home: Home, log: "EventLog", asked: Asked) -> "Snapshot":
    """The prefix of the log that is meant; by default the one that is published."""
    from dagster_project.as_of import Snapshot
    from dagster_project.moments import cited_prefix, parse_moment, prefix_of, published_prefix
    from dagster_project.published import read_publication

    if asked.as_of and asked.cited:
        raise ConfigurationError("--as-of and --at both say which state is meant: give one")
    if asked.cited:
        prefix = cited_prefix(log, asked.cited)
    elif asked.as_of:
        prefix = prefix_of(log, asked.as_of)
    else:
        published = read_publication(home)
        if published is None:
            raise MissingWarehouse(f"nothing is published in {home.root} yet; give --as-of")
        prefix = cited_prefix(log, f"{published.log_position}:{published.log_hash}")
    if asked.as_published:
        prefix = published_prefix(log, prefix)
    before = asked.published_before
    return Snapshot(prefix, parse_moment(before, end_of_day=False) if before else None)


def snapshot_file(home: Home, log: "EventLog", snapshot: "Snapshot", *, quiet: bool) -> Path:
    """The file with that state, with progress on a terminal where it has to be built."""
    from dagster_project.as_of import as_of_file
    from dagster_project.cli.terminal import TerminalReporter

    with TerminalReporter(quiet=quiet) as reporter:
        return as_of_file(
            home, log, snapshot, lambda done, total: reporter.advanced("build", done, total)
        )


def describe(snapshot: "Snapshot") -> dict[str, Any]:
    """What a result was made from, so that it can be cited."""
    from dagster_project.code_version import code_version
    from dagster_project.moments import citation

    before = snapshot.published_before
    return {
        "at": citation(snapshot.prefix),
        "recorded_until": snapshot.prefix.recorded_at,
        "published_before": before,
        "code_version": code_version(),
    }


@click.command("as-of")
@click.argument("moment")
@click.option(
    "--output",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file to write: a warehouse like the published one.",
)
@click.option("--overwrite", is_flag=True, help="Replace the file if it is there.")
@as_published_option
@published_before_option
@as_json
@common_options
def as_of_command(
    home: Home,
    moment: str,
    output: Path,
    overwrite: bool,
    as_published: bool,
    published_before: str | None,
    as_json: bool,
) -> None:
    """Write the warehouse as it was at MOMENT: every table from what the log held then.

    MOMENT goes by the log's clock, which says when something became known here: a position (1234), a
    date (2026-03-05: the end of that day, UTC), or a time (2026-03-05T08:00, UTC unless it names
    another zone). --published-before goes by the publishers' clock.

    Articles, claims, decisions and the extractor are those of that moment, read by the code of today;
    quality_failures is what the checks of the last build until then found. The last few files are kept
    in work/as_of of the home, which may be deleted.
    """
    if output.exists() and not overwrite:
        raise ConfigurationError(f"{output} is there already; --overwrite replaces it")
    log = open_log(home)
    asked = Asked(moment, None, as_published, published_before)
    snapshot = resolved(home, log, asked)
    built = snapshot_file(home, log, snapshot, quiet=as_json)
    _copy(built, output)
    said = {"path": str(output), **describe(snapshot)}
    if as_json:
        print_json(said)
        return
    click.echo(f"{output}: the warehouse at log position {snapshot.prefix.position:,}")
    click.echo(f"recorded until {said['recorded_until']:%Y-%m-%d %H:%M:%S} UTC; {said['at']}")


def _copy(built: Path, output: Path) -> None:
    """Whole or not at all."""
    draft = output.with_name(f".{output.name}.tmp")
    try:
        shutil.copyfile(built, draft)
        draft.replace(output)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise ConfigurationError(f"{output} cannot be written: {error.strerror}") from error
