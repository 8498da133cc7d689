select
    ---------- ids
    decision_id,
    coalesce(story_id, article_id) as left_id,
    coalesce(other_story_id, other_article_id) as right_id,

    ---------- text
    if(story_id is null, 'origin', 'story') as subject,
    decision,
    reason,
    decided_by,
    revoked_by,
    revoked_reason,

    ---------- timestamps
    decided_at,
    revoked_at
from {{ ref('int_identity_judged') }}
