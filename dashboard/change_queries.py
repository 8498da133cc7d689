"""The questions about how articles changed: SQL and parameters, nothing else.

Same rules as in ``queries``; what differs in the texts is found in ``differences``.
"""

from dashboard.queries import PAGE
from dashboard.warehouse import Listing, Query


def revisions(source_id: str | None, *, is_substantive: bool, page: int) -> Listing:
    """Later versions of articles and withdrawals, newest first; with the article they belong to."""
    chosen = """
        versions.version > 1
        and (not $is_substantive or versions.is_substantive)
        and ($source_id is null or articles.source_id = $source_id)
    """
    values = {"source_id": source_id, "is_substantive": is_substantive}
    joined = """
        from article_versions as versions
        join articles on versions.article_id = articles.article_id
    """
    rows = f"""
        select
            articles.article_id, articles.title, articles.published_at, articles.author,
            articles.published_at_precision, articles.pub_status, sources.name as outlet,
            versions.version, versions.revision_kind, versions.valid_from, versions.is_substantive,
            versions.changed_claim_count
        {joined}
        left join sources on articles.source_id = sources.source_id
        where {chosen}
        order by versions.valid_from desc, versions.version_id
        limit {PAGE} offset $offset
    """
    return Listing(
        Query(rows, {**values, "offset": (page - 1) * PAGE}),
        Query(f"select count(*) {joined} where {chosen}", values),
    )


def history(article_id: str) -> Query:
    """All versions of an article with their texts, in order; the version before each one's is that text."""
    return Query(
        """
        select
            versions.*,
            lag(title) over in_order as previous_title,
            lag(body_text) over in_order as previous_body_text
        from article_versions as versions
        where article_id = $article_id
        window in_order as (order by version)
        order by version
        """,
        {"article_id": article_id},
    )


def claim_changes(article_id: str) -> Query:
    """What each version of an article did to its claims, in the order of the text."""
    return Query(
        """
        select *
        from claim_changes
        where article_id = $article_id
        order by
            log_position,
            coalesce(is_headline, previous_is_headline) desc,
            coalesce(content_spans, previous_content_spans)[1].start_char,
            claim_change_id
        """,
        {"article_id": article_id},
    )
