"""Suites of the copies, which would show that boilerplate, not news, was taken for a copy, and of decisions.

Row rules that SQL says better (keys, relationships) are dbt tests, not repeated here.
"""

from expectations.checks import Suite, each_between, has_form

ORIGIN_GROUPS = Suite(
    table="origin_groups",
    key="article_id",
    query="""
        with sizes as (
            select origin_group_id, count(*) as copies from origin_groups group by origin_group_id
        )
        select
            copies.article_id,
            copies.origin_group_id,
            copies.similarity,
            case when (select count(*) from articles) >= 500
                then sizes.copies / (select count(*) from articles) end as group_share
        from origin_groups as copies
        inner join sizes on copies.origin_group_id = sizes.origin_group_id
    """,
    checks=(
        has_form(
            "origin_group_id_has_its_form",
            "origin_group_id",
            "^org_[0-9a-f]{20}$",
            "org_ and 20 hex digits.",
        ),
        each_between(
            "similarity_is_a_share",
            "similarity",
            0.3,
            1,
            "Copies have a third of the shorter text or more in common.",
            "error",
        ),
        each_between(
            "no_group_swallows_the_others",
            "group_share",
            None,
            0.1,
            "A text that stands in a tenth of all articles is boilerplate, or an error page that was read "
            "again and again. Look at it before this is published.",
            "error",
        ),
    ),
)

DECISIONS = Suite(
    table="decisions",
    key="decision_id",
    query="select decision_id, length(trim(reason)) as reason_length from decisions",
    checks=(
        each_between(
            "a_decision_says_why",
            "reason_length",
            1,
            None,
            "Whoever decides says why, for those who ask later.",
        ),
    ),
)

ORIGIN_SUITES = (ORIGIN_GROUPS, DECISIONS)
"""In the order in which they run."""
