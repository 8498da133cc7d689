with judged as (
    select * from {{ ref('stg_events__identity_judgements') }}
    where log_position <= {{ var('to_position') | int }}
),

revoked as (
    select * from {{ ref('stg_events__identity_judgements_revoked') }}
    where log_position <= {{ var('to_position') | int }}
)

select
    ---------- ids
    judged.decision_id,
    coalesce(judged.story_id, judged.article_id) as left_id,
    coalesce(judged.other_story_id, judged.other_article_id) as right_id,

    ---------- text
    if(judged.story_id is null, 'origin', 'story') as subject,
    judged.decision,
    judged.reason,
    judged.decided_by,
    revoked.decided_by as revoked_by,
    revoked.reason as revoked_reason,

    ---------- timestamps
    judged.occurred_at as decided_at,
    revoked.occurred_at as revoked_at
from judged
left join revoked on judged.decision_id = revoked.decision_id
