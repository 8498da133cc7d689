with source as (
    select * from {{ source('raw', 'events') }}
    where event_type = 'ArticleExtracted' and payload is not null
),

-- Three readings, so that a model pays only for the part that it uses.
parsed as (
    select
        *,
        from_json(
            payload,
            '{
                "text_hash": "VARCHAR", "extractor": "VARCHAR", "extractor_version": "VARCHAR",
                "model": "VARCHAR"
            }'
        ) as fact,
        from_json(
            payload,
            '{
                "mentions": [{
                    "section": "VARCHAR", "start": "BIGINT", "end": "BIGINT", "text": "VARCHAR",
                    "mention_type": "VARCHAR", "entity_type": "VARCHAR",
                    "entity_name": "VARCHAR", "descriptor": "VARCHAR", "confidence": "DOUBLE",
                    "labels": [{
                        "kind": "VARCHAR", "start": "BIGINT", "end": "BIGINT",
                        "is_quoted": "BOOLEAN", "is_attributed": "BOOLEAN"
                    }]
                }]
            }'
        ) as mention_facts,
        from_json(
            payload,
            '{
                "claims": [{
                    "section": "VARCHAR", "content_spans": [["BIGINT"]],
                    "speaker_spans": [["BIGINT"]], "cue_spans": [["BIGINT"]],
                    "speaker_mention": "BIGINT", "voice": "VARCHAR", "quote_type": "VARCHAR",
                    "cue_stance": "VARCHAR", "is_negated": "BOOLEAN", "confidence": "DOUBLE",
                    "speaker_kind": "VARCHAR", "modality": "VARCHAR",
                    "addressee_spans": [["BIGINT"]], "addressee_mention": "BIGINT",
                    "outer_claim": "BIGINT"
                }]
            }'
        ) as claim_facts
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
        mention_facts.mentions,
        claim_facts.claims,

        ---------- numerics
        log_position,

        ---------- timestamps
        occurred_at
    from parsed
)

select * from renamed
