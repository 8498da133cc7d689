{{ config(materialized='view') }}

-- What people said of origins, both ways round, so that an article finds its decisions by one
-- column. A revoked decision counts no longer, but its articles are looked at again.
with judged as (
    select
        decision_id,
        decision,
        article_id,
        other_article_id,
        log_position,
        revoked_position
    from {{ ref('int_identity_judged') }}
    where article_id is not null
)

select * from judged
union all
select
    decision_id,
    decision,
    other_article_id as article_id,
    article_id as other_article_id,
    log_position,
    revoked_position
from judged
where decision = 'join'
