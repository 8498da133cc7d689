with source as (
    select * from {{ source('raw', 'events') }}
    where event_type = 'ArticleAssignedToStory' and payload is not null
),

parsed as (
    select
        *,
        from_json(
            payload,
            '{
                "article_id": "VARCHAR", "story_id": "VARCHAR", "score": "DOUBLE",
                "nearest_article_id": "VARCHAR", "reason": "VARCHAR", "evidence": ["VARCHAR"],
                "method": "VARCHAR", "method_version": "VARCHAR", "decided_by": "VARCHAR"
            }'
        ) as fact
    from source
),

renamed as (
    select
        ---------- ids
        fact.article_id,
        fact.story_id,
        fact.nearest_article_id,

        ---------- text
        fact.reason,
        fact.evidence,
        fact.method,
        fact.method_version,
        fact.decided_by,

        ---------- numerics
        log_position,
        stream_version,
        fact.score,

        ---------- timestamps
        occurred_at
    from parsed
)

select * from renamed
