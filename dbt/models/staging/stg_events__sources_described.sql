with source as (
    select * from {{ source('raw', 'events') }}
    where event_type = 'SourceDescribed' and payload is not null
),

parsed as (
    select
        *,
        from_json(
            payload,
            '{
                "source_id": "VARCHAR", "name": "VARCHAR", "domains": ["VARCHAR"],
                "aliases": ["VARCHAR"], "country": "VARCHAR", "source_type": "VARCHAR",
                "parent": "VARCHAR"
            }'
        ) as fact
    from source
),

renamed as (
    select
        ---------- ids
        fact.source_id,

        ---------- text
        fact.name,
        fact.domains,
        fact.aliases,
        fact.country,
        fact.source_type,
        fact.parent,

        ---------- numerics
        log_position,
        stream_version,

        ---------- timestamps
        occurred_at
    from parsed
)

select * from renamed
