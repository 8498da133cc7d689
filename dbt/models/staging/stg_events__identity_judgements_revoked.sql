with source as (
    select * from {{ source('raw', 'events') }}
    where
        event_type in ('StoryDecisionRevoked', 'OriginDecisionRevoked')
        and payload is not null
),

parsed as (
    select
        *,
        from_json(
            payload,
            '{"decision_id": "VARCHAR", "reason": "VARCHAR", "decided_by": "VARCHAR"}'
        ) as fact
    from source
),

renamed as (
    select
        ---------- ids
        fact.decision_id,

        ---------- text
        fact.reason,
        fact.decided_by,

        ---------- numerics
        log_position,

        ---------- timestamps
        occurred_at
    from parsed
)

select * from renamed
