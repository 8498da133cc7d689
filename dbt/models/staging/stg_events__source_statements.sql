with source as (
    select * from {{ source('raw', 'events') }}
    where
        event_type in ('SourceStatementRecorded', 'SourceStatementWithdrawn')
        and payload is not null
),

parsed as (
    select
        *,
        from_json(
            payload,
            '{
                "statement_id": "VARCHAR", "source_id": "VARCHAR", "topic": "VARCHAR",
                "statement": "VARCHAR", "stated_by": "VARCHAR", "stated_at": "VARCHAR",
                "stated_at_precision": "VARCHAR", "reference": "VARCHAR",
                "retrieved_from": "VARCHAR", "reason": "VARCHAR", "decided_by": "VARCHAR"
            }'
        ) as fact
    from source
),

renamed as (
    select
        ---------- ids
        fact.statement_id,
        fact.source_id,

        ---------- text
        fact.topic,
        fact.statement,
        fact.stated_by,
        fact.stated_at_precision,
        fact.reference,
        fact.retrieved_from,
        fact.reason,
        fact.decided_by,

        ---------- numerics
        log_position,
        stream_version,

        ---------- booleans
        event_type = 'SourceStatementWithdrawn' as is_withdrawal,

        ---------- timestamps
        cast(fact.stated_at as timestamptz) as stated_at,
        occurred_at
    from parsed
)

select * from renamed
