with recursive mergers as (
    select
        merged_entity_id,
        entity_id
    from {{ ref('int_entity_merges_decided') }}
    where is_standing
    qualify row_number() over (partition by merged_entity_id order by log_position desc) = 1
),

-- What an entity was merged into may have been merged later: the longest way ends at the id that
-- stays.
chains as (
    select
        merged_entity_id,
        entity_id,
        1 as step
    from mergers
    union all
    select
        chains.merged_entity_id,
        mergers.entity_id,
        chains.step + 1 as step
    from chains
    inner join mergers on chains.entity_id = mergers.merged_entity_id
    where chains.step < 1000
)

select
    merged_entity_id,
    entity_id
from chains
qualify row_number() over (partition by merged_entity_id order by step desc) = 1
