"""Suites of the tables that say who publishes: sources, and what others state about them.

Row rules that SQL says better (keys, accepted values, relationships) are dbt tests, not repeated here.
"""

from expectations.checks import Suite, each_between, has_form, mean_between, smallest_at_most

FRESH_DAYS = 30

SOURCES = Suite(
    table="sources",
    key="source_id",
    query="""
        select
            source_id,
            domain,
            country,
            (source_type = 'unknown')::double as is_type_unknown,
            article_count::double as article_count,
            date_diff('day', last_seen_at, now())::double as days_since_seen
        from sources
    """,
    checks=(
        has_form(
            "domain_has_no_scheme_or_path",
            "domain",
            r"^[^\s/:@]+\.[^\s/:@]+$",
            "A domain is a host name such as example.org.",
        ),
        has_form(
            "country_is_an_iso_code",
            "country",
            "^[A-Z]{2}$",
            "Countries are ISO 3166-1 alpha-2 codes.",
        ),
        smallest_at_most(
            "an_outlet_was_seen_lately",
            "days_since_seen",
            FRESH_DAYS,
            "At least one outlet had an article within the last 30 days.",
        ),
        mean_between(
            "most_outlets_are_in_the_registry",
            "is_type_unknown",
            None,
            0.9,
            "At most nine of ten outlets are unknown to the registry.",
        ),
    ),
)

SOURCE_STATEMENTS = Suite(
    table="source_statements",
    key="statement_id",
    query="""
        select
            statement_id,
            date_diff('day', stated_at, now())::double as days_since_stated,
            length(statement)::double as statement_length
        from source_statements
    """,
    checks=(
        has_form(
            "statement_id_has_its_form",
            "statement_id",
            "^stm_[0-9a-f]{20}$",
            "stm_ and 20 hex digits.",
        ),
        each_between(
            "nothing_was_stated_in_the_future",
            "days_since_stated",
            0,
            None,
            "A statement of tomorrow has a wrong date.",
            "error",
        ),
        each_between(
            "statements_are_short",
            "statement_length",
            1,
            500,
            "A statement is a rating or a sentence; more is a text of somebody, or a wrong column.",
        ),
    ),
)

SOURCE_SUITES = (SOURCES, SOURCE_STATEMENTS)
"""In the order in which they run."""
