{{
    config(
        materialized='incremental',
        incremental_strategy='delete+insert',
        unique_key='article_id',
    )
}}

with affected as (
    select * from {{ ref('int_articles_affected') }}
),

pairs as (
    select * from {{ ref('int_texts_copied') }}
    where body_hash in (select affected.body_hash from affected)
),

standing as (
    select * from {{ ref('int_article_versions_ordered') }}
    where
        is_current
        and body_hash in (
            select affected.body_hash from affected
            union all
            select pairs.other_body_hash from pairs
        )
),

first_seen as (
    select
        article_id,
        min(valid_from) as first_observed_at
    from {{ ref('int_article_versions_ordered') }}
    where
        not is_withdrawal
        and article_id in (select standing.article_id from standing)
    group by article_id
),

-- The origin comes first: agencies before outlets, then by the publisher's date, then by ours. One
-- order for all articles, so that nobody copies in a circle.
ranked as (
    select
        standing.article_id,
        standing.body_hash,
        row_number() over (
            order by
                coalesce(sources.source_type != 'agency', true),
                standing.published_at nulls last,
                first_seen.first_observed_at,
                standing.article_id
        ) as place
    from standing
    inner join first_seen on standing.article_id = first_seen.article_id
    left join {{ ref('int_sources_described') }} as sources
        on standing.source_id = sources.source_id
),

first_of_text as (
    select
        body_hash,
        min(place) as place,
        min_by(article_id, place) as article_id
    from ranked
    group by body_hash
),

links as (
    select
        body_hash,
        body_hash as other_body_hash,
        'exact' as reason,
        1.0 as similarity
    from first_of_text
    union all
    select
        body_hash,
        other_body_hash,
        reason,
        similarity
    from pairs
),

origins as (
    select
        ranked.article_id,
        first_of_text.article_id as copied_from_article_id,
        links.reason,
        links.similarity
    from ranked
    inner join links on ranked.body_hash = links.body_hash
    inner join first_of_text
        on
            links.other_body_hash = first_of_text.body_hash
            and ranked.place > first_of_text.place
    qualify
        row_number() over (
            partition by ranked.article_id
            order by first_of_text.place, -links.similarity
        ) = 1
)

select
    affected.article_id,
    origins.copied_from_article_id,
    origins.reason,
    cast(origins.similarity as double) as similarity
from affected
left join origins on affected.article_id = origins.article_id
