-- Whoever shares a text with a touched article, before or after, may have another origin now.
with affected_texts as (
    select distinct body_hash from {{ ref('int_article_versions_recorded') }}
    where {{ is_touched() }}
),

current_versions as (
    select * from {{ ref('int_article_versions_ordered') }}
    where
        is_current
        and body_hash in (select affected_texts.body_hash from affected_texts)
),

first_seen as (
    select
        article_id,
        min(valid_from) as first_observed_at
    from {{ ref('int_article_versions_ordered') }}
    where
        not is_withdrawal
        and article_id in (select current_versions.article_id from current_versions)
    group by article_id
)

select
    current_versions.article_id,
    {{ make_id('org', ['current_versions.body_hash']) }} as origin_group_id,
    row_number() over (
        partition by current_versions.body_hash
        order by
            current_versions.published_at nulls last,
            first_seen.first_observed_at,
            current_versions.article_id
    ) = 1 as is_origin
from current_versions
inner join first_seen on current_versions.article_id = first_seen.article_id
