"""The questions about stories: SQL and parameters, nothing else.

Same rules as in ``queries``, which holds all other questions.
"""

from dashboard.queries import PAGE
from dashboard.warehouse import Listing, Query


def stories(text: str, page: int) -> Listing:
    """Stories whose title has ``text``, those that most outlets tell first."""
    chosen = "$text = '' or contains(lower(title), lower($text))"
    values = {"text": text.strip()}
    rows = f"""
        select * from stories
        where {chosen}
        order by source_count desc, article_count desc, started_at desc nulls last, story_id
        limit {PAGE} offset $offset
    """
    return Listing(
        Query(rows, {**values, "offset": (page - 1) * PAGE}),
        Query(f"select count(*) from stories where {chosen}", values),
    )


def story(story_id: str) -> Query:
    """One story, and how many of its articles are nobody's copy."""
    return Query(
        """
        select
            stories.*,
            (select count(*) from articles
            where articles.story_id = stories.story_id and is_origin) as origin_count
        from stories where story_id = $story_id
        """,
        {"story_id": story_id},
    )


def timeline(story_id: str) -> Query:
    """The articles of a story as they came, each copy with its origin."""
    return Query(
        """
        select
            articles.article_id, articles.title, articles.author, articles.published_at,
            articles.published_at_precision, articles.pub_status, articles.is_origin,
            sources.name as outlet, articles.source_id, articles.origin_group_id,
            origin_groups.reason, origin_groups.similarity, origin_sources.name as origin_outlet
        from articles
        left join sources on articles.source_id = sources.source_id
        left join origin_groups on articles.article_id = origin_groups.article_id
        left join articles as origins on origin_groups.origin_article_id = origins.article_id
        left join sources as origin_sources on origins.source_id = origin_sources.source_id
        where articles.story_id = $story_id
        order by articles.published_at nulls last, articles.first_observed_at, articles.article_id
        limit 500
        """,
        {"story_id": story_id},
    )


def outlets_of(story_id: str) -> Query:
    """Which outlets tell a story, who came first, and how much of it is their own."""
    return Query(
        """
        select
            coalesce(sources.name, 'outlet unknown') as outlet,
            count(*) as articles,
            count(*) filter (where articles.is_origin) as originals,
            count(*) filter (where not articles.is_origin) as copies,
            min(articles.published_at) as first_at
        from articles
        left join sources on articles.source_id = sources.source_id
        where articles.story_id = $story_id
        group by outlet
        order by first_at nulls last, outlet
        limit 500
        """,
        {"story_id": story_id},
    )
