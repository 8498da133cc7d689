with source as (
    select * from {{ source('raw', 'events') }}
    where event_type = 'TextsCompared' and payload is not null
),

parsed as (
    select
        *,
        from_json(
            payload,
            '{
                "from_position": "BIGINT", "to_position": "BIGINT", "text_count": "BIGINT",
                "copies": [{
                    "left_id": "VARCHAR", "right_id": "VARCHAR", "reason": "VARCHAR",
                    "similarity": "DOUBLE", "resemblance": "DOUBLE"
                }],
                "method": "VARCHAR", "method_version": "VARCHAR"
            }'
        ) as fact
    from source
),

renamed as (
    select
        ---------- text
        fact.copies,
        fact.method,
        fact.method_version,

        ---------- numerics
        log_position,
        fact.text_count,

        ---------- timestamps
        occurred_at
    from parsed
)

select * from renamed
