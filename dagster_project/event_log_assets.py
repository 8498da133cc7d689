"""Assets from the inputs to the raw events: what is in the log, what was extracted, what dbt reads.

Thin: reading, extraction and copying belong in ``ingest`` and ``dagster_project.warehouse``.
"""

import dagster as dg
from pydantic import Field

from dagster_project.extraction_step import extract_new
from dagster_project.inbox import ingest_waiting
from dagster_project.journal import journalled
from dagster_project.metadata import markdown_table
from dagster_project.resources import Workspace
from dagster_project.warehouse import load_events
from ingest.entity_resolution import resolve_new
from ingest.origin_search import compare_new
from ingest.story_assignment import assign_new

GROUP = "event_log"


class IngestConfig(dg.Config):
    """What to read into the log before the build; nothing by default."""

    locations: list[str] = Field(default_factory=list)  # files, folders, archives, URLs
    read_inbox: bool = False
    read_feeds: bool = False


@dg.asset(group_name=GROUP, kinds={"duckdb"})
def event_log(
    context: dg.AssetExecutionContext, config: IngestConfig, workspace: dg.ResourceParam[Workspace]
) -> dg.MaterializeResult[None]:
    """The append-only log of everything that was read. One row per event."""
    with journalled(workspace.home, context.run_id, "event_log", workspace.reporter) as step:
        summary = ingest_waiting(
            workspace.home,
            workspace.log,
            config.locations,
            inbox=config.read_inbox,
            feeds=config.read_feeds,
            run_id=context.run_id,
        )
        head, counts = workspace.log.head(), workspace.log.counts()
        step["detail"] = f"log at position {head.position}"
    rows = sorted(counts.items())
    return dg.MaterializeResult(
        metadata={
            "dagster/row_count": sum(counts.values()),
            "log_position": head.position,
            "log_hash": head.hash,
            "events": dg.MetadataValue.md(markdown_table(["event_type", "events"], rows)),
            "ingested": dg.MetadataValue.json(summary),
        }
    )


@dg.asset(group_name=GROUP, deps=[event_log], kinds={"python", "spacy"})
def extractions(
    context: dg.AssetExecutionContext, workspace: dg.ResourceParam[Workspace]
) -> dg.MaterializeResult[None]:
    """What the extractor found in each text, recorded once as an event. One event per text."""
    with journalled(workspace.home, context.run_id, "extractions", workspace.reporter) as step:
        done = extract_new(workspace.home, workspace.log, workspace.reporter)
        step["detail"] = f"{done.texts} texts extracted, {done.skipped} known already"
        step["count"] = done.texts
    return dg.MaterializeResult(
        metadata={
            "texts": done.texts,
            "known_already": done.skipped,
            "seconds": step["seconds"],
            "extractor": done.extractor,
            "extractor_version": done.extractor_version,
        }
    )


@dg.asset(group_name=GROUP, deps=[event_log], kinds={"python", "sqlite"})
def story_assignments(
    context: dg.AssetExecutionContext, workspace: dg.ResourceParam[Workspace]
) -> dg.MaterializeResult[None]:
    """Which story each article tells of, decided once and recorded. One event per article."""
    with journalled(
        workspace.home, context.run_id, "story_assignments", workspace.reporter
    ) as step:
        done = assign_new(
            workspace.log,
            workspace.home.story_memory,
            progress=lambda done, total: workspace.reporter.advanced("stories", done, total),
            run_id=context.run_id,
        )
        step["detail"] = f"{done.articles} articles, {done.opened} new stories"
        step["count"] = done.articles
    return dg.MaterializeResult(
        metadata={
            "articles": done.articles,
            "opened": done.opened,
            "merged": done.merged,
            "split": done.split,
            "seconds": step["seconds"],
        }
    )


@dg.asset(group_name=GROUP, deps=[extractions], kinds={"python", "sqlite"})
def name_resolutions(
    context: dg.AssetExecutionContext, workspace: dg.ResourceParam[Workspace]
) -> dg.MaterializeResult[None]:
    """Which entity each name of a text means, decided once and recorded. One event per text."""
    with journalled(workspace.home, context.run_id, "name_resolutions", workspace.reporter) as step:
        done = resolve_new(
            workspace.log,
            workspace.home.entity_memory,
            wikidata_file=workspace.home.wikidata_file,
            progress=lambda done, total: workspace.reporter.advanced("names", done, total),
            run_id=context.run_id,
        )
        step["detail"] = f"{done.names} names, {done.opened} new entities, {done.doubts} doubts"
        step["count"] = done.names
    return dg.MaterializeResult(
        metadata={
            "texts": done.texts,
            "names": done.names,
            "opened": done.opened,
            "merged": done.merged,
            "doubts": done.doubts,
            "seconds": step["seconds"],
        }
    )


@dg.asset(group_name=GROUP, deps=[event_log], kinds={"python", "numpy"})
def text_comparisons(
    context: dg.AssetExecutionContext, workspace: dg.ResourceParam[Workspace]
) -> dg.MaterializeResult[None]:
    """Which texts are copies of which, found once and recorded. One event per batch of texts."""
    with journalled(workspace.home, context.run_id, "text_comparisons", workspace.reporter) as step:
        done = compare_new(workspace.log, workspace.home.origin_memory, run_id=context.run_id)
        step["detail"] = f"{done.texts} texts, {done.copies} pairs of copies"
        step["count"] = done.texts
    return dg.MaterializeResult(
        metadata={"texts": done.texts, "copies": done.copies, "seconds": step["seconds"]}
    )


@dg.asset(
    group_name=GROUP,
    deps=[event_log, extractions, name_resolutions, story_assignments, text_comparisons],
    kinds={"duckdb"},
)
def raw_events(
    context: dg.AssetExecutionContext, workspace: dg.ResourceParam[Workspace]
) -> dg.MaterializeResult[None]:
    """The events as the tables are built from them, copied out of the log. One row per event."""
    with journalled(workspace.home, context.run_id, "raw_events", workspace.reporter) as step:
        copied, position = load_events(workspace.home, workspace.log)
        step["detail"] = f"{copied} new events, up to position {position}"
    return dg.MaterializeResult(
        metadata={
            "new_events": copied,
            "dagster/row_count": position,
            "log_position": position,
            "seconds": step["seconds"],
        }
    )


EVENT_LOG_ASSETS = [
    event_log,
    extractions,
    name_resolutions,
    story_assignments,
    text_comparisons,
    raw_events,
]
