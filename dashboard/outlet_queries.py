"""The questions about outlets, and about what each calls an entity: SQL and parameters, nothing else.

Same rules as in ``queries``, which holds all other questions.
"""

from dashboard.queries import PAGE
from dashboard.warehouse import Listing, Query


def outlet(source_id: str) -> Query:
    """One outlet with its parent, and how much of it is credited to agencies or copied."""
    return Query(
        """
        with figures as (
            select
                count(*) filter (where len(wire_credits) > 0) as credited,
                count(*) filter (where is_origin) as originals,
                count(*) filter (where not is_origin) as copies
            from articles where source_id = $source_id
        )
        select
            sources.*, parents.name as parent_name, figures.credited, figures.originals, figures.copies,
            figures.credited / nullif(sources.article_count, 0) as wire_share
        from sources
        cross join figures
        left join sources as parents on sources.parent_source_id = parents.source_id
        where sources.source_id = $source_id
        """,
        {"source_id": source_id},
    )


def articles_over_time(source_id: str) -> Query:
    """Articles of an outlet by day, by month where they lie more than a year apart."""
    return Query(
        """
        with dated as (
            select published_at, is_origin from articles
            where source_id = $source_id and published_at is not null
        ),
        span as (select date_diff('day', min(published_at), max(published_at)) as days from dated)
        select
            date_trunc(if(span.days > 366, 'month', 'day'), published_at)::date as day,
            if(is_origin, 'first here', 'copied') as kind,
            count(*) as articles
        from dated, span
        group by all
        order by all
        """,
        {"source_id": source_id},
    )


def cited_by(source_id: str) -> Query:
    """Whom an outlet cites most."""
    return Query(
        f"""
        select entities.entity_id, entities.name, entities.entity_type, count(*) as claims
        from claims
        join entities on claims.speaker_entity_id = entities.entity_id
        where claims.source_id = $source_id and claims.outer_claim_id is null
        group by all
        order by claims desc, entities.name
        limit {PAGE}
        """,
        {"source_id": source_id},
    )


def wires_of(source_id: str) -> Query:
    """The agencies that an outlet credits."""
    return Query(
        """
        select credit.wire, count(*) as articles
        from articles, unnest(articles.wire_credits) as credit (wire)
        where articles.source_id = $source_id
        group by credit.wire
        order by articles desc, wire
        limit 50
        """,
        {"source_id": source_id},
    )


def copies_of(source_id: str, page: int) -> Listing:
    """Articles of an outlet that are copies, with whom they were copied from."""
    chosen = "copies.source_id = $source_id"
    rows = f"""
        select
            copies.article_id, copies.title, copies.published_at, copies.published_at_precision,
            sources.name as outlet, origin_groups.reason, origin_groups.similarity,
            origins.article_id as origin_article_id, origin_sources.name as origin_outlet
        from origin_groups
        join articles as copies on origin_groups.article_id = copies.article_id
        join articles as origins on origin_groups.origin_article_id = origins.article_id
        left join sources on copies.source_id = sources.source_id
        left join sources as origin_sources on origins.source_id = origin_sources.source_id
        where {chosen}
        order by copies.published_at desc nulls last, copies.article_id
        limit {PAGE} offset $offset
    """
    values = {"source_id": source_id}
    counted = f"""
        select count(*) from origin_groups
        join articles as copies on origin_groups.article_id = copies.article_id
        where {chosen}
    """
    return Listing(Query(rows, {**values, "offset": (page - 1) * PAGE}), Query(counted, values))


def statements_about(source_id: str) -> Query:
    """What others say about an outlet, the newest first; what was taken back is left out."""
    return Query(
        """
        select topic, statement, stated_by, stated_at, stated_at_precision, reference, is_latest
        from source_statements
        where source_id = $source_id and withdrawn_at is null
        order by topic, stated_at desc, stated_by, statement
        limit 200
        """,
        {"source_id": source_id},
    )


def labels_of(entity_id: str) -> Query:
    """What each outlet calls an entity, the most frequent first."""
    return Query(
        """
        select
            coalesce(sources.name, 'outlet unknown') as outlet, labels.label, labels.label_kind,
            labels.mention_count, labels.article_count, labels.is_quoted, labels.example_article_id
        from labels
        left join sources on labels.source_id = sources.source_id
        where labels.entity_id = $entity_id
        order by outlet, labels.is_quoted, labels.mention_count desc, labels.label
        limit 500
        """,
        {"entity_id": entity_id},
    )


def variants_of(entity_id: str) -> Query:
    """The forms of a name that texts use, the most frequent first."""
    return Query(
        """
        select mention_text, count(*) as mentions, count(distinct article_id) as articles
        from mentions
        where entity_id = $entity_id and mention_type = 'name'
        group by mention_text
        order by mentions desc, mention_text
        limit 100
        """,
        {"entity_id": entity_id},
    )
