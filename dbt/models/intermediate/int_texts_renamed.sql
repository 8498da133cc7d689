-- A merge, or the end of one, gives another id to the entity that is gone and to all that was
-- merged into it before, however long ago their texts were read.
with recursive mergers as (
    select
        merged_entity_id,
        entity_id,
        changed_position
    from {{ ref('int_entity_merges_decided') }}
),

relinked as (
    select merged_entity_id as entity_id from mergers
    where {{ is_in_window('changed_position') }}
    union
    select mergers.merged_entity_id as entity_id
    from relinked
    inner join mergers on relinked.entity_id = mergers.entity_id
)

select text_hash from {{ ref('int_names_resolved') }}
where
    ({{ is_in_window() }})
    or entity_id in (select relinked.entity_id from relinked)
union
select text_hash from {{ ref('int_names_moved') }}
where
    ({{ is_in_window('changed_position') }})
    or entity_id in (select relinked.entity_id from relinked)
