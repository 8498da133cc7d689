"""``newsledger extractors``: run one beside the other, compare them, choose whose results are published.

What is read and decided belongs in ``ingest``; how the comparison is printed, in ``extractor_reports``.
"""

import click

from dagster_project.cli.shared import as_json, common_options, open_log, print_json, user_name
from ingest.errors import ConfigurationError
from ingest.home import Home


@click.group("extractors")
def extractors_command() -> None:
    """Compare extractors, and choose whose results are published.

    Builds publish what the current extractor finds. Another one, or a new version, runs beside it:
    `run` extracts, `diff` compares, `promote` makes it the current one. What the old one found stays in
    the log, so promoting it again brings it back at once.
    """


@extractors_command.command("list", short_help="What each has read, and which is current.")
@as_json
@common_options
def list_command(home: Home, as_json: bool) -> None:
    """Every extractor: how many texts it has read, how many wait, and which is current."""
    from dataclasses import asdict

    from dagster_project.cli.extractor_reports import standings_table
    from ingest.extraction_results import standings

    found = standings(open_log(home))
    if as_json:
        print_json([asdict(standing) for standing in found])
        return
    from rich.console import Console

    Console(highlight=False).print(standings_table(found))


@extractors_command.command("run", short_help="Extract beside the current one.")
@click.argument("name")
@click.option("--limit", type=click.IntRange(min=1), help="Extract at most so many texts.")
@as_json
@common_options
def run_command(home: Home, name: str, limit: int | None, as_json: bool) -> None:
    """Extract the texts that NAME has not read, beside the current extractor; publishes nothing."""
    from dagster_project.cli.terminal import TerminalReporter
    from ingest.extraction import extract_pending
    from ingest.extractor_choice import current_choice, extractor_id, keep_choice

    log, extractor = open_log(home), extractor_id(name)
    extractor.check_runnable()
    keep_choice(log)
    current = current_choice(log).extractor
    if extractor == current:
        raise ConfigurationError(f"{current} is the current extractor: `newsledger build` runs it")
    with TerminalReporter(quiet=as_json) as reporter:
        done = extract_pending(
            log,
            after=0,
            upto=log.head().position,
            extractor=extractor,
            limit=limit,
            is_candidate=True,
            progress=lambda texts, total: reporter.advanced("extract", texts, total),
        )
    if as_json:
        counts = {"texts": done.texts - done.failed, "failed": done.failed}
        print_json({"extractor": str(extractor), **counts, "seconds": round(done.seconds, 1)})
        return
    failed = f", {done.failed:,} failed" if done.failed else ""
    read = done.texts - done.failed
    click.echo(f"{extractor}: {read:,} texts extracted{failed} ({done.seconds:.1f} s)")
    click.echo(f"Next: newsledger extractors diff {current} {extractor}")


@extractors_command.command("diff", short_help="Compare the claims of two.")
@click.argument("old")
@click.argument("new")
@click.option("--examples", default=3, show_default=True, help="Claims of each kind to show.")
@as_json
@common_options
def diff_command(home: Home, old: str, new: str, examples: int, as_json: bool) -> None:
    """Compare the claims of OLD and NEW (each NAME or NAME@VERSION) in the texts both have read.

    Changed is a claim of the same cue, or of mostly the same content, that differs in anything that the
    tables show except confidence.
    """
    from dagster_project.cli.extractor_reports import Comparison
    from ingest.extraction_diff import compared
    from ingest.extraction_results import pairs_of, texts_by_extractor, texts_of
    from ingest.extractor_choice import extractor_id

    log, before, after = open_log(home), extractor_id(old), extractor_id(new)
    read = texts_by_extractor(log)
    for extractor in (before, after):
        if extractor not in read:
            known = ", ".join(map(str, sorted(read))) or "none"
            raise ConfigurationError(f"{extractor} has read no text here; with results: {known}")
    tally = compared(pairs_of(log, before, after, read[before] & read[after]), examples)
    hashes = {change.text_hash for shown in tally.examples.values() for change in shown}
    comparison = Comparison(
        before,
        after,
        len(read[before] - read[after]),
        len(read[after] - read[before]),
        tally,
        texts_of(log, hashes) if hashes else {},
    )
    if as_json:
        print_json(comparison.as_dict())
        return
    from rich.console import Console

    Console(highlight=False).print(comparison.rendered())


@extractors_command.command("promote", short_help="Publish what another one finds.")
@click.argument("name")
@click.option("--reason", required=True, help="Why, for those who ask later.")
@click.option("--by", help="Who decides.  [default: the user's name]")
@as_json
@common_options
def promote_command(home: Home, name: str, reason: str, by: str | None, as_json: bool) -> None:
    """Publish what NAME (or NAME@VERSION) finds, from the next build on."""
    from ingest.extraction_results import extractable_texts, texts_by_extractor
    from ingest.extractor_choice import current_choice, extractor_id, keep_choice, promote

    log, extractor = open_log(home), extractor_id(name)
    pending = len(extractable_texts(log) - texts_by_extractor(log).get(extractor, set()))
    if pending and not extractor.is_runnable:
        raise ConfigurationError(
            f"this release cannot run {extractor}, which has not read {pending:,} of the texts"
        )
    keep_choice(log)
    before = current_choice(log)
    choice = promote(log, extractor, reason=reason, decided_by=by or user_name())
    if as_json:
        names = {"extractor": str(choice.extractor), "previous": str(before.extractor)}
        print_json({**names, "decided_by": choice.decided_by, "pending": pending})
        return
    click.echo(f"{choice.extractor} is current, before it was {before.extractor}.")
    waiting = f", which extracts {pending:,} texts first" if pending else ""
    click.echo(f"Next: newsledger build{waiting}")
