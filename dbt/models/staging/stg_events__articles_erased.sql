-- Only what the envelope says is left: whose version it was, when, and the hash of what it held.
with source as (
    select * from {{ source('raw', 'events') }}
    where
        event_type in ('ArticleObserved', 'ArticleRevised', 'ArticleCorrected')
        and payload is null
),

renamed as (
    select
        ---------- ids
        replace(stream_id, 'article-', '') as article_id,
        {{ make_id('ver', ['stream_id', "'erased'", 'stream_version']) }} as version_id,
        payload_hash as body_hash,

        ---------- text
        'erased' as title_method,
        'erased' as author_method,
        'unknown' as published_at_precision,
        'erased' as published_at_method,
        'unknown' as modified_at_precision,
        'erased' as modified_at_method,
        'erased' as source_method,
        actor as recorded_by,

        ---------- numerics
        log_position,
        stream_version,

        ---------- timestamps
        occurred_at,
        recorded_at
    from source
)

select * from renamed
