{{ config(materialized='view') }}

with splits as (
    select * from {{ ref('stg_events__entities_split') }}
    where log_position <= {{ var('to_position') | int }}
),

revocations as (
    select
        decision_id,
        min(log_position) as revoked_position,
        min(occurred_at) as revoked_at
    from {{ ref('stg_events__entity_decisions_revoked') }}
    where log_position <= {{ var('to_position') | int }}
    group by decision_id
)

select
    splits.*,
    revocations.revoked_at,
    revocations.revoked_position is null as is_standing,
    coalesce(revocations.revoked_position, splits.log_position) as changed_position
from splits
left join revocations on splits.decision_id = revocations.decision_id
