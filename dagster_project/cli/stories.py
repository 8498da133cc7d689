"""``newsledger stories``: what stories there are, why articles meet in them, and what people decide.

What is decided belongs in ``ingest.story_decisions``.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from dagster_project.cli.decisions import NEXT, by_option, reason_option, show_rows
from dagster_project.cli.shared import as_json, common_options, open_log, print_json, user_name
from ingest.home import Home

if TYPE_CHECKING:
    from ingest.story_decisions import Decided, StoryDesk

UNSURE = 1.0
"""Log odds from the threshold within which an article nearly went the other way."""


@click.group("stories")
def stories_command() -> None:
    """Decide which articles tell of one happening.

    A story is said by its id or by an article in it: its article_id, URL or ref. A decision is an event in
    the log: it goes before what the model says, stays through every rebuild, and can be revoked. Tables show
    it after the next build.
    """


@stories_command.command("list", short_help="What there is, what is unsure, what was decided.")
@click.option("--unsure", is_flag=True, help="Articles that nearly went the other way.")
@click.option("--decided", is_flag=True, help="What people decided, the latest first.")
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="Rows.")
@as_json
@common_options
def list_command(home: Home, unsure: bool, decided: bool, limit: int, as_json: bool) -> None:
    """The stories of most articles; with --unsure, the articles that nearly went the other way."""
    from dagster_project.identity_queries import decided_about, largest_stories
    from ingest.story_decisions import unsure_articles

    if unsure:
        rows = unsure_articles(open_log(home), UNSURE, limit)
    else:
        rows = decided_about(home, "story", limit) if decided else largest_stories(home, limit)
    print_json(rows) if as_json else show_rows(rows)


@stories_command.command("explain", short_help="Why these articles are one story.")
@click.argument("story")
@as_json
@common_options
def explain_command(home: Home, story: str, as_json: bool) -> None:
    """Each article of STORY with score, nearest article and what they share; merges, splits, decisions."""
    from ingest.story_decisions import story_evidence

    with _desk(home) as desk:
        found = story_evidence(desk, desk.find(story))
    if as_json:
        print_json(found)
        return
    articles = {row["article_id"] for row in found["articles"]}
    click.echo(f"{found['story_id']}: {len(articles)} articles")
    show_rows(found["articles"])
    if found["changes"]:
        show_rows(found["changes"])


@stories_command.command("merge", short_help="Say that two stories are one.")
@click.argument("story")
@click.argument("other")
@reason_option
@by_option
@as_json
@common_options
def merge_command(
    home: Home, story: str, other: str, reason: str, by: str | None, as_json: bool
) -> None:
    """The articles of OTHER are in STORY, from the next build on."""
    with _desk(home) as desk:
        done = desk.merge(story, other, reason=reason, decided_by=by or user_name())
    _report(
        done, f"{len(done.moved)} articles of {done.other_story_id} are in {done.story_id}", as_json
    )


@stories_command.command("split", short_help="Say that articles tell of something else.")
@click.argument("story")
@click.argument("articles", nargs=-1, required=True)
@reason_option
@by_option
@as_json
@common_options
def split_command(
    home: Home, story: str, articles: tuple[str, ...], reason: str, by: str | None, as_json: bool
) -> None:
    """ARTICLES leave STORY for one of their own, from the next build on."""
    with _desk(home) as desk:
        done = desk.split(story, articles, reason=reason, decided_by=by or user_name())
    _report(
        done, f"{len(done.moved)} articles of {done.story_id} are in {done.other_story_id}", as_json
    )


@stories_command.command("revoke", short_help="Take a decision back.")
@click.argument("decision")
@reason_option
@by_option
@as_json
@common_options
def revoke_command(home: Home, decision: str, reason: str, by: str | None, as_json: bool) -> None:
    """The articles that DECISION moved return, unless they were moved again since."""
    with _desk(home) as desk:
        done = desk.revoke(decision, reason=reason, decided_by=by or user_name())
    _report(done, f"{len(done.moved)} articles returned", as_json)


def _report(done: "Decided", told: str, as_json: bool) -> None:
    if as_json:
        print_json(asdict(done))
        return
    click.echo(f"{told} (decision {done.decision_id})")
    click.echo(NEXT)


@contextmanager
def _desk(home: Home) -> Iterator["StoryDesk"]:
    from dagster_project.build_lock import hold_build_lock
    from ingest.story_decisions import open_story_desk

    log = open_log(home)
    with hold_build_lock(home.build_lock), open_story_desk(log, home.story_memory) as desk:
        yield desk
