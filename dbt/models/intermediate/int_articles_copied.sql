{{
    config(
        materialized='incremental',
        incremental_strategy='delete+insert',
        unique_key='article_id',
    )
}}

with affected as (
    select * from {{ ref('int_articles_affected') }}
),

pairs as (
    select * from {{ ref('int_texts_copied') }}
    where body_hash in (select affected.body_hash from affected)
),

judged as (
    select * from {{ ref('int_origins_judged') }}
    where
        revoked_position is null
        and article_id in (select affected.article_id from affected)
),

standing as (
    select * from {{ ref('int_article_versions_ordered') }}
    where
        is_current
        and (
            body_hash in (
                select affected.body_hash from affected
                union all
                select pairs.other_body_hash from pairs
            )
            or article_id in (
                select judged.other_article_id from judged
                where judged.decision = 'join'
            )
        )
),

first_seen as (
    select
        article_id,
        min(valid_from) as first_observed_at
    from {{ ref('int_article_versions_ordered') }}
    where
        not is_withdrawal
        and article_id in (select standing.article_id from standing)
    group by article_id
),

-- The origin comes first: agencies before outlets, then by the publisher's date, then by ours. One
-- order for all articles, so that nobody copies in a circle.
ranked as (
    select
        standing.article_id,
        standing.body_hash,
        row_number() over (
            order by
                coalesce(sources.source_type != 'agency', true),
                standing.published_at nulls last,
                first_seen.first_observed_at,
                standing.article_id
        ) as place
    from standing
    inner join first_seen on standing.article_id = first_seen.article_id
    left join {{ ref('int_sources_described') }} as sources
        on standing.source_id = sources.source_id
),

first_of_text as (
    select
        body_hash,
        min(place) as place,
        min_by(article_id, place) as article_id
    from ranked
    group by body_hash
),

links as (
    select
        body_hash,
        body_hash as other_body_hash,
        'exact' as reason,
        1.0 as similarity
    from first_of_text
    union all
    select
        body_hash,
        other_body_hash,
        reason,
        similarity
    from pairs
),

found as (
    select
        ranked.article_id,
        first_of_text.article_id as copied_from_article_id,
        first_of_text.place,
        links.reason,
        links.similarity,
        0 as decided_position
    from ranked
    inner join links on ranked.body_hash = links.body_hash
    inner join first_of_text
        on
            links.other_body_hash = first_of_text.body_hash
            and ranked.place > first_of_text.place
),

joined as (
    select
        ranked.article_id,
        others.article_id as copied_from_article_id,
        others.place,
        'decided' as reason,
        null as similarity,
        judged.log_position as decided_position
    from ranked
    inner join judged on ranked.article_id = judged.article_id and judged.decision = 'join'
    inner join ranked as others
        on judged.other_article_id = others.article_id and ranked.place > others.place
),

-- Who stands for himself is a copy of none, unless a later decision says so.
parted as (
    select
        article_id,
        max(log_position) as parted_position
    from judged
    where decision = 'part'
    group by article_id
),

origins as (
    select candidates.*
    from (
        select * from found
        union all
        select * from joined
    ) as candidates
    left join parted on candidates.article_id = parted.article_id
    where candidates.decided_position >= coalesce(parted.parted_position, 0)
    qualify
        row_number() over (
            partition by candidates.article_id
            order by
                candidates.decided_position = 0, candidates.place, -candidates.similarity
        ) = 1
)

select
    affected.article_id,
    origins.copied_from_article_id,
    origins.reason,
    cast(origins.similarity as double) as similarity
from affected
left join origins on affected.article_id = origins.article_id
