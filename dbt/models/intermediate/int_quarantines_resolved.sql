{{ config(materialized='view') }}

with quarantines as (
    select * from {{ ref('stg_events__articles_quarantined') }}
),

-- The same bytes; where none were kept, whatever was later read from the same place.
resolutions as (
    select
        quarantines.quarantine_id,
        min_by(versions.article_id, versions.log_position) as resolved_article_id,
        min_by(versions.occurred_at, versions.log_position) as resolved_at
    from quarantines
    inner join {{ ref('int_article_versions_recorded') }} as versions
        on
            versions.log_position > quarantines.log_position
            and if(
                quarantines.blob_hash is null,
                quarantines.retrieved_from = versions.retrieved_from,
                quarantines.blob_hash = versions.blob_hash
            )
    group by quarantines.quarantine_id
)

select
    quarantines.*,
    resolutions.resolved_article_id,
    resolutions.resolved_at
from quarantines
left join resolutions on quarantines.quarantine_id = resolutions.quarantine_id
