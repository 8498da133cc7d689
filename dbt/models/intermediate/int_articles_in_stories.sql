{{
    config(
        materialized='incremental',
        incremental_strategy='replace_touched',
        unique_key='article_id',
    )
}}

-- The decision that came last counts; a story that was merged goes by the name that stayed.
with decisions as (
    select * from {{ ref('int_story_assignments_recorded') }}
    where {{ is_touched() }}
    qualify row_number() over (partition by article_id order by stream_version desc) = 1
),

mergers as (
    select * from {{ ref('int_stories_merged') }}
)

select
    decisions.article_id,
    coalesce(mergers.story_id, decisions.story_id) as story_id,
    decisions.story_id as assigned_story_id,
    decisions.nearest_article_id
from decisions
left join mergers on decisions.story_id = mergers.merged_story_id
