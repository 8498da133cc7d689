{{
    config(
        materialized='incremental',
        incremental_strategy='replace_touched',
        unique_key='article_id',
    )
}}

with versions as (
    select * from {{ ref('int_article_versions_recorded') }}
    where {{ is_touched() }}
),

withdrawals as (
    select * from {{ ref('stg_events__articles_withdrawn') }}
    where {{ is_touched() }}
),

states as (
    select
        article_id,
        version_id,
        log_position,
        log_position as text_position,
        stream_version,
        seen_at,
        recorded_at,
        if(is_erased, 'erased', 'usable') as pub_status,
        reason,
        recorded_by,
        is_decided
    from versions
    union all
    select
        article_id,
        {{ make_id('ver', ['article_id', "'withdrawn'", 'stream_version']) }} as version_id,
        log_position,
        null as text_position,
        stream_version,
        occurred_at as seen_at,
        recorded_at,
        pub_status,
        reason,
        recorded_by,
        false as is_decided
    from withdrawals
),

-- A withdrawal takes back the text that stood before it; the first, when only later ones are known.
ordered as (
    select
        *,
        text_position is null as is_withdrawal,
        row_number() over in_order as version,
        lead(seen_at) over in_order as valid_to,
        lag(text_position ignore nulls) over in_order as previous_text_position,
        coalesce(
            last_value(text_position ignore nulls) over in_order,
            min_by(text_position, (seen_at, stream_version)) over (partition by article_id)
        ) as standing_text_position
    from states
    window in_order as (partition by article_id order by seen_at, stream_version)
),

-- By the extractor that was promoted last; where it has not read the text, by the one before it.
chosen_extractions as (
    select
        text_hash,
        max_by(log_position, (promoted_position, log_position)) as extraction_position
    from {{ ref('int_extractions_admitted') }}
    where text_hash in (select versions.text_hash from versions)
    group by text_hash
)

select
    ordered.article_id,
    ordered.version_id,
    versions.body_hash,
    versions.source_id,
    ordered.pub_status,
    ordered.reason,
    ordered.recorded_by,
    ordered.version,
    ordered.stream_version,
    ordered.log_position,
    ordered.standing_text_position as text_position,
    ordered.previous_text_position,
    chosen_extractions.extraction_position,
    ordered.is_withdrawal,
    ordered.is_decided,
    ordered.valid_to is null as is_current,
    versions.published_at,
    ordered.seen_at as valid_from,
    ordered.valid_to,
    ordered.recorded_at
from ordered
inner join versions on ordered.standing_text_position = versions.log_position
left join chosen_extractions on versions.text_hash = chosen_extractions.text_hash
