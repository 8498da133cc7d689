"""What the published file says of stories and origins, for the commands by which people decide about them.

Deciding belongs in ``ingest.story_decisions`` and ``ingest.origin_decisions``, printing in the command line.
"""

from dagster_project.published import Row, published_rows
from ingest.home import Home

_LARGEST = """
    select story_id, title, article_count, source_count, started_at, ended_at
    from stories
    order by article_count desc, started_at desc nulls last, story_id
    limit $limit
"""
_MOST_COPIED = """
    select
        copies.origin_article_id, origins.title, sources.name as source,
        count(*) as copy_count, count(distinct articles.source_id) as copying_source_count
    from origin_groups as copies
    join articles as origins on copies.origin_article_id = origins.article_id
    join articles on copies.article_id = articles.article_id
    left join sources on origins.source_id = sources.source_id
    group by all
    order by copy_count desc, origin_article_id
    limit $limit
"""
_COPIES = """
    select
        articles.article_id, articles.title, sources.name as source, articles.published_at,
        articles.is_origin, copies.copied_from_article_id, copies.reason,
        round(copies.similarity, 3) as similarity
    from articles
    left join origin_groups as copies on articles.article_id = copies.article_id
    left join sources on articles.source_id = sources.source_id
    where articles.origin_group_id = (
        select origin_group_id from articles where article_id = $article_id
    )
    order by articles.is_origin desc, articles.published_at nulls last, articles.article_id
"""
_DECIDED = """
    select * exclude (subject)
    from decisions
    where subject = $subject
    order by decided_at desc, decision_id
    limit $limit
"""


def largest_stories(home: Home, limit: int) -> list[Row]:
    """The stories of most articles."""
    return published_rows(home, _LARGEST, {"limit": limit})


def most_copied(home: Home, limit: int) -> list[Row]:
    """The origins of most copies."""
    return published_rows(home, _MOST_COPIED, {"limit": limit})


def copies_of(home: Home, article_id: str) -> list[Row]:
    """All articles of one origin with this one, the origin first."""
    return published_rows(home, _COPIES, {"article_id": article_id})


def decided_about(home: Home, subject: str, limit: int) -> list[Row]:
    """What people decided about stories or origins, the latest first."""
    return published_rows(home, _DECIDED, {"subject": subject, "limit": limit})
