with source as (
    select * from {{ source('raw', 'events') }}
    where event_type = 'StoriesMerged' and payload is not null
),

parsed as (
    select
        *,
        from_json(
            payload,
            '{
                "story_id": "VARCHAR", "merged_story_id": "VARCHAR", "score": "DOUBLE",
                "linking_article_id": "VARCHAR", "method": "VARCHAR", "method_version": "VARCHAR",
                "decided_by": "VARCHAR"
            }'
        ) as fact
    from source
),

renamed as (
    select
        ---------- ids
        fact.story_id,
        fact.merged_story_id,
        fact.linking_article_id,

        ---------- text
        fact.method,
        fact.method_version,
        fact.decided_by,

        ---------- numerics
        log_position,
        fact.score,

        ---------- timestamps
        occurred_at
    from parsed
)

select * from renamed
