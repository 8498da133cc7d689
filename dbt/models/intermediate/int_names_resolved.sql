{{ config(materialized='incremental', incremental_strategy='replace_window') }}

with resolved as (
    select
        log_position,
        text_hash,
        occurred_at,
        unnest(names) as given
    from {{ ref('stg_events__names_resolved') }}
    where {{ is_in_window() }}
)

select
    log_position,
    text_hash,
    {{ make_id('nam', ['given.entity_type', 'given.name']) }} as name_id,
    given.entity_id,
    given.known_type,
    given.is_new,
    given.score,
    given.reason,
    given.doubts,
    occurred_at as decided_at
from resolved
