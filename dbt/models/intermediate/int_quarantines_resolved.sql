{{ config(materialized='view') }}

with quarantines as (
    select * from {{ ref('stg_events__articles_quarantined') }}
),

-- The same bytes; where none were kept, whatever was later read from the same place.
candidates as (
    select
        quarantines.quarantine_id,
        quarantines.log_position as quarantined_position,
        versions.article_id,
        versions.log_position,
        versions.occurred_at
    from quarantines
    inner join {{ ref('int_article_versions_recorded') }} as versions
        on quarantines.blob_hash = versions.blob_hash
    union all
    select
        quarantines.quarantine_id,
        quarantines.log_position as quarantined_position,
        versions.article_id,
        versions.log_position,
        versions.occurred_at
    from quarantines
    inner join {{ ref('int_article_versions_recorded') }} as versions
        on quarantines.retrieved_from = versions.retrieved_from
    where quarantines.blob_hash is null
),

resolutions as (
    select
        quarantine_id,
        min_by(article_id, log_position) as resolved_article_id,
        min_by(occurred_at, log_position) as resolved_at
    from candidates
    where log_position > quarantined_position
    group by quarantine_id
)

select
    quarantines.*,
    resolutions.resolved_article_id,
    resolutions.resolved_at
from quarantines
left join resolutions on quarantines.quarantine_id = resolutions.quarantine_id
