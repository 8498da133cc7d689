select
    ---------- ids
    quarantine_id,
    blob_hash,
    resolved_article_id,

    ---------- text
    retrieved_from,
    reason_code,
    detail,
    media_type,

    ---------- numerics
    byte_count,
    log_position,

    ---------- booleans
    resolved_at is not null as is_resolved,

    ---------- timestamps
    occurred_at as quarantined_at,
    resolved_at
from {{ ref('int_quarantines_resolved') }}
