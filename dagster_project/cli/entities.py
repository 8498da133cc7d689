"""``newsledger entities``: what is unsure, why names meet, and what people decide about it.

What is decided belongs in ``ingest.entity_decisions``, what is read in ``dagster_project.entity_queries``, how it
looks in ``entity_reports``.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from dagster_project.cli.decisions import NEXT, by_option, reason_option
from dagster_project.cli.shared import as_json, common_options, open_log, print_json, user_name
from ingest.home import Home

if TYPE_CHECKING:
    from ingest.entity_decisions import EntityDesk


@click.group("entities")
def entities_command() -> None:
    """Decide whether two names are one person, body or place.

    An entity is said by its id or by its name, where only one has it. A decision is an event in the log: it
    goes before what the model says, stays through every rebuild, and can be revoked. Tables show it after
    the next build.
    """


@entities_command.command("list", short_help="What waits for a person, or what there is.")
@click.option("--unsure", is_flag=True, help="Pairs that may be one and wait for a person.")
@click.option("--decided", is_flag=True, help="What people decided, the latest first.")
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="Rows.")
@as_json
@common_options
def list_command(home: Home, unsure: bool, decided: bool, limit: int, as_json: bool) -> None:
    """The entities of most mentions; with --unsure, the pairs that wait for a decision."""
    from dagster_project.cli.entity_reports import table_of
    from dagster_project.entity_queries import decided_pairs, listed_entities, unsure_pairs

    read = unsure_pairs if unsure else decided_pairs if decided else listed_entities
    rows = read(home, limit)
    if as_json:
        print_json(rows)
        return
    table_of(rows, "nothing waits" if unsure else "nothing yet")
    if unsure and rows:
        click.echo("Decide: newsledger entities merge|split LEFT RIGHT --reason …")


@entities_command.command(
    "explain", short_help="Why names mean an entity, or what speaks for a pair."
)
@click.argument("entity")
@click.argument("other", required=False)
@as_json
@common_options
def explain_command(home: Home, entity: str, other: str | None, as_json: bool) -> None:
    """The names of ENTITY, with scores, reasons and articles; with OTHER, what speaks for their being one."""
    from dagster_project.cli.entity_reports import explain_entity, explain_pair
    from dagster_project.entity_queries import judgements_of
    from ingest.entity_evidence import evidence_between, evidence_of

    with _desk(home) as desk:
        found = desk.find(entity)
        if other is not None:
            pair = evidence_between(desk.memory, found, desk.find(other))
            print_json(asdict(pair)) if as_json else explain_pair(pair)
            return
        evidence = evidence_of(open_log(home), desk.memory, found)
        parts = desk.memory.ties.parts(found)
    judged = judgements_of(home, parts) if home.published.exists() else []
    if as_json:
        print_json({**asdict(evidence), "judgements": judged})
        return
    explain_entity(evidence, judged)


@entities_command.command("merge", short_help="Say that two are one.")
@click.argument("entity")
@click.argument("other")
@reason_option
@by_option
@as_json
@common_options
def merge_command(
    home: Home, entity: str, other: str, reason: str, by: str | None, as_json: bool
) -> None:
    """OTHER goes by the id of ENTITY, from the next build on."""
    with _desk(home) as desk:
        told = [desk.describe(desk.find(one)) for one in (entity, other)]
        decided = desk.merge(entity, other, reason=reason, decided_by=by or user_name())
    if as_json:
        print_json(asdict(decided))
        return
    click.echo(f"{told[1]} is {told[0]}. To take it back: entities revoke {decided.decision_id}")
    click.echo(NEXT)


@entities_command.command("split", short_help="Say that two are two.")
@click.argument("entity")
@click.argument("other", required=False)
@click.option("--name", "names", multiple=True, help="A name that means the other one.")
@click.option(
    "--article", "articles", multiple=True, help="An article (id) that names the other one."
)
@click.option("--dry-run", is_flag=True, help="List the claims that would move; decide nothing.")
@click.option("--reason", help="Why, for those who ask later.")
@by_option
@as_json
@common_options
def split_command(
    home: Home,
    entity: str,
    other: str | None,
    names: tuple[str, ...],
    articles: tuple[str, ...],
    dry_run: bool,
    reason: str | None,
    by: str | None,
    as_json: bool,
) -> None:
    """ENTITY and OTHER are two: a merge of them is undone, and the model makes none again.

    With --name or --article, what means ENTITY by these names or in these articles means OTHER, or a new
    entity where there is no OTHER.
    """
    from dagster_project.cli.entity_reports import table_of
    from dagster_project.entity_queries import moved_claims

    if reason is None and not dry_run:
        raise click.UsageError("--reason is needed for a decision")
    with _desk(home) as desk:
        plan = desk.plan_split(entity, other, names=names, articles=articles)
        root = desk.memory.entity_id(desk.find(entity))
        if not dry_run:
            decided = desk.split(plan, reason=reason or "", decided_by=by or user_name())
    if dry_run:
        claims = moved_claims(home, root, plan.leaving)
        if as_json:
            print_json({"plan": asdict(plan), "claims": claims})
            return
        table_of(claims, "no claim would move")
        click.echo(f"{len(claims)} claims would move, {len(plan.leaving)} names in texts.")
        return
    if as_json:
        print_json(asdict(decided))
        return
    click.echo(
        f"{decided.entity_id} and {decided.other_entity_id} are two; {len(plan.leaving)} names move. "
        f"To take it back: entities revoke {decided.decision_id}"
    )
    click.echo(NEXT)


@entities_command.command("revoke", short_help="Take a person's decision back.")
@click.argument("decision")
@reason_option
@by_option
@as_json
@common_options
def revoke_command(home: Home, decision: str, reason: str, by: str | None, as_json: bool) -> None:
    """DECISION (its id, see `list --decided`) counts as never made, from the next build on."""
    with _desk(home) as desk:
        decided = desk.revoke(decision, reason=reason, decided_by=by or user_name())
    if as_json:
        print_json(asdict(decided))
        return
    click.echo(f"{decision} is revoked.")
    click.echo(NEXT)


@contextmanager
def _desk(home: Home) -> "Iterator[EntityDesk]":
    from ingest.entity_decisions import open_entity_desk

    with open_entity_desk(open_log(home), home.entity_memory) as desk:
        yield desk
