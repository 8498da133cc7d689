-- Guards `claims` and `mentions`: they hold current versions of articles that still stand. A
-- failure means that rows of an older version, or of a withdrawn article, were left behind.
with rows_of_articles as (
    select
        article_id,
        version_id
    from {{ ref('claims') }}
    where {{ is_checked() }}
    union
    select
        article_id,
        version_id
    from {{ ref('mentions') }}
    where {{ is_checked() }}
)

select
    articles.article_id as row_key,
    articles.pub_status || ', rows of ' || rows_of_articles.version_id as detail
from rows_of_articles
inner join {{ ref('articles') }} as articles on rows_of_articles.article_id = articles.article_id
where
    articles.pub_status != 'usable'
    or articles.current_version_id != rows_of_articles.version_id
