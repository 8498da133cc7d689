with source as (
    select * from {{ source('raw', 'events') }}
    where event_type = 'ExtractorPromoted' and payload is not null
),

parsed as (
    select
        *,
        from_json(
            payload,
            '{
                "extractor": "VARCHAR", "extractor_version": "VARCHAR",
                "previous_extractor": "VARCHAR", "previous_extractor_version": "VARCHAR",
                "reason": "VARCHAR", "decided_by": "VARCHAR"
            }'
        ) as fact
    from source
),

renamed as (
    select
        ---------- text
        fact.extractor,
        fact.extractor_version,
        fact.previous_extractor,
        fact.previous_extractor_version,
        fact.reason,
        fact.decided_by,

        ---------- numerics
        log_position,

        ---------- timestamps
        occurred_at
    from parsed
)

select * from renamed
