{{ config(materialized='incremental', incremental_strategy='replace_window') }}

-- Both ways round, so that a text finds its copies by one column.
with compared as (
    select
        log_position,
        unnest(copies) as pair
    from {{ ref('stg_events__texts_compared') }}
    where {{ is_in_window() }}
)

select
    log_position,
    pair.left_id as body_hash,
    pair.right_id as other_body_hash,
    pair.reason,
    pair.similarity
from compared
union all
select
    log_position,
    pair.right_id as body_hash,
    pair.left_id as other_body_hash,
    pair.reason,
    pair.similarity
from compared
