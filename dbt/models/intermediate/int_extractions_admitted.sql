{{ config(materialized='view') }}

with promotions as (
    select
        extractor,
        extractor_version,
        max(log_position) as promoted_position
    from {{ ref('stg_events__extractors_promoted') }}
    where log_position <= {{ var('to_position') | int }}
    group by extractor, extractor_version
),

-- Logs of the first release tell of no choice: there was one extractor, and the tables showed it.
first_promotion as (
    select coalesce(min(log_position), {{ var('to_position') | int }}) as log_position
    from {{ ref('stg_events__extractors_promoted') }}
    where log_position <= {{ var('to_position') | int }}
)

select
    extracted.log_position,
    extracted.text_hash,
    extracted.text_position,
    extracted.extractor,
    extracted.extractor_version,
    coalesce(promotions.promoted_position, 0) as promoted_position
from {{ ref('int_texts_extracted') }} as extracted
left join promotions
    on
        extracted.extractor = promotions.extractor
        and extracted.extractor_version = promotions.extractor_version
where
    promotions.promoted_position is not null
    or extracted.log_position <= (select first_promotion.log_position from first_promotion)
