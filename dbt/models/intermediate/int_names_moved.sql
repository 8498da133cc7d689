-- A name that was moved twice is where the last decision that stands has put it.
with moves as (
    select
        unnest(moved) as moved,
        entity_id,
        other_entity_id,
        log_position,
        is_standing,
        changed_position
    from {{ ref('int_entity_splits_decided') }}
),

named as (
    select
        moved.text_hash,
        {{ make_id('nam', ['moved.entity_type', 'moved.name']) }} as name_id,
        entity_id as from_entity_id,
        other_entity_id as entity_id,
        log_position,
        is_standing,
        changed_position
    from moves
)

select
    *,
    is_standing and row_number() over (
        partition by text_hash, name_id, is_standing order by log_position desc
    ) = 1 as is_last
from named
