{{
    config(
        materialized='incremental',
        incremental_strategy='replace_touched',
        unique_key='story_id',
    )
}}

with touched as (
    select * from {{ ref('int_stories_touched') }}
),

members as (
    select * from {{ ref('int_articles_in_stories') }}
    where story_id in (select touched.story_id from touched)
),

-- How many articles of the story found this one the nearest: it says best what the story is about.
followings as (
    select
        members.nearest_article_id as article_id,
        count(*) as follower_count
    from members
    inner join members as nearest
        on
            members.nearest_article_id = nearest.article_id
            and members.story_id = nearest.story_id
    group by members.nearest_article_id
),

articles as (
    select
        members.story_id,
        articles.article_id,
        articles.source_id,
        articles.title,
        articles.published_at,
        articles.first_observed_at,
        coalesce(followings.follower_count, 0) as follower_count
    from members
    inner join {{ ref('articles') }} as articles on members.article_id = articles.article_id
    left join followings on members.article_id = followings.article_id
)

select
    ---------- ids
    story_id,

    ---------- text
    min_by(
        title,
        (-follower_count, published_at is null, published_at, first_observed_at, article_id)
    ) filter (where title is not null) as title,

    ---------- numerics
    count(*) as article_count,
    count(distinct source_id) as source_count,

    ---------- timestamps
    min(published_at) as started_at,
    max(published_at) as ended_at,
    min(first_observed_at) as first_observed_at
from articles
group by story_id
