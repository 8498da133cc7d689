with source as (
    select * from {{ source('raw', 'events') }}
    where event_type = 'EntitiesMerged' and payload is not null
),

parsed as (
    select
        *,
        from_json(
            payload,
            '{
                "decision_id": "VARCHAR", "entity_id": "VARCHAR",
                "merged_entity_id": "VARCHAR", "score": "DOUBLE", "reason": "VARCHAR",
                "method": "VARCHAR", "method_version": "VARCHAR", "decided_by": "VARCHAR"
            }'
        ) as fact
    from source
),

renamed as (
    select
        ---------- ids
        fact.decision_id,
        fact.entity_id,
        fact.merged_entity_id,

        ---------- text
        fact.reason,
        fact.method,
        fact.method_version,
        fact.decided_by,

        ---------- numerics
        log_position,
        fact.score,

        ---------- timestamps
        occurred_at
    from parsed
)

select * from renamed
