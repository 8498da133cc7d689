with mergers as (
    select * from {{ ref('int_entities_merged') }}
),

entities as (
    select entity_id from {{ ref('entities') }}
),

merged as (
    select
        decision_id as judgement_id,
        entity_id as left_entity_id,
        merged_entity_id as right_entity_id,
        'same' as judgement,
        decided_by,
        reason,
        score,
        occurred_at as decided_at,
        ended_at as revoked_at
    from {{ ref('int_entity_merges_decided') }}
),

told_apart as (
    select
        decision_id as judgement_id,
        entity_id as left_entity_id,
        other_entity_id as right_entity_id,
        'different' as judgement,
        decided_by,
        reason,
        cast(null as double) as score,
        occurred_at as decided_at,
        revoked_at
    from {{ ref('int_entity_splits_decided') }}
),

-- Told apart by a person, under the ids that both go by now.
pairs_told_apart as (
    select
        coalesce(left_mergers.entity_id, told_apart.left_entity_id) as left_entity_id,
        coalesce(right_mergers.entity_id, told_apart.right_entity_id) as right_entity_id
    from told_apart
    left join mergers as left_mergers
        on told_apart.left_entity_id = left_mergers.merged_entity_id
    left join mergers as right_mergers
        on told_apart.right_entity_id = right_mergers.merged_entity_id
    where told_apart.revoked_at is null
),

doubts as (
    select
        coalesce(left_mergers.entity_id, doubted.entity_id) as one_entity_id,
        coalesce(right_mergers.entity_id, doubted.other_entity_id) as other_entity_id,
        doubted.score,
        doubted.reason,
        doubted.decided_at,
        doubted.log_position
    from {{ ref('int_names_doubted') }} as doubted
    left join mergers as left_mergers on doubted.entity_id = left_mergers.merged_entity_id
    left join mergers as right_mergers
        on doubted.other_entity_id = right_mergers.merged_entity_id
),

-- What turned out to be one waits no longer, nor what a person told apart.
waiting as (
    select
        least(one_entity_id, other_entity_id) as left_entity_id,
        greatest(one_entity_id, other_entity_id) as right_entity_id,
        max(score) as score,
        max_by(reason, (score, -log_position, reason)) as reason,
        min(decided_at) as decided_at
    from doubts
    where
        one_entity_id != other_entity_id
        and one_entity_id in (select entities.entity_id from entities)
        and other_entity_id in (select entities.entity_id from entities)
    group by all
),

unsure as (
    select
        {{ make_id('jud', ["'unsure'", 'left_entity_id', 'right_entity_id']) }} as judgement_id,
        left_entity_id,
        right_entity_id,
        'unsure' as judgement,
        'model' as decided_by,
        reason,
        score,
        decided_at,
        cast(null as timestamptz) as revoked_at
    from waiting
    where not exists (
        select 1 from pairs_told_apart as told
        where
            (
                told.left_entity_id = waiting.left_entity_id
                and told.right_entity_id = waiting.right_entity_id
            )
            or (
                told.left_entity_id = waiting.right_entity_id
                and told.right_entity_id = waiting.left_entity_id
            )
    )
)

select * from merged
union all
select * from told_apart
union all
select * from unsure
