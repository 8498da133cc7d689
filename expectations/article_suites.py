"""Suites of the tables that say what was published: articles, versions, quarantine.

Row rules that SQL says better (keys, accepted values, relationships) are dbt tests, not repeated here.
"""

from expectations.checks import (
    Suite,
    each_between,
    has_form,
    mean_between,
    median_between,
    smallest_at_most,
)

FRESH_DAYS = 30
SHA256 = "^[0-9a-f]{64}$"

ARTICLES = Suite(
    table="articles",
    key="article_id",
    query="""
        with claim_counts as (
            select article_id, count(*) as claim_count from claims group by article_id
        ),
        group_sizes as (
            select origin_group_id, count(*) as group_size from articles group by origin_group_id
        )
        select
            articles.article_id,
            articles.canonical_url,
            articles.url,
            articles.language,
            articles.body_hash,
            articles.word_count::double as word_count,
            (articles.source_id is null)::double as is_source_unknown,
            (articles.published_at is null)::double as is_date_unknown,
            (articles.title is null)::double as is_title_missing,
            date_diff('hour', articles.last_observed_at, articles.published_at)::double
                as hours_published_ahead,
            date_diff('day', articles.last_observed_at, now())::double as days_since_observed,
            length(articles.title)::double as title_length,
            articles.is_origin::double as is_origin,
            group_sizes.group_size::double as origin_group_size,
            case when articles.language = 'en' and articles.pub_status = 'usable'
                then coalesce(claim_counts.claim_count, 0)::double end as claim_count,
            case when articles.language = 'en' and articles.pub_status = 'usable'
                and articles.word_count >= 100
                then (claim_counts.claim_count is null)::double end as is_without_claims
        from articles
        left join claim_counts on articles.article_id = claim_counts.article_id
        left join group_sizes on articles.origin_group_id = group_sizes.origin_group_id
    """,
    checks=(
        has_form(
            "article_id_has_its_form", "article_id", "^art_[0-9a-f]{20}$", "art_ and 20 hex digits."
        ),
        has_form("body_hash_is_sha256", "body_hash", SHA256, "64 lower-case hex digits."),
        has_form(
            "canonical_url_is_absolute",
            "canonical_url",
            r"^https?://[^\s/]+\S*$",
            "A canonical URL has a scheme and a host, and no spaces.",
        ),
        has_form("url_is_absolute", "url", r"^\w+:\S+$", "A URL has a scheme.", "warn"),
        has_form("language_is_a_code", "language", "^[a-z]{2,3}$", "ISO 639 codes."),
        each_between(
            "not_published_after_it_was_read",
            "hours_published_ahead",
            None,
            24,
            "Nothing was published more than a day after we read it.",
        ),
        each_between(
            "title_is_a_headline", "title_length", 2, 400, "A title has 2 to 400 characters."
        ),
        each_between(
            "body_is_an_article", "word_count", 1, 50_000, "A body has 1 to 50,000 words."
        ),
        each_between(
            "copies_are_not_boilerplate",
            "origin_group_size",
            None,
            100,
            "No text stands in more than 100 articles: that would be boilerplate, not news.",
        ),
        smallest_at_most(
            "an_article_was_read_lately",
            "days_since_observed",
            FRESH_DAYS,
            "At least one article was read within the last 30 days.",
        ),
        median_between(
            "words_per_article", "word_count", 30, 5_000, "Half of the articles are that long."
        ),
        mean_between(
            "share_of_unknown_outlets",
            "is_source_unknown",
            None,
            0.5,
            "The outlet of at least half of the articles is known.",
        ),
        mean_between(
            "share_of_unknown_dates",
            "is_date_unknown",
            None,
            0.5,
            "The date of at least half of the articles is known.",
        ),
        mean_between(
            "share_of_missing_titles",
            "is_title_missing",
            None,
            0.3,
            "At least seven of ten articles have a title.",
        ),
        mean_between(
            "share_of_copies", "is_origin", 0.3, None, "At least three of ten are no exact copies."
        ),
        mean_between(
            "claims_per_article",
            "claim_count",
            0.5,
            200,
            "An English article has between half a claim and 200 claims on average.",
        ),
        mean_between(
            "articles_without_claims",
            "is_without_claims",
            None,
            0.3,
            "At most three of ten English articles of 100 words and more make no claim.",
        ),
        mean_between(
            "extraction_has_run",
            "is_without_claims",
            None,
            0.95,
            "Hardly any claim in all of the articles: the extraction did not run, or is broken.",
            "error",
        ),
    ),
)

ARTICLE_VERSIONS = Suite(
    table="article_versions",
    key="version_id",
    query="""
        select
            version_id,
            body_hash,
            version::double as version,
            (version > 1)::double as is_revision
        from article_versions
    """,
    checks=(
        has_form(
            "version_id_has_its_form", "version_id", "^ver_[0-9a-f]{20}$", "ver_ and 20 hex digits."
        ),
        has_form("body_hash_is_sha256", "body_hash", SHA256, "64 lower-case hex digits."),
        each_between(
            "an_article_does_not_flap",
            "version",
            1,
            100,
            "More than 100 versions: something in the page that is not the article changes.",
        ),
        mean_between(
            "share_of_revisions", "is_revision", None, 0.5, "At most half of the versions revise."
        ),
    ),
)

QUARANTINE = Suite(
    table="quarantine",
    key="quarantine_id",
    query="""
        select quarantine_id, reason_code, length(detail)::double as detail_length
        from quarantine
    """,
    checks=(
        has_form(
            "reason_is_a_short_word",
            "reason_code",
            "^[a-z]+(?:_[a-z]+)*$",
            "A stable snake_case word.",
        ),
        each_between(
            "detail_says_something", "detail_length", 3, 2_000, "Somebody can read why.", "warn"
        ),
    ),
)

ARTICLE_SUITES: tuple[Suite, ...] = (ARTICLES, ARTICLE_VERSIONS, QUARANTINE)
