with source as (
    select * from {{ source('raw', 'events') }}
    where event_type = 'EntityLinked' and payload is not null
),

parsed as (
    select
        *,
        from_json(
            payload, '{"entity_id": "VARCHAR", "wikidata_id": "VARCHAR", "name": "VARCHAR"}'
        ) as fact
    from source
),

renamed as (
    select
        ---------- ids
        fact.entity_id,
        fact.wikidata_id,

        ---------- text
        fact.name,

        ---------- numerics
        log_position,

        ---------- timestamps
        occurred_at
    from parsed
)

select * from renamed
