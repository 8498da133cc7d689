with source as (
    select * from {{ source('raw', 'events') }}
    where event_type = 'ArticleWithdrawn' and payload is not null
),

parsed as (
    select
        *,
        from_json(
            payload,
            '{
                "article_id": "VARCHAR", "pub_status": "VARCHAR", "reason": "VARCHAR",
                "retrieved_from": "VARCHAR"
            }'
        ) as fact
    from source
),

renamed as (
    select
        ---------- ids
        fact.article_id,

        ---------- text
        fact.pub_status,
        fact.reason,
        fact.retrieved_from,
        actor as recorded_by,

        ---------- numerics
        log_position,
        stream_version,

        ---------- timestamps
        occurred_at,
        recorded_at
    from parsed
)

select * from renamed
