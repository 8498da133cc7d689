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

erased as (
    select * from {{ ref('stg_events__articles_erased') }}
    where {{ is_in_window() }}
),

recorded as (
    select
        *,
        false as is_decided,
        false as is_erased
    from observed
    union all by name
    select
        *,
        false as is_decided,
        false as is_erased
    from revised
    union all by name
    select
        *,
        true as is_decided,
        false as is_erased
    from corrected
    union all by name
    select
        *,
        false as is_decided,
        true as is_erased
    from erased
)

select
    *,
    coalesce(observed_at, occurred_at) as seen_at
from recorded
