with source as (
    select * from {{ source('raw', 'events') }}
    where event_type = 'NamesResolved' and payload is not null
),

parsed as (
    select
        *,
        from_json(
            payload,
            '{
                "text_hash": "VARCHAR", "method": "VARCHAR", "method_version": "VARCHAR",
                "names": [{
                    "name": "VARCHAR", "entity_type": "VARCHAR", "entity_id": "VARCHAR",
                    "is_new": "BOOLEAN", "score": "DOUBLE", "reason": "VARCHAR",
                    "known_type": "VARCHAR",
                    "doubts": [{"entity_id": "VARCHAR", "score": "DOUBLE", "reason": "VARCHAR"}]
                }]
            }'
        ) as fact
    from source
),

renamed as (
    select
        ---------- ids
        fact.text_hash,

        ---------- text
        fact.names,
        fact.method,
        fact.method_version,

        ---------- numerics
        log_position,

        ---------- timestamps
        occurred_at
    from parsed
)

select * from renamed
