-- From each article back to its origin, over those that it was copied from. Whoever copied, by
-- whatever way, from an article that has another origin now has another one, too. Nobody copies in
-- a circle; if somebody did, `union` ends where `union all` would go round for ever, and the checks
-- find that the group is missing.
with recursive copied as (
    select
        article_id,
        copied_from_article_id
    from {{ ref('int_articles_copied') }}
),

regrouped as (
    select article_id from {{ ref('int_articles_affected') }}
    union
    select copied.article_id
    from copied
    inner join regrouped on copied.copied_from_article_id = regrouped.article_id
),

ways_back as (
    select
        copied.article_id,
        copied.article_id as earlier_article_id,
        copied.copied_from_article_id
    from copied
    inner join regrouped on copied.article_id = regrouped.article_id
    union
    select
        ways_back.article_id,
        copied.article_id as earlier_article_id,
        copied.copied_from_article_id
    from ways_back
    inner join copied on ways_back.copied_from_article_id = copied.article_id
)

select
    article_id,
    {{ make_id('org', ['earlier_article_id']) }} as origin_group_id,
    earlier_article_id as origin_article_id,
    article_id = earlier_article_id as is_origin
from ways_back
where copied_from_article_id is null
