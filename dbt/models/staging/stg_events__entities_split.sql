with source as (
    select * from {{ source('raw', 'events') }}
    where event_type = 'EntitiesSplit' and payload is not null
),

parsed as (
    select
        *,
        from_json(
            payload,
            '{
                "decision_id": "VARCHAR", "entity_id": "VARCHAR",
                "other_entity_id": "VARCHAR", "undone_decision_ids": ["VARCHAR"],
                "moved": [{
                    "text_hash": "VARCHAR", "entity_type": "VARCHAR", "name": "VARCHAR"
                }],
                "reason": "VARCHAR", "decided_by": "VARCHAR"
            }'
        ) as fact
    from source
),

renamed as (
    select
        ---------- ids
        fact.decision_id,
        fact.entity_id,
        fact.other_entity_id,
        fact.undone_decision_ids,

        ---------- text
        fact.moved,
        fact.reason,
        fact.decided_by,

        ---------- numerics
        log_position,

        ---------- timestamps
        occurred_at
    from parsed
)

select * from renamed
