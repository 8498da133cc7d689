{{ config(materialized='incremental', incremental_strategy='replace_window') }}

with observed as (
    select * from {{ ref('stg_events__articles_observed') }}
    where {{ is_in_window() }}
),

revised as (
    select * from {{ ref('stg_events__articles_revised') }}
    where {{ is_in_window() }}
),

corrected as (
    select * from {{ ref('stg_events__articles_corrected') }}
    where {{ is_in_window() }}
),

recorded as (
    select
        *,
        false as is_decided
    from observed
    union all
    select
        *,
        false as is_decided
    from revised
    union all
    select
        *,
        true as is_decided
    from corrected
)

select
    *,
    coalesce(observed_at, occurred_at) as seen_at
from recorded
