{{ config(materialized='view') }}

-- What people said of origins as of the end of the build. A revoked decision counts no longer, but
-- the articles that it was about have to be looked at again.
with judged as (
    select * from {{ ref('stg_events__identity_judgements') }}
    where article_id is not null and log_position <= {{ var('to_position') | int }}
),

revoked as (
    select
        decision_id,
        log_position as revoked_position
    from {{ ref('stg_events__identity_judgements_revoked') }}
    where log_position <= {{ var('to_position') | int }}
)

-- Both ways round, so that an article finds its decisions by one column.
select
    judged.decision_id,
    judged.decision,
    judged.article_id,
    judged.other_article_id,
    judged.log_position,
    revoked.revoked_position
from judged
left join revoked on judged.decision_id = revoked.decision_id
union all
select
    judged.decision_id,
    judged.decision,
    judged.other_article_id as article_id,
    judged.article_id as other_article_id,
    judged.log_position,
    revoked.revoked_position
from judged
left join revoked on judged.decision_id = revoked.decision_id
where judged.decision = 'join'
