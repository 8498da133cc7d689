{{ config(materialized='view') }}

with recursive decisions as (
    select
        merged_story_id,
        story_id,
        log_position
    from {{ ref('stg_events__stories_merged') }}
    where log_position <= {{ var('to_position') | int }}
),

-- What a story was merged into may have been merged later: the longest way ends where the articles
-- are.
chains as (
    select
        merged_story_id,
        story_id,
        log_position as merged_position,
        1 as step
    from decisions
    union all
    select
        chains.merged_story_id,
        decisions.story_id,
        greatest(chains.merged_position, decisions.log_position) as merged_position,
        chains.step + 1 as step
    from chains
    inner join decisions on chains.story_id = decisions.merged_story_id
    where chains.step < 1000
)

select
    merged_story_id,
    story_id,
    merged_position
from chains
qualify row_number() over (partition by merged_story_id order by step desc) = 1
