"""Suites of the tables that say what is one: stories.

Row rules that SQL says better (keys, relationships) are dbt tests, not repeated here.
"""

from expectations.checks import Suite, each_between, has_form, mean_between

STORIES = Suite(
    table="stories",
    key="story_id",
    query="""
        select
            story_id,
            article_count::double as article_count,
            (title is null)::double as is_untitled,
            date_diff('day', started_at, ended_at)::double as days_long,
            case when (select count(*) from articles) >= 500
                then article_count / (select count(*) from articles) end as article_share
        from stories
    """,
    checks=(
        has_form(
            "story_id_has_its_form", "story_id", "^sto_[0-9a-f]{20}$", "sto_ and 20 hex digits."
        ),
        each_between(
            "no_story_swallows_the_others",
            "article_share",
            None,
            0.25,
            "A story of a quarter of all articles is many stories chained together. Look at what links "
            "them before this is published.",
            "error",
        ),
        each_between(
            "stories_stay_stories",
            "article_count",
            1,
            2_000,
            "More articles are a subject, or boilerplate that many articles share.",
        ),
        each_between(
            "stories_end",
            "days_long",
            0,
            1_500,
            "A happening told of for over four years may be two.",
        ),
        mean_between(
            "stories_have_titles",
            "is_untitled",
            None,
            0.2,
            "Four of five stories have an article with a headline.",
        ),
    ),
)

STORY_SUITES = (STORIES,)
"""In the order in which they run."""
