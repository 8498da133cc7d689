{{ config(materialized='incremental', incremental_strategy='replace_window') }}

with doubted as (
    select
        log_position,
        text_hash,
        name_id,
        entity_id,
        decided_at,
        unnest(doubts) as doubt
    from {{ ref('int_names_resolved') }}
    where {{ is_in_window() }}
)

select
    log_position,
    text_hash,
    name_id,
    entity_id,
    doubt.entity_id as other_entity_id,
    doubt.score,
    doubt.reason,
    decided_at
from doubted
