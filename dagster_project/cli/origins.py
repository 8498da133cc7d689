"""``newsledger origins``: who copied whom, why that is believed, and what people decide.

What is decided belongs in ``ingest.origin_decisions``.
"""

from typing import TYPE_CHECKING

import click

from dagster_project.cli.decisions import NEXT, by_option, reason_option, show_rows
from dagster_project.cli.shared import as_json, common_options, open_log, print_json, user_name
from ingest.home import Home

if TYPE_CHECKING:
    from ingest.origin_decisions import OriginDesk


@click.group("origins")
def origins_command() -> None:
    """Decide which articles have one origin.

    An article is named by its article_id, its URL or its ref. A decision is an event in the log: it goes
    before what was found, stays through every rebuild, and can be revoked. Tables show it after the next
    build.
    """


@origins_command.command("list", short_help="Who is copied most, or what was decided.")
@click.option("--decided", is_flag=True, help="What people decided, the latest first.")
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="Rows.")
@as_json
@common_options
def list_command(home: Home, decided: bool, limit: int, as_json: bool) -> None:
    """The origins of most copies."""
    from dagster_project.identity_queries import decided_about, most_copied

    rows = decided_about(home, "origin", limit) if decided else most_copied(home, limit)
    print_json(rows) if as_json else show_rows(rows)


@origins_command.command("explain", short_help="Which copies an article belongs to, and why.")
@click.argument("article")
@as_json
@common_options
def explain_command(home: Home, article: str, as_json: bool) -> None:
    """The group of ARTICLE: each copy with what it was copied from, the reason and the share that is the same."""
    from dagster_project.identity_queries import copies_of
    from ingest.corrections import find_article

    rows = copies_of(home, find_article(open_log(home), article))
    print_json(rows) if as_json else show_rows(rows)


@origins_command.command("join", short_help="Say that two articles have one origin.")
@click.argument("article")
@click.argument("other")
@reason_option
@by_option
@as_json
@common_options
def join_command(
    home: Home, article: str, other: str, reason: str, by: str | None, as_json: bool
) -> None:
    """ARTICLE and OTHER have one origin: the one that came first, an agency before others."""
    from ingest.corrections import find_article

    desk = _desk(home)
    first, second = (find_article(desk.log, name) for name in (article, other))
    decision = desk.join(first, second, reason=reason, decided_by=by or user_name())
    _report(decision, f"{first} and {second} have one origin", as_json)


@origins_command.command("part", short_help="Say that an article is a copy of none.")
@click.argument("article")
@reason_option
@by_option
@as_json
@common_options
def part_command(home: Home, article: str, reason: str, by: str | None, as_json: bool) -> None:
    """ARTICLE is its own origin, whatever it has in common with earlier ones."""
    from ingest.corrections import find_article

    desk = _desk(home)
    found = find_article(desk.log, article)
    decision = desk.part(found, reason=reason, decided_by=by or user_name())
    _report(decision, f"{found} is its own origin", as_json)


@origins_command.command("revoke", short_help="Take a decision back.")
@click.argument("decision")
@reason_option
@by_option
@as_json
@common_options
def revoke_command(home: Home, decision: str, reason: str, by: str | None, as_json: bool) -> None:
    """DECISION counts as never made, from the next build on."""
    _desk(home).revoke(decision, reason=reason, decided_by=by or user_name())
    _report(decision, "revoked", as_json)


def _report(decision_id: str, told: str, as_json: bool) -> None:
    if as_json:
        print_json({"decision_id": decision_id})
        return
    click.echo(f"{told} (decision {decision_id})")
    click.echo(NEXT)


def _desk(home: Home) -> "OriginDesk":
    from ingest.origin_decisions import OriginDesk

    return OriginDesk(open_log(home))
