{{ config(materialized='view') }}

with mergers as (
    select * from {{ ref('stg_events__entities_merged') }}
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
),

undone as (
    select
        unnest(undone_decision_ids) as decision_id,
        occurred_at,
        is_standing,
        changed_position
    from {{ ref('int_entity_splits_decided') }}
),

-- A split that was revoked has changed a merge twice, and left it as it was.
splits as (
    select
        decision_id,
        min(occurred_at) filter (where is_standing) as undone_at,
        max(changed_position) as changed_position
    from undone
    group by decision_id
)

select
    mergers.*,
    coalesce(revocations.revoked_at, splits.undone_at) as ended_at,
    revocations.revoked_position is null and splits.undone_at is null as is_standing,
    greatest(
        mergers.log_position, revocations.revoked_position, splits.changed_position
    ) as changed_position
from mergers
left join revocations on mergers.decision_id = revocations.decision_id
left join splits on mergers.decision_id = splits.decision_id
