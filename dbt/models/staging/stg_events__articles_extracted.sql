with source as (
    select * from {{ source('raw', 'events') }}
    where event_type = 'ArticleExtracted' and payload is not null
),

parsed as (
    select
        *,
        from_json(
            payload,
            '{
                "text_hash": "VARCHAR", "extractor": "VARCHAR", "extractor_version": "VARCHAR",
                "model": "VARCHAR",
                "mentions": [{
                    "section": "VARCHAR", "start": "BIGINT", "end": "BIGINT", "text": "VARCHAR",
                    "mention_type": "VARCHAR", "entity_type": "VARCHAR",
                    "entity_name": "VARCHAR", "descriptor": "VARCHAR", "confidence": "DOUBLE"
                }],
                "claims": [{
                    "section": "VARCHAR", "content_spans": [["BIGINT"]],
                    "speaker_spans": [["BIGINT"]], "cue_spans": [["BIGINT"]],
                    "speaker_mention": "BIGINT", "voice": "VARCHAR", "quote_type": "VARCHAR",
                    "cue_stance": "VARCHAR", "is_negated": "BOOLEAN", "confidence": "DOUBLE"
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
        fact.extractor,
        fact.extractor_version,
        fact.model,
        fact.mentions,
        fact.claims,

        ---------- numerics
        log_position,

        ---------- timestamps
        occurred_at
    from parsed
)

select * from renamed
