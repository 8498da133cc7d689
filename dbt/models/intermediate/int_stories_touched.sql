-- Stories that a touched article is in or ever was in, by the name decided and by the one that
-- stayed: a story that lost its last article must lose its row.
with decided as (
    select distinct story_id
    from {{ ref('int_story_assignments_recorded') }}
    where {{ is_touched() }}
),

merged as (
    select
        merged_story_id,
        story_id
    from {{ ref('int_stories_merged') }}
    where
        merged_story_id in (select decided.story_id from decided)
        or ({{ is_in_window('merged_position') }})
)

select story_id from decided
union
select story_id from merged
union
select merged_story_id as story_id from merged
