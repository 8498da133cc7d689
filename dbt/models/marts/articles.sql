{{
    config(
        materialized='incremental',
        incremental_strategy='delete+insert',
        unique_key='article_id',
    )
}}

with copy_groups as (
    select * from {{ ref('int_articles_grouped') }}
),

versions as (
    select * from {{ ref('int_article_versions_ordered') }}
    where article_id in (select copy_groups.article_id from copy_groups)
),

histories as (
    select
        article_id,
        min(valid_from) filter (where not is_withdrawal) as first_observed_at,
        max(valid_from) as last_observed_at,
        count(*) as version_count,
        max(log_position) as last_position
    from versions
    group by article_id
),

current_versions as (
    select * from versions
    where is_current
),

texts as (
    select * from {{ ref('int_article_versions_recorded') }}
    where log_position in (select current_versions.text_position from current_versions)
)

select
    ---------- ids
    current_versions.article_id,
    texts.source_id,
    current_versions.version_id as current_version_id,
    stories.story_id,
    copy_groups.origin_group_id,

    ---------- text
    texts.retrieved_from,
    texts.url,
    texts.canonical_url,
    texts.title,
    texts.title_method,
    texts.author,
    texts.author_method,
    texts.dateline,
    texts.language,
    texts.published_at_precision,
    texts.published_at_method,
    texts.published_at_zone,
    texts.published_at_zone_method,
    texts.modified_at_precision,
    texts.modified_at_method,
    texts.modified_at_zone,
    texts.modified_at_zone_method,
    texts.source_method,
    texts.wire_credits,
    current_versions.pub_status,
    texts.body_text,
    texts.body_hash,

    ---------- numerics
    texts.word_count,
    histories.version_count,
    greatest(
        histories.last_position, coalesce(current_versions.extraction_position, 0)
    ) as log_position,

    ---------- booleans
    copy_groups.is_origin,

    ---------- dates
    texts.published_on,

    ---------- timestamps
    texts.published_at,
    texts.published_from,
    texts.published_to,
    texts.modified_at,
    histories.first_observed_at,
    histories.last_observed_at
from current_versions
inner join texts on current_versions.text_position = texts.log_position
inner join histories on current_versions.article_id = histories.article_id
inner join copy_groups on current_versions.article_id = copy_groups.article_id
left join {{ ref('int_articles_in_stories') }} as stories
    on current_versions.article_id = stories.article_id
