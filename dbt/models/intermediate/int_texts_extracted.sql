{{ config(materialized='incremental', incremental_strategy='replace_window') }}

with extractions as (
    select
        log_position,
        text_hash,
        extractor,
        extractor_version,
        model
    from {{ ref('stg_events__articles_extracted') }}
    where {{ is_in_window() }}
),

-- The same text may stand in many articles; any of them will do to read it, the first is as good.
texts as (
    select
        text_hash,
        min(log_position) as text_position
    from {{ ref('int_article_versions_recorded') }}
    where text_hash in (select extractions.text_hash from extractions)
    group by text_hash
)

select
    extractions.log_position,
    extractions.text_hash,
    texts.text_position,
    extractions.extractor,
    extractions.extractor_version,
    extractions.model
from extractions
inner join texts on extractions.text_hash = texts.text_hash
