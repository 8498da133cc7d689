"""``newsledger articles``: what a person decides about single articles, and what happened to them.

What is decided belongs in ``ingest.corrections``; how changes are read and shown, in ``article_reports``.
"""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dagster_project.cli.erasing import erase_command
from dagster_project.cli.shared import as_json, common_options, open_log, print_json, user_name
from ingest.errors import ConfigurationError, MissingWarehouse
from ingest.home import Home

if TYPE_CHECKING:
    from dashboard.warehouse import Row
    from ingest.corrections import Decided

reason_option = click.option("--reason", required=True, help="Why, for those who ask later.")
by_option = click.option("--by", help="Who decides.  [default: the user's name]")


@click.group("articles")
def articles_command() -> None:
    """Correct articles, take them back, and see how they changed.

    An article is named by its article_id, its URL or its ref. Decisions are events: what was there
    before stays in the log, and `as-of` still shows it.
    """


articles_command.add_command(erase_command)


@articles_command.command("withdraw", short_help="Take an article back.")
@click.argument("article")
@click.option(
    "--status",
    type=click.Choice(["canceled", "withheld"]),
    default="canceled",
    show_default=True,
    help="canceled: for good; withheld: for now.",
)
@reason_option
@by_option
@as_json
@common_options
def withdraw_command(
    home: Home, article: str, status: str, reason: str, by: str | None, as_json: bool
) -> None:
    """Take ARTICLE back: its versions stay, from the next build on its claims are no longer shown."""
    from ingest.corrections import find_article, withdraw_article

    log = open_log(home)
    done = withdraw_article(
        log, find_article(log, article), status, reason=reason, decided_by=by or user_name()
    )
    _report(done, f"is {status}", as_json)


@articles_command.command("correct", short_help="Put right what an article's record says.")
@click.argument("article")
@click.option("--title", help="The headline.")
@click.option("--author", help="The author or authors.")
@click.option("--published-at", metavar="DATE", help="When it was published, as 2026-11-23T08:00Z.")
@click.option("--source", "source_id", help="The outlet: its id in the registry.")
@click.option(
    "--text",
    "text_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A file with the whole text (UTF-8).",
)
@reason_option
@by_option
@as_json
@common_options
def correct_command(
    home: Home,
    article: str,
    title: str | None,
    author: str | None,
    published_at: str | None,
    source_id: str | None,
    text_file: Path | None,
    reason: str,
    by: str | None,
    as_json: bool,
) -> None:
    """Put right what the record of ARTICLE says, as a version of its own of kind `correction`.

    What the publisher corrects comes in with `ingest`; this is for what was read or stated wrongly.
    """
    from ingest.corrections import Correction, correct_article, find_article
    from ingest.intake import given_moment
    from ingest.sources import SourceRegistry

    body_text = None if text_file is None else _read_text(text_file)
    given = given_moment(published_at)
    correction = Correction(title, author, given, source_id, body_text)
    log = open_log(home)
    done = correct_article(
        log,
        find_article(log, article),
        correction,
        registry=SourceRegistry.load(home.sources_file),
        reason=reason,
        decided_by=by or user_name(),
    )
    _report(done, f"has another {', '.join(done.changed)}", as_json)


@articles_command.command("history", short_help="What happened to an article, and when.")
@click.argument("article")
@as_json
@common_options
def history_command(home: Home, article: str, as_json: bool) -> None:
    """Every version of ARTICLE as it is published: of what kind, when it was seen, when recorded, why."""
    from dagster_project.cli.article_reports import history_lines, history_of

    versions = _versions(home, article)
    if as_json:
        print_json(history_of(versions))
        return
    from rich.console import Console

    console = Console(highlight=False)
    console.print(f"{versions[0]['article_id']}", markup=False)
    for line in history_lines(versions):
        console.print(line, soft_wrap=True)


@articles_command.command("diff", short_help="What changed between versions of an article.")
@click.argument("article")
@click.option("--from", "from_version", type=int, help="Version number.  [default: the one before]")
@click.option("--to", "to_version", type=int, help="Version number.  [default: the last one]")
@as_json
@common_options
def diff_command(
    home: Home, article: str, from_version: int | None, to_version: int | None, as_json: bool
) -> None:
    """Which paragraphs of ARTICLE changed, whether that is more than spelling, and which claims did.

    Words that were dropped are red, added ones green; without colours they are [-dropped-] and {+added+}.
    """
    from dagster_project.cli.article_reports import differences_of, differences_shown
    from dashboard import change_queries
    from dashboard.warehouse import Warehouse

    versions = {row["version"]: row for row in _versions(home, article)}
    last = to_version if to_version is not None else max(versions)
    first = from_version if from_version is not None else last - 1
    for number in (first, last):
        if number not in versions:
            known = f"it has versions 1 to {max(versions)}"
            raise ConfigurationError(f"{article} has no version {number}: {known}")
    before, after = versions[first], versions[last]
    between = {row["version_id"] for row in versions.values() if first < row["version"] <= last}
    changes = Warehouse(home.published).rows(change_queries.claim_changes(after["article_id"]))
    claims = [change for change in changes if change["to_version_id"] in between]
    if as_json:
        print_json(differences_of(before, after, claims))
        return
    from rich.console import Console

    console = Console(highlight=False)
    coloured = console.is_terminal and not console.no_color
    console.print(differences_shown(before, after, claims, coloured=coloured))


def _versions(home: Home, article: str) -> "list[Row]":
    """The published versions of an article, in order; refuses an article that is not published."""
    from dashboard import change_queries
    from dashboard.warehouse import Warehouse
    from ingest.corrections import find_article

    article_id = find_article(open_log(home), article)
    if not home.published.exists():
        raise MissingWarehouse(f"nothing is published in {home.root} yet; run: newsledger build")
    versions = Warehouse(home.published).rows(change_queries.history(article_id))
    if not versions:
        raise ConfigurationError(f"{article_id} is not published yet; run: newsledger build")
    return versions


def _report(done: "Decided", what: str, as_json: bool) -> None:
    if as_json:
        from dataclasses import asdict

        print_json(asdict(done))
        return
    click.echo(f"{done.article_id} {what} (log position {done.log_position:,}).")
    click.echo("Next: newsledger build")


def _read_text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{path}: cannot be read as UTF-8 text: {error}") from error
