{{ config(materialized='view') }}

-- What people said of stories and origins as of the end of the build, and what they took back.
with judged as (
    select * from {{ ref('stg_events__identity_judgements') }}
    where log_position <= {{ var('to_position') | int }}
),

revoked as (
    select * from {{ ref('stg_events__identity_judgements_revoked') }}
    where log_position <= {{ var('to_position') | int }}
)

select
    judged.decision_id,
    judged.decision,
    judged.story_id,
    judged.other_story_id,
    judged.article_id,
    judged.other_article_id,
    judged.reason,
    judged.decided_by,
    judged.occurred_at as decided_at,
    judged.log_position,
    revoked.reason as revoked_reason,
    revoked.decided_by as revoked_by,
    revoked.occurred_at as revoked_at,
    revoked.log_position as revoked_position
from judged
left join revoked on judged.decision_id = revoked.decision_id
