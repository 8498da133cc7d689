"""All suites in the order in which they run; the volume suite compares with the published build.

``previous`` is the name under which the caller attaches the published file; without one every
comparison is null, which passes.
"""

from collections.abc import Collection

from expectations.article_suites import ARTICLE_SUITES
from expectations.checks import Check, Suite, each_between
from expectations.claim_suites import CLAIM_SUITES
from expectations.entity_suites import ENTITY_SUITES
from expectations.label_suites import LABEL_SUITES
from expectations.origin_suites import ORIGIN_SUITES
from expectations.revision_suites import REVISION_SUITES
from expectations.source_suites import SOURCE_SUITES
from expectations.story_suites import STORY_SUITES

COUNTED_TABLES = (
    "sources",
    "source_statements",
    "articles",
    "article_versions",
    "entities",
    "mentions",
    "claims",
    "claim_entities",
    "claim_changes",
    "entity_judgements",
    "labels",
    "stories",
    "origin_groups",
    "decisions",
    "quarantine",
)
GROWING_TABLES = ("articles", "article_versions", "quarantine")
"""Tables that cannot lose rows, because each row stands for an event in an append-only log."""


def volume_query(previous_tables: Collection[str]) -> str:
    """One row per public table: rows now, rows in the published file, and what the two say."""
    counts = " union all ".join(
        f"select '{table}' as table_name, (select count(*) from {table}) as row_count, "
        + (
            f"(select count(*) from previous.{table})"
            if table in previous_tables
            else "null::bigint"
        )
        + " as previous_row_count"
        for table in COUNTED_TABLES
    )
    growing = ", ".join(f"'{table}'" for table in GROWING_TABLES)
    return f"""
        with counts as ({counts}),
        inputs as (
            select sum(row_count) as input_count from counts
            where table_name in ('articles', 'quarantine')
        )
        select
            table_name,
            row_count::double as row_count,
            case when table_name in ({growing})
                then greatest(previous_row_count - row_count, 0)::double end as lost_rows,
            case when previous_row_count >= 50
                then row_count / previous_row_count::double end as ratio_to_previous,
            case when table_name = 'quarantine' and input_count >= 50
                then row_count / input_count::double end as share_of_inputs
        from counts, inputs
    """


def volume_suite(previous_tables: Collection[str]) -> Suite:
    """Volume against the last published build."""
    return Suite("publication", "table_name", volume_query(previous_tables), VOLUME_CHECKS)


VOLUME_CHECKS: tuple[Check, ...] = (
    each_between(
        "no_article_was_lost",
        "lost_rows",
        None,
        0,
        "Articles, versions and quarantined inputs only grow. If the log was replaced on purpose, "
        "remove the published file and build again.",
        "error",
    ),
    each_between(
        "volume_did_not_collapse",
        "ratio_to_previous",
        0.3,
        None,
        "No table lost seven of ten rows since the published build. If that is right, remove the "
        "published file and build again.",
        "error",
    ),
    each_between(
        "volume_is_like_the_last_build",
        "ratio_to_previous",
        0.9,
        20,
        "Tables neither shrink by a tenth nor grow twentyfold in one build.",
    ),
    each_between(
        "most_inputs_can_be_read",
        "share_of_inputs",
        None,
        0.3,
        "At most three of ten inputs go to quarantine.",
    ),
)


def all_suites(previous_tables: Collection[str] = ()) -> tuple[Suite, ...]:
    """Every suite; ``previous_tables`` are those that the published file has."""
    return (
        *SOURCE_SUITES,
        *ARTICLE_SUITES,
        *CLAIM_SUITES,
        *REVISION_SUITES,
        *ENTITY_SUITES,
        *LABEL_SUITES,
        *STORY_SUITES,
        *ORIGIN_SUITES,
        volume_suite(previous_tables),
    )
