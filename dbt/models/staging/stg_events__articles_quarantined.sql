with source as (
    select * from {{ source('raw', 'events') }}
    where event_type = 'ArticleQuarantined' and payload is not null
),

parsed as (
    select
        *,
        from_json(
            payload,
            '{
                "quarantine_id": "VARCHAR", "retrieved_from": "VARCHAR",
                "reason_code": "VARCHAR", "detail": "VARCHAR", "media_type": "VARCHAR",
                "blob_hash": "VARCHAR", "byte_count": "BIGINT"
            }'
        ) as fact
    from source
),

renamed as (
    select
        ---------- ids
        fact.quarantine_id,
        fact.blob_hash,

        ---------- text
        fact.retrieved_from,
        fact.reason_code,
        fact.detail,
        fact.media_type,

        ---------- numerics
        log_position,
        fact.byte_count,

        ---------- timestamps
        occurred_at
    from parsed
)

select * from renamed
