with copies as (
    select * from {{ ref('int_articles_copied') }}
    where copied_from_article_id is not null
),

articles as (
    select
        article_id,
        origin_group_id,
        is_origin
    from {{ ref('articles') }}
),

origins as (
    select
        origin_group_id,
        article_id as origin_article_id
    from articles
    where is_origin
)

select
    ---------- ids
    articles.origin_group_id,
    origins.origin_article_id,
    articles.article_id,
    copies.copied_from_article_id,

    ---------- text
    copies.reason,

    ---------- numerics
    copies.similarity
from articles
inner join origins on articles.origin_group_id = origins.origin_group_id
inner join copies on articles.article_id = copies.article_id
