"""The questions that the dashboard asks of the public tables: SQL and parameters, nothing else.

Values always go as parameters. Each list is limited in SQL, so a page costs the same at any size.
Running queries belongs in ``warehouse``, showing answers in ``views``, people and claims in
``claim_queries``, outlets and stories in ``outlet_queries`` and ``story_queries``.
"""

from dashboard.warehouse import Listing, Query

PAGE = 20


def publication() -> Query:
    """What was published, when, from which position of the log."""
    return Query(
        "select log_position, log_hash, built_at, code_version, extractor_version from publication"
    )


def counts() -> Query:
    """Rows of the tables that people ask about; DuckDB answers from its metadata."""
    tables = ("articles", "sources", "claims", "entities", "mentions", "quarantine")
    counted = ", ".join(f"(select count(*) from {table}) as {table}" for table in tables)
    return Query(f"select {counted}")


def freshness() -> Query:
    """The newest article, and when an article was last read."""
    return Query(
        "select max(published_at) as published_at, max(last_observed_at) as observed_at from articles"
    )


def failed_checks() -> Query:
    """How many rows failed which check."""
    return Query("""
        select severity, check_name, table_name, count(*) as failures, min(detail) as example
        from quality_failures
        group by all
        order by severity, failures desc, check_name
        limit 100
    """)


def quarantined() -> Query:
    """What could not be read, newest first."""
    return Query("select * from quarantine order by all limit 100")


def articles_by_day() -> Query:
    """Articles a day in the 90 days before the newest one."""
    return Query("""
        select published_at::date as day, count(*) as articles
        from articles
        where published_at > (select max(published_at) from articles) - interval 90 days
        group by day
        order by day
    """)


def voices() -> Query:
    """Claims by voice, kind of quotation and stance, those within another claim left out."""
    return Query("""
        select voice, quote_type, cue_stance, count(*) as claims
        from claims
        where outer_claim_id is null
        group by all
        order by claims desc
    """)


def outlets() -> Query:
    """Outlets with what they published and how often they attribute."""
    return Query("""
        with claim_counts as (
            select
                source_id,
                count(*) as claims,
                count(*) filter (where voice = 'attributed') as attributed
            from claims
            where outer_claim_id is null
            group by source_id
        )
        select
            sources.source_id, name, domain, country, source_type, article_count,
            coalesce(claims, 0) as claims, attributed / nullif(claims, 0) as attributed_share,
            first_seen_at, last_seen_at
        from sources
        left join claim_counts on sources.source_id = claim_counts.source_id
        order by article_count desc, name
        limit 500
    """)


def outlet_names() -> Query:
    """Outlets to choose from."""
    return Query("select source_id, name from sources order by lower(name) limit 2000")


def articles(text: str, source_id: str | None, page: int) -> Listing:
    """Articles whose title has ``text``, newest first."""
    chosen = """
        ($text = '' or contains(lower(title), lower($text)))
        and ($source_id is null or articles.source_id = $source_id)
    """
    values = {"text": text.strip(), "source_id": source_id}
    rows = f"""
        select
            article_id, articles.source_id, title, author, published_at, published_at_precision, language,
            pub_status, word_count, version_count, sources.name as outlet
        from articles
        left join sources on articles.source_id = sources.source_id
        where {chosen}
        order by published_at desc nulls last, article_id
        limit {PAGE} offset $offset
    """
    return Listing(
        Query(rows, {**values, "offset": (page - 1) * PAGE}),
        Query(f"select count(*) from articles where {chosen}", values),
    )


def article(article_id: str) -> Query:
    """One article with its text and metadata."""
    return Query(
        """
        select articles.*, sources.name as outlet
        from articles
        left join sources on articles.source_id = sources.source_id
        where article_id = $article_id
        """,
        {"article_id": article_id},
    )


def versions(article_id: str) -> Query:
    """All versions of an article, in order."""
    return Query(
        """
        select version_id, version, revision_kind, title, body_text, valid_from
        from article_versions where article_id = $article_id order by version
        """,
        {"article_id": article_id},
    )


def copies(article_id: str) -> Query:
    """Other articles with the same text."""
    return Query(
        """
        select other.article_id, other.title, other.published_at, other.is_origin, sources.name as outlet
        from articles as this
        join articles as other
            on this.origin_group_id = other.origin_group_id and this.article_id != other.article_id
        left join sources on other.source_id = sources.source_id
        where this.article_id = $article_id
        order by other.published_at nulls last, other.article_id
        limit 50
        """,
        {"article_id": article_id},
    )


def search_articles(text: str) -> Query:
    """Articles with ``text`` in title or body, and the text around its first place."""
    return Query(
        f"""
        with found as (
            select
                article_id, title, published_at, source_id,
                greatest(strpos(lower(body_text), lower($text)) - 120, 1) as start, body_text
            from articles
            where contains(lower(title), lower($text)) or contains(lower(body_text), lower($text))
            order by contains(lower(coalesce(title, '')), lower($text)) desc, published_at desc, article_id
            limit {PAGE}
        )
        select
            article_id, title, published_at, sources.name as outlet,
            (start > 1) as is_cut, substr(body_text, start, 320) as snippet
        from found
        left join sources on found.source_id = sources.source_id
        order by contains(lower(coalesce(title, '')), lower($text)) desc, published_at desc, article_id
        """,
        {"text": text.strip()},
    )
