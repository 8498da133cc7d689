{{ config(materialized='incremental', incremental_strategy='replace_window') }}

select
    log_position,
    stream_version,
    article_id,
    story_id,
    nearest_article_id,
    score,
    reason,
    evidence,
    method,
    method_version,
    decided_by
from {{ ref('stg_events__articles_assigned_to_stories') }}
where {{ is_in_window() }}
