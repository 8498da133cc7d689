"""``newsledger articles erase``. What has to go belongs in ``ingest.erasure``, its going in ``erasing``."""

import sys
from typing import TYPE_CHECKING

import click

from dagster_project.cli.shared import as_json, common_options, fail, print_json, user_name
from ingest.errors import ConfigurationError
from ingest.extract.visible import visible
from ingest.home import Home

if TYPE_CHECKING:
    from dagster_project.erasing import Erased
    from ingest.erasure.planning import Plan
    from ingest.event_log import EventLog


@click.command("erase", short_help="Erase articles, or a person, for good.")
@click.argument("articles", nargs=-1)
@click.option("--person", "people", multiple=True, help="A name: every article that names them.")
@click.option("--with-copies", is_flag=True, help="Other articles with the same text as well.")
@click.option("--reason", help="Why. It stays in the log, so it may not quote what is erased.")
@click.option("--by", help="Who decides.  [default: the user's name]")
@click.option("--dry-run", is_flag=True, help="Only say what would go.")
@click.option("--resume", "is_resumed", is_flag=True, help="Complete one that was cut short.")
@click.option("--no-build", is_flag=True, help="Leave the tables to the next build.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@as_json
@common_options
def erase_command(
    home: Home,
    articles: tuple[str, ...],
    people: tuple[str, ...],
    with_copies: bool,
    reason: str | None,
    by: str | None,
    dry_run: bool,
    is_resumed: bool,
    no_build: bool,
    yes: bool,
    as_json: bool,
) -> None:
    """Erase ARTICLES (ids, URLs or refs), or every article that names a person, for good.

    Texts, raw bytes, what was found in them and decided about them, the published file, documentation
    and run history go; keys, times and hashes stay, so that the log still verifies. A receipt says what
    was removed. What was erased is not let in again (`ingest --even-if-erased`). Backups, and files
    outside the home, are yours to see to. Nothing of this can be undone.
    """
    from dagster_project.erasing import erase, resume
    from ingest.event_log import EventLog

    if not home.ledger.exists():
        fail(f"there is no log in {home.root}")
    log = EventLog(home.ledger)
    if not dry_run and (done := resume(home, log)):
        _tell(done, as_json)
    if is_resumed:
        return
    if not (articles or people):
        raise ConfigurationError("name an article, or a --person")
    plan = _plan(log, articles, people, with_copies)
    if dry_run or plan.is_empty:
        _tell_plan(plan, people, as_json)
        return
    if not reason:
        raise ConfigurationError("give a --reason, for those who ask later")
    _ask(plan, yes=yes)
    erased = erase(home, log, plan, reason=reason, decided_by=by or user_name())
    _tell(erased, as_json)
    if not no_build:
        _build(home, quiet=as_json)
    sys.exit(1 if erased.residue else 0)


def _plan(
    log: "EventLog", articles: tuple[str, ...], people: tuple[str, ...], with_copies: bool
) -> "Plan":
    from ingest.corrections import find_article
    from ingest.erasure.planning import articles_naming, copies_of, plan_erasure

    ids = {find_article(log, name) for name in articles}
    ids.update(articles_naming(log, people) if people else ())
    ids.update(copies_of(log, ids) if with_copies else ())
    return plan_erasure(log, ids, people)


def _tell_plan(plan: "Plan", people: tuple[str, ...], as_json: bool) -> None:
    found = {
        "articles": len(plan.article_ids),
        "payloads": plan.payload_counts,
        "blobs": len(plan.blob_hashes),
    }
    if as_json:
        print_json(found)
    elif plan.is_empty:
        click.echo("Nothing to erase: " + ("nobody of that name" if people else "gone already"))
    else:
        click.echo(_in_words(plan))


def _in_words(plan: "Plan") -> str:
    payloads = ", ".join(f"{count:,} {name}" for name, count in plan.payload_counts.items())
    return f"{len(plan.article_ids):,} articles: {payloads}; {len(plan.blob_hashes):,} raw inputs"


def _ask(plan: "Plan", *, yes: bool) -> None:
    if not yes and sys.stdin.isatty():
        click.confirm(f"Erase {_in_words(plan)}, for good?", abort=True)


def _build(home: Home, *, quiet: bool) -> None:
    from dagster_project.cli.terminal import TerminalReporter
    from dagster_project.run_build import run_build

    with TerminalReporter(quiet=quiet) as reporter:
        run_build(home, reporter=reporter)


def _tell(done: "Erased", as_json: bool) -> None:
    if as_json:
        print_json({"receipt": done.receipt, "path": done.path, "residue": done.residue})
        return
    receipt = done.receipt
    payloads = sum(receipt.payload_counts.values())
    click.echo(
        f"Erased {receipt.article_count:,} articles: {payloads:,} payloads, {receipt.blob_count:,} raw "
        f"inputs. Searched {receipt.searched_files:,} files for {receipt.searched_strings:,} traces."
    )
    click.echo(f"Receipt: {done.path}")
    for path in done.residue:
        click.echo(f"  a trace is left in {visible(str(path))}: it is yours to see to", err=True)
