with source as (
    select * from {{ source('raw', 'events') }}
    where event_type in ('StoriesJudged', 'OriginsJudged') and payload is not null
),

parsed as (
    select
        *,
        from_json(
            payload,
            '{
                "decision_id": "VARCHAR", "decision": "VARCHAR", "story_id": "VARCHAR",
                "other_story_id": "VARCHAR", "article_id": "VARCHAR",
                "other_article_id": "VARCHAR", "reason": "VARCHAR", "decided_by": "VARCHAR"
            }'
        ) as fact
    from source
),

renamed as (
    select
        ---------- ids
        fact.decision_id,
        fact.article_id,
        fact.other_article_id,
        fact.story_id,
        fact.other_story_id,

        ---------- text
        fact.decision,
        fact.reason,
        fact.decided_by,

        ---------- numerics
        log_position,

        ---------- timestamps
        occurred_at
    from parsed
)

select * from renamed
